//! What the real Job controller makes of pods.

use crate::kit::{Place, job, pod};
use k8s_openapi::api::batch::v1::Job;
use serde_json::json;

/// The types of a Job's conditions that hold, in the order in which they came.
fn conditions(job: &Job) -> Vec<&str> {
    let status = job.status.as_ref();
    let conditions = status.and_then(|it| it.conditions.as_ref());
    let true_ones = conditions.into_iter().flatten();
    true_ones
        .filter(|it| it.status == "True")
        .map(|it| it.type_.as_str())
        .collect()
}

fn reason(job: &Job, condition: &str) -> Option<String> {
    let conditions = job.status.as_ref()?.conditions.as_ref()?;
    let condition = conditions.iter().find(|it| it.type_ == condition)?;
    condition.reason.clone()
}

#[tokio::test]
async fn a_job_completes() {
    let place = Place::new("job").await;
    place
        .create::<Job>("migrate", job("migrate", "sleep 1s"))
        .await;
    let is_complete = |job: &Job| conditions(job).contains(&"Complete");
    let done = place.until("migrate", is_complete).await;
    assert_eq!(conditions(&done), ["SuccessCriteriaMet", "Complete"]);
    assert_eq!(done.status.unwrap().succeeded, Some(1));
}

#[tokio::test]
async fn a_job_that_is_not_tried_again_fails_at_its_first_exit() {
    let place = Place::new("fail").await;
    place
        .create::<Job>("migrate", job("migrate", "sleep 1s; exit 1"))
        .await;
    let has_failed = |job: &Job| conditions(job).contains(&"Failed");
    let failed = place.until("migrate", has_failed).await;
    // What can be acted upon comes first.
    assert_eq!(conditions(&failed), ["FailureTarget", "Failed"]);
    assert_eq!(
        reason(&failed, "Failed").as_deref(),
        Some("BackoffLimitExceeded")
    );
    assert_eq!(failed.status.unwrap().failed, Some(1));
}

#[tokio::test]
async fn a_job_is_tried_again_with_a_new_pod_after_ten_seconds() {
    let place = Place::new("retry").await;
    let mut spec = job("migrate", "exit 1");
    spec["backoffLimit"] = 1.into();
    place.create::<Job>("migrate", spec).await;
    let has_failed = |job: &Job| conditions(job).contains(&"Failed");
    let failed = place.until("migrate", has_failed).await;
    assert_eq!(failed.status.unwrap().failed, Some(2));
    let pods = place.until_pods("migrate", |pods| pods.len() == 2).await;
    let mut made: Vec<i64> = pods
        .iter()
        .map(|pod| {
            pod.metadata
                .creation_timestamp
                .as_ref()
                .unwrap()
                .0
                .as_second()
        })
        .collect();
    made.sort_unstable();
    // The controller's clock is the real one, and may be late on a busy machine, but never early.
    let between = made[1] - made[0];
    assert!((9..=60).contains(&between), "{between} s");
}

#[tokio::test]
async fn the_kubelet_tries_again_where_the_policy_says_so() {
    let place = Place::new("on-failure").await;
    let script = "exit 1 | sleep 1s";
    let spec = json!({"backoffLimit": 6, "template": pod("migrate", "OnFailure", script)});
    place.create::<Job>("migrate", spec).await;
    let is_complete = |job: &Job| conditions(job).contains(&"Complete");
    let done = place.until("migrate", is_complete).await.status.unwrap();
    assert_eq!((done.succeeded, done.failed.unwrap_or(0)), (Some(1), 0));
    place.until_pods("migrate", |pods| pods.len() == 1).await;
}
