//! The corpus can be read, and says what the test kubelet is to do.

use laneway_conformance::case::Case;
use laneway_conformance::ground::Ground;
use laneway_conformance::objects::objects;
use laneway_conformance::weather::Weather;
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
