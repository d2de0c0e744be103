//! The pieces of a bar: waits, attempts, and what goes on past the end of the picture.

use super::bars::Bar;
use super::pen::Glyph;
use crate::timeline::layout::Rect;
use crate::timeline::segment::Segment;
use laneway_core::scheduler::{AttemptOutcome, WaitCause};

/// What happens after a service has settled is drawn this much lower: nobody waits for it.
const LATE_INSET: f64 = 4.0;
/// An attempt narrower than this is drawn as a stroke that stands out above and below.
const STROKE: f64 = 3.0;
/// Below this width a piece has no room for a glyph.
pub(super) const GLYPH_ROOM: f64 = 18.0;

impl Bar<'_> {
    /// Waits for the start are thin lines; back-off is a hatched box, for Kubernetes is at work there.
    pub(super) fn wait(&self, segment: &Segment, cause: WaitCause) {
        let (pen, theme) = (self.pen, self.scene.theme);
        let rect = self.place(segment);
        let y = pen.sharp(rect.y + rect.height / 2.0);
        let (from, to) = ((rect.x, y), (rect.x + rect.width, y));
        match cause {
            WaitCause::Barrier | WaitCause::Halted => {
                let tip = pen.sharp(rect.x);
                pen.line(from, to, 1.0, &theme.waiting);
                pen.line((tip, y - 3.0), (tip, y + 3.0), 1.0, &theme.waiting);
            }
            WaitCause::Slot => pen.dashed(from, to, [5.0, 3.0], 1.5, &theme.waiting),
            WaitCause::Apply => pen.dashed(from, to, [8.0, 2.0], 1.0, &theme.waiting),
            WaitCause::ImagePull => pen.dashed(from, to, [1.5, 2.5], 2.0, &theme.waiting),
            WaitCause::Unschedulable => pen.dashed(from, to, [3.0, 5.0], 2.5, &theme.waiting),
            WaitCause::NodeLost => pen.dashed(from, to, [2.0, 4.0], 3.0, &theme.failed),
            WaitCause::BackOff => {
                pen.boxed(rect, &theme.back_off, &theme.outline);
                pen.hatched(rect, 5.0, 1.2, &theme.hatch);
                pen.outline(rect, &theme.outline);
                if segment.open {
                    self.beyond(rect, &theme.back_off);
                }
            }
        }
    }

    /// An attempt: its colour and its glyph say how it ended, its texture whether the stage waits for it.
    pub(super) fn attempt(&self, segment: &Segment, outcome: AttemptOutcome) {
        let (pen, theme) = (self.pen, self.scene.theme);
        let rect = self.place(segment);
        let (fill, glyph) = match outcome {
            AttemptOutcome::Succeeded | AttemptOutcome::Ready => {
                (&theme.succeeded, Some(Glyph::Check))
            }
            AttemptOutcome::Failed | AttemptOutcome::Crashed | AttemptOutcome::NodeLost => {
                (&theme.failed, Some(Glyph::Cross))
            }
            AttemptOutcome::TimedOut => (&theme.failed, Some(Glyph::Clock)),
            AttemptOutcome::Running => (&theme.running, None),
        };
        if rect.width < STROKE && fill == &theme.failed {
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
            pen.boxed(rect, &theme.surface, &theme.outline);
            pen.faint(0.4, || pen.boxed(rect, fill, fill));
            pen.striped(rect, 4.0, 1.6, fill);
            pen.outline(rect, &theme.outline);
        } else {
            pen.boxed(rect, fill, &theme.outline);
        }
        if segment.open {
            self.beyond(rect, fill);
        }
        if let Some(glyph) = glyph.filter(|_| rect.width >= GLYPH_ROOM && rect.height >= 12.0) {
            let x = rect.x + rect.width - GLYPH_ROOM / 2.0 - 2.0;
            pen.glyph(glyph, x, rect.y + rect.height / 2.0, self.color_on(fill));
        }
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
    fn color_on(&self, fill: &str) -> &str {
        let theme = self.scene.theme;
        if self.bar.is_background {
            &theme.glyph_on_texture
        } else if fill == theme.failed {
            &theme.glyph_on_dark
        } else {
            &theme.glyph
        }
    }

    /// What goes on past the end of the picture thins out.
    fn beyond(&self, rect: Rect, color: &str) {
        const SLICES: u32 = 4;
        let context = self.pen.context;
        let length = self.scene.layout.beyond_halt() / f64::from(SLICES);
        for slice in (0..SLICES).map(f64::from) {
            let x = rect.x + rect.width + 2.0 + slice * length;
            let inset = slice * rect.height / 10.0;
            self.pen.faint(1.0 - slice * 0.22, || {
                context.set_fill_style_str(color);
                context.fill_rect(x, rect.y + inset, length * 0.5, rect.height - 2.0 * inset);
            });
        }
    }
}
