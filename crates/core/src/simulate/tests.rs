//! Whole runs, as the rules of the language say they go.

use super::kit::{attempts, bars, report, seconds, setting, setting_with, waits};
use super::{Background, ServiceError};
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

/// Settings and the bars that they give.
#[test]
fn the_rules_of_execution() {
    let table: [(&str, &str, &[&str]); 18] = [
        (
            "an empty step settles when its barrier opens",
            "a: jobs.a 5\nb:\nc: jobs.c 1",
            &["jobs.a 0..5 Succeeded", "jobs.c 5..6 Succeeded"],
        ),
        (
            "a barrier waits for every waited step so far, and for no other",
            "a: jobs.a 9\nb~: jobs.b 90\nc: jobs.c 1",
            &[
                "jobs.a 0..9 Succeeded",
                "jobs.b 9..99 Succeeded",
                "jobs.c 9..10 Succeeded",
            ],
        ),
        (
            "errors are ignored by default: a failed job releases the barrier at once",
            "a: jobs.a 5 always\nb: jobs.b 1",
            &["jobs.a 0..5 Failed", "jobs.b 5..6 Succeeded"],
        ),
        (
            "a never-ready service holds the barrier until its wait is up",
            "a: services.a 5 always\nb: jobs.b 1",
            &["services.a 0..600 Degraded", "jobs.b 600..601 Succeeded"],
        ),
        (
            "the deadline of everything else comes from the plan",
            "a: jobs.a 9 limit=3; charts.a 999; infrastructure.a 9999; release.remove_environment 999",
            &[
                "jobs.a 0..3 Failed",
                "charts.a 0..300 Failed",
                "infrastructure.a 0..1200 Failed",
                "release.remove_environment 0..600 Failed",
            ],
        ),
        (
            "done exactly at the deadline is done",
            "a: jobs.a 3 limit=3; jobs.b 3 limit=3 always",
            &["jobs.a 0..3 Succeeded", "jobs.b 0..3 Failed"],
        ),
        (
            "back-off counts against the deadline",
            "a: jobs.a 3 limit=15 fails=1 retries=1; jobs.b 3 limit=16 fails=1 retries=1; jobs.c 5 limit=9 fails=1 retries=1",
            &[
                "jobs.a 0..15 Failed",
                "jobs.b 0..16 Succeeded",
                "jobs.c 0..9 Failed",
            ],
        ),
        (
            "only jobs are retried",
            "a: charts.a 3 fails=1 retries=9; jobs.a 3 fails=1 retries=9",
            &["charts.a 0..3 Failed", "jobs.a 0..16 Succeeded"],
        ),
        (
            "a halt comes whenever a task of the step fails, others at that moment keep their outcome",
            "a!: jobs.a 5 always; jobs.b 5; jobs.c 6; services.d 5",
            &[
                "jobs.a 0..5 Failed",
                "jobs.b 0..5 Succeeded",
                "jobs.c 0..- LeftRunning",
                "services.d 0..5 Ready",
            ],
        ),
        (
            "a halt at the moment a barrier opens comes first",
            "a~!: jobs.a 5 always\nb: jobs.b 5\nc: jobs.c 1",
            &[
                "jobs.a 0..5 Failed",
                "jobs.b 0..5 Succeeded",
                "jobs.c -..- NeverRan",
            ],
        ),
        (
            "an asynchronous halt comes even while only the background is left",
            "a~!: jobs.a 50 always; jobs.c 60\nb: jobs.b 5",
            &[
                "jobs.a 0..50 Failed",
                "jobs.c 0..- LeftRunning",
                "jobs.b 0..5 Succeeded",
            ],
        ),
        (
            "what a started task does in no time comes after all starts of the moment",
            "a!: jobs.a 0 always; jobs.b 0\nb: jobs.c 1",
            &[
                "jobs.a 0..0 Failed",
                "jobs.b 0..0 Succeeded",
                "jobs.c -..- NeverRan",
            ],
        ),
        (
            "a repeated reference runs twice, and its first success meets needs",
            "a: services.a 700; services.b 5 needs=services.a crash=1\nb: services.a 10",
            &[
                "services.a 0..600 Degraded",
                "services.b 0..600 Degraded",
                "services.a#2 600..610 Ready",
            ],
        ),
        (
            "the earliest of several causes wins",
            "a: jobs.a 9 always at=4 needs=services.x@0..5 crash=3; jobs.b 9 always at=2 needs=services.x@0..5 crash=3",
            &["jobs.a 0..3 Failed", "jobs.b 0..2 Failed"],
        ),
        (
            "an attempt fails at a share of its duration",
            "a: jobs.a 10 always at=50%; services.a 10 fails=1 at=50%; services.b 10 fails=1 crash=3",
            &[
                "jobs.a 0..5 Failed",
                "services.a 0..15 Ready",
                "services.b 0..13 Ready",
            ],
        ),
        (
            "a need met meanwhile does not save an attempt",
            "a: services.a 5; jobs.b 9 needs=services.a crash=8",
            &["services.a 0..5 Ready", "jobs.b 0..8 Failed"],
        ),
        (
            "an outage fails what starts inside it, and an attempt already running goes on",
            "a: jobs.a 9 out=3..20; services.b 4 out=0..1\nb: jobs.c 2 out=3..20",
            &[
                "jobs.a 0..9 Succeeded",
                "services.b 0..14 Ready",
                "jobs.c 14..14 Failed",
            ],
        ),
        (
            "a static service has no attempts",
            "a: services.a 5 static always needs=services.x@0..9",
            &["services.a 0..5 Ready"],
        ),
    ];
    for (rule, text, expected) in table {
        assert_eq!(bars(&report(&setting(text))), expected, "{rule}");
    }
    let rule = "a static service has no attempts";
    assert_eq!(
        attempts(&report(&setting("a: services.a 5 static")), "services.a"),
        "",
        "{rule}"
    );
}

