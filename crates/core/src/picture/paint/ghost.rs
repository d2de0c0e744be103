//! Another run, behind the bars of the present one.

use super::Scene;
use super::pen::{Ink, Pen, Stroke};
use crate::picture::layout::Rect;
use std::ops::Range;

/// How far it stands out above and below a bar.
const AROUND: f64 = 4.0;
const END: Stroke = Stroke::new(Ink::Muted, 1.0).dashed([4.0, 3.0]);

/// A pale box for each task, and a line where that run ended. What lies behind the axis is left out.
pub fn ghost(pen: &mut impl Pen, scene: &Scene<'_>, rows: &Range<usize>) {
    let layout = scene.layout;
    let Some(ghost) = scene.ghost else { return };
    if ghost.end <= layout.scale.end {
        let x = pen.sharp(layout.scale.x(ghost.end));
        pen.line((x, scene.top), (x, scene.top + scene.height), END);
    }
    for row in rows.clone() {
        let Some(outline) = ghost.outline(row) else {
            continue;
        };
        let (y, height) = layout.bar(row);
        let x = layout.scale.x(outline.from);
        let rect = Rect {
            x,
            y: y - AROUND,
            width: (layout.scale.x(outline.until) - x).max(2.0),
            height: height + 2.0 * AROUND,
        };
        pen.body(rect, Ink::Muted, 0.16);
        pen.outline(rect, Ink::Muted, true);
    }
}
