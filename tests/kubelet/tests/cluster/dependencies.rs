//! Pods that need each other.

use crate::kit::{Place, container, deployment, is_ready, job};
use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::batch::v1::Job;
use k8s_openapi::api::core::v1::Pod;

fn restarts(pod: &Pod) -> i32 {
    container(pod).map_or(0, |it| it.restart_count)
}

#[tokio::test]
async fn a_service_crashes_until_what_it_needs_is_ready() {
    let place = Place::new("need").await;
    let spec = deployment("api", 1, "need db; sleep 1s; serve");
    place.create::<Deployment>("api", spec).await;
    place.until_pod("api", |pod| restarts(pod) >= 1).await;
    let spec = deployment("db", 2, "sleep 1s; serve");
    place.create::<Deployment>("db", spec).await;
    let api = place.until_pod("api", is_ready).await;
    assert!(restarts(&api) >= 2);
    let last = container(&api).unwrap().last_state.clone().unwrap();
    assert_eq!(last.terminated.unwrap().exit_code, 1);
}

#[tokio::test]
async fn what_needs_a_job_waits_for_its_success() {
    let place = Place::new("need-job").await;
    let spec = deployment("api", 1, "need migrate; serve");
    place.create::<Deployment>("api", spec).await;
    place.until_pod("api", |pod| restarts(pod) >= 1).await;
    place
        .create::<Job>("migrate", job("migrate", "sleep 1s"))
        .await;
    let api = place.until_pod("api", is_ready).await;
    assert!(restarts(&api) >= 2);
}
