//! One task's row: the pieces of its bar, its marks, and what stands behind it.

use super::Scene;
use super::pen::{Anchor, Ink, Pen, Stroke};
use super::pieces::GLYPH_ROOM;
use crate::picture::chart::TaskBar;
use crate::picture::condense::{Drawn, condensed};
use crate::picture::layout::SHORTEST_WHISKER;
use crate::picture::segment::SegmentKind;
use crate::picture::texts::end_label;
use crate::report::TaskRow;
use crate::scheduler::AttemptOutcome;

/// The row of a task.
pub(super) struct Bar<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) row: usize,
    pub(super) bar: &'a TaskBar,
    pub(super) task: &'a TaskRow,
}

impl<'a> Bar<'a> {
    /// The row `row`, which holds `bar`.
    pub(super) fn new(scene: &'a Scene<'a>, row: usize, bar: &'a TaskBar) -> Self {
        Self {
            scene,
            row,
            bar,
            task: &scene.report.tasks[bar.task],
        }
    }

    /// Paints all of it.
    pub(super) fn paint(&self, pen: &mut impl Pen) {
        // Attempts after waits: one that crashed at once is only a stroke, and stands over what follows.
        let layout = self.scene.layout;
        let sight = [layout.labels, layout.width];
        let drawn = condensed(&self.bar.segments, &layout.scale, sight);
        for it in &drawn {
            match it {
                Drawn::One(segment) => {
                    if let SegmentKind::Wait { cause, .. } = &segment.kind {
                        self.wait(pen, segment, *cause);
                    }
                }
                Drawn::Many(many) => self.many(pen, many),
            }
        }
        for it in &drawn {
            let Drawn::One(segment) = it else { continue };
            match segment.kind {
                SegmentKind::Attempt { outcome, .. } => self.attempt(pen, segment, outcome),
                SegmentKind::Lost { .. } => self.attempt(pen, segment, AttemptOutcome::Crashed),
                SegmentKind::Wait { .. } => {}
            }
        }
        self.planned(pen);
        self.deadline(pen);
        self.arrivals(pen);
        let whisker = self.whisker(pen);
        self.ends(pen, whisker);
    }

    /// The dotted box of a task that never ran.
    fn planned(&self, pen: &mut impl Pen) {
        let Some(rect) = self.scene.layout.planned(self.row, self.bar) else {
            return;
        };
        pen.outline(rect, Ink::NeverRan, true);
        let text = end_label(self.task);
        if pen.width(&text) + 8.0 <= rect.width {
            let centre = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0 + 0.5);
            pen.text(&text, centre, Anchor::Middle, Ink::Muted);
        }
    }

    /// Where the wait for a service was over although it got ready later.
    fn deadline(&self, pen: &mut impl Pen) {
        let Some((settled, _)) = self.task.settled_ms.zip(self.task.healed_ms) else {
            return;
        };
        let (y, height) = self.scene.layout.bar(self.row);
        let x = pen.sharp(self.scene.layout.scale.x(settled));
        let (from, to) = ((x, y - 4.0), (x, y + height + 4.0));
        pen.line(from, to, Stroke::new(Ink::Failed, 2.0));
    }

    /// Diamonds where barriers opened that waited for this task; not on a bar that they would hide.
    fn arrivals(&self, pen: &mut impl Pen) {
        let Scene { layout, chart, .. } = self.scene;
        let arrivals = chart.arrivals_of(self.bar.task);
        let has_room = |width: f64| width >= GLYPH_ROOM;
        let last = self.bar.segments.last().filter(|_| !arrivals.is_empty());
        if !last.is_some_and(|last| has_room(self.place(last).width)) {
            return;
        }
        let (y, height) = layout.bar(self.row);
        for &(_, at) in arrivals {
            let x = pen.sharp(layout.scale.x(at));
            pen.diamond((x, y + height / 2.0), 4.5, Ink::Barrier, Ink::Surface);
        }
    }

    /// How much longer the task could take without moving the end; gives where the whisker ends.
    fn whisker(&self, pen: &mut impl Pen) -> Option<f64> {
        let layout = self.scene.layout;
        let settled = self.task.settled_ms?;
        let (from, to) = (
            layout.scale.x(settled),
            layout.scale.x(settled + self.task.slack_ms?),
        );
        if to - from < SHORTEST_WHISKER {
            return None;
        }
        let (bar, height) = layout.bar(self.row);
        let (y, cap) = (pen.sharp(bar + height - 2.0), pen.sharp(to));
        let thin = Stroke::new(Ink::Slack, 1.0);
        pen.line((from, y), (cap, y), thin);
        pen.line((cap, y - 4.0), (cap, y + 3.0), thin);
        Some(to)
    }
}
