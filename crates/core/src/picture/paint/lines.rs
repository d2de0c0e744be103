//! Lines that cross rows: the grid, the ends, barriers, the critical path, the halt.

use super::Scene;
use super::pen::{Ink, Pen, Stroke};
use crate::picture::layout::Rect;
use crate::picture::scale::TICK_GAP;
use std::ops::Range;

/// How far below a bar the critical path runs, and how thick.
const PATH_BELOW: f64 = 3.5;
const PATH: Stroke = Stroke::new(Ink::Critical, 3.0);
/// From row to row it is thinner: it only leads on.
const PATH_DOWN: Stroke = Stroke::new(Ink::Critical, 2.0);

/// The grid, and the ends of the stage.
pub fn ground(pen: &mut impl Pen, scene: &Scene<'_>) {
    let Scene { layout, report, .. } = scene;
    let (top, bottom) = (scene.top, scene.top + scene.height);
    for tick in layout.scale.ticks(TICK_GAP) {
        let x = pen.sharp(layout.scale.x(tick));
        pen.line((x, top), (x, bottom), Stroke::new(Ink::Grid, 1.0));
    }
    if report.halt.is_some() {
        return;
    }
    let ends = [report.last_step_done_ms, report.all_settled_ms]
        .into_iter()
        .flatten();
    let dotted = Stroke::new(Ink::Barrier, 1.0).dashed([1.0, 3.0]);
    for end in ends {
        let x = pen.sharp(layout.scale.x(end));
        pen.line((x, top), (x, bottom), dotted);
    }
}

/// A line from the last arriver down through the step that it opened, for each barrier that touches `rows`.
pub fn barriers(pen: &mut impl Pen, scene: &Scene<'_>, rows: &Range<usize>) {
    let layout = scene.layout;
    for barrier in &scene.chart.barriers {
        if barrier.bottom < rows.start || barrier.top >= rows.end {
            continue;
        }
        let x = pen.sharp(layout.scale.x(barrier.at));
        let (from, to) = (layout.bar(barrier.top).0, layout.row(barrier.bottom));
        pen.line(
            (x, from),
            (x, to.0 + to.1 - 3.0),
            Stroke::new(Ink::Barrier, 1.0),
        );
    }
}

/// The critical path, as far as it touches `rows`: below its bars, and down from one to the next.
pub fn path(pen: &mut impl Pen, scene: &Scene<'_>, rows: &Range<usize>) {
    let Scene { layout, chart, .. } = scene;
    let below = |row: usize| {
        let (y, height) = layout.bar(row);
        y + height + PATH_BELOW
    };
    let reach = PATH_DOWN.width / 2.0;
    for (index, piece) in chart.path.iter().enumerate() {
        let (from, until) = (layout.scale.x(piece.from), layout.scale.x(piece.until));
        if rows.contains(&piece.row) {
            let y = below(piece.row);
            pen.line((from - reach, y), (until + reach, y), PATH);
        }
        // Rows between that are not shown leave a gap in the line.
        let next = chart.path.get(index + 1);
        let Some(next) = next.filter(|next| next.from == piece.until) else {
            continue;
        };
        let (first, last) = (piece.row.min(next.row), piece.row.max(next.row));
        if first < rows.end && last >= rows.start {
            let (from, to) = (below(piece.row), below(next.row));
            pen.line((until, from), (until, to), PATH_DOWN);
        }
    }
}

/// The halt: the unknown behind it, and a line through everything.
pub fn halt(pen: &mut impl Pen, scene: &Scene<'_>) {
    unknown(pen, scene);
    halt_line(pen, scene);
}

/// The ground behind the halt: pale enough to lie over texts, whose halos would stand out of it.
pub fn unknown(pen: &mut impl Pen, scene: &Scene<'_>) {
    let Scene { layout, report, .. } = scene;
    let Some(halt) = &report.halt else { return };
    let x = layout.scale.x(halt.at_ms);
    let behind = Rect {
        x,
        y: scene.top,
        width: layout.width - x,
        height: scene.height,
    };
    pen.fill(behind, Ink::Halted, 0.05);
}

/// The line of the halt.
pub fn halt_line(pen: &mut impl Pen, scene: &Scene<'_>) {
    let Scene { layout, report, .. } = scene;
    let Some(halt) = &report.halt else { return };
    let x = layout.scale.x(halt.at_ms);
    pen.line(
        (x, scene.top),
        (x, scene.top + scene.height),
        Stroke::new(Ink::Halted, 2.0),
    );
}
