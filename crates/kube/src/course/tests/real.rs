//! What real control planes have taught: news that are older than others, and what never gets better.

use super::*;

fn waiting(reason: &str) -> Value {
    json!({"waiting": {"reason": reason}})
}

#[test]
fn a_halting_step_does_not_wait_for_an_image_that_can_never_be_there() {
    for (reason, end) in [
        ("InvalidImageName", Some(End::Halted)),
        ("ErrImagePull", None),
    ] {
        play(PAGE, |course, bundles| {
            course.begin();
            accept(course, bundles, 1, MIGRATE);
            pod(course, bundles, 2, MIGRATE, waiting(reason), 0);
            assert_eq!(course.end(), end, "{reason}");
        });
    }
    let elsewhere = PAGE.replace(", halt_on_error: true", "");
    play(&elsewhere, |course, bundles| {
        course.begin();
        accept(course, bundles, 1, MIGRATE);
        pod(course, bundles, 2, MIGRATE, waiting("InvalidImageName"), 0);
        assert!(!course.went_wrong(), "its limit decides");
    });
}

#[test]
fn a_readiness_that_is_older_than_a_crash_is_not_believed() {
    let is_ready =
        |is_so: bool| json!([{"type": "Ready", "status": if is_so { "True" } else { "False" }}]);
    let (events, _) = play(PAGE, |course, bundles| {
        course.begin();
        accept(course, bundles, 1, FRONTEND);
        pod(course, bundles, 2, FRONTEND, running(), 0);
        say(course, bundles, 3, FRONTEND, ready());
        course.take(secs(13), Input::Tick);
        let mut again = pod_value(bundles, FRONTEND, running(), 1);
        again["status"]["conditions"] = is_ready(false);
        course.take(secs(20), Input::Seen(again.clone()));
        // Its Deployment still says what was true before the crash.
        say(course, bundles, 21, FRONTEND, ready());
        course.take(secs(40), Input::Tick);
        again["status"]["conditions"] = is_ready(true);
        course.take(secs(50), Input::Seen(again));
        course.take(secs(60), Input::Tick);
    });
    let of_frontend: Vec<_> = events
        .iter()
        .filter(|line| line.contains("services.frontend"))
        .collect();
    let expected = [
        "0 start services.frontend",
        "2 attempt services.frontend 1",
        "13 ended services.frontend 1 Ready",
        "13 settled services.frontend Ready",
        "20 lost services.frontend",
        "20 attempt services.frontend 2",
        "60 ended services.frontend 2 Ready",
    ];
    assert_eq!(of_frontend, expected);
}

#[test]
fn replicas_that_crash_alike_are_one_row_of_attempts() {
    let (events, _) = play(PAGE, |course, bundles| {
        course.begin();
        accept(course, bundles, 1, FRONTEND);
        let named = |name: &str, restarts| {
            let mut pod = pod_value(bundles, FRONTEND, running(), restarts);
            pod["metadata"]["name"] = json!(name);
            Input::Seen(pod)
        };
        for restarts in 0..3 {
            for name in ["one", "two"] {
                course.take(
                    secs(2 + 10 * u64::try_from(restarts).unwrap_or(0)),
                    named(name, restarts),
                );
            }
        }
        // Now one of them is in more trouble than the other.
        course.take(secs(30), named("two", 3));
    });
    let ended: Vec<_> = events
        .iter()
        .filter(|line| line.contains("ended services.frontend"))
        .collect();
    let expected = [
        "12 ended services.frontend 1 Crashed",
        "22 ended services.frontend 2 Crashed",
        "30 ended services.frontend 3 Crashed",
    ];
    assert_eq!(ended, expected);
}

#[test]
fn what_is_removed_after_it_has_succeeded_does_not_succeed_again() {
    let (events, _) = play(PAGE, |course, bundles| {
        course.begin();
        accept(course, bundles, 1, SCRUB);
        pod(course, bundles, 2, SCRUB, running(), 0);
        say(course, bundles, 3, SCRUB, condition("Complete"));
        course.take(
            secs(4),
            Input::Gone(object(bundles, SCRUB, json!({}), "r1")),
        );
        course.take(secs(5), Input::Tick);
    });
    let attempts = events
        .iter()
        .filter(|line| line.contains("attempt jobs.scrub"));
    assert_eq!(attempts.count(), 1, "{events:#?}");
}

#[test]
fn a_job_whose_pods_cannot_be_made_says_where_to_look() {
    play(PAGE, |course, bundles| {
        course.begin();
        accept(course, bundles, 1, MIGRATE);
        course.take_told();
        course.take(secs(1200), Input::Tick);
        let told = course.take_told();
        let why = |told: &Told| matches!(told, Told::Why(MIGRATE, words) if words.contains("it had no pod: `kubectl describe job/migrate"));
        assert!(told.iter().any(why), "{told:?}");
    });
}
