//! Lines that cross rows: the grid, the ends, barriers, the critical path, the halt.

use super::Scene;
use super::pen::Pen;
use crate::timeline::layout::Rect;
use crate::timeline::scale::TICK_GAP;
use std::ops::Range;

/// How far below a bar the critical path runs, and how thick.
const PATH_BELOW: f64 = 3.5;
const PATH_WIDTH: f64 = 3.0;
/// From row to row it is thinner: it only leads on.
const PATH_DOWN: f64 = 2.0;

/// The grid, the ends of the stage, and the unknown behind a halt.
pub(super) fn ground(pen: &Pen<'_>, scene: &Scene<'_>) {
    let Scene {
        layout,
        theme,
        report,
        ..
    } = scene;
    let (top, bottom) = (scene.top, scene.top + scene.height);
    for tick in layout.scale.ticks(TICK_GAP) {
        let x = pen.sharp(layout.scale.x(tick));
        pen.line((x, top), (x, bottom), 1.0, &theme.grid);
    }
    if report.halt.is_some() {
        return;
    }
    let ends = [report.last_step_done_ms, report.all_settled_ms]
        .into_iter()
        .flatten();
    for end in ends {
        let x = pen.sharp(layout.scale.x(end));
        pen.dashed((x, top), (x, bottom), [1.0, 3.0], 1.0, &theme.barrier);
    }
}

/// A line from the last arriver down through the step that it opened.
pub(super) fn barriers(pen: &Pen<'_>, scene: &Scene<'_>, rows: &Range<usize>) {
    let Scene { layout, theme, .. } = scene;
    for barrier in &scene.chart.barriers {
        if barrier.bottom < rows.start || barrier.top >= rows.end {
            continue;
        }
        let x = pen.sharp(layout.scale.x(barrier.at));
        let (from, to) = (layout.bar(barrier.top).0, layout.row(barrier.bottom));
        pen.line((x, from), (x, to.0 + to.1 - 3.0), 1.0, &theme.barrier);
    }
}

/// The critical path: below its bars, and down from one to the next.
pub(super) fn path(pen: &Pen<'_>, scene: &Scene<'_>, rows: &Range<usize>) {
    let Scene {
        layout,
        theme,
        chart,
        ..
    } = scene;
    let below = |row: usize| {
        let (y, height) = layout.bar(row);
        y + height + PATH_BELOW
    };
    let reach = PATH_DOWN / 2.0;
    for (index, piece) in chart.path.iter().enumerate() {
        let (from, until) = (layout.scale.x(piece.from), layout.scale.x(piece.until));
        if rows.contains(&piece.row) {
            let y = below(piece.row);
            pen.line(
                (from - reach, y),
                (until + reach, y),
                PATH_WIDTH,
                &theme.critical,
            );
        }
        let Some(next) = chart.path.get(index + 1) else {
            continue;
        };
        let (first, last) = (piece.row.min(next.row), piece.row.max(next.row));
        if first < rows.end && last >= rows.start {
            pen.line(
                (until, below(piece.row)),
                (until, below(next.row)),
                PATH_DOWN,
                &theme.critical,
            );
        }
    }
}

/// The halt: a line through everything, and the unknown behind it.
pub(super) fn halt(pen: &Pen<'_>, scene: &Scene<'_>) {
    let Scene {
        layout,
        theme,
        report,
        ..
    } = scene;
    let Some(halt) = &report.halt else { return };
    let x = layout.scale.x(halt.at_ms);
    let behind = Rect {
        x,
        y: scene.top,
        width: layout.width - x,
        height: scene.height,
    };
    pen.faint(0.05, || {
        pen.context.set_fill_style_str(&theme.halted);
        pen.context
            .fill_rect(behind.x, behind.y, behind.width, behind.height);
    });
    pen.line(
        (x, scene.top),
        (x, scene.top + scene.height),
        2.0,
        &theme.halted,
    );
}
