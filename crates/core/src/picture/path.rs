//! The critical path as one unbroken line through the rows.

use super::chart::Places;
use crate::report::{Report, TaskRow};
use crate::scheduler::WaitCause;
use crate::time::Millis;

/// The stretch of the critical path that runs along one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathPiece {
    /// Along which row.
    pub row: usize,
    /// Where the line comes from the row before.
    pub from: Millis,
    /// Where the line goes on to the next row.
    pub until: Millis,
}

/// The stretches in order of time; each begins where the one before ended.
pub(super) fn critical_path(report: &Report, places: &Places<'_>) -> Vec<PathPiece> {
    let halt = report.halt.as_ref().map(|halt| halt.at_ms);
    let tasks: Vec<usize> = report
        .critical_path
        .iter()
        .filter_map(|name| places.task(name))
        .collect();
    let mut reached = Millis::ZERO;
    let piece = |(index, &task): (usize, &usize)| {
        let next = tasks.get(index + 1).map(|&next| &report.tasks[next]);
        let from = reached;
        reached = reached.max(arrival(&report.tasks[task], next).or(halt)?);
        Some(PathPiece {
            row: places.row(task),
            from,
            until: reached,
        })
    };
    tasks.iter().enumerate().filter_map(piece).collect()
}

/// When the task let the next one go on: when it settled, if the next one waited to start; when it healed
/// at last, or was ready again, if the next one had started and needed it.
fn arrival(task: &TaskRow, next: Option<&TaskRow>) -> Option<Millis> {
    let started_after_it = |next: &TaskRow| {
        let mut waits = next
            .waits
            .iter()
            .filter(|wait| wait.cause != WaitCause::BackOff);
        waits.any(|wait| wait.on.contains(&task.task))
    };
    match next {
        Some(next) if !started_after_it(next) => {
            let ready = task.ready_again_for(next).or(task.healed_ms);
            ready.or(task.settled_ms)
        }
        _ => task.settled_ms,
    }
}
