//! How many tasks run at once, and how many are held up, as a lane of its own.

use super::pen::{Ink, Pen, Point, Stroke};
use crate::picture::layout::Rect;
use crate::picture::load::{Column, Load};
use crate::picture::scale::Scale;

/// How much of the colour the ground of what runs has.
const GROUND: f64 = 0.3;
/// How high the mark of a failure is.
const MARK: f64 = 5.0;

/// The lane in `place`: its ground is what runs, the dashed line what is held up, both on one scale, and the marks
/// at its foot are failures.
pub fn load(pen: &mut impl Pen, load: &Load, scale: &Scale, place: Rect) {
    let columns = load.columns(scale, place.x, place.width as usize);
    let most = load.most[0].max(load.most[1]).max(1.0);
    let foot = place.y + place.height;
    let y = |count: f64| foot - (count / most).min(1.0) * (place.height - 1.0);
    let levels = |count: fn(&Column) -> f64| levels(&columns, count, place.x);
    let running = levels(|column| column.running);
    for &(from, until, count) in &running {
        let rect = Rect {
            x: from,
            y: y(count),
            width: until - from,
            height: foot - y(count),
        };
        pen.fill(rect, Ink::Running, GROUND);
    }
    pen.lines(
        stairs(&running, y).into_iter(),
        Stroke::new(Ink::Running, 1.0),
    );
    let held_up = levels(|column| column.held_up);
    let dashed = Stroke::new(Ink::Hatch, 1.5).dashed([3.0, 2.0]);
    pen.lines(stairs(&held_up, y).into_iter(), dashed);
    let failures = columns
        .iter()
        .zip(0_u32..)
        .filter(|(column, _)| column.failures > 0);
    let marks = failures.map(|(_, index)| {
        let x = place.x + f64::from(index) + 0.5;
        ((x, foot), (x, foot - MARK))
    });
    pen.lines(marks, Stroke::new(Ink::Failed, 2.0));
}

/// Stretches over which the count stays the same: from, until, count.
fn levels(columns: &[Column], count: fn(&Column) -> f64, left: f64) -> Vec<(f64, f64, f64)> {
    let mut levels: Vec<(f64, f64, f64)> = Vec::new();
    for (column, index) in columns.iter().zip(0_u32..) {
        let (from, count) = (left + f64::from(index), count(column));
        match levels.last_mut().filter(|level| level.2 == count) {
            Some(level) => level.1 = from + 1.0,
            None => levels.push((from, from + 1.0, count)),
        }
    }
    levels.retain(|level| level.2 > 0.0);
    levels
}

/// The upper edges of the levels, and what leads from one to the next.
fn stairs(levels: &[(f64, f64, f64)], y: impl Fn(f64) -> f64) -> Vec<(Point, Point)> {
    let mut lines = Vec::with_capacity(levels.len() * 2);
    let mut before: Option<Point> = None;
    for &(from, until, count) in levels {
        let at = y(count);
        if let Some(before) = before.filter(|(x, _)| *x == from) {
            lines.push((before, (from, at)));
        }
        lines.push(((from, at), (until, at)));
        before = Some((until, at));
    }
    lines
}
