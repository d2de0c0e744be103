//! What the options of a run change, and that every run ends.

use super::ends;
use crate::kit::{bars, report, seconds, setting, setting_with, waits};
use crate::report::Outcome;
use crate::simulate::draws::RunNumber;
use crate::simulate::{Background, Options, ServiceError, run};
use crate::time::Millis;

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
        let change = |options: &mut Options| options.service_error = ServiceError::FirstCrash;
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
    assert!(run(&setting, RunNumber(0)).is_cut_short());
    let report_of_endless = report(&setting);
    assert_eq!(report_of_endless.outcome, Outcome::Halted);
    assert_eq!(report_of_endless.halt.map(|halt| halt.at_ms), Some(max));
    for behaviour in &mut setting.behaviours {
        behaviour.duration = max.into();
        behaviour.crash_after = Some(max.into());
    }
    assert_eq!(report(&setting).outcome, Outcome::Halted);
    let long = setting_with("a: services.a 1; jobs.b 1\nb: jobs.c 1", |options| {
        options.horizon = max;
    });
    let mut long = long;
    long.behaviours
        .iter_mut()
        .for_each(|behaviour| behaviour.duration = max.into());
    assert_eq!(ends(&report(&long)), ["2400", "2400"]);
}
