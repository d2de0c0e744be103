//! What looks wrong and is true: Kubernetes makes it so. Nobody should repair these.

use laneway_core::report::Report;
use laneway_core::simulate::Setting;
use laneway_core::simulate::draws::Chance;
use laneway_tests::cases::run;
use laneway_tests::sketch::{job, service, sketch, step};

fn finish(setting: &Setting) -> u64 {
    run(setting).all_settled_ms.expect("it comes to its end").0 / 1000
}

fn starts(report: &Report, task: usize) -> Vec<u64> {
    report.tasks[task]
        .attempts
        .iter()
        .map(|it| it.start_ms.0 / 1000)
        .collect()
}

/// A service whose every run crashes after so many seconds: when its attempts start.
fn crash_loop(lives: u64) -> Vec<u64> {
    let mut setting = sketch(vec![step(vec![service("a", 1).crash_after(lives)])]);
    setting.behaviours[0].fails.chance = Chance::ALWAYS;
    setting.options.horizon = laneway_core::time::Millis::from_secs(100_000);
    starts(&run(&setting), 0)
}

#[test]
fn living_two_seconds_longer_before_each_crash_can_bring_the_tenth_start_much_earlier() {
    assert_eq!(
        crash_loop(599)[9],
        9 * 599 + 10 + 20 + 40 + 80 + 160 + 3 * 300
    );
    assert_eq!(
        crash_loop(600)[9],
        9 * 600 + 10 + 20 + 40 + 80 + 160 + 3 * 300
    );
    assert_eq!(crash_loop(601)[9], 9 * 601);
}

#[test]
fn a_barrier_can_make_a_run_faster() {
    let a = || service("a", 31);
    let b = || service("b", 12).needs("services.a");
    assert_eq!(finish(&sketch(vec![step(vec![a(), b()])])), 82);
    assert_eq!(finish(&sketch(vec![step(vec![a()]), step(vec![b()])])), 43);
}

#[test]
fn a_longer_task_can_make_a_run_faster_by_dodging_an_outage() {
    let after = |seconds| {
        finish(&sketch(vec![
            step(vec![job("before", seconds)]),
            step(vec![service("web", 5).outage(60, 120)]),
        ]))
    };
    // It crashes at 60, at 60 once more, and at 70 and 90; the next start is at 130.
    assert_eq!(after(60), 135);
    assert_eq!(after(120), 125);
    assert_eq!(after(59), 64);
}

#[test]
fn an_attempt_that_starts_a_moment_too_early_costs_a_whole_back_off() {
    let ready = |a| {
        finish(&sketch(vec![step(vec![
            service("a", a),
            service("b", 12).needs("services.a"),
        ])]))
    };
    assert_eq!(ready(30), 42);
    assert_eq!(ready(31), 82);
    assert_eq!(ready(70), 82);
}
