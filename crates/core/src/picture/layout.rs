//! Where everything stands, in CSS pixels.

use super::chart::{Chart, Row, TaskBar};
use super::scale::Scale;
use super::segment::Segment;
use crate::time::Millis;
use std::ops::Range;
use std::rc::Rc;

/// Below this width labels stand above their bars instead of beside them.
const STACK_BELOW: f64 = 600.0;
const HEADING: f64 = 34.0;
const TASK_BESIDE: f64 = 30.0;
const TASK_STACKED: f64 = 46.0;
/// Of a row with the label above, what the label takes.
const LABEL_ABOVE: f64 = 18.0;
const BAR: f64 = 16.0;
const BELOW_ROWS: f64 = 8.0;
/// Room at both ends of the axis: for the first tick label, and for what stands behind the last bar.
const BEFORE_AXIS: f64 = 14.0;
const AFTER_AXIS: f64 = 40.0;
/// How wide a character is, roughly: behind a bar, and in the label of a row.
const CHARACTER: f64 = 6.6;
const LABEL_CHARACTER: f64 = 7.2;
/// Room behind a halt: for what is still running, and for each column of what never ran.
const STILL_RUNNING: f64 = 30.0;
const PLANNED_COLUMN: f64 = 76.0;
/// A shorter piece is drawn this wide, so that it can be seen and hit.
const NARROWEST: f64 = 2.0;
/// A shorter whisker would only be a smudge.
pub(super) const SHORTEST_WHISKER: f64 = 5.0;

/// A box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// To the right.
    pub width: f64,
    /// Down.
    pub height: f64,
}

impl Rect {
    /// The same box with this much less on each side.
    #[must_use]
    pub fn inset(self, by: f64) -> Self {
        Self {
            x: self.x + by,
            y: self.y + by,
            width: self.width - 2.0 * by,
            height: self.height - 2.0 * by,
        }
    }
}

/// The picture of a chart at a given width.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// How wide the whole picture is.
    pub width: f64,
    /// How wide the labels are; 0 when they stand above the bars.
    pub labels: f64,
    /// The axis.
    pub scale: Scale,
    /// The axis as it is when all of it is seen.
    whole: Scale,
    /// The top of each row, then the bottom of the last; the same whatever part of the time is seen.
    tops: Rc<[f64]>,
    is_stacked: bool,
    column: f64,
    is_halted: bool,
}

impl Layout {
    /// Lays `chart` out over `width` pixels.
    pub fn new(chart: &Chart, width: f64) -> Self {
        let is_stacked = width < STACK_BELOW;
        let labels = if is_stacked {
            0.0
        } else {
            labels(chart, width)
        };
        let plot = (width - labels - BEFORE_AXIS).max(1.0);
        let (after, column) = behind_axis(chart, plot);
        let scale = Scale::new(labels + BEFORE_AXIS, plot - after, chart.end);
        Self {
            width,
            labels,
            scale,
            whole: scale,
            tops: tops(&chart.rows, is_stacked).into(),
            is_stacked,
            column,
            is_halted: chart.is_halted,
        }
    }

    /// The same rows with the time from `window[0]` to `window[1]` over the whole width; all of it without a window.
    #[must_use]
    pub fn seen_through(&self, window: Option<[Millis; 2]>) -> Self {
        let sight = [self.labels, self.width];
        let scale = window.map_or(self.whole, |window| self.whole.zoomed(window, sight));
        Self {
            scale,
            ..self.clone()
        }
    }

    /// Whether labels stand above their bars.
    pub fn is_stacked(&self) -> bool {
        self.is_stacked
    }

    /// How high the picture is: all rows, and a little room below the last.
    pub fn height(&self) -> f64 {
        self.bottom() + BELOW_ROWS
    }

