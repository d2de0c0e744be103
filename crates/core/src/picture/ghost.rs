//! Another run behind the present one: when its tasks were under way, by the rows of the present picture.

use super::chart::{Chart, Row};
use super::moved::{Moved, Than};
use super::room::longest_beside;
use crate::order;
use crate::report::{Report, TaskRow};
use crate::time::Millis;

/// The outlines of another run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ghost {
    /// What that run is.
    pub than: Than,
    /// When it ended, or halted.
    pub end: Millis,
    /// Those of each row; `None` for headings, and for what had not started.
    pub rows: Vec<Option<Outline>>,
}

/// The outline of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    /// When it started.
    pub from: Millis,
    /// When it was settled, or the run ended.
    pub until: Millis,
    /// How far the end has moved since; `None` where it has not, or there is none in one of the runs.
    pub moved: Option<Moved>,
}

impl Ghost {
    /// The outlines of `report` in the rows of `chart`, which shows the present run.
    pub fn of(report: &Report, chart: &Chart, present: &Report, than: Than) -> Self {
        let halt = report.halt.as_ref().map(|halt| halt.at_ms);
        let end = halt.or(report.all_settled_ms).unwrap_or_default();
        let named = report.tasks.iter().map(|task| (task.task.as_str(), task));
        let tasks = order::map(named);
        let outline = |then: &TaskRow, now: &TaskRow| {
            let ends = then.settled_ms.zip(now.settled_ms);
            Some(Outline {
                from: then.start_ms?,
                until: then.settled_ms.unwrap_or(end),
                moved: ends.and_then(|(then, now)| Moved::between(then, now, than)),
            })
        };
        let rows = chart.rows.iter().map(|row| {
            let now = &present.tasks[row.bar()?.task];
            outline(tasks.get(now.task.as_str())?, now)
        });
        Self {
            than,
            end,
            rows: rows.collect(),
        }
    }

    /// The outline in a row.
    pub fn outline(&self, row: usize) -> Option<Outline> {
        self.rows.get(row).copied().flatten()
    }

    /// How far the end of the task in a row has moved.
    pub fn moved(&self, row: usize) -> Option<Moved> {
        self.outline(row)?.moved
    }
}

impl Chart {
    /// Makes room for the outlines of another run, and for what is said about them behind the bars. Nothing is known of
    /// what comes after a halt; else the axis is long enough for both.
    pub fn make_room_for(&mut self, ghost: &Ghost, report: &Report) {
        if !self.is_halted {
            self.end = self.end.max(ghost.end);
        }
        let bars = self.rows.iter().map(Row::bar).zip(&ghost.rows);
        let bars = bars.filter_map(|(bar, outline)| Some((&report.tasks[bar?.task], (*outline)?)));
        self.label_behind_end = self.label_behind_end.max(longest_beside(bars, self.end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixtures::{crash_loop, s};

    #[test]
    fn tasks_are_found_by_their_names() {
        let (mut before, now) = (crash_loop(), crash_loop());
        before.tasks.reverse();
        before.tasks[0].start_ms = None;
        let chart = Chart::of(&now);
        let ghost = Ghost::of(&before, &chart, &now, Than::Before);
        assert_eq!(ghost.rows.len(), chart.rows.len());
        for (row, ghost) in chart.rows.iter().zip(&ghost.rows) {
            let expected = row.bar().and_then(|bar| {
                let name = &now.tasks[bar.task].task;
                let task = before.tasks.iter().find(|it| it.task == *name)?;
                task.start_ms.zip(task.settled_ms)
            });
            assert_eq!(ghost.map(|it| (it.from, it.until)), expected);
            assert_eq!(ghost.and_then(|it| it.moved), None);
        }
        assert_eq!(ghost.rows.iter().flatten().count(), now.tasks.len() - 1);
    }

    #[test]
    fn an_end_has_moved_if_there_is_one_in_both_runs() {
        let (mut before, mut now) = (crash_loop(), crash_loop());
        before.tasks[0].settled_ms = Some(s(40));
        let moved = |before: &Report, now: &Report| {
            let ghost = Ghost::of(before, &Chart::of(now), now, Than::Predicted);
            ghost.moved(1).map(Moved::words)
        };
        let told = moved(&before, &now);
        assert_eq!(told.as_deref(), Some("5s later than predicted"));
        let told = moved(&now, &before);
        assert_eq!(told.as_deref(), Some("5s earlier than predicted"));
        now.tasks[0].settled_ms = None;
        assert_eq!(moved(&before, &now), None, "it still runs");
        assert_eq!(moved(&now, &before), None, "it still ran");
    }

    #[test]
    fn differences_behind_the_last_bars_get_room() {
        let (mut before, now) = (crash_loop(), crash_loop());
        let room = |before: &Report| {
            let mut chart = Chart::of(&now);
            let ghost = Ghost::of(before, &chart, &now, Than::Before);
            chart.make_room_for(&ghost, &now);
            (chart.label_behind_end, chart.end)
        };
        assert_eq!(room(&before), ("1m 34s".len(), s(94)));
        before.tasks[0].settled_ms = Some(s(40));
        assert_eq!(room(&before), ("1m 34s".len(), s(94)), "not near the end");
        before.tasks[1].settled_ms = Some(s(90));
        assert_eq!(room(&before), ("1m 34s  +4s".len(), s(94)));
        before.tasks[0].settled_ms = Some(s(120));
        before.all_settled_ms = Some(s(120));
        let behind_the_ghost = "−1m 15s".chars().count() + 2;
        assert_eq!(room(&before), (behind_the_ghost, s(120)));
    }
}
