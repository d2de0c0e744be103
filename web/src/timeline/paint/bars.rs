//! One task's row: the pieces of its bar, its marks, and the time at its end.

use super::Scene;
use super::pen::Pen;
use super::pieces::GLYPH_ROOM;
use crate::timeline::chart::TaskBar;
use crate::timeline::segment::SegmentKind;
use crate::timeline::texts::end_label;
use laneway_core::report::TaskRow;
use laneway_core::scheduler::AttemptOutcome;

/// A shorter whisker would only be a smudge.
const SHORTEST_WHISKER: f64 = 5.0;

/// The row of a task, and what paints it.
pub(super) struct Bar<'a> {
    pub(super) pen: &'a Pen<'a>,
    pub(super) scene: &'a Scene<'a>,
    pub(super) row: usize,
    pub(super) bar: &'a TaskBar,
    pub(super) task: &'a TaskRow,
}

impl<'a> Bar<'a> {
    /// The row `row`, which holds `bar`.
    pub(super) fn new(
        pen: &'a Pen<'a>,
        scene: &'a Scene<'a>,
        row: usize,
        bar: &'a TaskBar,
    ) -> Self {
        Self {
            pen,
            scene,
            row,
            bar,
            task: &scene.report.tasks[bar.task],
        }
    }

    /// Paints all of it.
    pub(super) fn paint(&self) {
        // Attempts after waits: one that crashed at once is only a stroke, and stands over what follows.
        for segment in &self.bar.segments {
            if let SegmentKind::Wait { cause, .. } = &segment.kind {
                self.wait(segment, *cause);
            }
        }
        for segment in &self.bar.segments {
            match segment.kind {
                SegmentKind::Attempt { outcome, .. } => self.attempt(segment, outcome),
                SegmentKind::Lost { .. } => self.attempt(segment, AttemptOutcome::Crashed),
                SegmentKind::Wait { .. } => {}
            }
        }
        self.planned();
        self.deadline();
        self.arrivals();
        let whisker = self.whisker();
        self.label(whisker);
    }

    /// The dotted box of a task that never ran.
    fn planned(&self) {
        let Some(rect) = self.scene.layout.planned(self.row, self.bar) else {
            return;
        };
        let (pen, theme) = (self.pen, self.scene.theme);
        pen.dotted(rect, &theme.never_ran);
        let text = end_label(self.task);
        if pen.width(&text) + 8.0 <= rect.width {
            let centre = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0 + 0.5);
            pen.text(&text, centre, "center", &theme.muted);
        }
    }

    /// Where the wait for a service was over although it got ready later.
    fn deadline(&self) {
        let Some((settled, _)) = self.task.settled_ms.zip(self.task.healed_ms) else {
            return;
        };
        let (y, height) = self.scene.layout.bar(self.row);
        let x = self.pen.sharp(self.scene.layout.scale.x(settled));
        self.pen.line(
            (x, y - 4.0),
            (x, y + height + 4.0),
            2.0,
            &self.scene.theme.failed,
        );
    }

    /// Diamonds where barriers opened that waited for this task; not on a bar that they would hide.
    fn arrivals(&self) {
        let Scene {
            layout,
            chart,
            theme,
            ..
        } = self.scene;
        let has_room = |width: f64| width >= GLYPH_ROOM;
        if !self
            .bar
            .segments
            .last()
            .is_some_and(|last| has_room(self.place(last).width))
        {
            return;
        }
        let (y, height) = layout.bar(self.row);
        for barrier in chart
            .barriers
            .iter()
            .filter(|it| it.arrivers.contains(&self.bar.task))
        {
            let x = self.pen.sharp(layout.scale.x(barrier.at));
            self.pen
                .diamond(x, y + height / 2.0, 4.5, &theme.barrier, &theme.surface);
        }
    }

    /// How much longer the task could take without moving the end; gives where the whisker ends.
    fn whisker(&self) -> Option<f64> {
        let Scene { layout, theme, .. } = self.scene;
        let settled = self.task.settled_ms?;
        let (from, to) = (
            layout.scale.x(settled),
            layout.scale.x(settled + self.task.slack_ms?),
        );
        if to - from < SHORTEST_WHISKER {
            return None;
        }
        let (bar, height) = layout.bar(self.row);
        let (y, cap) = (self.pen.sharp(bar + height - 2.0), self.pen.sharp(to));
        self.pen.line((from, y), (cap, y), 1.0, &theme.slack);
        self.pen
            .line((cap, y - 4.0), (cap, y + 3.0), 1.0, &theme.slack);
        Some(to)
    }

    /// The time at which the task ended, behind its bar.
    fn label(&self, whisker: Option<f64>) {
        let layout = self.scene.layout;
        let Some(last) = self
            .bar
            .segments
            .last()
            .filter(|_| self.bar.planned.is_none())
        else {
            return;
        };
        let rect = self.place(last);
        let past = if last.open {
            layout.beyond_halt() + 4.0
        } else {
            0.0
        };
        let text = end_label(self.task);
        let width = self.pen.width(&text);
        let mut x = rect.x + rect.width + past + 8.0;
        // Not across the end of the whisker.
        if let Some(cap) = whisker.filter(|&cap| cap > x - 4.0 && cap < x + width + 4.0) {
            x = cap + 6.0;
        }
        if x + width <= layout.width - 4.0 {
            let y = rect.y + rect.height / 2.0 + 0.5;
            self.pen
                .text(&text, (x, y), "left", &self.scene.theme.muted);
        }
    }
}