    /// Where the last row ends.
    fn bottom(&self) -> f64 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// Top and height of a row.
    pub fn row(&self, row: usize) -> (f64, f64) {
        let bottom = self
            .tops
            .get(row + 1)
            .copied()
            .unwrap_or_else(|| self.bottom());
        let top = self.tops.get(row).copied().unwrap_or(bottom);
        (top, bottom - top)
    }

    /// The rows that touch the window `[top, top + height)`.
    pub fn visible(&self, top: f64, height: f64) -> Range<usize> {
        let count = self.tops.len().saturating_sub(1);
        let first = self
            .tops
            .partition_point(|&row| row <= top)
            .saturating_sub(1);
        let last = self.tops.partition_point(|&row| row < top + height);
        first.min(count)..last.min(count)
    }

    /// The row at that height.
    pub fn row_at(&self, y: f64) -> Option<usize> {
        let is_inside = y >= 0.0 && y < self.bottom();
        is_inside.then(|| self.tops.partition_point(|&row| row <= y).saturating_sub(1))
    }

    /// How high the label of a row is: the row, or its upper part.
    pub fn label_height(&self, row: usize, chart: &Chart) -> f64 {
        match chart.rows.get(row) {
            Some(Row::Task(_)) if self.is_stacked => LABEL_ABOVE,
            _ => self.row(row).1,
        }
    }

    /// Top and height of a task's bar.
    pub fn bar(&self, row: usize) -> (f64, f64) {
        let (top, height) = self.row(row);
        let above = if self.is_stacked { LABEL_ABOVE } else { 0.0 };
        (top + above + ((height - above - BAR) / 2.0).floor(), BAR)
    }

    /// Where a piece of a bar stands.
    pub fn segment(&self, row: usize, segment: &Segment) -> Rect {
        let (y, height) = self.bar(row);
        let x = self.scale.x(segment.from);
        let width = (self.scale.x(segment.until) - x).max(NARROWEST);
        Rect {
            x,
            y,
            width,
            height,
        }
    }

    /// Where a task that never ran was planned.
    pub fn planned(&self, row: usize, bar: &TaskBar) -> Option<Rect> {
        let (y, height) = self.bar(row);
        let x = self.scale.right() + STILL_RUNNING + bar.planned? as f64 * self.column;
        Some(Rect {
            x,
            y,
            width: (self.column - 4.0).max(1.0),
            height,
        })
    }

    /// How far the bar of a task that still runs is drawn beyond the halt.
    pub fn beyond_halt(&self) -> f64 {
        if self.is_halted {
            STILL_RUNNING - 8.0
        } else {
            20.0
        }
    }
}

/// How wide the labels beside the bars are: as they need, up to a good third of the picture.
fn labels(chart: &Chart, width: f64) -> f64 {
    let wanted = chart.longest_label as f64 * LABEL_CHARACTER + 36.0;
    wanted.clamp(140.0, (width * 0.36).clamp(140.0, 320.0))
}

/// How much room the picture needs behind the axis, and how wide each column of never-run tasks gets.
fn behind_axis(chart: &Chart, plot: f64) -> (f64, f64) {
    let label = (chart.label_behind_end as f64 * CHARACTER + 20.0).max(AFTER_AXIS);
    if !chart.is_halted {
        return (label.min(plot * 0.4), 0.0);
    }
    let columns = chart.planned_columns as f64;
    let label = label + STILL_RUNNING;
    let after = (STILL_RUNNING + columns * PLANNED_COLUMN + 8.0)
        .max(label)
        .min(plot * 0.5);
    let column = (after - STILL_RUNNING) / columns.max(1.0);
    (after, column.clamp(1.0, PLANNED_COLUMN))
}

fn tops(rows: &[Row], is_stacked: bool) -> Vec<f64> {
    let mut y = 0.0;
    let mut tops = vec![y];
    for row in rows {
        y += match row {
            Row::Step(_) => HEADING,
            Row::Task(_) if is_stacked => TASK_STACKED,
            Row::Task(_) => TASK_BESIDE,
        };
        tops.push(y);
    }
    tops
}
