//! Painting with whatever pen: what is drawn where, in which order, and with which strokes.

mod bars;
mod ends;
mod folded;
mod ghost;
mod lines;
mod load;
mod pen;
mod pieces;
#[cfg(test)]
mod tests;

pub use ghost::ghost;
pub use lines::{barriers, ground, halt, halt_line, path, unknown};
pub use load::load;
pub use pen::{Anchor, Glyph, Ink, Pen, Point, RADIUS, Stroke};

use super::chart::{Chart, Row};
use super::ghost::Ghost;
use super::layout::Layout;
use super::texts::step_note;
use crate::report::Report;
use bars::Bar;

/// What is painted, and how much of it.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The run.
    pub report: &'a Report,
    /// Its picture.
    pub chart: &'a Chart,
    /// Another run behind it, if one is to be seen.
    pub ghost: Option<&'a Ghost>,
    /// Where everything stands.
    pub layout: &'a Layout,
    /// The top of the window that is painted.
    pub top: f64,
    /// The height of that window.
    pub height: f64,
}

/// Paints all of the scene, from back to front.
pub fn paint(pen: &mut impl Pen, scene: &Scene<'_>) {
    let rows = scene.layout.visible(scene.top, scene.height);
    ground(pen, scene);
    ghost(pen, scene, &rows);
    barriers(pen, scene, &rows);
    path(pen, scene, &rows);
    for index in rows {
        row(pen, scene, index);
    }
    halt(pen, scene);
}

/// Paints a row of the scene: a bar, or when a step starts.
pub fn row(pen: &mut impl Pen, scene: &Scene<'_>, row: usize) {
    match &scene.chart.rows[row] {
        Row::Step(step) => {
            if let Some(fold) = scene.chart.fold(*step) {
                folded::folded(pen, scene, row, fold);
            }
            note(pen, scene, row, *step);
        }
        Row::Task(bar) => Bar::new(scene, row, bar).paint(pen),
    }
}

/// When and after whom a step starts, beside the place on the axis where it does. Where labels stand
/// above bars the label says it.
fn note(pen: &mut impl Pen, scene: &Scene<'_>, row: usize, step: usize) {
    let note = step_note(scene.report, scene.chart, step).filter(|_| !scene.layout.is_stacked());
    let Some(note) = note else { return };
    let (top, height) = scene.layout.row(row);
    let scale = &scene.layout.scale;
    let start = scene.report.steps[step].start_ms;
    let is_before_halt = scene.chart.is_halted && start.is_some();
    let start = start.map_or(scale.right(), |start| scale.x(start));
    let start = start.clamp(scene.layout.labels, scene.layout.width);
    let y = top + height / 2.0 + 2.0;
    // The line of a halt is no place to write over.
    let edge = if is_before_halt {
        scale.right()
    } else {
        scene.layout.width - 8.0
    };
    let (right, left) = (edge - start - 12.0, start - scene.layout.labels - 12.0);
    let is_right = pen.width(&note) <= right || right >= left;
    let (x, anchor, room) = if is_right {
        (start + 6.0, Anchor::Start, right)
    } else {
        (start - 6.0, Anchor::End, left)
    };
    let note = pen.fitted(&note, room);
    pen.text(&note, (x, y), anchor, Ink::Muted);
}
