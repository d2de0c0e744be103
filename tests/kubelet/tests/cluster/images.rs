//! Images that cannot be pulled, and containers that cannot be made.

use crate::kit::{Place, deployment, is_ready, job, phase, waits_for};
use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::batch::v1::Job;

#[tokio::test]
async fn a_job_never_counts_a_pod_whose_image_does_not_come() {
    let place = Place::new("no-image").await;
    place
        .create::<Job>("migrate", job("migrate", "pull-fails"))
        .await;
    let backs_off = place.until_pod("migrate", |pod| waits_for(pod) == Some("ImagePullBackOff"));
    assert_eq!(phase(&backs_off.await), "Pending");
    let fails_again = place.until_pod("migrate", |pod| waits_for(pod) == Some("ErrImagePull"));
    assert_eq!(phase(&fails_again.await), "Pending");
    let status = place
        .until::<Job>("migrate", |_| true)
        .await
        .status
        .unwrap();
    assert_eq!((status.active, status.failed), (Some(1), None));
    assert_eq!(status.conditions, None);
}

#[tokio::test]
async fn only_its_deadline_ends_such_a_job() {
    let place = Place::new("deadline").await;
    let mut spec = job("migrate", "pull-fails");
    spec["activeDeadlineSeconds"] = 3.into();
    place.create::<Job>("migrate", spec).await;
    let failure = |job: &Job| {
        let conditions = job.status.as_ref()?.conditions.as_ref()?;
        let failed = conditions.iter().find(|it| it.type_ == "Failed")?;
        failed.reason.clone()
    };
    let failed = place.until("migrate", |job| failure(job).is_some()).await;
    assert_eq!(failure(&failed).as_deref(), Some("DeadlineExceeded"));
    place.until_pods("migrate", <[_]>::is_empty).await;
}

#[tokio::test]
async fn an_image_that_comes_at_the_second_try_delays_a_service() {
    let place = Place::new("late-image").await;
    let spec = deployment("web", 1, "pull-fails 1; serve");
    place.create::<Deployment>("web", spec).await;
    let ready = place.until_pod("web", is_ready).await;
    let status = ready.status.unwrap();
    let container = &status.container_statuses.unwrap()[0];
    assert_eq!(container.restart_count, 0);
    let running = container.state.clone().unwrap().running.unwrap();
    let since = status.start_time.unwrap().0;
    let waited = running.started_at.unwrap().0.as_second() - since.as_second();
    assert!((9..=11).contains(&waited), "{waited} s");
}

#[tokio::test]
async fn what_can_never_run_says_so() {
    let place = Place::new("stuck").await;
    let spec = deployment("web", 1, "stuck InvalidImageName");
    place.create::<Deployment>("web", spec).await;
    let stuck = place.until_pod("web", |pod| waits_for(pod) == Some("InvalidImageName"));
    assert_eq!(phase(&stuck.await), "Pending");
    let spec = deployment("api", 1, "sevre");
    place.create::<Deployment>("api", spec).await;
    let stuck = place.until_pod("api", |pod| waits_for(pod) == Some("CreateContainerError"));
    assert_eq!(phase(&stuck.await), "Pending");
}
