use super::*;
use crate::observe::Pod;
use serde_json::{Value, json};

fn rollout(uid: &str, observed: i64, [desired, updated, all, available]: [i64; 4]) -> Workload {
    let status = json!({
        "observedGeneration": observed, "updatedReplicas": updated, "replicas": all, "availableReplicas": available,
    });
    let value = json!({
        "kind": "Deployment", "metadata": {"name": "web", "uid": uid, "generation": 5},
        "spec": {"replicas": desired}, "status": status,
    });
    Workload::read(&value).expect("a workload")
}

fn applied() -> Applied {
    Applied {
        key: Key::new("Deployment", "web"),
        uid: "u".into(),
        generation: 4,
    }
}

#[test]
fn ready_is_what_our_change_has_made_ready() {
    let ready = [2, 2, 2, 2];
    for (seen, verdict) in [
        (rollout("u", 4, ready), Verdict::Ready),
        (rollout("u", 5, ready), Verdict::Ready),
        (rollout("u", 3, ready), Verdict::Going),
        (rollout("u", 4, [2, 1, 1, 1]), Verdict::Going),
        (rollout("u", 4, [2, 2, 3, 2]), Verdict::Going),
        (rollout("u", 4, [2, 2, 2, 1]), Verdict::Going),
        (rollout("u", 4, [0, 0, 0, 0]), Verdict::Ready),
        (rollout("other", 4, ready), Verdict::Replaced),
    ] {
        assert_eq!(judge(&applied(), Some(&seen)), verdict, "{seen:?}");
    }
    assert_eq!(judge(&applied(), None), Verdict::Going);
}

fn pod(status: Value) -> Pod {
    let mut pod = json!({"metadata": {"name": "p"}});
    pod["status"] = status;
    Pod::read(&pod)
}

fn container(state: Value, last: Value, restarts: i64) -> Pod {
    let mut container = json!({"name": "c", "restartCount": restarts});
    (container["state"], container["lastState"]) = (state, last);
    pod(json!({"containerStatuses": [container]}))
}

#[test]
fn attempts_are_counted_and_a_done_container_is_not_a_crash() {
    let ended = |code: i64| json!({"terminated": {"exitCode": code, "reason": "x"}});
    let running = json!({"running": {}});
    for (pod, begun, ended) in [
        (
            container(
                json!({"waiting": {"reason": "ContainerCreating"}}),
                json!({}),
                0,
            ),
            0,
            0,
        ),
        (container(running.clone(), json!({}), 0), 1, 0),
        (container(ended(1), json!({}), 0), 1, 1),
        (container(ended(0), json!({}), 0), 1, 0),
        (
            container(
                json!({"waiting": {"reason": "CrashLoopBackOff"}}),
                ended(0),
                2,
            ),
            3,
            3,
        ),
        (container(running, ended(1), 2), 3, 2),
        (pod(json!({})), 0, 0),
    ] {
        assert_eq!(moment(&pod), Moment { begun, ended }, "{pod:?}");
    }
}

fn words(pod: &Pod) -> String {
    let found = diagnose(std::iter::empty(), [pod].into_iter());
    found.map(|it| it.words).unwrap_or_default()
}

#[test]
fn a_wait_is_explained_in_words() {
    let waiting =
        |reason: &str, message: &str| json!({"waiting": {"reason": reason, "message": message}});
    let ended =
        |code: i64, reason: &str| json!({"terminated": {"exitCode": code, "reason": reason}});
    let unschedulable = json!({"conditions": [
        {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/1 nodes are available"},
    ]});
    for (pod, expected) in [
        (
            container(waiting("ContainerCreating", ""), json!({}), 0),
            "",
        ),
        (container(json!({"running": {}}), json!({}), 0), ""),
        (container(ended(0, "Completed"), json!({}), 0), ""),
        (
            container(
                waiting("ImagePullBackOff", "Back-off pulling"),
                json!({}),
                0,
            ),
            "container c of pod p has no image: ImagePullBackOff (Back-off pulling)",
        ),
        (
            container(
                waiting("CreateContainerConfigError", "secret \"x\" not found"),
                json!({}),
                0,
            ),
            "container c of pod p cannot start: CreateContainerConfigError (secret \"x\" not found)",
        ),
        (
            container(ended(2, "Error"), json!({}), 0),
            "container c of pod p ended with exit code 2",
        ),
        (
            container(waiting("CrashLoopBackOff", ""), ended(137, "OOMKilled"), 3),
            "container c of pod p ended with exit code 137 (OOMKilled), 4 times by now, waits to be restarted",
        ),
        (
            pod(unschedulable),
            "no node takes pod p: 0/1 nodes are available",
        ),
        (
            pod(json!({"reason": "Evicted"})),
            "pod p was taken from its node: Evicted",
        ),
    ] {
        assert_eq!(words(&pod), expected);
    }
    let mut stuck = rollout("u", 1, [1, 0, 0, 0]);
    stuck.progress = Progress::Rollout(Rollout {
        trouble: Some("FailedCreate: quota".into()),
        ..Rollout::default()
    });
    let found = diagnose([&stuck].into_iter(), std::iter::empty());
    assert_eq!(
        found.map(|it| it.words).as_deref(),
        Some("FailedCreate: quota")
    );
}
