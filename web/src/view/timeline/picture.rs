//! A run, laid out: computed once per run and width, shared by the parts of the view.

use super::look::Look;
use crate::protocol::RunView;
use crate::timeline::chart::{Chart, TaskBar};
use crate::timeline::ghost::Ghost;
use crate::timeline::hit::Target;
use crate::timeline::layout::Layout;
use crate::timeline::legend::{Sign, legend};
use crate::timeline::load::Load;
use crate::timeline::moved::{Moved, Than};
use crate::timeline::scale::Scale;
use crate::timeline::show::Shown;
use laneway_core::time::Millis;
use std::ops::Deref;
use std::rc::Rc;
use yew::prelude::*;

/// About so many pixels are there for bars; what is drawn together there is in the legend.
const USUAL: f64 = 900.0;

/// A run and where everything of it stands.
#[derive(Clone)]
pub(super) struct Picture {
    pub(super) run: Rc<RunView>,
    pub(super) chart: Rc<Chart>,
    /// The run before an edit, if it is to be seen.
    pub(super) ghost: Option<Rc<Ghost>>,
    /// How much runs at once, in all rows, also those that are not shown.
    pub(super) load: Rc<Load>,
    /// What occurs in it.
    pub(super) signs: Rc<[Sign]>,
    pub(super) layout: Layout,
    /// From when until when time is seen, if not all of it.
    pub(super) window: Option<[Millis; 2]>,
}

impl Picture {
    /// The picture of `run`, with an `earlier` one behind it.
    fn new(run: Rc<RunView>, earlier: Option<&RunView>, shown: &Shown) -> Self {
        let mut chart = Chart::of(&run.report);
        let load = Load::of(&chart);
        if *shown != Shown::default() {
            chart = chart.showing(&run.report, shown);
        }
        let ghost =
            earlier.map(|earlier| Ghost::of(&earlier.report, &chart, &run.report, Than::Before));
        if let Some(ghost) = &ghost {
            chart.make_room_for(ghost, &run.report);
        }
        let layout = Layout::new(&chart, 0.0);
        Self {
            signs: legend(&run.report, &chart, &Scale::new(0.0, USUAL, chart.end)).into(),
            run,
            chart: Rc::new(chart),
            ghost: ghost.map(Rc::new),
            load: Rc::new(load),
            layout,
            window: None,
        }
    }

    /// The same at `width` pixels.
    fn as_wide_as(&self, width: u32) -> Self {
        Self {
            layout: Layout::new(&self.chart, f64::from(width)),
            ..self.clone()
        }
    }

    /// The same with a part of the time, as far as there is one.
    fn seen_through(&self, window: Option<[Millis; 2]>) -> Self {
        let end = self.layout.scale.end;
        let window = window.map(|[from, until]| [from, until.min(end)]);
        let window =
            window.filter(|[from, until]| from < until && [*from, *until] != [Millis::ZERO, end]);
        Self {
            layout: self.layout.seen_through(window),
            window,
            ..self.clone()
        }
    }

    /// The task in a row; `None` for a step's heading.
    pub(super) fn task(&self, row: usize) -> Option<usize> {
        Some(self.chart.rows.get(row)?.bar()?.task)
    }

    /// How far the end of the task in a row has moved by the edit.
    pub(super) fn moved(&self, row: usize) -> Option<Moved> {
        self.ghost.as_ref()?.moved(row)
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

    /// Whether a place is neither left nor right of what is seen.
    pub(super) fn is_in_sight(&self, x: f64) -> bool {
        (self.layout.labels..=self.layout.width).contains(&x)
    }
}

/// The picture as it is looked at, and as it was when the time that is seen last stood still: rows, which are many,
/// follow only then.
#[hook]
pub(super) fn use_picture(
    run: &Rc<RunView>,
    ghost: Option<&Rc<RunView>>,
    width: u32,
    look: &Look,
) -> (Rc<Picture>, Rc<Picture>) {
    let shown = (
        Same(run.clone()),
        ghost.cloned().map(Same),
        look.shown.clone(),
    );
    let drawn = use_memo(shown, |(run, ghost, shown)| {
        Picture::new(run.0.clone(), ghost.as_deref(), shown)
    });
    let whole = use_memo((Same(drawn), width), |(drawn, width)| {
        drawn.as_wide_as(*width)
    });
    let seen = (Same(whole), look.window);
    let now = use_memo(seen, |(whole, window)| whole.seen_through(*window));
    let still = use_mut_ref(|| None::<Rc<Picture>>);
    let before = still.borrow_mut().take();
    let before = before.filter(|it| look.is_moving && Rc::ptr_eq(&it.chart, &now.chart));
    let rows = before.unwrap_or_else(|| now.clone());
    *still.borrow_mut() = Some(rows.clone());
    (now, rows)
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
