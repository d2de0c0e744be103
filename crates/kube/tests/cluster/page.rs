//! The documentation page's own example.

use crate::kit::{Home, PAGE, Wish};
use laneway_core::analysis::{Request, analyze};
use laneway_core::report::Outcome;
use laneway_core::scheduler::{Record, Trace, WaitCause, What};
use laneway_kube::course::{End, State};
use laneway_kube::recorded;

/// What happens, without times and without what may come a moment earlier or later.
fn order(trace: &Trace) -> Vec<String> {
    let is_decided = |what: &&What| !matches!(what, What::TaskQueued(_));
    trace
        .events
        .iter()
        .map(|event| &event.what)
        .filter(is_decided)
        .map(|what| format!("{what:?}"))
        .collect()
}

/// What a simulation says of a template in a scenario.
fn simulated(template: &str, scenario: &str) -> Trace {
    let request = Request {
        template,
        scenario,
        ..Request::default()
    };
    analyze(&request).run.expect("a run").trace
}

/// Of tasks that start together, it is chance whose container runs first.
fn sorted_starts(mut order: Vec<String>) -> Vec<String> {
    let is_start =
        |line: &String| line.starts_with("TaskStarted") || line.starts_with("AttemptStarted");
    for chunk in order.chunk_by_mut(|a, b| is_start(a) && is_start(b)) {
        chunk.sort_by_key(|line| (line.starts_with("AttemptStarted"), line.clone()));
    }
    order
}

#[test]
fn it_runs_as_it_is_printed_and_its_trace_is_reported_like_a_simulated_one() {
    let home = Home::new();
    let ran = home.run(PAGE);
    let scenario = "tasks:
  services.frontend: { ready_after: 25s }
  jobs.migrate: { runs_for: 5s }
  jobs.scrub: { runs_for: 10s }
  services.backend: { ready_after: 2s }
";
    let predicted = order(&simulated(PAGE, scenario));
    let steps = |order: Vec<String>| {
        sorted_starts(
            order
                .into_iter()
                .filter(|it| !it.starts_with("StepOpened"))
                .collect(),
        )
    };
    assert_eq!(
        steps(order(&ran.ended.trace)),
        steps(predicted),
        "it goes as it is predicted"
    );
    ran.assert_done();
    ran.assert_heard(&[
        "start services.frontend",
        "start jobs.migrate",
        "start jobs.scrub",
        "settled jobs.migrate Succeeded",
        "settled jobs.scrub Succeeded",
        "start services.backend",
        "settled services.backend Ready",
        "LastStepDone",
        "settled services.frontend Ready",
        "AllSettled",
    ]);
    let stage = crate::kit::Stage::new(PAGE, None);
    let record = Record {
        plan: stage.setting.plan,
        scenario: None,
        seed: 0,
        epoch: Some(ran.ended.epoch.clone()),
        trace: ran.ended.trace,
    };
    let report = recorded::run(&record, laneway_core::simulate::Options::default()).report;
    assert_eq!(report.outcome, Outcome::Succeeded);
    assert_eq!(report.critical_path, ["services.frontend"]);
    let backend = &report.tasks[3];
    assert_eq!(
        (backend.waits[0].cause, &backend.waits[0].on[..]),
        (WaitCause::Barrier, &["jobs.scrub".to_owned()][..])
    );
    let saved = report.serial_ms - report.all_settled_ms.expect("an end");
    assert!(saved.0 > 500, "in parallel it is quicker: {saved:?}");
}

