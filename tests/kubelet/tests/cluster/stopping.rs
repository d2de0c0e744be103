//! Graceful ends.

use crate::kit::{Place, container, deployment, is_ready};
use futures_util::{StreamExt, TryStreamExt};
use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::Pod;
use kube::ResourceExt;
use kube::api::{DeleteParams, WatchEvent, WatchParams};

/// How a pod with this script ended that was deleted with this grace period.
async fn end(test: &str, script: &str, grace: u32) -> Pod {
    let place = Place::new(test).await;
    place
        .create::<Deployment>("web", deployment("web", 1, script))
        .await;
    let pod = place.until_pod("web", is_ready).await;
    let version = pod.resource_version().unwrap();
    let pods = place.api::<Pod>();
    let gracefully = DeleteParams::default().grace_period(grace);
    let asked = pods.delete(&pod.name_any(), &gracefully).await.unwrap();
    assert!(asked.left().unwrap().metadata.deletion_timestamp.is_some());

    let this = WatchParams::default().fields(&format!("metadata.name={}", pod.name_any()));
    let mut events = pods.watch(&this, &version).await.unwrap().boxed();
    while let Some(event) = events.try_next().await.unwrap() {
        if let WatchEvent::Deleted(last) = event {
            return last;
        }
    }
    panic!("the pod was not removed");
}

fn exit_code(pod: &Pod) -> i32 {
    let state = container(pod).unwrap().state.clone().unwrap();
    state.terminated.unwrap().exit_code
}

#[tokio::test]
async fn a_pod_goes_when_its_container_has_stopped() {
    let last = end("stop", "stop-takes 2s; serve", 60).await;
    assert_eq!(exit_code(&last), 143);
    assert_eq!(last.status.unwrap().phase.as_deref(), Some("Failed"));
}

#[tokio::test]
async fn a_container_that_does_not_stop_is_killed() {
    let last = end("kill", "stop-takes 1h; serve", 2).await;
    assert_eq!(exit_code(&last), 137);
}
