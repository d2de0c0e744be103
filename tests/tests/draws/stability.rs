//! What is drawn for one task stays what it is, whatever else there is.

use laneway_core::analysis::{Request, analyze};
use laneway_core::report::{Attempt, Report};
use std::collections::BTreeMap;

const SCENARIO: &str = "
seed: 17
defaults:
  jobs: { runs_for: { pert: [10s, 30s, 90s] }, retries: 6 }
  services: { ready_after: { lognormal: { p50: 20s, p95: 60s } }, crash_after: { uniform: [1s, 5s] } }
faults:
  - { tasks: 'jobs.*', chance: 40% }
";

/// A stage of one step with these tasks.
fn report(tasks: &[&str], more: &str) -> Report {
    let template = format!(
        "workflows:\n  - name: setup\n    parallelize:\n      - step: all\n        tasks: [{}]\n",
        tasks.join(", ")
    );
    let analysis = analyze(&Request {
        template: &template,
        scenario: &(SCENARIO.to_owned() + more),
        ..Request::default()
    });
    assert_eq!(analysis.scenario, []);
    analysis.run.expect("a run").report
}

fn by_task(report: Report) -> BTreeMap<String, Vec<Attempt>> {
    let rows = report.tasks.into_iter();
    rows.map(|row| (row.task, row.attempts)).collect()
}

const TASKS: [&str; 6] = [
    "jobs.a",
    "jobs.b",
    "jobs.c",
    "services.d",
    "services.e",
    "jobs.a",
];

#[test]
fn a_task_more_shifts_no_draw_of_the_others() {
    let before = by_task(report(&TASKS, ""));
    assert!(
        before.values().any(|attempts| attempts.len() > 1),
        "a chance has struck"
    );
    for at in 0..=TASKS.len() {
        let mut tasks = TASKS.to_vec();
        tasks.insert(at, "jobs.new");
        let mut after = by_task(report(&tasks, ""));
        assert!(after.remove("jobs.new").is_some());
        assert_eq!(before, after, "with one more at {at}");
    }
}

#[test]
fn the_order_of_tasks_changes_no_draw() {
    let before = by_task(report(&TASKS, ""));
    let mut tasks = TASKS;
    for _ in 0..TASKS.len() {
        tasks.rotate_left(1);
        assert_eq!(before, by_task(report(&tasks, "")), "{tasks:?}");
    }
}

/// Some attempts fail that did not; the others keep their lengths, and none succeeds that failed.
#[test]
fn a_fault_more_shifts_no_draw() {
    let alone = by_task(report(&TASKS, ""));
    let others = [
        ("  - { task: jobs.b, chance: 90% }\n", "jobs.b"),
        (
            "  - { task: services.d, outage: { from: 0s, until: { uniform: [9s, 20s] } } }\n",
            "services.d",
        ),
        ("  - { task: services.e, chance: 100% }\n", "services.e"),
    ];
    for (fault, target) in others {
        let mut struck = by_task(report(&TASKS, fault));
        let mut before = alone.clone();
        let count = |attempts: Option<Vec<Attempt>>| attempts.expect("a task").len();
        let (after, before_it) = (count(struck.remove(target)), count(before.remove(target)));
        assert_eq!(before, struck, "{fault}");
        assert!(after > before_it, "{fault} strikes {target}");
    }
}

#[test]
fn a_larger_chance_strikes_wherever_a_smaller_one_does() {
    let attempts = |percent: u32| {
        let fault = format!("  - {{ task: jobs.c, chance: {percent}% }}\n");
        by_task(report(&["jobs.c"], &fault))["jobs.c"].len()
    };
    let counts: Vec<usize> = (0..=100).step_by(5).map(attempts).collect();
    assert!(counts.is_sorted(), "{counts:?}");
    assert_eq!(counts.last(), Some(&7), "one attempt and six retries");
}
