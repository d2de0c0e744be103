//! One task's row: its waits, attempts, marks and the time at its end.

use super::Scene;
use super::lines::arrivers;
use super::pen::{Glyph, Pen};
use crate::timeline::chart::TaskBar;
use crate::timeline::layout::Rect;
use crate::timeline::segment::{Segment, SegmentKind};
use crate::timeline::texts::end_label;
use laneway_core::report::TaskRow;
use laneway_core::scheduler::{AttemptOutcome, WaitCause};

/// What happens after a service has settled is drawn this much lower: nobody waits for it.
const LATE_INSET: f64 = 4.0;
/// Below this width a bar has no room for a glyph.
const GLYPH_ROOM: f64 = 18.0;
/// A shorter whisker would only be a smudge.
const SHORTEST_WHISKER: f64 = 5.0;
/// An attempt narrower than this is drawn as a stroke that stands out above and below.
const STROKE: f64 = 3.0;

/// Paints the row of a task.
pub(super) fn bar(pen: &Pen<'_>, scene: &Scene<'_>, row: usize, bar: &TaskBar) {
    let task = &scene.report.tasks[bar.task];
    // Attempts after waits: one that crashed at once is only a stroke, and stands over what follows.
    for segment in &bar.segments {
        if let SegmentKind::Wait { cause, .. } = &segment.kind {
            wait(
                pen,
                scene,
                scene.layout.segment(row, segment),
                *cause,
                segment.open,
            );
        }
    }
    for segment in &bar.segments {
        if let SegmentKind::Attempt { outcome, .. } = &segment.kind {
            attempt(
                pen,
                scene,
                bar,
                task,
                segment,
                *outcome,
                scene.layout.segment(row, segment),
            );
        }
    }
    if let Some(rect) = scene.layout.planned(row, bar) {
        planned(pen, scene, rect);
    }
    if task.healed_ms.is_some() {
        deadline(pen, scene, row, task);
    }
    if bar
        .segments
        .last()
        .is_some_and(|last| scene.layout.segment(row, last).width >= GLYPH_ROOM)
    {
        arrivers(pen, scene, row, bar.task);
    }
    let whisker = whisker(pen, scene, row, task);
    label(pen, scene, row, bar, task, whisker);
}

/// Waits for the start are thin lines; back-off is a hatched box, for Kubernetes is at work there.
fn wait(pen: &Pen<'_>, scene: &Scene<'_>, rect: Rect, cause: WaitCause, open: bool) {
    let theme = scene.theme;
    let y = pen.sharp(rect.y + rect.height / 2.0);
    let (from, to) = ((rect.x, y), (rect.x + rect.width, y));
    match cause {
        WaitCause::Barrier | WaitCause::Halted => {
            pen.line(from, to, 1.0, &theme.waiting);
            tip(pen, rect.x, y, &theme.waiting);
        }
        WaitCause::Slot => pen.dashed(from, to, [5.0, 3.0], 1.5, &theme.waiting),
        WaitCause::ImagePull => pen.dashed(from, to, [1.5, 2.5], 2.0, &theme.waiting),
        WaitCause::BackOff => {
            pen.boxed(rect, &theme.back_off, &theme.outline);
            pen.hatched(rect, 5.0, 1.2, &theme.hatch);
            pen.outline(rect, &theme.outline);
            if open {
                beyond(pen, scene, rect, &theme.back_off);
            }
        }
    }
}

/// A short upright stroke where a wait begins.
fn tip(pen: &Pen<'_>, x: f64, y: f64, color: &str) {
    let x = pen.sharp(x);
    pen.line((x, y - 3.0), (x, y + 3.0), 1.0, color);
}

fn attempt(
    pen: &Pen<'_>,
    scene: &Scene<'_>,
    bar: &TaskBar,
    task: &TaskRow,
    segment: &Segment,
    outcome: AttemptOutcome,
    rect: Rect,
) {
    let theme = scene.theme;
    let rect = if is_late(task, segment) {
        inset(rect)
    } else {
        rect
    };
    let (fill, glyph) = match outcome {
        AttemptOutcome::Succeeded | AttemptOutcome::Ready => (&theme.succeeded, Some(Glyph::Check)),
        AttemptOutcome::Failed | AttemptOutcome::Crashed => (&theme.failed, Some(Glyph::Cross)),
        AttemptOutcome::TimedOut => (&theme.failed, Some(Glyph::Clock)),
        AttemptOutcome::Running => (&theme.running, None),
    };
    if rect.width < STROKE && glyph != Some(Glyph::Check) {
        let (x, height) = (rect.x - 0.5, rect.height + 6.0);
        pen.boxed(
            Rect {
                x,
                y: rect.y - 3.0,
                width: STROKE,
                height,
            },
            fill,
            fill,
        );
        return;
    }
    if bar.is_background {
        // Its ground lets the page through: lighter than what the stage waits for.
        pen.boxed(rect, &theme.surface, &theme.outline);
        pen.faint(0.4, || pen.boxed(rect, fill, fill));
        pen.striped(rect, 4.0, 1.6, fill);
        pen.outline(rect, &theme.outline);
    } else {
        pen.boxed(rect, fill, &theme.outline);
    }
    if segment.open {
        beyond(pen, scene, rect, fill);
    }
    let color = if bar.is_background {
        &theme.glyph_on_texture
    } else if fill == &theme.failed {
        &theme.glyph_on_dark
    } else {
        &theme.glyph
    };
    if let Some(glyph) = glyph.filter(|_| rect.width >= GLYPH_ROOM && rect.height >= 12.0) {
        let x = rect.x + rect.width - GLYPH_ROOM / 2.0 - 2.0;
        pen.glyph(glyph, x, rect.y + rect.height / 2.0, color);
    }
}

