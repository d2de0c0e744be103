use super::{Analysis, Request, analyze};
use crate::report::Outcome;
use crate::time::Millis;

/// The documentation page's example, as it is printed there.
const AS_PRINTED: &str = "\
  - name: setup
    - step: frontend
      tasks: [services.frontend]
      wait_for_finish: false
    - step: migrate
      tasks: [jobs.migrate, jobs.scrub]
      halt_on_error: true
    - step: backend
      tasks: [services.backend]
";

fn analysis(template: &str, scenario: &str) -> Analysis {
    analyze(&Request {
        template,
        scenario,
        ..Request::default()
    })
}

/// Last step done, all settled and serial time in seconds, and each task with its start.
fn times(analysis: &Analysis) -> String {
    let report = &analysis.run.as_ref().expect("a run").report;
    let seconds =
        |time: Option<Millis>| time.map_or("-".to_owned(), |it| (it.0 / 1000).to_string());
    let tasks = report.tasks.iter().map(|task| {
        let outcome = format!("{:?}", task.outcome).to_lowercase();
        format!("{} {} {outcome}", task.task, seconds(task.start_ms))
    });
    let tasks: Vec<String> = tasks.collect();
    format!(
        "{} {} {}: {}",
        seconds(report.last_step_done_ms),
        seconds(report.all_settled_ms),
        seconds(Some(report.serial_ms)),
        tasks.join(", ")
    )
}

#[test]
fn the_documented_example_has_one_problem_and_runs_before_it_is_repaired() {
    let analysis = analysis(AS_PRINTED, "");
    assert_eq!(analysis.template.len(), 1, "{:?}", analysis.template);
    let repaired = analysis.template[0].fixes[0].apply(AS_PRINTED);
    let expected = "60 60 120: services.frontend 0 ready, jobs.migrate 0 succeeded, \
                    jobs.scrub 0 succeeded, services.backend 30 ready";
    assert_eq!(times(&analysis), expected);
    assert!(analysis.run.is_some_and(|run| run.report.repaired));

    let analysis = super::tests::analysis(&repaired, "");
    assert_eq!(analysis.template, []);
    assert_eq!(times(&analysis), expected);
}

#[test]
fn the_scenario_decides_what_happens() {
    let table = [
        (
            "tasks: { services.frontend: { ready_after: 95s } }",
            "60 95 185: services.frontend 0 ready, jobs.migrate 0 succeeded, \
             jobs.scrub 0 succeeded, services.backend 30 ready",
        ),
        (
            "tasks: { services.frontend: { ready_after: 95s } }\n\
             faults: [{ task: jobs.migrate, chance: 100% }]",
            "- - 185: services.frontend 0 leftrunning, jobs.migrate 0 failed, \
             jobs.scrub 0 succeeded, services.backend - neverran",
        ),
    ];
    for (scenario, expected) in table {
        let analysis = analysis(AS_PRINTED, scenario);
        assert_eq!(analysis.scenario, []);
        assert_eq!(times(&analysis), expected);
    }
}

#[test]
fn a_service_that_starts_before_what_it_needs_heals() {
    let template = "\
- name: setup
  parallelize:
  - step: together
    tasks: [services.a, services.b]
";
    let scenario = "\
tasks:
  services.a: { ready_after: 45s }
  services.b: { ready_after: 12s, needs: [services.a], crash_after: 3s }
";
    let analysis = analysis(template, scenario);
    let said: Vec<&str> = analysis.template.iter().map(|it| it.code).collect();
    assert_eq!(
        (said, analysis.scenario),
        (vec!["dependency-in-step"], vec![])
    );
    let report = analysis.run.expect("a run").report;
    let starts = report.tasks[1]
        .attempts
        .iter()
        .map(|it| it.start_ms.0 / 1000);
    assert_eq!(starts.collect::<Vec<_>>(), [0, 3, 16, 39, 82]);
    assert_eq!(report.all_settled_ms, Some(Millis::from_secs(94)));
}

#[test]
fn what_cannot_be_simulated_is_only_checked() {
    for template in [
        "",
        "\0",
        "a: b",
        "[[[[",
        "workflows: []",
        "services: [{name: a}]",
    ] {
        let analysis = analysis(template, "tasks: { services.a: { ready_after: 1s } }");
        assert_eq!(analysis.scenario, [], "{template:?}");
        assert_eq!(analysis.stages, [""; 0], "{template:?}");
        assert_eq!(analysis.run, None, "{template:?}");
    }
    let unknown = analyze(&Request {
        template: AS_PRINTED,
        stage: Some("patch"),
        ..Request::default()
    });
    assert_eq!(unknown.stages, ["setup", "teardown"]);
    assert_eq!(unknown.run, None);
}

#[test]
fn a_missing_teardown_can_be_simulated() {
    let analysis = analyze(&Request {
        template: AS_PRINTED,
        stage: Some("teardown"),
        seed: Some(7),
        ..Request::default()
    });
    assert_eq!(
        times(&analysis),
        "30 30 30: release.remove_environment 0 succeeded"
    );
    let run = analysis.run.expect("a run");
    assert_eq!(run.report.seed, 7);
    assert_eq!(run.report.outcome, Outcome::Succeeded);
}

#[test]
fn few_words_cannot_stand_for_too_much() {
    let [a, b] = ["a", "b"].map(|name| format!("        - services.{name}\n").repeat(2500));
    let template = format!(
        "workflows:\n- name: setup\n  parallelize:\n\
         \x20   - step: x\n      tasks:\n{a}    - step: y\n      tasks:\n{b}\
         services: [{{ name: a }}, {{ name: b, depends_on: [a] }}]\n"
    );
    let analysis = analysis(&template, "");
    let codes = analysis.template.iter().map(|problem| problem.code);
    assert!(
        codes
            .into_iter()
            .any(|code| code == "too-large-to-simulate")
    );
    assert_eq!(analysis.run, None);
}

#[test]
fn the_most_expensive_scenario_ends() {
    let template = "\
- name: setup
  parallelize:
  - step: all
    tasks: [services.s, jobs.j]
    wait_for_finish: false
";
    let scenario = "\
faults: [{ tasks: '*', chance: 100% }]
defaults: { services: { crash_after: 0s }, jobs: { retries: 2147483647, runs_for: 0s } }
options: { horizon: 99999h99999h99999h99999h, readiness_wait: 99999h99999h99999h99999h }
";
    let analysis = analysis(template, scenario);
    assert_eq!(analysis.scenario, []);
    let summary = analysis.run.expect("a run").summary;
    let last = summary.last().expect("a sentence");
    assert!(last.starts_with("There are more retries"), "{last}");
}
