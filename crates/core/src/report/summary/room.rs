//! What had to wait for room on nodes, and why.

use super::words::{count, list, quoted};
use crate::report::{Report, TaskRow, WaitRow};
use crate::scheduler::WaitCause;
use crate::time::Millis;

/// The longest wait for room, and how many other tasks had one.
pub(super) fn what_waited_for_room(report: &Report) -> Option<String> {
    let mut longest: Option<(&TaskRow, &WaitRow)> = None;
    let mut tasks = 0;
    for row in &report.tasks {
        let waits = row.waits.iter();
        let waits = waits.filter(|wait| wait.cause == WaitCause::Unschedulable);
        // Of equals the last, and of tasks with equals the first in plan order.
        let Some(wait) = waits.max_by_key(|wait| length(row, wait)) else {
            continue;
        };
        tasks += 1;
        if longest.is_none_or(|(task, other)| length(row, wait) > length(task, other)) {
            longest = Some((row, wait));
        }
    }
    let (row, wait) = longest?;
    let others = match tasks - 1 {
        0 => String::new(),
        more => format!(" ({} had to wait for room too)", count(more, "other task")),
    };
    Some(format!(
        "{} {}{others}.",
        quoted(&row.task),
        told(row, wait)
    ))
}

/// A wait that was in vain is the longest.
fn length(row: &TaskRow, wait: &WaitRow) -> Millis {
    let found = wait.until_ms.filter(|_| row.found_room(wait));
    found.map_or(Millis::MAX, |until| until - wait.from_ms)
}

fn told(row: &TaskRow, wait: &WaitRow) -> String {
    let shortage = wait.shortage();
    let others: Vec<String> = wait.on.iter().map(|name| quoted(name)).collect();
    match wait.until_ms.filter(|_| row.found_room(wait)) {
        Some(until) => format!(
            "waited {} for room: {shortage} until {} made some",
            (until - wait.from_ms).spoken(),
            list(&others)
        ),
        None if others.is_empty() => format!("found no room: {shortage}"),
        None => format!(
            "found no room: {shortage}; it was held by {}",
            list(&others)
        ),
    }
}
