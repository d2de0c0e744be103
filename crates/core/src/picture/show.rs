//! Which rows are shown: all of them, those that are looked for, and of a folded step the heading alone.

use super::chart::{Chart, Row, TaskBar};
use super::follow::fails;
use super::segment::SegmentKind;
use crate::report::{Report, TaskOutcome};
use crate::scheduler::{AttemptOutcome, WaitCause};
use crate::time::Millis;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is looked for. The default looks for everything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// Part of the name of a task or of its step, in small letters; empty for any.
    pub name: String,
    /// How it went.
    pub state: State,
    /// Whether only the critical path is looked for.
    pub critical: bool,
    /// Steps of which only the heading is shown.
    pub folded: BTreeSet<usize>,
}

/// How a task went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// However.
    #[default]
    Any,
    /// Something went wrong with it.
    Failed,
    /// It was held up after its turn had come.
    HeldUp,
    /// Nobody waits for it.
    Background,
    /// It never ran.
    NeverRan,
}

/// What a folded step shows of its tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// The step.
    pub step: usize,
    /// When the first of its tasks started, and the last ended, if any did.
    pub span: Option<[Millis; 2]>,
    /// When attempts failed, in order of rows.
    pub failures: Vec<Millis>,
    /// How many tasks are folded away.
    pub tasks: usize,
}

impl Chart {
    /// The same picture with only the rows that are looked for.
    #[must_use]
    pub fn showing(&self, report: &Report, shown: &Shown) -> Self {
        let found: Vec<bool> = self
            .rows
            .iter()
            .map(|row| row.bar().is_some_and(|bar| shown.finds(report, bar)))
            .collect();
        let with_found: BTreeSet<usize> = self
            .rows
            .iter()
            .zip(&found)
            .filter_map(|(row, found)| found.then_some(row.step()))
            .collect();
        let is_kept = |(index, row): (usize, &Row)| match row {
            Row::Step(step) => with_found.contains(step) || shown.finds_all(),
            Row::Task(bar) => found[index] && (bar.is_step || !shown.folded.contains(&bar.step)),
        };
        let kept: Vec<bool> = self.rows.iter().enumerate().map(is_kept).collect();
        let place = self.places(&kept);
        let mut chart = self.clone();
        let mut kept_rows = kept.iter();
        chart.rows.retain(|_| kept_rows.next() == Some(&true));
        chart.barriers.retain_mut(|barrier| {
            let has_rows = (barrier.top..=barrier.bottom).any(|row| kept[row]);
            (barrier.top, barrier.bottom) = (place[barrier.top].0, place[barrier.bottom].0);
            barrier.bottom = barrier.bottom.min(chart.rows.len().saturating_sub(1));
            has_rows && barrier.top <= barrier.bottom
        });
        chart.path.retain_mut(|piece| {
            let (row, is_there) = place[piece.row];
            piece.row = row;
            is_there
        });
        chart.folds = self.folds(shown, &found);
        chart
    }

    /// Where each row has gone: to its own place or that of its heading, which is told, or else to where the next
    /// row stands.
    fn places(&self, kept: &[bool]) -> Vec<(usize, bool)> {
        let (mut next, mut heading) = (0, None);
        let place = |(row, &kept): (&Row, &bool)| {
            if matches!(row, Row::Step(_)) || row.bar().is_some_and(|bar| bar.is_step) {
                heading = kept.then_some(next);
            }
            let own = (
                heading.filter(|_| !kept).unwrap_or(next),
                kept || heading.is_some(),
            );
            next += usize::from(kept);
            own
        };
        self.rows.iter().zip(kept).map(place).collect()
    }

    fn folds(&self, shown: &Shown, found: &[bool]) -> Vec<Fold> {
        let mut folds: Vec<Fold> = Vec::new();
        for (row, _) in self.rows.iter().zip(found).filter(|(_, found)| **found) {
            let Some(bar) = row
                .bar()
                .filter(|bar| !bar.is_step && shown.folded.contains(&bar.step))
            else {
                continue;
            };
            match folds.last_mut().filter(|fold| fold.step == bar.step) {
                Some(fold) => fold.take_in(bar),
                None => {
                    let mut fold = Fold {
                        step: bar.step,
                        span: None,
                        failures: Vec::new(),
                        tasks: 0,
                    };
                    fold.take_in(bar);
                    folds.push(fold);
                }
            }
        }
        folds
    }

    /// What a folded step shows.
    pub fn fold(&self, step: usize) -> Option<&Fold> {
        let index = self.folds.binary_search_by_key(&step, |fold| fold.step);
        index.ok().map(|index| &self.folds[index])
    }
}

