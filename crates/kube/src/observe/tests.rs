use super::*;
use serde_json::json;

#[test]
fn a_job_has_ended_when_its_verdict_stands_not_when_its_pods_are_gone() {
    let job = |conditions: Value| {
        let job = json!({"kind": "Job", "metadata": {"name": "a", "uid": "u"}, "status": {"conditions": conditions}});
        Workload::read(&job).expect("a workload").progress
    };
    let condition = |kind: &str, status: &str| json!([{"type": kind, "status": status, "reason": "R", "message": "m"}]);
    let failed = Progress::Job(Some(JobEnd::Failed {
        reason: "R".into(),
        message: "m".into(),
    }));
    let complete = Progress::Job(Some(JobEnd::Complete));
    assert_eq!(job(condition("FailureTarget", "True")), failed);
    assert_eq!(job(condition("Failed", "True")), failed);
    assert_eq!(job(condition("SuccessCriteriaMet", "True")), complete);
    assert_eq!(job(condition("Complete", "True")), complete);
    assert_eq!(job(condition("Complete", "False")), Progress::Job(None));
    assert_eq!(job(json!(null)), Progress::Job(None));
}

#[test]
fn a_deployment_tells_how_far_it_is_and_what_holds_it_up() {
    let deployment = json!({
        "kind": "Deployment",
        "metadata": {"name": "web", "uid": "u", "generation": 3, "labels": {"laneway.dev/run": "r", "laneway.dev/task": "services.web"}},
        "spec": {"replicas": 2},
        "status": {
            "observedGeneration": 3, "replicas": 3, "updatedReplicas": 2, "availableReplicas": 1,
            "conditions": [{"type": "ReplicaFailure", "status": "True", "reason": "FailedCreate", "message": "exceeded quota"}],
        },
    });
    let read = Workload::read(&deployment).expect("a workload");
    assert_eq!(
        (read.generation, read.run.as_str(), read.task.as_str()),
        (3, "r", "services.web")
    );
    let rollout = Rollout {
        observed: 3,
        desired: 2,
        updated: 2,
        all: 3,
        available: 1,
        trouble: Some("FailedCreate: exceeded quota".into()),
    };
    assert_eq!(read.progress, Progress::Rollout(rollout));
    assert_eq!(Workload::read(&json!({"kind": "ConfigMap"})), None);
}

#[test]
fn a_pod_leads_to_its_workload() {
    let pod = |owner: &str, name: &str| {
        Pod::read(&json!({"metadata": {
            "name": "p",
            "labels": {"pod-template-hash": "6d4f"},
            "ownerReferences": [{"kind": owner, "name": name, "uid": "u", "controller": true}],
        }}))
    };
    assert_eq!(
        pod("ReplicaSet", "web-6d4f").workload(),
        ("Deployment", "web")
    );
    assert_eq!(pod("Job", "a-6d4f").workload(), ("Job", "a-6d4f"));
    assert_eq!(pod("StatefulSet", "db").workload(), ("StatefulSet", "db"));
}

#[test]
fn a_container_has_begun_and_ended_so_often() {
    let ended = json!({"terminated": {"exitCode": 1, "reason": "Error"}});
    let waiting = |reason: &str| json!({"waiting": {"reason": reason}});
    for (state, last, restarts, begun, ended) in [
        (waiting("ContainerCreating"), json!({}), 0, 0, 0),
        (json!({"running": {}}), json!({}), 0, 1, 0),
        (ended.clone(), json!({}), 0, 1, 1),
        (waiting("CrashLoopBackOff"), ended.clone(), 0, 1, 1),
        (json!({"running": {}}), ended.clone(), 1, 2, 1),
        (waiting("CrashLoopBackOff"), ended.clone(), 1, 2, 2),
        (json!({}), json!({}), 0, 0, 0),
    ] {
        let status =
            json!({"name": "c", "state": state, "lastState": last, "restartCount": restarts});
        let pod = Pod::read(&json!({"status": {"containerStatuses": [status]}}));
        let container = &pod.containers[0];
        assert_eq!(
            (container.begun(), container.ended()),
            (begun, ended),
            "{status}"
        );
    }
}
