//! Whole runs, as the rules of the language say they go.

mod options;
mod rules;

use crate::kit::{attempts, bars, report, seconds, setting, setting_with, waits};
use crate::report::{Outcome, Report};
use crate::time::Millis;

/// The documentation page's example.
fn docs(frontend: &str, migrate: &str) -> String {
    format!(
        "frontend~: services.frontend {frontend}
         migrate!: jobs.migrate {migrate}; jobs.scrub 30
         backend: services.backend 30"
    )
}

fn ends(report: &Report) -> [String; 2] {
    [
        seconds(report.last_step_done_ms),
        seconds(report.all_settled_ms),
    ]
}

#[test]
fn the_documentation_example() {
    let report = report(&setting(&docs("30", "30")));
    assert_eq!(
        bars(&report),
        [
            "services.frontend 0..30 Ready",
            "jobs.migrate 0..30 Succeeded",
            "jobs.scrub 0..30 Succeeded",
            "services.backend 30..60 Ready",
        ]
    );
    assert_eq!(ends(&report), ["60", "60"]);
    assert_eq!(report.serial_ms, Millis::from_secs(120));
    assert_eq!(report.outcome, Outcome::Succeeded);
    assert_eq!(
        waits(&report, "services.backend"),
        "0-30 Barrier jobs.migrate+jobs.scrub"
    );
    assert_eq!(report.critical_path, ["jobs.migrate", "services.backend"]);
}

#[test]
fn what_is_not_waited_for_runs_on_beside_later_steps() {
    let report = report(&setting(&docs("95", "30")));
    assert_eq!(ends(&report), ["60", "95"]);
    assert_eq!(report.critical_path, ["services.frontend"]);
}

#[test]
fn a_halt_stops_what_has_not_started_and_leaves_the_rest() {
    let report = report(&setting(&docs("95", "30 always")));
    assert_eq!(
        bars(&report),
        [
            "services.frontend 0..- LeftRunning",
            "jobs.migrate 0..30 Failed",
            "jobs.scrub 0..30 Succeeded",
            "services.backend -..- NeverRan",
        ]
    );
    assert_eq!(ends(&report), ["-", "-"]);
    assert_eq!(
        waits(&report, "services.backend"),
        "0-- Halted jobs.migrate"
    );
    let left: Vec<_> = report
        .left_over
        .iter()
        .map(|left| format!("{} {:?}", left.task, left.state))
        .collect();
    assert_eq!(
        left,
        [
            "services.frontend Running",
            "jobs.migrate Failed",
            "jobs.scrub Finished"
        ]
    );
}

#[test]
fn b_before_a_heals() {
    let report = report(&setting(
        "both: services.a 45; services.b 12 needs=services.a crash=3",
    ));
    assert_eq!(
        attempts(&report, "services.b"),
        "0-3 Crashed, 3-6 Crashed, 16-19 Crashed, 39-42 Crashed, 82-94 Ready"
    );
    assert_eq!(
        waits(&report, "services.b"),
        "6-16 BackOff services.a, 19-39 BackOff services.a, 42-82 BackOff services.a"
    );
    assert_eq!(report.critical_path, ["services.a", "services.b"]);
}

#[test]
fn a_barrier_can_be_faster_than_a_crash_loop() {
    let one_step = "both: services.a 31; services.b 12 needs=services.a";
    let two_steps = "a: services.a 31
                     b: services.b 12 needs=services.a";
    assert_eq!(ends(&report(&setting(one_step))), ["82", "82"]);
    assert_eq!(ends(&report(&setting(two_steps))), ["43", "43"]);
}

#[test]
fn a_long_run_resets_the_crash_loop() {
    for (lives, ready) in [(599, "4503"), (600, "4510"), (601, "4207")] {
        let text = format!("one: services.a {lives} crash={lives} fails=1,2,3,4,5,6");
        let setting = setting_with(&text, |options| {
            options.readiness_wait = Millis::from_secs(9999);
        });
        assert_eq!(ends(&report(&setting)), [ready, ready], "{lives}");
    }
}

#[test]
fn an_outage_delays_what_starts_later_less_or_more() {
    for (before, end) in [(59, "89"), (61, "161"), (110, "150"), (121, "151")] {
        let text = format!(
            "a: jobs.a {before}
             b: jobs.b 30 needs=services.db@60..120 retries=9"
        );
        assert_eq!(ends(&report(&setting(&text))), [end, end], "{before}");
    }
}

#[test]
fn ready_exactly_at_the_limit_is_ready() {
    for (after, bar) in [
        ("600", "services.a 0..600 Ready"),
        ("600001ms", "services.a 0..600 Degraded"),
    ] {
        assert_eq!(
            bars(&report(&setting(&format!("one: services.a {after}")))),
            [bar]
        );
    }
}

#[test]
fn restarts_of_one_moment_begin_together() {
    for text in [
        "one: services.a 0 crash=0 fails=1,2; services.b 5 needs=services.a crash=0",
        "one: services.b 5 needs=services.a crash=0; services.a 0 crash=0 fails=1,2",
    ] {
        let report = report(&setting(text));
        assert_eq!(
            attempts(&report, "services.b"),
            "0-0 Crashed, 0-0 Crashed, 10-10 Crashed, 30-35 Ready",
            "a gets ready in no time at 10 s, just after b has started"
        );
    }
}
