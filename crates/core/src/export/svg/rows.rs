//! The rows: what a step or a task is called, its bar, and what it says about itself when it is pointed at.

use super::frame::{Frame, MARGIN};
use super::letters::width;
use super::palette::Color;
use super::pen::{SMALL, SvgPen};
use crate::picture::chart::{Row, TaskBar};
use crate::picture::condense::{Drawn, condensed};
use crate::picture::layout::Rect;
use crate::picture::paint::{self, Anchor, Ink, Pen as _, Scene, Stroke};
use crate::picture::texts::{bar_name, many_text, segment_text, step_name, step_note};

const SIZE: f64 = 13.0;
/// Names of tasks stand this much further in.
const INDENT: f64 = 12.0;
/// Between a name and what stands beside it.
const GAP: f64 = 8.0;
/// How much wider a strong text is.
pub(super) const BOLD: f64 = 1.18;
const TAG_SIZE: f64 = 10.5;
const TAG_HEIGHT: f64 = 16.0;

/// A line above each step.
pub(super) fn grounds(pen: &mut SvgPen, frame: &Frame<'_>) {
    pen.open("aria-hidden=\"true\"");
    for (index, row) in frame.chart.rows.iter().enumerate() {
        if index > 0 && row.bar().is_none_or(|bar| bar.is_step) {
            let y = pen.sharp(frame.top() + frame.layout.row(index).0);
            pen.line(
                (0.5, y),
                (frame.layout.width - 0.5, y),
                Stroke::new(Ink::Grid, 1.0),
            );
        }
    }
    pen.close();
}

/// One row, as a picture of its own with a name.
pub(super) fn row(pen: &mut SvgPen, scene: &Scene<'_>, index: usize) {
    pen.open("role=\"img\"");
    match &scene.chart.rows[index] {
        Row::Step(step) => {
            pen.title(&step_name(scene.report, scene.chart, *step));
            step_label(pen, scene, index, *step);
        }
        Row::Task(bar) => {
            let moved = scene.ghost.and_then(|ghost| ghost.moved(index));
            pen.title(&bar_name(scene.report, bar, moved));
            task_label(pen, scene, index, bar);
        }
    }
    paint::row(pen, scene, index);
    if let Row::Task(bar) = &scene.chart.rows[index] {
        tell(pen, scene, index, bar);
    }
    pen.close();
}

fn step_label(pen: &mut SvgPen, scene: &Scene<'_>, index: usize, step: usize) {
    let row = &scene.report.steps[step];
    let tags = [
        (!row.waited).then_some("not waited"),
        row.halt_on_error.then_some("can halt"),
    ];
    let tags: Vec<&str> = tags.into_iter().flatten().collect();
    let label = Label::new(scene, index, MARGIN);
    let x = label.name(pen, &row.name, "strong halo", &tags);
    let note = step_note(scene.report, scene.chart, step).filter(|_| scene.layout.is_stacked());
    if let Some(note) = note {
        let room = label.right - x;
        let note = pen.fitted(&note, room);
        pen.words(&note, (x, label.y), "small halo", SMALL, Color::Muted);
    }
}

fn task_label(pen: &mut SvgPen, scene: &Scene<'_>, index: usize, bar: &TaskBar) {
    let can_halt = bar.is_step && scene.report.steps[bar.step].halt_on_error;
    let tags: &[&str] = if can_halt { &["can halt"] } else { &[] };
    let is_inside = !bar.is_step && !scene.layout.is_stacked();
    let left = MARGIN + if is_inside { INDENT } else { 0.0 };
    let name = &scene.report.tasks[bar.task].task;
    Label::new(scene, index, left).name(pen, name, "halo", tags);
}

/// What each piece of a bar was, and why.
fn tell(pen: &mut SvgPen, scene: &Scene<'_>, index: usize, bar: &TaskBar) {
    let task = &scene.report.tasks[bar.task];
    let layout = scene.layout;
    let sight = [layout.labels, layout.width];
    let drawn = condensed(&bar.segments, &layout.scale, sight).into_iter();
    for it in drawn.take(bar.reachable()) {
        match it {
            Drawn::One(segment) => {
                let text = segment_text(scene.report, task, segment);
                pen.told(layout.segment(index, segment), &text);
            }
            Drawn::Many(many) => {
                let (y, height) = layout.bar(index);
                let x = layout.scale.x(many.from);
                let width = layout.scale.x(many.until) - x;
                let rect = Rect {
                    x,
                    y,
                    width,
                    height,
                };
                pen.told(rect, &many_text(&many));
            }
        }
    }
}

/// Where the label of a row may stand.
struct Label {
    left: f64,
    right: f64,
    /// The middle of its line.
    y: f64,
}

impl Label {
    fn new(scene: &Scene<'_>, index: usize, left: f64) -> Self {
        let layout = scene.layout;
        let top = layout.row(index).0;
        let height = layout.label_height(index, scene.chart);
        let right = match layout.is_stacked() {
            true => layout.width - MARGIN,
            false => layout.labels,
        };
        // Above its bar a label stands at the bottom of its room.
        let low = if layout.is_stacked() { 1.5 } else { 0.0 };
        let y = top + height / 2.0 + low;
        Self { left, right, y }
    }

    /// Writes a name with tags behind it, and gives where what follows can begin.
    fn name(&self, pen: &mut SvgPen, name: &str, class: &str, tags: &[&str]) -> f64 {
        let tag_width = |tag: &str| width(tag, TAG_SIZE) + 12.0;
        let tags_width: f64 = tags.iter().map(|tag| tag_width(tag) + GAP).sum();
        // What the pen knows of widths is for small texts.
        let scale = if class.starts_with("strong") {
            SIZE * BOLD
        } else {
            SIZE
        };
        let room = (self.right - self.left - tags_width).max(0.0);
        let shown = pen.fitted(name, room * SMALL / scale);
        pen.name(&shown, (self.left, self.y), class, SIZE);
        let mut x = self.left + width(&shown, scale) + GAP;
        for tag in tags {
            let rect = Rect {
                x,
                y: self.y - TAG_HEIGHT / 2.0,
                width: tag_width(tag),
                height: TAG_HEIGHT,
            };
            pen.round(rect, 8.0, Color::Surface.filled());
            pen.round(rect.inset(0.5), 7.5, Color::Line.drawn());
            let middle = (x + rect.width / 2.0, self.y);
            pen.anchored(tag, middle, Anchor::Middle, "tag", TAG_SIZE, Color::Muted);
            x += rect.width + GAP;
        }
        x
    }
}
