//! The lane between the axis and the rows: how many tasks run at once, and how many are held up.

use super::frame::{Frame, MARGIN};
use super::letters::width;
use super::palette::Color;
use super::pen::{SMALL, SvgPen};
use crate::picture::layout::{Layout, Rect};
use crate::picture::load::Load;
use crate::picture::paint::{Ink, Pen as _, Point, Stroke, load as paint};

/// How high the lane is, and what it keeps from what is above and below.
const HEIGHT: f64 = 30.0;
const AROUND: f64 = 4.0;
/// How long a stroke beside a word is.
const STROKE: f64 = 11.0;
/// A line of the words, which stand above the lane where there is no room beside it.
const LINE: f64 = 15.0;

/// How much room the lane of this picture takes.
pub(super) fn height(layout: &Layout) -> f64 {
    let words = if layout.is_stacked() { LINE } else { 0.0 };
    HEIGHT + 2.0 * AROUND + words
}

/// Draws it, with its top at `top`.
pub(super) fn lane(pen: &mut SvgPen, frame: &Frame<'_>, load: &Load, top: f64) {
    let layout = frame.layout;
    let foot = top + height(layout);
    let place = Rect {
        x: layout.labels,
        y: foot - AROUND - HEIGHT,
        width: layout.width - layout.labels,
        height: HEIGHT,
    };
    pen.open("role=\"img\"");
    pen.title(&words(load));
    paint(pen, load, &layout.scale, place);
    let y = pen.sharp(foot);
    let ends = ((0.5, y), (layout.width - 0.5, y));
    pen.line(ends.0, ends.1, Stroke::new(Ink::Grid, 1.0));
    let beside = [top + AROUND + LINE / 2.0, top + AROUND + 1.5 * LINE - 1.0];
    let head = "At once, at most";
    pen.words(head, (MARGIN, beside[0]), "small", SMALL, Color::Muted);
    let after = MARGIN + width(head, SMALL) + 10.0;
    let start = match layout.is_stacked() {
        true => (after, beside[0]),
        false => (MARGIN, beside[1]),
    };
    counts(pen, load, start);
    pen.close();
}

/// What runs and what is held up, each behind the stroke that stands for it in the lane.
fn counts(pen: &mut SvgPen, load: &Load, (mut x, y): Point) {
    let [running, held_up] = load.most;
    let strokes = [
        (running, "running", Stroke::new(Ink::Running, 2.0)),
        (
            held_up,
            "held up",
            Stroke::new(Ink::Hatch, 1.5).dashed([3.0, 2.0]),
        ),
    ];
    for (most, name, stroke) in strokes.into_iter().filter(|it| it.0 > 0.0) {
        let words = format!("{name} {most}");
        pen.line((x, y), (x + STROKE, y), stroke);
        x += STROKE + 4.0;
        pen.words(&words, (x, y), "small", SMALL, Color::Muted);
        x += width(&words, SMALL) + 10.0;
    }
}

fn words(load: &Load) -> String {
    let [running, held_up] = load.most;
    match held_up > 0.0 {
        true => format!("At once, at most: running {running}, held up {held_up}"),
        false => format!("At once, at most: running {running}"),
    }
}