#[test]
fn a_failing_migration_halts_it_and_once_repaired_the_same_run_goes_on() {
    let home = Home::new();
    let broken = PAGE
        .replace(
            "sleep 5s; exit 0",
            "say the table is locked; sleep 1s; exit 3",
        )
        .replace("sleep 10s", "sleep 20s");
    let halted = home.run(&broken);
    assert_eq!(halted.ended.end, End::Halted, "{:#?}", halted.lines);
    halted.assert_heard(&[
        "ended jobs.migrate 1 Failed",
        "settled jobs.migrate Failed",
        "halt jobs.migrate",
    ]);
    assert!(halted.hears("jobs.migrate: container migrate of pod migrate-"));
    assert!(halted.hears("ended with exit code 3"));
    assert!(
        halted.hears("jobs.migrate says: the table is locked"),
        "{:#?}",
        halted.lines
    );
    let left: Vec<(String, State)> = halted
        .ended
        .left
        .iter()
        .map(|it| {
            (
                it.key
                    .to_string()
                    .split('-')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                it.state,
            )
        })
        .collect();
    let left: Vec<(&str, State)> = left
        .iter()
        .map(|(key, state)| (key.as_str(), *state))
        .collect();
    assert_eq!(
        left,
        [
            ("deployment/frontend", State::Running),
            ("job/scrub", State::Running),
            ("job/migrate", State::Failed)
        ]
    );
    assert_eq!(
        home.names("Deployment"),
        ["frontend"],
        "the backend was not created, and nothing was deleted"
    );
    let frontend = home.list("Deployment");
    let scrub = home
        .list("Job")
        .into_iter()
        .find(|(name, _)| name.starts_with("scrub-"));

    let repaired = broken.replace("exit 3", "exit 0");
    let ran = home.run(&repaired);
    assert!(ran.resumes && ran.run == halted.run, "the run goes on");
    ran.assert_done();
    assert!(
        home.list("Deployment").contains(&frontend[0]),
        "the frontend is the same"
    );
    let jobs = home.list("Job");
    assert!(
        jobs.contains(&scrub.expect("a job")),
        "what ran was attached to"
    );
    assert_eq!(jobs.len(), 2, "the failed job has made room: {jobs:?}");

    let next = home.run(&repaired);
    assert!(
        !next.resumes && next.run != ran.run,
        "a finished run is followed by a new one"
    );
    let again = home.list("Job");
    assert!(
        jobs.iter().all(|job| !again.contains(job)),
        "whose jobs are made anew"
    );
}

#[test]
fn a_service_that_comes_before_what_it_needs_heals() {
    let template = "
services:
  - { name: b, image: script, args: [\"need services.a 1s; sleep 1s; serve\"], depends_on: [a] }
  - { name: a, image: script, args: [\"sleep 6s; serve\"] }
workflows: [{name: setup, parallelize: [{step: all, tasks: [services.b, services.a]}]}]
";
    // A service without a readiness probe answers as soon as it runs: only a probe makes others wait for it.
    let probe = "a, image: script, ports: [80], readiness_probe: {period_seconds: 1},";
    let template = template.replace("a, image: script,", probe);
    let scenario = "tasks:
  services.b: { ready_after: 1s, crash_after: 1s }
  services.a: { ready_after: 6s }
";
    let home = Home::new();
    let ran = home.try_run(&template, &Wish::default()).expect("a run");
    ran.assert_done();
    ran.assert_heard(&[
        "ended services.b 1 Crashed",
        "attempt services.b 2",
        "settled services.b Ready",
    ]);
    let predicted = order(&simulated(&template, scenario));
    assert_eq!(
        sorted_starts(order(&ran.ended.trace)),
        sorted_starts(predicted),
        "it goes as it is predicted"
    );
    let waits = ran.ended.trace.waits.iter();
    let back_off: Vec<_> = waits
        .filter(|wait| wait.cause == WaitCause::BackOff)
        .collect();
    assert!(!back_off.is_empty(), "{:#?}", ran.lines);
    assert!(
        back_off
            .iter()
            .all(|wait| wait.task.0 == 0 && wait.until.is_some())
    );
    assert!(
        back_off[0].on.iter().any(|task| task.0 == 1),
        "it is said what was missing"
    );
}

#[test]
fn the_environment_is_removed() {
    let home = Home::new();
    home.run(PAGE);
    let wish = Wish {
        stage: Some("teardown"),
        ..Wish::default()
    };
    let ran = home.try_run(PAGE, &wish).expect("a run");
    ran.assert_done();
    assert_eq!(
        (home.names("Deployment"), home.names("Job")),
        (Vec::<String>::new(), Vec::new())
    );
}
