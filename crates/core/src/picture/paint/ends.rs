//! What stands behind a bar: when its task ended, and how much later or earlier that is than in another run.

use super::bars::Bar;
use super::pen::{Anchor, Ink, Pen};
use crate::picture::texts::end_label;

/// What keeps a text from a bar, from what ends before it, and from the edge of the picture.
const BEHIND_BAR: f64 = 8.0;
const BEHIND: f64 = 6.0;
const EDGE: f64 = 4.0;

impl Bar<'_> {
    /// The texts, the second behind the first. Neither stands across the end of the whisker, and what has no room is
    /// left out.
    pub(super) fn ends(&self, pen: &mut impl Pen, whisker: Option<f64>) {
        let Some(end) = self.label(pen, whisker) else {
            return;
        };
        let ghost = self.scene.ghost.and_then(|ghost| ghost.outline(self.row));
        let Some((outline, moved)) = ghost.and_then(|it| Some((it, it.moved?))) else {
            return;
        };
        let later = end.max(self.scene.layout.scale.x(outline.until));
        self.text(pen, &moved.label(), later + BEHIND, whisker);
    }

    /// The time at which the task ended; gives where the text ends.
    fn label(&self, pen: &mut impl Pen, whisker: Option<f64>) -> Option<f64> {
        let shown = self.bar.segments.last();
        let last = shown.filter(|_| self.bar.planned.is_none())?;
        let rect = self.place(last);
        let past = if last.open {
            self.scene.layout.beyond_halt() + 4.0
        } else {
            0.0
        };
        let x = rect.x + rect.width + past + BEHIND_BAR;
        self.text(pen, &end_label(self.task), x, whisker)
    }

    /// A text that begins at `x`, or behind the end of the whisker.
    fn text(&self, pen: &mut impl Pen, text: &str, x: f64, whisker: Option<f64>) -> Option<f64> {
        let layout = self.scene.layout;
        let width = pen.width(text);
        let across = |cap: &f64| *cap > x - 4.0 && *cap < x + width + 4.0;
        let x = whisker.filter(across).map_or(x, |cap| cap + BEHIND);
        let (top, height) = layout.bar(self.row);
        let end = x + width;
        if end > layout.width - EDGE {
            return None;
        }
        pen.text(
            text,
            (x, top + height / 2.0 + 0.5),
            Anchor::Start,
            Ink::Muted,
        );
        Some(end)
    }
}
