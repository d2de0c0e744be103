//! What does not get ready, and why.

use crate::kit::Home;
use laneway_core::scheduler::WaitCause;
use laneway_kube::course::End;

#[test]
fn a_wait_for_an_image_ends_at_the_jobs_own_limit_and_is_explained() {
    let template = "
jobs: [{ name: j, image: script, args: [\"pull-fails; exit 0\"], completed_timeout: 4 }]
workflows: [{name: setup, order_from: [jobs.j]}]
";
    let ran = Home::new().run(template);
    assert_eq!(
        (ran.ended.end, ran.ended.went_wrong),
        (End::Done, true),
        "errors are ignored by default"
    );
    assert!(
        ran.hears("jobs.j: container j of pod j-") && ran.hears("has no image: ErrImagePull"),
        "{:#?}",
        ran.lines
    );
    let cause = ran
        .ended
        .trace
        .waits
        .iter()
        .map(|wait| wait.cause)
        .find(|cause| *cause != WaitCause::Apply);
    assert_eq!(cause, Some(WaitCause::ImagePull));
}

#[test]
fn a_job_that_is_too_slow_is_too_slow() {
    let template = "
jobs: [{ name: j, image: script, args: [\"sleep 100s; exit 0\"], completed_timeout: 3 }]
workflows: [{name: setup, parallelize: [{step: s, tasks: [jobs.j], halt_on_error: true}]}]
";
    let ran = Home::new().run(template);
    assert_eq!(ran.ended.end, End::Halted);
    ran.assert_heard(&[
        "ended jobs.j 1 TimedOut",
        "settled jobs.j Failed",
        "halt jobs.j",
    ]);
}

#[test]
fn a_job_that_may_be_tried_again_has_several_attempts() {
    let template = "
jobs: [{ name: j, image: script, args: [\"sleep 1s; exit 1 | sleep 1s; exit 0\"] }]
workflows: [{name: setup, order_from: [jobs.j]}]
";
    // The kubelet starts the container again; a new pod would begin with its first attempt.
    let home = Home::new();
    let mut stage = crate::kit::Stage::new(template, None);
    let job = &mut stage.bundles[0].objects[0];
    job.mapping(&["spec", "template", "spec"])
        .insert("restartPolicy".into(), "OnFailure".into());
    job.mapping(&["spec"])
        .insert("backoffLimit".into(), 3.into());
    let ran = home.run_stage(&stage);
    ran.assert_done();
    ran.assert_heard(&[
        "attempt jobs.j 1",
        "ended jobs.j 1 Failed",
        "attempt jobs.j 2",
        "ended jobs.j 2 Succeeded",
        "settled jobs.j Succeeded",
    ]);
}

#[test]
fn all_replicas_have_to_be_ready_and_a_probe_is_believed_at_once() {
    let template = "
services:
  - name: web
    image: script
    args: [\"sleep 5s; serve\"]
    replicas: 3
    ports: [80]
    readiness_probe: { period_seconds: 1 }
workflows: [{name: setup, order_from: [services.web]}]
";
    let home = Home::new();
    let ran = home.run(template);
    ran.assert_done();
    ran.assert_heard(&[
        "attempt services.web 1",
        "ended services.web 1 Ready",
        "settled services.web Ready",
    ]);
    assert_eq!(
        (home.names("Pod").len(), home.names("Service").len()),
        (3, 1)
    );
}
