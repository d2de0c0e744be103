//! Painting: the bars of the rows in sight, on one canvas.

mod bars;
mod ghost;
mod lines;
mod pen;
mod pieces;
mod theme;

pub use theme::Theme;

use super::chart::{Chart, Row};
use super::ghost::Ghost;
use super::layout::Layout;
use super::texts::step_note;
use bars::Bar;
use laneway_core::report::Report;
use pen::Pen;
use web_sys::CanvasRenderingContext2d;

/// What is painted, and how much of it.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The run.
    pub report: &'a Report,
    /// Its picture.
    pub chart: &'a Chart,
    /// The run before an edit, if it is to be seen.
    pub ghost: Option<&'a Ghost>,
    /// Where everything stands.
    pub layout: &'a Layout,
    /// In which colours.
    pub theme: &'a Theme,
    /// The top of the window that the canvas shows.
    pub top: f64,
    /// The height of that window.
    pub height: f64,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
}

/// Paints the scene; the canvas has the window's size times `ratio`.
pub fn paint(context: &CanvasRenderingContext2d, scene: &Scene<'_>) {
    let ratio = scene.ratio;
    // The canvas refuses a transformation that is no number only.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, -scene.top * ratio);
    context.clear_rect(0.0, scene.top, scene.layout.width, scene.height);
    context.set_font(&scene.theme.font);
    let pen = Pen { context, ratio };
    let rows = scene.layout.visible(scene.top, scene.height);
    lines::ground(&pen, scene);
    ghost::ghost(&pen, scene, &rows);
    lines::barriers(&pen, scene, &rows);
    lines::path(&pen, scene, &rows);
    for row in rows {
        match &scene.chart.rows[row] {
            Row::Step(step) => note(&pen, scene, row, *step),
            Row::Task(bar) => Bar::new(&pen, scene, row, bar).paint(),
        }
    }
    lines::halt(&pen, scene);
}

/// When and after whom a step starts, beside the place on the axis where it does. Where labels stand
/// above bars the label says it.
fn note(pen: &Pen<'_>, scene: &Scene<'_>, row: usize, step: usize) {
    let note = step_note(scene.report, scene.chart, step).filter(|_| !scene.layout.is_stacked());
    let Some(note) = note else { return };
    let (top, height) = scene.layout.row(row);
    let scale = &scene.layout.scale;
    let start = scene.report.steps[step].start_ms;
    let is_before_halt = scene.chart.is_halted && start.is_some();
    let start = start.map_or(scale.right(), |start| scale.x(start));
    let y = top + height / 2.0 + 2.0;
    // The line of a halt is no place to write over.
    let edge = if is_before_halt {
        scale.right()
    } else {
        scene.layout.width - 8.0
    };
    let (right, left) = (edge - start - 12.0, start - scene.layout.labels - 12.0);
    let is_right = pen.width(&note) <= right || right >= left;
    let (x, align, room) = if is_right {
        (start + 6.0, "left", right)
    } else {
        (start - 6.0, "right", left)
    };
    pen.text(&pen.fitted(&note, room), (x, y), align, &scene.theme.muted);
}
