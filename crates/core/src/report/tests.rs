//! What reports say about small runs.

use super::summary;
use crate::kit::{report, seconds, setting, setting_with};
use crate::kubernetes::RestartPolicy;
use crate::simulate::draws::RunNumber;
use crate::simulate::{Background, Setting};
use crate::time::Millis;

const DOCS: &str = "frontend~: services.frontend 95
                    migrate!: jobs.migrate 30; jobs.scrub 30
                    backend: services.backend 30";
const B_BEFORE_A: &str = "both: services.a 45; services.b 12 needs=services.a crash=3";

fn path(setting: &Setting) -> String {
    report(setting).critical_path.join(" ")
}

fn slacks(setting: &Setting) -> String {
    let report = report(setting);
    let slacks = report.tasks.iter().map(|row| seconds(row.slack_ms));
    slacks.collect::<Vec<_>>().join(" ")
}

fn detach(options: &mut crate::simulate::Options) {
    options.background = Background::Detach;
}

#[test]
fn the_critical_path_follows_last_arrivers() {
    let table = [
        (DOCS, "services.frontend"),
        (B_BEFORE_A, "services.a services.b"),
        ("", ""),
        (
            "a: jobs.a 1; jobs.b 2; jobs.c 2\nb: jobs.d 1",
            "jobs.b jobs.d",
        ),
        // Over an empty step and one that nobody waits for.
        (
            "a: jobs.a 9\nb:\nc~: jobs.b 3\nd: jobs.c 1",
            "jobs.a jobs.b",
        ),
        (
            "a: jobs.a 9\nb:\nc~: jobs.b 1\nd: jobs.c 3",
            "jobs.a jobs.c",
        ),
        // Degraded by the deadline: its need does not matter.
        (
            "a: services.a 999; services.b 5 needs=services.a",
            "services.a",
        ),
        // From the halt.
        (
            "a: jobs.a 9\nb!: jobs.b 3 always; jobs.c 9",
            "jobs.a jobs.b",
        ),
        // A need that was never met in time is no arriver.
        (
            "a: jobs.a 9; jobs.b 5 needs=jobs.a\nb: jobs.c 1",
            "jobs.a jobs.c",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(path(&setting(text)), expected, "{text}");
    }
    let slots = setting_with("a: jobs.a 3; jobs.b 2; jobs.c 2; jobs.d 9", |options| {
        options.max_parallel = Some(2);
    });
    assert_eq!(path(&slots), "jobs.a jobs.d");
    assert_eq!(
        path(&setting_with(DOCS, detach)),
        "jobs.migrate services.backend"
    );
}

#[test]
fn slack_is_the_largest_extra_duration_that_leaves_the_end() {
    let table = [
        (DOCS, "0 35 35 35"),
        ("a: jobs.a 30; jobs.b 10\nb: jobs.c 20", "0 20 0"),
        // Up to the task's own deadline.
        ("a~: services.a 30\nb: jobs.c 1000", "570 0"),
        // Three attempts share what there is.
        ("a: jobs.a 200; jobs.b 10 fails=1,2 retries=2", "0 46.666"),
        // A probe does not see what falls between its ticks.
        ("a: services.a 31 probe=0/10/1", "9"),
        ("a: services.a 3 probe=5/10/1; jobs.a 20", "12 0"),
        // What needs it looks again at 16, 39 and 82 s: up to 82 s it may take.
        (B_BEFORE_A, "37 0"),
        // It never gets its need, so its duration does not matter.
        (
            "a: services.a 5 always; services.b 5 needs=services.a",
            "0 0",
        ),
        ("a: jobs.a 5 limit=3; jobs.b 10", "7 0"),
        // Later steps meet an outage when they are pushed.
        ("a: jobs.a 20\nb: jobs.b 5 out=30..40; jobs.c 40", "0 35 0"),
        (
            "a: jobs.a 10; jobs.b 20 always\nb!: jobs.c 1 always",
            "- - -",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(slacks(&setting(text)), expected, "{text}");
    }
    let two = |options: &mut crate::simulate::Options| options.max_parallel = Some(2);
    let text = "a: jobs.a 3; jobs.b 5; jobs.c 2; jobs.d 4";
    assert_eq!(slacks(&setting_with(text, two)), "2 4 4 0");
    assert_eq!(slacks(&setting_with(DOCS, detach)), "505 0 0 0");
}

#[test]
fn serial_time_is_each_task_alone() {
    let table = [
        (DOCS, 185),
        (B_BEFORE_A, 57),
        ("a: jobs.a 10 fails=1,2 retries=2", 60),
        ("a: jobs.a 10 fails=1,2 at=50% retries=1", 20),
        ("a: services.a 12 always crash=3", 600),
        ("a: services.a 700 static", 600),
        ("a: services.a 31 probe=0/10/2", 50),
        (
            "a: jobs.a 5000; charts.a 5000; infrastructure.a 5000; release.remove_environment 5000",
            3300,
        ),
        ("a!: jobs.a 1 always\nb: jobs.never 7", 8),
        ("a: jobs.a 10 out=0..60", 10),
    ];
    for (text, expected) in table {
        assert_eq!(
            report(&setting(text)).serial_ms,
            Millis::from_secs(expected),
            "{text}"
        );
    }
}

#[test]
fn left_over_is_grouped_by_what_it_is_doing() {
    let report = report(&setting(
        "a: jobs.done 1; services.bad 700; services.up 5; jobs.bad 2 always
         b~: services.slow 50
         c!: jobs.halts 20 always; services.down 9 always
         d: jobs.never 1",
    ));
    let left: Vec<String> = (report.left_over.iter())
        .map(|left| format!("{} {:?}", left.task, left.state))
        .collect();
    let expected = [
        "services.slow Running",
        "services.down Running",
        "services.up Ready",
        "services.bad Failed",
        "jobs.bad Failed",
        "jobs.halts Failed",
        "jobs.done Finished",
    ];
    assert_eq!(left, expected);
    let halt = report.halt.expect("a halt");
    assert_eq!(
        (halt.at_ms, halt.step.as_str()),
        (Millis::from_secs(620), "c")
    );
    assert_eq!(halt.cause, "failed after 20s");
}

#[test]
fn the_summary_says_what_happened_and_why() {
    let halting = DOCS.replace("migrate 30", "migrate 30 always");
    let errors = "a: services.x 700; jobs.j 9 limit=1; jobs.k 3 always
                  b~: services.c 10 always
                  c: jobs.l 4";
    let long = "a: jobs.a 1\nb: jobs.b 1\nc: jobs.c 1\nd: jobs.d 1\ne: jobs.e 1 fails=1 retries=1";
    let table: [(&str, &[&str]); 7] = [
        (
            DOCS,
            &[
                "`setup` succeeded after 1m 35s; its last step was done after 1m.",
                "The time was set by `services.frontend` (until 1m 35s).",
                "`services.frontend` ran on in the background, 35s longer than the last step.",
                "One after another the tasks would take 3m 5s: this workflow saves 1m 30s.",
            ],
        ),
        (
            &halting,
            &[
                "`setup` halted at 30s: `jobs.migrate` failed after 30s, and its step `migrate` is set to halt on errors.",
                "`services.backend` never ran.",
                "Nothing is rolled back; left over to clean up: `services.frontend` (still running); `jobs.migrate` (failed); `jobs.scrub` (finished).",
            ],
        ),
        (
            B_BEFORE_A,
            &[
                "`setup` succeeded after 1m 34s.",
                "The time was set by `services.a` (until 45s), then `services.b` (until 1m 34s).",
                "`services.b` crashed 4 times because `services.a` was not available; Kubernetes tried again until it worked, at 1m 34s.",
                "Its longest back-off took 40s: 10s × 2², the third back-off, at most 5m; then 8m 38s of its 10m are left.",
                "One after another the tasks would take 57s: this workflow takes 37s longer.",
            ],
        ),
        (
            errors,
            &[
                "`setup` finished with errors after 20m; its last step was done after 10m 4s.",
                "The time was set by `services.x` (until 10m), then `services.c` (until 20m).",
                "`services.x` was not ready within 10m (it healed at 11m 40s), `jobs.j` was not done within 1s, `jobs.k` failed at 3s and 1 more; the stage went on.",
                "`services.c` crashed 19 times.",
                "Its longest back-off took 5m: 10s × 2⁵, the sixth back-off, at most 5m; its 10m are over by then.",
                "`services.c` ran on in the background, 9m 56s longer than the last step.",
                "One after another the tasks would take 20m 8s: this workflow saves 8s.",
            ],
        ),
        (
            long,
            &[
                "`setup` succeeded after 16s.",
                "The time was set by `jobs.a` (until 1s), `jobs.b` (until 2s), 2 more tasks, and last `jobs.e` (until 16s).",
                "`jobs.e` failed once; Kubernetes tried again until it worked, at 16s.",
                "Its back-off took 10s: the first back-off, twice as long each time, at most 10m; then no retry and 19m 49s of its 20m are left.",
                "One after another the tasks would take 16s: this workflow saves nothing.",
            ],
        ),
        ("a: jobs.a 30", &["`setup` succeeded after 30s."]),
        ("a:", &["`setup` has nothing to do."]),
    ];
    for (text, expected) in table {
        let setting = setting(text);
        assert_eq!(
            summary(&setting, RunNumber(0), &report(&setting)),
            expected,
            "{text}"
        );
    }
}

#[test]
fn waits_say_by_which_rule_they_last_and_what_is_left_then() {
    let rules = |text: &str, policy| {
        let mut setting = setting(text);
        setting.behaviours[0].restart_policy = policy;
        let report = report(&setting);
        let waits = report.tasks[0].waits.iter();
        waits.map(|wait| wait.rule.clone()).collect::<Vec<_>>()
    };
    let job = "a: jobs.a 5 fails=1,2,3 retries=6 limit=100";
    assert_eq!(
        rules(job, RestartPolicy::Never),
        [
            "the first back-off, twice as long each time, at most 10m; then 5 of 6 retries and 1m 25s of its 1m 40s are left",
            "10s × 2, the second back-off, at most 10m; then 4 of 6 retries and 1m of its 1m 40s are left",
            "10s × 2², the third back-off, at most 10m; then 3 of 6 retries and 15s of its 1m 40s are left",
        ]
    );
    // The first restart of a container comes at once.
    assert_eq!(
        rules(job, RestartPolicy::OnFailure),
        [
            "the first back-off, twice as long each time, at most 5m; then 3 of 5 retries and 1m 20s of its 1m 40s are left",
            "10s × 2, the second back-off, at most 5m; then 2 of 5 retries and 55s of its 1m 40s are left",
        ]
    );
    let in_vain = "a: jobs.a 5 always retries=2 limit=100";
    assert_eq!(
        rules(in_vain, RestartPolicy::OnFailure),
        ["the first back-off, twice as long each time, at most 5m; no retry is left"]
    );
    assert_eq!(
        rules("a: services.a 5 image=3", RestartPolicy::Never),
        [
            "3 pulls failed, the next came after 10s, 20s and 40s, at most 5m; then 8m 50s of its 10m are left"
        ]
    );
}

#[test]
fn the_summary_of_a_large_run_is_short() {
    let task = |index: usize| format!("services.s{index} 9 always");
    let tasks: Vec<String> = (0..300).map(task).collect();
    let text = format!(
        "a: {}\nb!: jobs.j 1 always\nc: {}",
        tasks.join("; "),
        tasks.join("; ")
    );
    let setting = setting(&text);
    let summary = summary(&setting, RunNumber(0), &report(&setting));
    assert!(summary.len() <= 8, "{summary:?}");
    assert!(
        summary.iter().all(|sentence| sentence.len() < 250),
        "{summary:?}"
    );
}
