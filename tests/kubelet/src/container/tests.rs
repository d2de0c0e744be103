use super::{Container, ContainerPlan, Order, Phase, RestartPolicy};
use crate::script::Script;
use laneway_core::template::Probe;
use laneway_core::time::Millis;

fn container(script: &str, policy: RestartPolicy) -> Container {
    let plan = ContainerPlan {
        name: "app".to_owned(),
        image: "script".to_owned(),
        script: Script::read(script),
        readiness: None,
        liveness: None,
        tells_its_end: false,
    };
    Container::new(plan, policy, Millis::ZERO)
}

/// Lets everything happen until `until`, and tells what: `3s exit 1`, `13s start`.
fn story(container: &mut Container, until: &str, is_there: &dyn Fn(&str) -> bool) -> Vec<String> {
    let until = until.parse().unwrap();
    let mut story = Vec::new();
    while let Some((at, _)) = container.due().filter(|(at, _)| *at <= until) {
        let before = container.clone();
        container.step(at, is_there);
        if !before.is_ready() && container.is_ready() {
            story.push(format!("{at} ready"));
        }
        if before.attempt != container.attempt {
            story.push(format!("{at} start"));
        }
        if before.last != container.last {
            let code = container.last.as_ref().unwrap().code;
            story.push(format!("{at} exit {code}"));
        }
        if matches!(container.phase, Phase::PullFailed { .. }) {
            story.push(format!("{at} no image"));
        }
    }
    story
}

fn told(script: &str, policy: RestartPolicy, until: &str) -> Vec<String> {
    story(&mut container(script, policy), until, &|_| true)
}

#[test]
fn a_service_crashes_and_backs_off_until_it_is_ready() {
    let script = "sleep 3s; exit 1 | sleep 3s; exit 1 | sleep 5s; serve";
    assert_eq!(
        told(script, RestartPolicy::Always, "1h"),
        [
            "0s start",
            "3s exit 1",
            "3s start",
            "6s exit 1",
            "16s start",
            "21s ready",
        ]
    );
}

#[test]
fn each_policy_restarts_as_it_says() {
    let crash = [
        "0s start",
        "1s exit 2",
        "1s start",
        "2s exit 2",
        "12s start",
    ];
    let success = [
        "0s start",
        "1s exit 0",
        "1s start",
        "2s exit 0",
        "12s start",
    ];
    let (crashes, succeeds) = ("sleep 1s; exit 2", "sleep 1s");
    assert_eq!(told(crashes, RestartPolicy::Always, "12s"), crash);
    assert_eq!(told(crashes, RestartPolicy::OnFailure, "12s"), crash);
    assert_eq!(told(crashes, RestartPolicy::Never, "12s"), crash[..2]);
    assert_eq!(told(succeeds, RestartPolicy::Always, "12s"), success);
    assert_eq!(
        told(succeeds, RestartPolicy::OnFailure, "12s"),
        success[..2]
    );
    assert_eq!(told(succeeds, RestartPolicy::Never, "12s"), success[..2]);
}

#[test]
fn a_long_run_leaves_the_crash_loop() {
    let loops =
        "sleep 1s; exit 1 | sleep 1s; exit 1 | sleep 600s; exit 1 | sleep 10m1ms; exit 1 | serve";
    assert_eq!(
        told(loops, RestartPolicy::Always, "1h"),
        [
            "0s start",
            "1s exit 1",
            "1s start",
            "2s exit 1",
            "12s start",
            "10m12s exit 1",
            "10m32s start",
            "20m32s1ms exit 1",
            "20m32s1ms start",
            "20m32s1ms ready",
        ]
    );
}

#[test]
fn pulls_fail_and_are_tried_again() {
    assert_eq!(
        told(
            "pull-fails 2; pull-takes 4s; serve",
            RestartPolicy::Always,
            "1h"
        ),
        ["0s no image", "10s no image", "34s start", "34s ready"]
    );
    let never = told("pull-fails", RestartPolicy::Never, "5m");
    assert_eq!(never.last().unwrap(), "2m30s no image");
    assert_eq!(never.len(), 5);
}

#[test]
fn a_need_is_decided_when_it_is_asked_for() {
    let mut service = container("need db 2s; sleep 1s; serve", RestartPolicy::Always);
    let nobody = story(&mut service, "5s", &|_| false);
    assert_eq!(nobody, ["0s start", "2s exit 1", "2s start", "4s exit 1"]);
    assert_eq!(service.log(false).unwrap(), ["db is not there"]);
    // The need is met at 14 s, when the next attempt has started.
    let start = service.due().unwrap();
    assert_eq!(start, (Millis(14_000), Order::Starts));
    let late = story(&mut service, "14s", &|_| false);
    assert_eq!(late, ["14s start"]);
    let then = story(&mut service, "1m", &|name| name == "db");
    assert_eq!(then, ["16s exit 1", "36s start", "37s ready"]);
}

#[test]
fn readiness_is_found_at_ticks_of_the_probe() {
    let mut service = container("sleep 12s; serve 30s; exit 3", RestartPolicy::Never);
    service.plan.readiness = Some(Probe {
        initial_delay: Millis::from_secs(5),
        period: Millis::from_secs(10),
        success_threshold: 2,
    });
    let expected = ["0s start", "25s ready", "42s exit 3"];
    assert_eq!(story(&mut service, "1h", &|_| true), expected);
    assert!(!service.is_ready());
}

#[test]
fn a_container_stops_in_its_time_or_is_killed() {
    let stopped = |script: &str, grace: u64| {
        let mut service = container(script, RestartPolicy::Always);
        story(&mut service, "5s", &|_| true);
        service.stop(Millis::from_secs(5), Millis::from_secs(grace));
        story(&mut service, "1h", &|_| true)
    };
    assert_eq!(stopped("serve", 30), ["5s exit 143"]);
    assert_eq!(stopped("stop-takes 3s; serve", 30), ["8s exit 143"]);
    assert_eq!(stopped("stop-takes 1m; serve", 30), ["35s exit 137"]);
    assert_eq!(stopped("stop-takes 1m; sleep 20s", 30), ["20s exit 0"]);
}

#[test]
fn what_never_ran_ends_at_once() {
    for script in ["pull-fails", "pull-takes 1m", "stuck Always", "no script"] {
        let mut service = container(script, RestartPolicy::Always);
        story(&mut service, "5s", &|_| true);
        service.stop(Millis::from_secs(5), Millis::from_secs(30));
        assert!(service.is_over(), "{script}");
        assert_eq!(service.last.unwrap().code, 137);
        assert_eq!(container(script, RestartPolicy::Never).restart_count(), 0);
    }
}

#[test]
fn each_run_has_a_log_of_its_own() {
    let script = "say one; say two; sleep 1s; exit 1 | say three; sleep 1s; exit 1 | serve";
    let mut service = container(script, RestartPolicy::Always);
    assert_eq!(service.log(false), None);
    let mut logs = |until: &str| {
        story(&mut service, until, &|_| true);
        let lines = |previous| service.log(previous).map(|lines| lines.join(" "));
        (lines(false), lines(true))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(logs("0s"), (some("one two"), None));
    assert_eq!(logs("1s"), (some("three"), some("one two")));
    // It waits to be started again.
    assert_eq!(logs("2s"), (some("three"), some("three")));
    assert_eq!(logs("12s"), (some(""), some("three")));
}
