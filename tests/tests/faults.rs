//! A fault strikes what it names and nothing else: whatever it draws, no draw of another task moves.

use laneway_core::analysis::{Request, analyze};
use laneway_core::report::{Attempt, TaskRow};
use laneway_core::scheduler::{AttemptOutcome, WaitCause};
use laneway_core::time::Millis;

const TEMPLATE: &str = "\
workflows:
  - name: setup
    parallelize:
      - step: all
        tasks: [jobs.a, jobs.b, services.c]
jobs: [{ name: a }, { name: b }]
services: [{ name: c }]
";

/// What is left to chance in the tasks that no further fault names.
const SCENARIO: &str = "\
tasks:
  jobs.a: { runs_for: { uniform: [10s, 20s] }, retries: 9 }
  jobs.b: { runs_for: { uniform: [10s, 20s] }, retries: 9, fails: { attempts: [1], at: { uniform: [1s, 5s] } } }
  services.c: { ready_after: { uniform: [10s, 20s] }, crash_after: { uniform: [1s, 9s] } }
faults:";

const FAULTS: &str = "
  - { task: jobs.b, chance: 30%, latency: { uniform: [0s, 9s] }, hang: 5% }
  - { task: jobs.b, slowdown: { factor: 1.5, chance: 50% }, crash: { at: { uniform: [0s, 20s] }, chance: 30% } }
  - { task: services.c, chance: 50%, latency: { uniform: [0s, 9s] }, outage: { from: 0s, until: { uniform: [0s, 30s] } } }
  - { tasks: \"*\", latency: { uniform: [0s, 9s] }, crash: { at: 50%, chance: 20% } }";

/// What may befall the other task.
const MORE: [&str; 9] = [
    "chance: 50%",
    "hang: 50%",
    "slowdown: { factor: 2, chance: 50% }",
    "latency: { uniform: [0s, 9s] }",
    "crash: { at: { uniform: [0s, 9s] }, chance: 50% }",
    "outage: { from: 0s, until: { uniform: [0s, 30s] } }",
    "node_loss: { at: { uniform: [0s, 20s] } }",
    "image_pull: { fails: 2 }",
    "image_pull: never",
];

fn rows(scenario: &str, seed: u64) -> Vec<TaskRow> {
    let analysis = analyze(&Request {
        template: TEMPLATE,
        scenario,
        seed: Some(seed),
        ..Request::default()
    });
    assert_eq!(analysis.scenario, [], "{scenario}");
    let mut rows = analysis.run.expect("a run").report.tasks;
    for row in &mut rows {
        // What the end of the stage leaves to a task depends on the others.
        row.slack_ms = None;
    }
    rows
}

#[test]
fn a_fault_more_shifts_no_draw_of_another_task() {
    let mut moved = [0; MORE.len()];
    for seed in 0..40 {
        let before = rows(&format!("{SCENARIO}{FAULTS}"), seed);
        for (more, moved) in MORE.iter().zip(&mut moved) {
            let fault = format!("\n  - {{ task: jobs.a, {more} }}");
            let after = rows(&format!("{SCENARIO}{FAULTS}{fault}"), seed);
            let in_front = rows(&format!("{SCENARIO}{fault}{FAULTS}"), seed);
            assert_eq!(after[1..], before[1..], "{more} with seed {seed}");
            assert_eq!(
                in_front[1..],
                before[1..],
                "{more} in front with seed {seed}"
            );
            *moved += u32::from(after[0] != before[0]);
        }
    }
    for (more, moved) in MORE.iter().zip(moved) {
        assert!(moved > 5, "{more} did something in {moved} of 40 runs only");
    }
}

#[test]
fn a_fault_that_never_strikes_shifts_no_draw_at_all() {
    let never = "\n  - { task: jobs.a, hang: 0%, slowdown: { factor: 2, chance: 0% }, crash: { at: 1%, attempts: [] } }";
    for seed in 0..40 {
        let before = rows(&format!("{SCENARIO}{FAULTS}"), seed);
        assert_eq!(rows(&format!("{SCENARIO}{never}{FAULTS}"), seed), before);
    }
}

fn first_loss(row: &TaskRow) -> Option<Millis> {
    let crashes = row.attempts.iter().filter_map(|it| it.lost);
    let nodes = row
        .waits
        .iter()
        .filter(|it| it.cause == WaitCause::NodeLost);
    let nodes = nodes.map(|wait| wait.from_ms);
    crashes.map(|lost| lost.at_ms).chain(nodes).min()
}

/// When the attempts began that did so before that moment, and how those went that had ended by then.
fn begun_before(
    row: &TaskRow,
    at: Option<Millis>,
) -> Vec<(Millis, Option<(Millis, AttemptOutcome)>)> {
    let at = at.unwrap_or(Millis::MAX);
    let attempts = row.attempts.iter().filter(|it| it.start_ms < at);
    let account = |attempt: &Attempt| {
        let end = attempt.end_ms.filter(|end| *end < at);
        (attempt.start_ms, end.map(|end| (end, attempt.outcome)))
    };
    attempts.map(account).collect()
}

/// What takes a service away once it is ready moves nothing that came before, and no other task.
#[test]
fn a_loss_leaves_all_before_it_as_it_was() {
    let losses = [
        "crash: { after_ready: { uniform: [0s, 9s] }, chance: 50% }",
        "node_loss: { at: { uniform: [10s, 30s] } }",
    ];
    for loss in losses {
        let fault = format!("\n  - {{ task: services.c, {loss} }}");
        let mut lost = 0;
        for seed in 0..60 {
            let before = rows(&format!("{SCENARIO}{FAULTS}"), seed);
            for scenario in [format!("{fault}{FAULTS}"), format!("{FAULTS}{fault}")] {
                let after = rows(&format!("{SCENARIO}{scenario}"), seed);
                assert_eq!(after[..2], before[..2], "{loss} with seed {seed}");
                let at = first_loss(&after[2]);
                lost += u32::from(at.is_some());
                let [new, old] = [&after, &before].map(|rows| begun_before(&rows[2], at));
                assert_eq!(new, old, "{loss} with seed {seed}");
            }
        }
        assert!(
            lost > 10,
            "{loss} took something away in {lost} of 120 runs only"
        );
    }
}
