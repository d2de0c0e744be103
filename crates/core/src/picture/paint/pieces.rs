//! The pieces of a bar: waits, attempts, and what goes on past the end of the picture.

use super::Scene;
use super::bars::Bar;
use super::pen::{Glyph, Ink, Pen, Stroke};
use crate::picture::condense::{Many, TOO_NARROW};
use crate::picture::layout::Rect;
use crate::picture::segment::Segment;
use crate::scheduler::{AttemptOutcome, WaitCause};

/// What happens after a service has settled is drawn this much lower: nobody waits for it.
const LATE_INSET: f64 = 4.0;
/// An attempt narrower than this is drawn as a stroke that stands out above and below.
const STROKE: f64 = 3.0;
/// Below this width a piece has no room for a glyph.
pub(super) const GLYPH_ROOM: f64 = 18.0;

impl Bar<'_> {
    /// Waits for the start are thin lines; back-off is a hatched box, for Kubernetes is at work there.
    pub(super) fn wait(&self, pen: &mut impl Pen, segment: &Segment, cause: WaitCause) {
        let rect = self.place(segment);
        let y = pen.sharp(rect.y + rect.height / 2.0);
        let (from, to) = ((rect.x, y), (rect.x + rect.width, y));
        let waiting = |width| Stroke::new(Ink::Waiting, width);
        match cause {
            WaitCause::Barrier | WaitCause::Halted => {
                let tip = pen.sharp(rect.x);
                pen.line(from, to, waiting(1.0));
                pen.line((tip, y - 3.0), (tip, y + 3.0), waiting(1.0));
            }
            WaitCause::Slot => pen.line(from, to, waiting(1.5).dashed([5.0, 3.0])),
            WaitCause::Apply => pen.line(from, to, waiting(1.0).dashed([8.0, 2.0])),
            WaitCause::ImagePull => pen.line(from, to, waiting(2.0).dashed([1.5, 2.5])),
            WaitCause::Unschedulable => pen.line(from, to, waiting(2.5).dashed([3.0, 5.0])),
            WaitCause::NodeLost => {
                pen.line(from, to, Stroke::new(Ink::Failed, 3.0).dashed([2.0, 4.0]));
            }
            WaitCause::BackOff => {
                pen.body(rect, Ink::BackOff, 1.0);
                pen.hatched(rect, 5.0, Stroke::new(Ink::Hatch, 1.2));
                pen.outline(rect, Ink::Outline, false);
                if segment.open {
                    self.beyond(pen, rect, Ink::BackOff);
                }
            }
        }
    }

    /// An attempt: its colour and its glyph say how it ended, its texture whether the stage waits for it.
    pub(super) fn attempt(&self, pen: &mut impl Pen, segment: &Segment, outcome: AttemptOutcome) {
        let rect = self.place(segment);
        let (fill, glyph) = match outcome {
            AttemptOutcome::Succeeded | AttemptOutcome::Ready => {
                (Ink::Succeeded, Some(Glyph::Check))
            }
            AttemptOutcome::Failed | AttemptOutcome::Crashed | AttemptOutcome::NodeLost => {
                (Ink::Failed, Some(Glyph::Cross))
            }
            AttemptOutcome::TimedOut => (Ink::Failed, Some(Glyph::Clock)),
            AttemptOutcome::Running => (Ink::Running, None),
        };
        let length = self.scene.layout.scale.length(segment.from, segment.until);
        if length < TOO_NARROW && fill != Ink::Failed {
            // No bar: one that could be seen would be longer than what it stands for.
            let x = pen.sharp(rect.x);
            let (top, bottom) = (rect.y - 2.0, rect.y + rect.height + 2.0);
            pen.line((x, top), (x, bottom), Stroke::new(fill, 1.5));
            if segment.open {
                self.beyond(pen, rect, fill);
            }
            return;
        }
        if rect.width < STROKE && fill == Ink::Failed {
            let stroke = Rect {
                x: rect.x - 0.5,
                y: rect.y - 3.0,
                width: STROKE,
                height: rect.height + 6.0,
            };
            return pen.boxed(stroke, fill, fill);
        }
        if self.bar.is_background {
            // Its ground lets the page through: lighter than what the stage waits for.
            pen.body(rect, Ink::Surface, 1.0);
            pen.body(rect, fill, 0.4);
            pen.striped(rect, 4.0, Stroke::new(fill, 1.6));
            pen.outline(rect, Ink::Outline, false);
        } else {
            pen.boxed(rect, fill, Ink::Outline);
        }
        if segment.open {
            self.beyond(pen, rect, fill);
        }
        if let Some(glyph) = glyph.filter(|_| rect.width >= GLYPH_ROOM && rect.height >= 12.0) {
            let x = rect.x + rect.width - GLYPH_ROOM / 2.0 - 2.0;
            pen.glyph(glyph, (x, rect.y + rect.height / 2.0), self.ink_on(fill));
        }
    }

    /// Pieces that are too short to be drawn apart: from bottom to top, what share of the time was what.
    pub(super) fn many(&self, pen: &mut impl Pen, many: &Many) {
        let Scene { layout, .. } = self.scene;
        let (top, height) = layout.bar(self.row);
        let x = layout.scale.x(many.from);
        let width = layout.scale.x(many.until) - x;
        let total = many.until.0.saturating_sub(many.from.0).max(1) as f64;
        let mut y = top + height;
        let inks = [Ink::Succeeded, Ink::Failed, Ink::BackOff];
        for (ink, spent) in inks.into_iter().zip(many.spent) {
            let height = spent.0 as f64 / total * height;
            y -= height;
            let share = Rect {
                x,
                y,
                width,
                height,
            };
            pen.fill(share, ink, 1.0);
        }
        // However little time it took: what failed is not lost among the rest.
        if many.failures > 0 {
            let x = pen.sharp(x + width / 2.0);
            pen.line(
                (x, top - 3.0),
                (x, top + 3.0),
                Stroke::new(Ink::Failed, 2.0),
            );
        }
        let edge = pen.sharp(top + height);
        pen.line((x, edge), (x + width, edge), Stroke::new(Ink::Outline, 1.0));
    }

    /// The box of a piece.
    pub(super) fn place(&self, segment: &Segment) -> Rect {
        let rect = self.scene.layout.segment(self.row, segment);
        let settled = self.task.settled_ms;
        let is_late =
            settled.is_some_and(|settled| segment.from >= settled && segment.until > settled);
        if is_late {
            Rect {
                y: rect.y + LATE_INSET,
                height: rect.height - 2.0 * LATE_INSET,
                ..rect
            }
        } else {
            rect
        }
    }

    /// The colour of glyphs on a piece of that colour.
    fn ink_on(&self, fill: Ink) -> Ink {
        if self.bar.is_background {
            Ink::GlyphOnTexture
        } else if fill == Ink::Failed {
            Ink::GlyphOnDark
        } else {
            Ink::Glyph
        }
    }

    /// What goes on past the end of the picture thins out.
    fn beyond(&self, pen: &mut impl Pen, rect: Rect, ink: Ink) {
        const SLICES: u32 = 4;
        let length = self.scene.layout.beyond_halt() / f64::from(SLICES);
        for slice in (0..SLICES).map(f64::from) {
            let inset = slice * rect.height / 10.0;
            let piece = Rect {
                x: rect.x + rect.width + 2.0 + slice * length,
                y: rect.y + inset,
                width: length * 0.5,
                height: rect.height - 2.0 * inset,
            };
            pen.fill(piece, ink, 1.0 - slice * 0.22);
        }
    }
}
