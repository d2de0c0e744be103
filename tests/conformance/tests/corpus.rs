//! The corpus can be read, and says what the test kubelet is to do.

use laneway_conformance::case::Case;
use laneway_conformance::compare::until_the_end;
use laneway_conformance::ground::Ground;
use laneway_conformance::objects::objects;
use laneway_conformance::weather::Weather;
use laneway_core::plan::TaskId;
use laneway_core::scheduler::{AttemptOutcome, LossCause, What};
use laneway_core::time::Millis;
use laneway_kubelet::script::Script;

#[test]
fn every_scenario_has_objects_whose_scripts_can_be_read() {
    let all = Case::all();
    assert!(all.len() >= 40, "{}", all.len());
    for case in &all {
        assert!(case.about.ends_with('.'), "{}: {}", case.name, case.about);
        let run = case.predicted();
        let weather = Weather::of(&run.setting);
        let ground = Ground::of("trial", &run.setting, case.tolerates);
        for object in objects(case, &run.setting, &weather, &ground)
            .iter()
            .flat_map(|it| &it.objects)
        {
            let place = "/spec/template/metadata/annotations/laneway.dev~1script";
            if object.key().is_workload() {
                let script = object.text(place);
                assert!(Script::read(script).is_ok(), "{}: {script}", case.name);
            }
        }
    }
}

#[test]
fn of_a_lost_node_a_run_hears_when_its_pods_are_taken_away() {
    let case = Case::all()
        .into_iter()
        .find(|case| case.name == "node-lost-and-replaced-soon");
    let run = case.expect("a case").predicted();
    let seen = until_the_end(&run.trace, &run.setting);
    let (db, web) = (TaskId(0), TaskId(1));
    // Lost at 8 s, missed 50 s later, and tolerated for 20 s.
    let at = seen.iter().filter(|event| event.at == Millis(78_000));
    let what: Vec<What> = at.map(|event| event.what.clone()).collect();
    let expected = [
        What::ServiceLost(db, LossCause::NodeLost),
        What::AttemptEnded(web, 1, AttemptOutcome::NodeLost),
        What::AttemptStarted(db, 2),
        What::AttemptStarted(web, 2),
    ];
    assert_eq!(what, expected);
}

#[test]
fn what_takes_long_is_played_beside_the_rest_and_only_there() {
    let long: Vec<Case> = Case::all().into_iter().filter(Case::is_long).collect();
    let names: Vec<&str> = long.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, ["node-lost-under-a-service"]);
    assert!(Case::short().iter().all(|case| !case.is_long()));
}
