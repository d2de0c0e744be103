//! What containers write, as the API server passes it on.

use crate::kit::{Place, container, deployment};
use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::Pod;
use kube::ResourceExt;
use kube::api::LogParams;

#[tokio::test]
async fn the_log_of_each_run_can_be_read() {
    let place = Place::new("log").await;
    let script = "say no disk; say giving up; sleep 1s; exit 1 | say here I am; serve";
    place
        .create::<Deployment>("web", deployment("web", 1, script))
        .await;
    let restarted = |pod: &Pod| container(pod).is_some_and(|it| it.restart_count == 1);
    let name = place.until_pod("web", restarted).await.name_any();
    let pods = place.api::<Pod>();
    let log = async |previous, tail_lines| {
        let wanted = LogParams {
            previous,
            tail_lines,
            ..LogParams::default()
        };
        pods.logs(&name, &wanted).await
    };
    assert_eq!(log(false, None).await.unwrap(), "here I am\n");
    assert_eq!(log(true, None).await.unwrap(), "no disk\ngiving up\n");
    assert_eq!(log(true, Some(1)).await.unwrap(), "giving up\n");
}

#[tokio::test]
async fn there_is_none_before_a_container_has_run() {
    let place = Place::new("no-log").await;
    place
        .create::<Deployment>("web", deployment("web", 1, "pull-fails"))
        .await;
    let pod = place.until_pod("web", |pod| container(pod).is_some()).await;
    let (pods, usual) = (place.api::<Pod>(), LogParams::default());
    let answer = pods.logs(&pod.name_any(), &usual).await;
    let kube::Error::Api(refusal) = answer.unwrap_err() else {
        panic!("the API server answers");
    };
    assert_eq!(refusal.code, 400);
}
