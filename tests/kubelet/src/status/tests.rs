use super::{Identity, status};
use crate::clock::Clock;
use crate::plan::plan;
use crate::pod::Pod;
use k8s_openapi::api::core::v1::PodStatus;
use laneway_core::time::Millis;
use serde_json::{Value, json};

/// The status of a pod with one container after that time.
fn after(script: &str, policy: &str, seconds: u64) -> PodStatus {
    let described = serde_json::from_value(json!({
        "metadata": {"name": "web-1"},
        "spec": {"restartPolicy": policy, "containers": [{
            "name": "app", "image": "script", "args": [script],
            "terminationMessagePolicy": "FallbackToLogsOnError",
        }]},
    }));
    let mut pod = Pod::new(plan(&described.unwrap()), Millis::ZERO);
    let end = Millis::from_secs(seconds);
    while let Some((at, _)) = pod.due().filter(|(at, _)| *at <= end) {
        pod.step(at, &|_| true);
    }
    report(&pod, None)
}

fn report(pod: &Pod, before: Option<&PodStatus>) -> PodStatus {
    let identity = Identity {
        address: "10.0.0.1".to_owned(),
        init_containers: Vec::new(),
    };
    status(pod, &identity, &Clock::start(1.0), before)
}

/// Phase, whether ready, restarts, and the words of the container's state and last state.
fn summary(status: &PodStatus) -> Value {
    let container = &status.container_statuses.as_ref().unwrap()[0];
    let conditions = status.conditions.as_ref().unwrap();
    let ready = conditions.iter().find(|it| it.type_ == "Ready").unwrap();
    assert_eq!(ready.status == "True", container.ready);
    let words = |state: Value| {
        let (kind, inner) = state.as_object()?.iter().next()?;
        let exit = inner["exitCode"].as_i64().map(|code| format!(" {code}"));
        let reason = inner["reason"].as_str().map(|it| format!(" {it}"));
        let (reason, exit) = (reason.unwrap_or_default(), exit.unwrap_or_default());
        Some(format!("{kind}{reason}{exit}"))
    };
    let state = |it: &Option<_>| words(serde_json::to_value(it).unwrap());
    json!([
        status.phase,
        container.ready,
        container.restart_count,
        state(&container.state),
        state(&container.last_state),
    ])
}

#[test]
fn every_state_is_reported_as_the_kubelet_does() {
    let crash = "sleep 3s; exit 4";
    for (script, policy, seconds, expected) in [
        (
            "pull-takes 5s",
            "Always",
            4,
            json!(["Pending", false, 0, "waiting ContainerCreating", null]),
        ),
        (
            "pull-fails",
            "Always",
            0,
            json!(["Pending", false, 0, "waiting ErrImagePull", null]),
        ),
        (
            "pull-fails",
            "Always",
            9,
            json!(["Pending", false, 0, "waiting ImagePullBackOff", null]),
        ),
        (
            "stuck InvalidImageName",
            "Always",
            9,
            json!(["Pending", false, 0, "waiting InvalidImageName", null]),
        ),
        (
            "sleeep",
            "Always",
            9,
            json!(["Pending", false, 0, "waiting CreateContainerError", null]),
        ),
        (
            "sleep 1s; serve",
            "Always",
            0,
            json!(["Running", false, 0, "running", null]),
        ),
        (
            "sleep 1s; serve",
            "Always",
            1,
            json!(["Running", true, 0, "running", null]),
        ),
        (
            crash,
            "Always",
            3,
            json!(["Running", false, 1, "running", "terminated Error 4"]),
        ),
        (
            crash,
            "OnFailure",
            6,
            json!([
                "Running",
                false,
                1,
                "waiting CrashLoopBackOff",
                "terminated Error 4"
            ]),
        ),
        (
            crash,
            "Never",
            3,
            json!(["Failed", false, 0, "terminated Error 4", null]),
        ),
        (
            "sleep 3s",
            "Never",
            3,
            json!(["Succeeded", false, 0, "terminated Completed 0", null]),
        ),
    ] {
        assert_eq!(
            summary(&after(script, policy, seconds)),
            expected,
            "{script} after {seconds} s"
        );
    }
}

#[test]
fn a_crash_says_what_it_said_last() {
    let status = after("say one; say two; exit 1", "Never", 0);
    let containers = status.container_statuses.unwrap();
    let state = containers[0].state.clone().unwrap();
    assert_eq!(state.terminated.unwrap().message.as_deref(), Some("two"));
}

#[test]
fn conditions_keep_the_time_at_which_they_changed() {
    let first = after("sleep 1s; serve", "Always", 0);
    let mut earlier = first.clone();
    for condition in earlier.conditions.iter_mut().flatten() {
        condition.last_transition_time = None;
    }
    let described = json!({"spec": {"containers": [{"name": "app", "image": "any"}]}});
    let mut pod = Pod::new(
        plan(&serde_json::from_value(described).unwrap()),
        Millis::ZERO,
    );
    let unchanged = report(&pod, Some(&earlier));
    let times = |status: &PodStatus| -> Vec<bool> {
        let conditions = status.conditions.iter().flatten();
        conditions
            .map(|it| it.last_transition_time.is_some())
            .collect()
    };
    assert_eq!(times(&unchanged), [false; 4]);
    while let Some((at, _)) = pod.due() {
        pod.step(at, &|_| true);
    }
    assert_eq!(
        times(&report(&pod, Some(&earlier))),
        [false, false, true, true]
    );
}
