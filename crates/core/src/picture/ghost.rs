//! An earlier run behind the present one: when its tasks were under way, by the rows of the present picture.

use super::chart::Chart;
use crate::order;
use crate::report::{Report, TaskRow};
use crate::time::Millis;

/// The outlines of an earlier run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ghost {
    /// When it ended, or halted.
    pub end: Millis,
    /// From when until when the task of each row was under way; `None` for headings, and for what had not started.
    pub rows: Vec<Option<(Millis, Millis)>>,
}

impl Ghost {
    /// The outlines of `report` in the rows of `chart`, which shows the present run.
    pub fn of(report: &Report, chart: &Chart, present: &Report) -> Self {
        let halt = report.halt.as_ref().map(|halt| halt.at_ms);
        let end = halt.or(report.all_settled_ms).unwrap_or_default();
        let named = report.tasks.iter().map(|task| (task.task.as_str(), task));
        let tasks = order::map(named);
        let under_way = |task: &TaskRow| Some((task.start_ms?, task.settled_ms.unwrap_or(end)));
        let rows = chart.rows.iter().map(|row| {
            let name = present.tasks[row.bar()?.task].task.as_str();
            under_way(tasks.get(name)?)
        });
        Self {
            end,
            rows: rows.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixtures::crash_loop;

    #[test]
    fn tasks_are_found_by_their_names() {
        let (mut before, now) = (crash_loop(), crash_loop());
        before.tasks.reverse();
        before.tasks[0].start_ms = None;
        let chart = Chart::of(&now);
        let ghost = Ghost::of(&before, &chart, &now);
        assert_eq!(ghost.rows.len(), chart.rows.len());
        for (row, ghost) in chart.rows.iter().zip(&ghost.rows) {
            let expected = row.bar().and_then(|bar| {
                let name = &now.tasks[bar.task].task;
                let task = before.tasks.iter().find(|it| it.task == *name)?;
                task.start_ms.zip(task.settled_ms)
            });
            assert_eq!(*ghost, expected);
        }
        assert_eq!(ghost.rows.iter().flatten().count(), now.tasks.len() - 1);
    }
}
