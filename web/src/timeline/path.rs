//! The critical path as one unbroken line through the rows.

use super::chart::Places;
use laneway_core::report::Report;
use laneway_core::time::Millis;

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
    let mut reached = Millis::ZERO;
    let piece = |name: &String| {
        let task = places.task(name)?;
        let row = &report.tasks[task];
        let arrived = row
            .settled_ms
            .or(report.halt.as_ref().map(|halt| halt.at_ms))?;
        let from = reached;
        reached = reached.max(arrived);
        Some(PathPiece {
            row: places.row(task),
            from,
            until: reached,
        })
    };
    report.critical_path.iter().filter_map(piece).collect()
}
