//! A run, laid out: computed once per run and width, shared by the parts of the view.

use crate::protocol::RunView;
use crate::timeline::chart::{Chart, TaskBar};
use crate::timeline::ghost::Ghost;
use crate::timeline::hit::Target;
use crate::timeline::layout::Layout;
use std::ops::Deref;
use std::rc::Rc;

/// A run and where everything of it stands.
pub(super) struct Picture {
    pub(super) run: Rc<RunView>,
    pub(super) chart: Chart,
    /// The run before an edit, if it is to be seen.
    pub(super) ghost: Option<Ghost>,
    pub(super) layout: Layout,
}

impl Picture {
    /// The picture of `run` at `width` pixels, with an `earlier` one behind it. Nothing is known of what comes after a
    /// halt; else the axis is long enough for both.
    pub(super) fn new(run: Rc<RunView>, earlier: Option<&RunView>, width: u32) -> Self {
        let mut chart = Chart::of(&run.report);
        let ghost = earlier.map(|earlier| Ghost::of(&earlier.report, &chart, &run.report));
        if let Some(ghost) = ghost.as_ref().filter(|_| !chart.is_halted) {
            chart.end = chart.end.max(ghost.end);
        }
        let layout = Layout::new(&chart, f64::from(width));
        Self {
            run,
            chart,
            ghost,
            layout,
        }
    }

    /// The task in a row; `None` for a step's heading.
    pub(super) fn task(&self, row: usize) -> Option<usize> {
        Some(self.chart.rows.get(row)?.bar()?.task)
    }

    /// The same place, or the nearest one that this picture has.
    pub(super) fn nearest(&self, target: Target) -> Target {
        let row = target.row.min(self.chart.rows.len().saturating_sub(1));
        let bar = self.chart.rows.get(row).and_then(|row| row.bar());
        let segments = bar.map_or(0, TaskBar::reachable);
        Target {
            row,
            segment: target
                .segment
                .filter(|&index| row == target.row && index < segments),
        }
    }
}

/// Something shared that is compared by what it is, not by what it contains: a run has thousands of
/// rows, and the same one is never built twice.
pub(super) struct Same<T>(pub(super) Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
