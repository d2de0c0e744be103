//! What stands behind a bar: when its task ended, and how much later or earlier that is than in another run.

use super::bars::Bar;
use super::pen::{Anchor, Ink, Pen};
use crate::picture::texts::end_label;

/// What keeps a text from a bar, from what ends before it, and from lines and the edge of the picture.
const BEHIND_BAR: f64 = 8.0;
const BEHIND: f64 = 6.0;
const CLEAR: f64 = 4.0;

impl Bar<'_> {
    /// The texts, the second behind the first. Neither stands across the end of the whisker, nor the second, which begins
    /// with a sign, across the line where the other run ended; what has no room is left out.
    pub(super) fn ends(&self, pen: &mut impl Pen, whisker: Option<f64>) {
        let Some(end) = self.label(pen, whisker) else {
            return;
        };
        let scale = &self.scene.layout.scale;
        let Some(ghost) = self.scene.ghost else {
            return;
        };
        let outline = ghost.outline(self.row);
        let Some((outline, moved)) = outline.and_then(|it| Some((it, it.moved?))) else {
            return;
        };
        let later = end.max(scale.x(outline.until));
        let line = (ghost.end <= scale.end).then(|| scale.x(ghost.end));
        self.text(pen, &moved.label(), later + BEHIND, [whisker, line]);
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
        self.text(pen, &end_label(self.task), x, [whisker, None])
    }

    /// A text that begins at `x`, or behind the upright lines that it would stand across; gives where it ends.
    fn text(
        &self,
        pen: &mut impl Pen,
        text: &str,
        mut x: f64,
        lines: [Option<f64>; 2],
    ) -> Option<f64> {
        let layout = self.scene.layout;
        let width = pen.width(text);
        let [first, second] = lines;
        // Twice, since who makes way for one may come to stand across the other.
        for line in [first, second, first].into_iter().flatten() {
            if line > x - CLEAR && line < x + width + CLEAR {
                x = line + BEHIND;
            }
        }
        let (top, height) = layout.bar(self.row);
        if x + width > layout.width - CLEAR {
            return None;
        }
        let y = top + height / 2.0 + 0.5;
        pen.text(text, (x, y), Anchor::Start, Ink::Muted);
        Some(x + width)
    }
}
