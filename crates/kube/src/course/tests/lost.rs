//! Nodes that are lost: their pods are taken away, and others take their place.

use super::*;

const TEMPLATE: &str = "
services: [{name: web, image: i, readiness_probe: {http_get: {port: 80}}}]
jobs: [{name: fill, image: i}]
workflows: [{name: setup, parallelize: [{step: all, tasks: [services.web, jobs.fill]}]}]
";
const WEB: TaskId = TaskId(0);
const FILL: TaskId = TaskId(1);

/// The pod of a task's workload, which runs, in the words that Kubernetes has for one whose node is lost: by whom it is
/// deleted, if it is.
fn silent(course: &mut Course, bundles: &[Bundle], at: u64, task: TaskId, by: Option<&str>) {
    let mut pod = pod_value(bundles, task, running(), 0);
    let mut conditions = vec![json!({"type": "Ready", "status": "False"})];
    if let Some(by) = by {
        pod["metadata"]["deletionTimestamp"] = json!("2026-11-29T16:10:34Z");
        conditions.push(json!({"type": "DisruptionTarget", "status": "True", "reason": by}));
    }
    pod["status"]["conditions"] = json!(conditions);
    course.take(secs(at), Input::Seen(pod));
}

fn another(course: &mut Course, bundles: &[Bundle], at: u64, task: TaskId) {
    let mut pod = pod_value(bundles, task, running(), 0);
    pod["metadata"]["name"] = json!("another-pod");
    course.take(secs(at), Input::Seen(pod));
}

#[test]
fn a_service_is_lost_when_its_pod_is_taken_away_and_is_there_again() {
    let (events, trace) = play(TEMPLATE, |course, bundles| {
        course.begin();
        for task in [WEB, FILL] {
            accept(course, bundles, 0, task);
            pod(course, bundles, 1, task, running(), 0);
        }
        say(course, bundles, 3, WEB, ready());
        silent(course, bundles, 60, WEB, None);
        say(course, bundles, 60, WEB, json!({}));
        silent(course, bundles, 360, WEB, Some("DeletionByTaintManager"));
        another(course, bundles, 361, WEB);
        say(course, bundles, 364, WEB, ready());
        say(course, bundles, 400, FILL, condition("Complete"));
        assert_eq!(course.end(), Some(End::Done));
    });
    let web: Vec<_> = events.iter().filter(|it| it.contains("web")).collect();
    let expected = [
        "0 start services.web",
        "1 attempt services.web 1",
        "3 ended services.web 1 Ready",
        "3 settled services.web Ready",
        "360 lost services.web",
        "361 attempt services.web 2",
        "364 ended services.web 2 Ready",
    ];
    assert_eq!(web, expected);
    let lost = What::ServiceLost(WEB, laneway_core::scheduler::LossCause::NodeLost);
    assert!(trace.events.iter().any(|event| event.what == lost));
}

#[test]
fn an_attempt_ends_with_its_node_and_a_pod_that_somebody_deletes_is_no_such_loss() {
    for (by, how) in [
        ("DeletionByTaintManager", "NodeLost"),
        ("EvictionByEvictionAPI", "Failed"),
    ] {
        let (events, _) = play(TEMPLATE, |course, bundles| {
            course.begin();
            accept(course, bundles, 0, FILL);
            pod(course, bundles, 1, FILL, running(), 0);
            silent(course, bundles, 60, FILL, Some(by));
            another(course, bundles, 70, FILL);
        });
        let at = if how == "NodeLost" { 60 } else { 70 };
        let ended = format!("{at} ended jobs.fill 1 {how}");
        assert!(events.contains(&ended), "{events:#?}");
        assert!(events.contains(&"70 attempt jobs.fill 2".to_owned()));
    }
}
