//! From a task to what it waited for, to what waited for it, and to what went wrong next.

use super::chart::{Chart, TaskBar};
use super::segment::SegmentKind;
use crate::order;
use crate::report::{Report, TaskOutcome};
use crate::scheduler::AttemptOutcome;

/// Where to go from a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To what it waited for last.
    Cause,
    /// To what waited for it first.
    Effect,
    /// Down the rows, to the next that something went wrong with; around at the end.
    NextFailure,
    /// Up the rows.
    PreviousFailure,
}

impl Way {
    /// The way of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "cause" => Some(Self::Cause),
            "effect" => Some(Self::Effect),
            "failure" => Some(Self::NextFailure),
            "failure-before" => Some(Self::PreviousFailure),
            _ => None,
        }
    }
}

/// The row that the way leads to from a row, if there is one.
pub fn follow(report: &Report, chart: &Chart, row: usize, way: Way) -> Option<usize> {
    let count = chart.rows.len();
    let went_wrong = |row: &usize| chart.rows[*row].bar().is_some_and(|bar| fails(report, bar));
    match way {
        Way::NextFailure => (1..=count).map(|by| (row + by) % count).find(went_wrong),
        Way::PreviousFailure => (1..=count)
            .map(|by| (row + count - by) % count)
            .find(went_wrong),
        Way::Cause => chart.row_of_task(cause(report, chart.rows.get(row)?.bar()?.task)?),
        Way::Effect => chart.row_of_task(effect(report, chart.rows.get(row)?.bar()?.task)?),
    }
}

/// The task that this one waited for, of several gaps in the last.
fn cause(report: &Report, task: usize) -> Option<usize> {
    let waits = report.tasks[task].waits.iter().rev();
    let named = waits.filter_map(|wait| wait.on.first()).next()?;
    let names = report.tasks.iter().enumerate();
    let names = order::map(names.map(|(index, row)| (row.task.as_str(), index)));
    names.get(named.as_str()).copied()
}

/// The task that this one let go on, of several the one that starts first.
fn effect(report: &Report, task: usize) -> Option<usize> {
    let name = &report.tasks[task].task;
    let waited = report.tasks.iter().enumerate().filter(|(_, row)| {
        let mut waits = row.waits.iter();
        waits.any(|wait| wait.on.contains(name))
    });
    let first = waited.min_by_key(|(index, row)| (row.start_ms.is_none(), row.start_ms, *index));
    first.map(|(index, _)| index)
}

/// Whether an attempt of it, or all of it, went wrong.
pub(super) fn fails(report: &Report, bar: &TaskBar) -> bool {
    let is_bad = matches!(
        report.tasks[bar.task].outcome,
        TaskOutcome::Failed | TaskOutcome::Degraded
    );
    is_bad
        || bar.segments.iter().any(|segment| match segment.kind {
            SegmentKind::Attempt { outcome, .. } => !matches!(
                outcome,
                AttemptOutcome::Succeeded | AttemptOutcome::Ready | AttemptOutcome::Running
            ),
            SegmentKind::Lost { .. } => true,
            SegmentKind::Wait { .. } => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixtures::{crash_loop, frontend, halted};

    fn way(report: &Report, row: usize, way: Way) -> Option<usize> {
        follow(report, &Chart::of(report), row, way)
    }

    #[test]
    fn a_cause_is_what_was_waited_for() {
        let report = frontend();
        assert_eq!(
            way(&report, 6, Way::Cause),
            Some(3),
            "the backend waits for jobs.migrate"
        );
        assert_eq!(way(&report, 3, Way::Effect), Some(6));
        assert_eq!(way(&report, 1, Way::Cause), None, "it starts at once");
        assert_eq!(
            way(&report, 0, Way::Cause),
            None,
            "a heading waits for nothing by itself"
        );
        assert_eq!(
            way(&crash_loop(), 2, Way::Cause),
            Some(1),
            "services.b needs services.a"
        );
    }

    #[test]
    fn failures_are_visited_in_a_round() {
        let report = halted();
        assert_eq!(way(&report, 0, Way::NextFailure), Some(3));
        assert_eq!(
            way(&report, 3, Way::NextFailure),
            Some(3),
            "there is no other"
        );
        assert_eq!(way(&report, 6, Way::PreviousFailure), Some(3));
        assert_eq!(way(&frontend(), 0, Way::NextFailure), None);
    }
}