fn is_late(task: &TaskRow, segment: &Segment) -> bool {
    task.settled_ms
        .is_some_and(|settled| segment.from >= settled && segment.until > settled)
}

fn inset(rect: Rect) -> Rect {
    Rect {
        y: rect.y + LATE_INSET,
        height: rect.height - 2.0 * LATE_INSET,
        ..rect
    }
}

/// What goes on past the end of the picture thins out.
fn beyond(pen: &Pen<'_>, scene: &Scene<'_>, rect: Rect, color: &str) {
    const SLICES: u32 = 4;
    let length = scene.layout.beyond_halt() / f64::from(SLICES);
    for slice in 0..SLICES {
        let x = rect.x + rect.width + 2.0 + f64::from(slice) * length;
        let inset = f64::from(slice) * rect.height / 10.0;
        let height = rect.height - 2.0 * inset;
        pen.faint(1.0 - f64::from(slice) * 0.22, || {
            pen.context.set_fill_style_str(color);
            pen.context
                .fill_rect(x, rect.y + inset, length * 0.5, height);
        });
    }
}

fn planned(pen: &Pen<'_>, scene: &Scene<'_>, rect: Rect) {
    let theme = scene.theme;
    pen.dotted(rect, &theme.never_ran);
    let text = "never ran";
    if pen.width(text) + 8.0 <= rect.width {
        let centre = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0 + 0.5);
        pen.text(text, centre, "center", &theme.muted);
    }
}

/// Where the wait for a service was over although it got ready later.
fn deadline(pen: &Pen<'_>, scene: &Scene<'_>, row: usize, task: &TaskRow) {
    let Some(settled) = task.settled_ms else {
        return;
    };
    let (y, height) = scene.layout.bar(row);
    let x = pen.sharp(scene.layout.scale.x(settled));
    pen.line(
        (x, y - 4.0),
        (x, y + height + 4.0),
        2.0,
        &scene.theme.failed,
    );
}

/// How much longer the task could take without moving the end; gives where the whisker ends.
fn whisker(pen: &Pen<'_>, scene: &Scene<'_>, row: usize, task: &TaskRow) -> Option<f64> {
    let scale = &scene.layout.scale;
    let settled = task.settled_ms?;
    let (from, to) = (scale.x(settled), scale.x(settled + task.slack_ms?));
    if to - from < SHORTEST_WHISKER {
        return None;
    }
    let (bar, height) = scene.layout.bar(row);
    let (y, cap) = (pen.sharp(bar + height - 2.0), pen.sharp(to));
    pen.line((from, y), (cap, y), 1.0, &scene.theme.slack);
    pen.line((cap, y - 4.0), (cap, y + 3.0), 1.0, &scene.theme.slack);
    Some(to)
}

/// The time at which the task ended, behind its bar.
fn label(
    pen: &Pen<'_>,
    scene: &Scene<'_>,
    row: usize,
    bar: &TaskBar,
    task: &TaskRow,
    whisker: Option<f64>,
) {
    if bar.planned.is_some() {
        return;
    }
    let Some(last) = bar.segments.last() else {
        return;
    };
    let rect = scene.layout.segment(row, last);
    let past = if last.open {
        scene.layout.beyond_halt() + 4.0
    } else {
        0.0
    };
    let (text, y) = (end_label(task), rect.y + rect.height / 2.0 + 0.5);
    let width = pen.width(&text);
    let mut x = rect.x + rect.width + past + 8.0;
    // Not across the end of the whisker.
    if let Some(cap) = whisker.filter(|&cap| cap > x - 4.0 && cap < x + width + 4.0) {
        x = cap + 6.0;
    }
    if x + width <= scene.layout.width - 4.0 {
        pen.text(&text, (x, y), "left", &scene.theme.muted);
    }
}
