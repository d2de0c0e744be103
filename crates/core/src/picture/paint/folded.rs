//! A step of which only the heading is shown: from when until when its tasks ran, and where some failed.

use super::Scene;
use super::pen::{Ink, Pen, Stroke};
use crate::picture::show::Fold;

/// How far above the end of the row the line runs, and how far its ends stand out.
const ABOVE: f64 = 5.0;
const END: f64 = 4.0;
/// More marks than this would be a line.
const MOST: usize = 400;

/// A line with ends like a bracket, and marks on it.
pub(super) fn folded(pen: &mut impl Pen, scene: &Scene<'_>, row: usize, fold: &Fold) {
    let (top, height) = scene.layout.row(row);
    let y = pen.sharp(top + height - ABOVE);
    let scale = &scene.layout.scale;
    let Some([from, until]) = fold.span.map(|span| span.map(|at| scale.x(at))) else {
        return;
    };
    let ends = [from, until].map(|x| ((x, y), (x, y - END)));
    let line = ((from, y), (until, y));
    pen.lines(
        ends.into_iter().chain([line]),
        Stroke::new(Ink::Outline, 2.0),
    );
    let failures = fold.failures.iter().take(MOST).map(|&at| {
        let x = scale.x(at);
        ((x, y - END), (x, y + END))
    });
    pen.lines(failures, Stroke::new(Ink::Failed, 2.0));
}