#[test]
fn slots_are_given_in_plan_order_and_kept_until_settled() {
    let text = "a: jobs.a 4; jobs.b 2; jobs.c 3\nb: jobs.d 1";
    let with = |limit| report(&setting_with(text, |options| options.max_parallel = limit));
    assert_eq!(ends(&with(None)), ["5", "5"]);
    assert_eq!(ends(&with(Some(3))), ["5", "5"]);
    assert_eq!(ends(&with(Some(1))), ["10", "10"]);
    assert_eq!(
        ends(&with(Some(0))),
        ["10", "10"],
        "none at all would be no limit to speak of"
    );
    let two = with(Some(2));
    assert_eq!(ends(&two), ["6", "6"]);
    assert_eq!(waits(&two, "jobs.c"), "0-2 Slot jobs.b");
    assert_eq!(waits(&two, "jobs.d"), "0-5 Barrier jobs.c");
    let background = setting_with("a~: jobs.a 9\nb: jobs.b 2\nc: jobs.c 2", |options| {
        options.max_parallel = Some(1);
    });
    let background = report(&background);
    assert_eq!(ends(&background), ["13", "13"]);
    assert_eq!(waits(&background, "jobs.b"), "0-9 Slot jobs.a");
    assert_eq!(waits(&background, "jobs.c"), "0-11 Barrier jobs.b");
    let halting = setting_with(
        "a!: jobs.a 5 always; jobs.b 1\nb: jobs.c 1\nc: jobs.d 1",
        |options| {
            options.max_parallel = Some(1);
        },
    );
    let halting = report(&halting);
    assert_eq!(waits(&halting, "jobs.b"), "0-- Halted jobs.a");
    assert_eq!(waits(&halting, "jobs.c"), "0-- Halted jobs.a");
    assert_eq!(waits(&halting, "jobs.d"), "5-- Halted jobs.a");
}

#[test]
fn a_detached_stage_is_over_when_its_last_step_is_done() {
    let text = "a~!: jobs.a 20 always; services.b 700\nb: jobs.c 5";
    let detached = setting_with(text, |options| options.background = Background::Detach);
    let detached = report(&detached);
    assert_eq!(detached.outcome, Outcome::Succeeded);
    assert_eq!(ends(&detached), ["5", "600"]);
    let joined = report(&setting(text));
    assert_eq!(
        (joined.outcome, ends(&joined)),
        (Outcome::Halted, ["-".into(), "-".into()])
    );
}

#[test]
fn a_degraded_service_may_heal_until_the_horizon() {
    let text = "a: services.a 9 always; services.b 615; services.c 12 needs=services.b";
    let healed = |horizon| {
        let setting = setting_with(text, |options| options.horizon = Millis::from_secs(horizon));
        let report = report(&setting);
        assert_eq!(report.outcome, Outcome::FinishedWithErrors);
        let healed = report.tasks.iter().map(|task| seconds(task.healed_ms));
        healed.collect::<Vec<_>>().join(" ")
    };
    // The attempts of c start at 0, 0, 10, 30, 70, 150, 310, 610 and 910 s; all has settled at 600 s.
    assert_eq!(healed(309), "- 615 -");
    assert_eq!(healed(310), "- 615 922");
}

#[test]
fn the_first_crash_can_halt() {
    let first_crash = |text: &str| {
        let change =
            |options: &mut super::Options| options.service_error = ServiceError::FirstCrash;
        bars(&report(&setting_with(text, change)))
    };
    let text = "a!: services.a 9 fails=1 crash=4; jobs.b 9";
    assert_eq!(
        first_crash(text),
        ["services.a 0..4 Degraded", "jobs.b 0..- LeftRunning"]
    );
    assert_eq!(
        first_crash(&text.replace('!', "")),
        ["services.a 0..13 Ready", "jobs.b 0..9 Succeeded"]
    );
}

#[test]
fn waits_for_needs_outside_the_stage_name_them() {
    let report = report(&setting(
        "a: services.a 30; jobs.b 1 needs=services.x@0..5,services.a retries=2; jobs.c 1 fails=1 retries=1",
    ));
    assert_eq!(
        waits(&report, "jobs.b"),
        "0-10 BackOff services.a+services.x, 10-30 BackOff services.a"
    );
    assert_eq!(waits(&report, "jobs.c"), "1-11 BackOff");
}

#[test]
fn every_run_ends() {
    let max = Millis::MAX;
    let endless = "a!: services.a 1 always crash=0; jobs.b 0 always retries=4000000000 limit=9; services.c 601 always
                   b~: services.d 5 needs=services.a; services.e 0 always
                   c: jobs.f 1";
    let mut setting = setting_with(endless, |options| {
        options.readiness_wait = max;
        options.horizon = max;
    });
    setting.plan.tasks[1].limit = Some(max);
    let report_of_endless = report(&setting);
    assert_eq!(report_of_endless.outcome, Outcome::Halted);
    assert_eq!(report_of_endless.halt.map(|halt| halt.at_ms), Some(max));
    for behaviour in &mut setting.behaviours {
        behaviour.duration = max;
        behaviour.crash_after = Some(max);
    }
    assert_eq!(report(&setting).outcome, Outcome::Halted);
    let long = setting_with("a: services.a 1; jobs.b 1\nb: jobs.c 1", |options| {
        options.horizon = max;
    });
    let mut long = long;
    long.behaviours
        .iter_mut()
        .for_each(|behaviour| behaviour.duration = max);
    assert_eq!(ends(&report(&long)), ["2400", "2400"]);
}