impl Fold {
    fn take_in(&mut self, bar: &TaskBar) {
        self.tasks += 1;
        for segment in &bar.segments {
            let SegmentKind::Attempt { outcome, .. } = segment.kind else {
                continue;
            };
            self.span = Some(match self.span {
                Some([from, until]) => [from.min(segment.from), until.max(segment.until)],
                None => [segment.from, segment.until],
            });
            if !matches!(
                outcome,
                AttemptOutcome::Succeeded | AttemptOutcome::Ready | AttemptOutcome::Running
            ) {
                self.failures.push(segment.until);
            }
        }
    }
}

impl Shown {
    /// Whether no row is looked for in particular.
    pub fn finds_all(&self) -> bool {
        self.name.is_empty() && self.state == State::Any && !self.critical
    }

    fn finds(&self, report: &Report, bar: &TaskBar) -> bool {
        let task = &report.tasks[bar.task];
        let is_named = self.name.is_empty()
            || task.task.to_lowercase().contains(&self.name)
            || task.step.to_lowercase().contains(&self.name);
        is_named
            && (!self.critical || bar.is_critical)
            && match self.state {
                State::Any => true,
                State::Failed => fails(report, bar),
                State::HeldUp => is_held_up(bar),
                State::Background => bar.is_background,
                State::NeverRan => task.outcome == TaskOutcome::NeverRan,
            }
    }
}

fn is_held_up(bar: &TaskBar) -> bool {
    bar.segments.iter().any(|segment| {
        matches!(&segment.kind, SegmentKind::Wait { cause, .. } if !matches!(cause, WaitCause::Barrier | WaitCause::Halted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixtures::{crash_loop, frontend, halted, s};

    fn rows(report: &Report, shown: &Shown) -> Vec<String> {
        let chart = Chart::of(report).showing(report, shown);
        let name = |row: &Row| match row {
            Row::Step(step) => report.steps[*step].name.clone(),
            Row::Task(bar) => report.tasks[bar.task].task.clone(),
        };
        chart.rows.iter().map(name).collect()
    }

    fn looking(change: impl FnOnce(&mut Shown)) -> Shown {
        let mut shown = Shown::default();
        change(&mut shown);
        shown
    }

    #[test]
    fn all_is_shown_unless_something_is_looked_for() {
        let report = frontend();
        assert_eq!(
            Chart::of(&report).showing(&report, &Shown::default()),
            Chart::of(&report)
        );
    }

    #[test]
    fn tasks_are_found_by_name_state_and_path() {
        let report = halted();
        let named = looking(|it| it.name = "migr".to_owned());
        assert_eq!(
            rows(&report, &named),
            ["migrate", "jobs.migrate", "jobs.scrub"],
            "scrub by its step"
        );
        let failed = looking(|it| it.state = State::Failed);
        assert_eq!(rows(&report, &failed), ["migrate", "jobs.migrate"]);
        let never = looking(|it| it.state = State::NeverRan);
        assert_eq!(rows(&report, &never), ["backend", "services.backend"]);
        let background = looking(|it| it.state = State::Background);
        assert_eq!(
            rows(&report, &background),
            ["frontend", "services.frontend"]
        );
        let held_up = looking(|it| it.state = State::HeldUp);
        assert_eq!(rows(&crash_loop(), &held_up), ["backend", "services.b"]);
        let critical = looking(|it| it.critical = true);
        assert_eq!(rows(&report, &critical), ["migrate", "jobs.migrate"]);
        let nothing = looking(|it| it.name = "zebra".to_owned());
        assert_eq!(rows(&report, &nothing), [] as [&str; 0]);
    }

    #[test]
    fn a_folded_step_keeps_its_heading_and_says_what_it_hides() {
        let report = halted();
        let folded = looking(|it| it.folded = BTreeSet::from([1]));
        assert_eq!(
            rows(&report, &folded),
            [
                "frontend",
                "services.frontend",
                "migrate",
                "backend",
                "services.backend"
            ]
        );
        let chart = Chart::of(&report).showing(&report, &folded);
        let fold = chart.fold(1).expect("a folded step");
        assert_eq!(
            (fold.tasks, fold.span, &fold.failures[..]),
            (2, Some([s(0), s(30)]), &[s(30)][..])
        );
        assert_eq!(chart.path[0].row, 2, "the path runs along the heading");
        let open = Chart::of(&frontend()).showing(&frontend(), &folded);
        assert_eq!((open.barriers[0].top, open.barriers[0].bottom), (2, 4));
    }
}
