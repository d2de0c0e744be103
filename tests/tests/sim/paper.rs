//! The table of the corpus's README: numbers worked out by hand.

use super::report;
use laneway_core::report::{Outcome, Report, TaskOutcome, TaskRow};
use laneway_core::time::Millis;
use laneway_tests::corpus::{sim_cases, sim_folder};
use std::collections::BTreeMap;

/// One row of the table.
struct Row {
    outcome: String,
    last_step_done: String,
    all_settled: String,
    /// Name and account of some of the tasks.
    tasks: Vec<(String, String)>,
}

fn table() -> BTreeMap<String, Row> {
    let page = std::fs::read_to_string(sim_folder().join("README.md")).expect("the table");
    let (_, table) = page.split_once("| case |").expect("the table of cases");
    let rows = table.lines().skip(2).map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, case, _, outcome, last, all, tasks, _] = cells[..] else {
            panic!("a row of the table has six cells: {line}");
        };
        let tasks = tasks.split("; ").filter_map(|task| task.split_once(": "));
        (
            case.to_owned(),
            Row {
                outcome: outcome.to_owned(),
                last_step_done: last.to_owned(),
                all_settled: all.to_owned(),
                tasks: tasks
                    .map(|(name, account)| (name.to_owned(), account.to_owned()))
                    .collect(),
            },
        )
    });
    rows.collect()
}

fn seconds(time: Option<Millis>) -> String {
    match time {
        None => "–".to_owned(),
        Some(Millis(time)) if time % 1000 == 0 => format!("{}", time / 1000),
        Some(Millis(time)) => format!("{}.{:03}", time / 1000, time % 1000),
    }
}

fn outcome(report: &Report) -> String {
    match (report.outcome, &report.halt) {
        (Outcome::Succeeded, _) => "succeeded".to_owned(),
        (Outcome::FinishedWithErrors, _) => "finished with errors".to_owned(),
        (Outcome::Halted, None) => "halted by nobody".to_owned(),
        (Outcome::Halted, Some(halt)) => {
            format!("halted at {} by {}", seconds(Some(halt.at_ms)), halt.task)
        }
    }
}

/// A task as the table writes it: `0 3 16, ready 28`.
fn account(row: &TaskRow) -> String {
    let starts: Vec<String> = row
        .attempts
        .iter()
        .map(|it| seconds(Some(it.start_ms)))
        .collect();
    let mut parts = vec![starts.join(" ")];
    let settled = seconds(row.settled_ms);
    parts.push(match row.outcome {
        TaskOutcome::Succeeded => format!("succeeded {settled}"),
        TaskOutcome::Ready => format!("ready {settled}"),
        TaskOutcome::Failed => format!("failed {settled}"),
        TaskOutcome::Degraded => format!("degraded {settled}"),
        TaskOutcome::NeverRan => "never ran".to_owned(),
        TaskOutcome::LeftRunning => "left running".to_owned(),
    });
    if row.healed_ms.is_some() {
        parts.push(format!("healed {}", seconds(row.healed_ms)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

#[test]
fn every_case_is_as_worked_out_on_paper() {
    let mut table = table();
    let mut wrong = Vec::new();
    for case in sim_cases() {
        let row = table.remove(&case.name);
        let row = row.unwrap_or_else(|| panic!("{} is not in the table of the README", case.name));
        let differences = compare(&report(&case), &row);
        wrong.extend(differences.iter().map(|it| format!("{}: {it}", case.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let gone: Vec<_> = table.keys().collect();
    assert!(
        gone.is_empty(),
        "the table of the README has cases without a folder: {gone:?}"
    );
}

/// What the report says otherwise than the row.
fn compare(report: &Report, row: &Row) -> Vec<String> {
    let mut pairs = vec![
        ("outcome", row.outcome.as_str(), outcome(report)),
        (
            "last step done",
            &row.last_step_done,
            seconds(report.last_step_done_ms),
        ),
        (
            "all settled",
            &row.all_settled,
            seconds(report.all_settled_ms),
        ),
    ];
    for (task, expected) in &row.tasks {
        let found = report.tasks.iter().find(|it| it.task == *task);
        pairs.push((
            task,
            expected,
            found.map_or("no such task".to_owned(), account),
        ));
    }
    let wrong = pairs
        .into_iter()
        .filter(|(_, expected, found)| expected != found);
    wrong
        .map(|(what, expected, found)| format!("{what}: on paper {expected}, found {found}"))
        .collect()
}
