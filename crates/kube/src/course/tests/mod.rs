mod kit;
mod lost;
mod real;
mod replay;

use super::*;
use kit::*;
use laneway_core::scheduler::AttemptOutcome;
use serde_json::json;

#[test]
fn the_page_runs_as_it_is_printed() {
    let (events, trace) = play(PAGE, |course, bundles| {
        assert_eq!(
            course.begin(),
            [FRONTEND, MIGRATE, SCRUB].map(Effect::Apply)
        );
        for task in [FRONTEND, MIGRATE, SCRUB] {
            accept(course, bundles, 1, task);
            pod(course, bundles, 2, task, running(), 0);
        }
        say(course, bundles, 20, SCRUB, condition("SuccessCriteriaMet"));
        assert_eq!(
            say(course, bundles, 30, MIGRATE, condition("Complete")),
            [Effect::Apply(BACKEND)]
        );
        say(course, bundles, 31, FRONTEND, ready());
        accept(course, bundles, 31, BACKEND);
        pod(course, bundles, 32, BACKEND, running(), 0);
        say(course, bundles, 33, BACKEND, ready());
        assert_eq!(course.next_tick(), Some(secs(41)));
        course.take(secs(41), Input::Tick);
        // It crashes within its window: the window begins anew.
        say(course, bundles, 42, BACKEND, json!({}));
        say(course, bundles, 50, BACKEND, ready());
        course.take(secs(60), Input::Tick);
        assert_eq!(course.end(), Some(End::Done));
        assert!(!course.went_wrong());
    });
    let of_backend = |line: &&String| line.contains("backend");
    let expected = [
        "30 step backend",
        "30 start services.backend",
        "32 attempt services.backend 1",
        "60 ended services.backend 1 Ready",
        "60 settled services.backend Ready",
    ];
    assert_eq!(
        events.iter().filter(of_backend).collect::<Vec<_>>(),
        expected
    );
    assert!(
        events.contains(&"41 settled services.frontend Ready".to_owned()),
        "{events:#?}"
    );
    assert_eq!(events.last().map(String::as_str), Some("60 AllSettled"));
    let barrier = trace
        .waits
        .iter()
        .find(|wait| wait.task == BACKEND && wait.on == [MIGRATE]);
    assert_eq!(barrier.map(|wait| wait.until), Some(Some(secs(30))));
}

#[test]
fn a_failing_migration_halts_and_what_is_there_is_listed() {
    let (events, _) = play(PAGE, |course, bundles| {
        course.begin();
        for task in [FRONTEND, MIGRATE, SCRUB] {
            accept(course, bundles, 1, task);
            pod(course, bundles, 2, task, running(), 0);
        }
        let asked = pod(course, bundles, 9, MIGRATE, ended(3), 0);
        assert!(
            matches!(
                asked.as_slice(),
                [Effect::Logs {
                    previous: false,
                    ..
                }]
            ),
            "{asked:?}"
        );
        assert_eq!(
            say(course, bundles, 10, MIGRATE, condition("FailureTarget")),
            []
        );
        assert_eq!(course.end(), Some(End::Halted));
        let told = course.take_told();
        let why = |told: &Told| matches!(told, Told::Why(MIGRATE, words) if words.ends_with("ended with exit code 3"));
        assert!(told.iter().any(why), "{told:?}");
        // Nothing that happens later changes anything.
        assert_eq!(say(course, bundles, 11, SCRUB, condition("Complete")), []);
        let left = course.left_over();
        let left: Vec<_> = left.iter().map(|it| (it.task, it.state)).collect();
        assert_eq!(
            left,
            [
                (FRONTEND, State::Running),
                (SCRUB, State::Running),
                (MIGRATE, State::Failed)
            ]
        );
    });
    let end = &events[events.len() - 3..];
    assert_eq!(
        end,
        [
            "9 ended jobs.migrate 1 Failed",
            "10 settled jobs.migrate Failed",
            "10 halt jobs.migrate"
        ]
    );
    assert!(
        !events
            .iter()
            .any(|line| line.contains("start services.backend"))
    );
}

