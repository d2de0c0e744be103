//! The run before an edit, behind the bars of the one after it.

use super::Scene;
use super::pen::Pen;
use crate::timeline::layout::Rect;
use std::ops::Range;

/// How far it stands out above and below a bar.
const AROUND: f64 = 4.0;
const DASH: [f64; 2] = [4.0, 3.0];

/// A pale box for each task, and a line where that run ended. What lies behind the axis is left out.
pub(super) fn ghost(pen: &Pen<'_>, scene: &Scene<'_>, rows: &Range<usize>) {
    let Scene { layout, theme, .. } = scene;
    let Some(ghost) = scene.ghost else { return };
    if ghost.end <= layout.scale.end {
        let x = pen.sharp(layout.scale.x(ghost.end));
        let (top, bottom) = (scene.top, scene.top + scene.height);
        pen.dashed((x, top), (x, bottom), DASH, 1.0, &theme.muted);
    }
    for row in rows.clone() {
        let Some((from, until)) = ghost.rows.get(row).copied().flatten() else {
            continue;
        };
        let (y, height) = layout.bar(row);
        let x = layout.scale.x(from);
        let rect = Rect {
            x,
            y: y - AROUND,
            width: (layout.scale.x(until) - x).max(2.0),
            height: height + 2.0 * AROUND,
        };
        pen.faint(0.16, || pen.boxed(rect, &theme.muted, &theme.muted));
        pen.dotted(rect, &theme.muted);
    }
}
