//! The rules of execution, each as a setting and the bars that it gives.

use crate::kit::{attempts, bars, report, setting};

/// Settings and the bars that they give.
#[test]
fn the_rules_of_execution() {
    let table: [(&str, &str, &[&str]); 18] = [
        (
            "an empty step settles when its barrier opens",
            "a: jobs.a 5\nb:\nc: jobs.c 1",
            &["jobs.a 0..5 Succeeded", "jobs.c 5..6 Succeeded"],
        ),
        (
            "a barrier waits for every waited step so far, and for no other",
            "a: jobs.a 9\nb~: jobs.b 90\nc: jobs.c 1",
            &[
                "jobs.a 0..9 Succeeded",
                "jobs.b 9..99 Succeeded",
                "jobs.c 9..10 Succeeded",
            ],
        ),
        (
            "errors are ignored by default: a failed job releases the barrier at once",
            "a: jobs.a 5 always\nb: jobs.b 1",
            &["jobs.a 0..5 Failed", "jobs.b 5..6 Succeeded"],
        ),
        (
            "a never-ready service holds the barrier until its wait is up",
            "a: services.a 5 always\nb: jobs.b 1",
            &["services.a 0..600 Degraded", "jobs.b 600..601 Succeeded"],
        ),
        (
            "the deadline of everything else comes from the plan",
            "a: jobs.a 9 limit=3; charts.a 999; infrastructure.a 9999; release.remove_environment 999",
            &[
                "jobs.a 0..3 Failed",
                "charts.a 0..300 Failed",
                "infrastructure.a 0..1200 Failed",
                "release.remove_environment 0..600 Failed",
            ],
        ),
        (
            "done exactly at the deadline is done",
            "a: jobs.a 3 limit=3; jobs.b 3 limit=3 always",
            &["jobs.a 0..3 Succeeded", "jobs.b 0..3 Failed"],
        ),
        (
            "back-off counts against the deadline",
            "a: jobs.a 3 limit=15 fails=1 retries=1; jobs.b 3 limit=16 fails=1 retries=1; jobs.c 5 limit=9 fails=1 retries=1",
            &[
                "jobs.a 0..15 Failed",
                "jobs.b 0..16 Succeeded",
                "jobs.c 0..9 Failed",
            ],
        ),
        (
            "only jobs are retried",
            "a: charts.a 3 fails=1 retries=9; jobs.a 3 fails=1 retries=9",
            &["charts.a 0..3 Failed", "jobs.a 0..16 Succeeded"],
        ),
        (
            "a halt comes whenever a task of the step fails, others at that moment keep their outcome",
            "a!: jobs.a 5 always; jobs.b 5; jobs.c 6; services.d 5",
            &[
                "jobs.a 0..5 Failed",
                "jobs.b 0..5 Succeeded",
                "jobs.c 0..- LeftRunning",
                "services.d 0..5 Ready",
            ],
        ),
        (
            "a halt at the moment a barrier opens comes first",
            "a~!: jobs.a 5 always\nb: jobs.b 5\nc: jobs.c 1",
            &[
                "jobs.a 0..5 Failed",
                "jobs.b 0..5 Succeeded",
                "jobs.c -..- NeverRan",
            ],
        ),
        (
            "an asynchronous halt comes even while only the background is left",
            "a~!: jobs.a 50 always; jobs.c 60\nb: jobs.b 5",
            &[
                "jobs.a 0..50 Failed",
                "jobs.c 0..- LeftRunning",
                "jobs.b 0..5 Succeeded",
            ],
        ),
        (
            "what a started task does in no time comes after all starts of the moment",
            "a!: jobs.a 0 always; jobs.b 0\nb: jobs.c 1",
            &[
                "jobs.a 0..0 Failed",
                "jobs.b 0..0 Succeeded",
                "jobs.c -..- NeverRan",
            ],
        ),
        (
            "a repeated reference runs twice, and its first success meets needs",
            "a: services.a 700; services.b 5 needs=services.a crash=1\nb: services.a 10",
            &[
                "services.a 0..600 Degraded",
                "services.b 0..600 Degraded",
                "services.a#2 600..610 Ready",
            ],
        ),
        (
            "the earliest of several causes wins",
            "a: jobs.a 9 always at=4 needs=services.x@0..5 crash=3; jobs.b 9 always at=2 needs=services.x@0..5 crash=3",
            &["jobs.a 0..3 Failed", "jobs.b 0..2 Failed"],
        ),
        (
            "an attempt fails at a share of its duration",
            "a: jobs.a 10 always at=50%; services.a 10 fails=1 at=50%; services.b 10 fails=1 crash=3",
            &[
                "jobs.a 0..5 Failed",
                "services.a 0..15 Ready",
                "services.b 0..13 Ready",
            ],
        ),
        (
            "a need met meanwhile does not save an attempt",
            "a: services.a 5; jobs.b 9 needs=services.a crash=8",
            &["services.a 0..5 Ready", "jobs.b 0..8 Failed"],
        ),
        (
            "an outage fails what starts inside it, and an attempt already running goes on",
            "a: jobs.a 9 out=3..20; services.b 4 out=0..1\nb: jobs.c 2 out=3..20",
            &[
                "jobs.a 0..9 Succeeded",
                "services.b 0..14 Ready",
                "jobs.c 14..14 Failed",
            ],
        ),
        (
            "a static service has no attempts",
            "a: services.a 5 static always needs=services.x@0..9",
            &["services.a 0..5 Ready"],
        ),
    ];
    for (rule, text, expected) in table {
        assert_eq!(bars(&report(&setting(text))), expected, "{rule}");
    }
    let rule = "a static service has no attempts";
    assert_eq!(
        attempts(&report(&setting("a: services.a 5 static")), "services.a"),
        "",
        "{rule}"
    );
}
