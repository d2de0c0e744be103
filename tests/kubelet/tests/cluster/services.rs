//! Deployments and StatefulSets.

use crate::kit::{Place, container, deployment, is_ready, pod, waits_for};
use k8s_openapi::api::apps::v1::{Deployment, StatefulSet};
use k8s_openapi::api::core::v1::{ContainerState, Pod};
use k8s_openapi::jiff::Timestamp;
use serde_json::json;

#[tokio::test]
async fn a_deployment_of_three_becomes_available() {
    let place = Place::new("deployment").await;
    let spec = deployment("web", 3, "sleep 1s; serve");
    place.create::<Deployment>("web", spec).await;
    let is_available = |it: &Deployment| {
        let status = it.status.as_ref();
        status.and_then(|status| status.available_replicas) == Some(3)
    };
    let status = place.until("web", is_available).await.status.unwrap();
    let conditions = status.conditions.unwrap();
    let available = conditions.iter().find(|it| it.type_ == "Available");
    assert_eq!(available.unwrap().status, "True");
    let pods = place
        .until_pods("web", |pods| pods.iter().all(is_ready))
        .await;
    assert_eq!(pods.len(), 3);
}

#[tokio::test]
async fn pods_of_a_stateful_set_come_one_after_the_other() {
    let place = Place::new("stateful").await;
    let spec = json!({
        "replicas": 2,
        "serviceName": "db",
        "selector": {"matchLabels": {"app": "db"}},
        "template": pod("db", "Always", "sleep 2s; serve"),
    });
    place.create::<StatefulSet>("db", spec).await;
    let second: Pod = place.until("db-1", is_ready).await;
    let first: Pod = place.until("db-0", is_ready).await;
    let ready = first.status.unwrap().conditions.unwrap();
    let ready = ready.iter().find(|it| it.type_ == "Ready").unwrap();
    let was_ready = ready.last_transition_time.as_ref().unwrap().0;
    assert!(second.metadata.creation_timestamp.unwrap().0 >= was_ready);
}

#[tokio::test]
async fn a_service_that_crashes_twice_is_restarted_at_the_right_times() {
    let place = Place::new("crash").await;
    let crash = "sleep 2s; exit 3";
    let script = format!("{crash} | {crash} | sleep 1s; serve");
    place
        .create::<Deployment>("api", deployment("api", 1, &script))
        .await;

    let restarts = |pod: &Pod| container(pod).map_or(0, |it| it.restart_count);
    // The first restart is immediate.
    let once = place.until_pod("api", |pod| restarts(pod) == 1).await;
    let (ended, started) = ended_and_started(&once);
    assert!(seconds(ended, started) <= 1, "{ended} → {started}");
    // The second one comes 10 s after the second crash; recorded times are whole seconds.
    let waits = |pod: &Pod| waits_for(pod) == Some("CrashLoopBackOff");
    place.until_pod("api", waits).await;
    let twice = place.until_pod("api", |pod| restarts(pod) == 2).await;
    let (ended, started) = ended_and_started(&twice);
    assert!(
        (9..=11).contains(&seconds(ended, started)),
        "{ended} → {started}"
    );
    let healed = place.until_pod("api", is_ready).await;
    assert_eq!(restarts(&healed), 2);
}

fn seconds(from: Timestamp, until: Timestamp) -> i64 {
    until.as_second() - from.as_second()
}

/// When the run before ended, with the exit code that the script says, and when the present one started.
fn ended_and_started(pod: &Pod) -> (Timestamp, Timestamp) {
    let status = container(pod).unwrap().clone();
    let running = |state: ContainerState| state.running?.started_at;
    let ended = status
        .last_state
        .and_then(|state| state.terminated)
        .unwrap();
    assert_eq!(ended.exit_code, 3);
    let started = status.state.and_then(running).unwrap();
    (ended.finished_at.unwrap().0, started.0)
}
