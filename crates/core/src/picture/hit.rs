//! What stands at a point of the picture.

use super::chart::Chart;
use super::layout::{Layout, Rect};

/// How far beside a piece a pointer still means it.
const REACH: f64 = 3.0;

/// What a pointer or the keyboard points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The row.
    pub row: usize,
    /// The piece of its bar; `None` for the row as a whole.
    pub segment: Option<usize>,
}

/// What stands at (`x`, `y`).
pub fn hit(chart: &Chart, layout: &Layout, x: f64, y: f64) -> Option<Target> {
    let row = layout.row_at(y)?;
    let bar = chart.rows.get(row)?.bar();
    let segments = bar.map_or(&[][..], |bar| &bar.segments);
    let distance = |rect: &Rect| (rect.x - x).max(x - rect.x - rect.width).max(0.0);
    let near = segments.iter().enumerate().filter_map(|(index, segment)| {
        let rect = layout.segment(row, segment);
        (distance(&rect) <= REACH).then_some((index, rect))
    });
    // Of two within reach the one under the pointer, then the narrower: it is harder to hit.
    let nearest = near.min_by(|(_, a), (_, b)| {
        distance(a)
            .total_cmp(&distance(b))
            .then(a.width.total_cmp(&b.width))
    });
    Some(Target {
        row,
        segment: nearest.map(|(index, _)| index),
    })
}