#[test]
fn a_service_that_came_too_early_crashes_and_heals() {
    let template = "
services: [{name: a, image: i}, {name: b, image: i, depends_on: [a]}]
workflows: [{name: setup, parallelize: [{step: all, tasks: [services.b, services.a]}]}]
";
    let (b, a) = (TaskId(0), TaskId(1));
    let (events, trace) = play(template, |course, bundles| {
        course.begin();
        accept(course, bundles, 0, b);
        accept(course, bundles, 0, a);
        pod(course, bundles, 1, b, running(), 0);
        pod(course, bundles, 3, b, ended(1), 0);
        pod(course, bundles, 3, b, running(), 1);
        pod(
            course,
            bundles,
            5,
            b,
            json!({"waiting": {"reason": "CrashLoopBackOff"}}),
            1,
        );
        pod(course, bundles, 6, a, running(), 0);
        say(course, bundles, 7, a, ready());
        course.take(secs(600), Input::Tick);
        pod(course, bundles, 601, b, running(), 2);
        say(course, bundles, 602, b, ready());
        assert_eq!(
            course.end(),
            Some(End::Done),
            "the stage has joined everything by then"
        );
    });
    let own: Vec<_> = events
        .iter()
        .filter(|line| line.contains("services.b"))
        .collect();
    let expected = [
        "0 start services.b",
        "1 attempt services.b 1",
        "3 ended services.b 1 Crashed",
        "3 attempt services.b 2",
        "5 ended services.b 2 Crashed",
        "600 settled services.b Degraded",
    ];
    assert_eq!(own, expected);
    let wait = trace
        .waits
        .iter()
        .find(|wait| wait.cause == laneway_core::scheduler::WaitCause::BackOff);
    let wait = wait.expect("a wait");
    assert_eq!(
        (wait.from, wait.until, wait.on.as_slice()),
        (secs(5), None, [a].as_slice())
    );
}

#[test]
fn jobs_of_this_run_are_kept_and_others_are_made_anew() {
    let failed = condition("Failed");
    for (status, run, is_anew) in [
        (condition("Complete"), "r1", false),
        (json!({}), "r1", false),
        (failed, "r1", true),
        (condition("Complete"), "r0", true),
        (json!({}), "r0", true),
    ] {
        play(PAGE, |course, bundles| {
            course.note(&object(bundles, MIGRATE, status.clone(), run));
            let effects = course.begin();
            let key = bundles[MIGRATE.0].objects[0].key();
            let delete = Effect::Delete(MIGRATE, key.clone(), format!("uid-{}", key.name));
            assert_eq!(effects.contains(&delete), is_anew, "{status} of {run}");
            assert_eq!(effects.contains(&Effect::Apply(MIGRATE)), !is_anew);
            if is_anew {
                let gone = course.take(
                    secs(1),
                    Input::Gone(object(bundles, MIGRATE, status.clone(), run)),
                );
                assert_eq!(gone, [Effect::Apply(MIGRATE)]);
            } else {
                accept(course, bundles, 1, MIGRATE);
            }
        });
    }
}

#[test]
fn what_somebody_else_deletes_or_forbids_is_a_failure() {
    let (events, _) = play(PAGE, |course, bundles| {
        course.begin();
        accept(course, bundles, 1, FRONTEND);
        say(course, bundles, 2, FRONTEND, json!({}));
        course.take(secs(5), Input::Listed("Deployment".into(), Vec::new()));
        course.take(
            secs(6),
            Input::Applied(SCRUB, Err("may not create jobs".into())),
        );
        assert_eq!(course.end(), Some(End::Halted));
        let told = course.take_told();
        let words = |told: &Told| match told {
            Told::Why(_, words) => Some(words.clone()),
            _ => None,
        };
        let words: Vec<_> = told.iter().filter_map(words).collect();
        assert_eq!(
            words,
            [
                "deployment/frontend was deleted by somebody else",
                "may not create jobs"
            ]
        );
    });
    assert!(events.contains(&"5 settled services.frontend Degraded".to_owned()));
    assert!(events.contains(&"6 halt jobs.scrub".to_owned()));
}

#[test]
fn a_job_that_takes_too_long_has_timed_out() {
    let (_, trace) = play(PAGE, |course, bundles| {
        course.begin();
        accept(course, bundles, 1, MIGRATE);
        pod(course, bundles, 2, MIGRATE, running(), 0);
        assert_eq!(
            course.next_tick(),
            Some(secs(600)),
            "the limit of the frontend"
        );
        course.take(secs(600), Input::Tick);
        course.take(secs(1200), Input::Tick);
        assert_eq!(course.end(), Some(End::Halted));
    });
    let timed_out =
        |event: &TraceEvent| event.what == What::AttemptEnded(MIGRATE, 1, AttemptOutcome::TimedOut);
    assert!(trace.events.iter().any(timed_out));
}

#[test]
fn a_stopped_run_does_nothing_more() {
    play(PAGE, |course, bundles| {
        course.begin();
        course.take(secs(1), Input::Stop(Stop::Interrupted));
        assert_eq!(course.end(), Some(End::Stopped(Stop::Interrupted)));
        accept(course, bundles, 2, MIGRATE);
        assert_eq!(say(course, bundles, 3, MIGRATE, condition("Complete")), []);
    });
}
