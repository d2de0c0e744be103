//! Reports made by hand for the tests of the picture.

use crate::report::{
    Attempt, Halt, Outcome, Report, StepRow, TaskOutcome, TaskRow, VERSION, WaitRow,
};
use crate::scheduler::{AttemptOutcome, WaitCause};
use crate::time::Millis;

/// A moment in seconds.
pub(crate) fn s(seconds: u64) -> Millis {
    Millis::from_secs(seconds)
}

/// A report of these rows; its end is the last settling.
pub(crate) fn report(steps: Vec<StepRow>, tasks: Vec<TaskRow>, critical_path: &[&str]) -> Report {
    let end = tasks.iter().filter_map(|task| task.settled_ms).max();
    Report {
        version: VERSION,
        stage: "setup".to_owned(),
        seed: 0,
        repaired: false,
        outcome: Outcome::Succeeded,
        last_step_done_ms: end,
        all_settled_ms: end,
        serial_ms: Millis::ZERO,
        halt: None,
        left_over: Vec::new(),
        steps,
        tasks,
        critical_path: critical_path.iter().map(|&name| name.to_owned()).collect(),
        forecast: None,
    }
}

/// A step that opened at `start` seconds and settled at `settled`.
pub(crate) fn step(name: &str, waited: bool, start: Option<u64>, settled: Option<u64>) -> StepRow {
    StepRow {
        name: name.to_owned(),
        waited,
        halt_on_error: false,
        start_ms: start.map(s),
        settled_ms: settled.map(s),
    }
}

/// A task that ran once and succeeded.
pub(crate) fn task(name: &str, step: &str, start: u64, settled: u64) -> TaskRow {
    TaskRow {
        task: name.to_owned(),
        step: step.to_owned(),
        outcome: TaskOutcome::Succeeded,
        start_ms: Some(s(start)),
        settled_ms: Some(s(settled)),
        healed_ms: None,
        attempts: vec![attempt(start, Some(settled), AttemptOutcome::Succeeded)],
        waits: Vec::new(),
        slack_ms: Some(Millis::ZERO),
    }
}

/// An attempt, in seconds.
pub(crate) fn attempt(start: u64, end: Option<u64>, outcome: AttemptOutcome) -> Attempt {
    Attempt {
        start_ms: s(start),
        end_ms: end.map(s),
        outcome,
        lost: None,
    }
}

/// A gap, in seconds.
pub(crate) fn wait(from: u64, until: Option<u64>, cause: WaitCause, on: &[&str]) -> WaitRow {
    WaitRow {
        from_ms: s(from),
        until_ms: until.map(s),
        cause,
        on: on.iter().map(|&name| name.to_owned()).collect(),
        lacks: Vec::new(),
        rule: String::new(),
    }
}

/// A long frontend that is not waited for, two jobs, then a backend.
pub(crate) fn frontend() -> Report {
    let mut frontend = task("services.frontend", "frontend", 0, 95);
    frontend.outcome = TaskOutcome::Ready;
    frontend.attempts = vec![attempt(0, Some(95), AttemptOutcome::Ready)];
    let mut migrate = task("jobs.migrate", "migrate", 0, 30);
    migrate.slack_ms = Some(s(35));
    let mut scrub = task("jobs.scrub", "migrate", 0, 20);
    scrub.slack_ms = Some(s(45));
    let mut backend = task("services.backend", "backend", 30, 60);
    backend.outcome = TaskOutcome::Ready;
    backend.attempts = vec![attempt(30, Some(60), AttemptOutcome::Ready)];
    backend.waits = vec![wait(0, Some(30), WaitCause::Barrier, &["jobs.migrate"])];
    backend.slack_ms = Some(s(35));
    let mut report = report(
        vec![
            step("frontend", false, Some(0), Some(95)),
            step("migrate", true, Some(0), Some(30)),
            step("backend", true, Some(30), Some(60)),
        ],
        vec![frontend, migrate, scrub, backend],
        &["services.frontend"],
    );
    report.steps[1].halt_on_error = true;
    report.last_step_done_ms = Some(s(60));
    report
}

/// The same with a migration that fails at 30 s.
pub(crate) fn halted() -> Report {
    let mut report = frontend();
    report.outcome = Outcome::Halted;
    report.last_step_done_ms = None;
    report.all_settled_ms = None;
    report.halt = Some(Halt {
        at_ms: s(30),
        task: "jobs.migrate".to_owned(),
        step: "migrate".to_owned(),
        cause: "its only attempt failed".to_owned(),
    });
    report.critical_path = vec!["jobs.migrate".to_owned()];
    let [frontend, migrate, _, backend] = &mut report.tasks[..] else {
        unreachable!("four tasks")
    };
    frontend.outcome = TaskOutcome::LeftRunning;
    frontend.settled_ms = None;
    frontend.attempts = vec![attempt(0, None, AttemptOutcome::Running)];
    migrate.outcome = TaskOutcome::Failed;
    migrate.attempts = vec![attempt(0, Some(30), AttemptOutcome::Failed)];
    backend.outcome = TaskOutcome::NeverRan;
    backend.start_ms = None;
    backend.settled_ms = None;
    backend.attempts.clear();
    backend.waits = vec![wait(0, None, WaitCause::Halted, &["jobs.migrate"])];
    for task in &mut report.tasks {
        task.slack_ms = None;
    }
    for step in &mut report.steps {
        step.settled_ms = None;
    }
    report.steps[1].settled_ms = Some(s(30));
    report.steps[2].start_ms = None;
    report
}

/// `services.b` needs `services.a`, which is ready at 45 s, and crashes until then.
pub(crate) fn crash_loop() -> Report {
    let mut a = task("services.a", "backend", 0, 45);
    a.outcome = TaskOutcome::Ready;
    let mut b = task("services.b", "backend", 0, 94);
    b.outcome = TaskOutcome::Ready;
    b.attempts = [0, 3, 16, 39]
        .map(|at| attempt(at, Some(at + 3), AttemptOutcome::Crashed))
        .to_vec();
    b.attempts
        .push(attempt(82, Some(94), AttemptOutcome::Ready));
    let back_off = |from, until| wait(from, Some(until), WaitCause::BackOff, &["services.a"]);
    b.waits = vec![back_off(6, 16), back_off(19, 39), back_off(42, 82)];
    report(
        vec![step("backend", true, Some(0), Some(94))],
        vec![a, b],
        &["services.a", "services.b"],
    )
}

/// A service that is not ready within 600 s, but later: at 700 s.
pub(crate) fn healed() -> Report {
    let mut late = task("services.late", "late", 0, 600);
    late.outcome = TaskOutcome::Degraded;
    late.healed_ms = Some(s(700));
    late.attempts = vec![
        attempt(0, Some(290), AttemptOutcome::Crashed),
        attempt(590, Some(700), AttemptOutcome::Ready),
    ];
    late.waits = vec![wait(290, Some(590), WaitCause::BackOff, &[])];
    report(
        vec![step("late", true, Some(0), Some(600))],
        vec![late],
        &["services.late"],
    )
}
