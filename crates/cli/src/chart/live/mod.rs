//! A run that is under way, in the room that there is: what has happened as bars, what was predicted as a thin track
//! behind them, and what there is to say of each task to the right.

mod note;
mod pick;
mod so_far;

use super::bar;
use super::layout::{INDENT, LABEL_GAP, Row, Text, is_own_task, label};
use super::mark::{Charset, Mark};
use super::paint;
use super::scale::Scale;
use crate::text::{clean, shorten, width};
use laneway_core::plan::{Plan, Step, StepId, TaskId};
use laneway_core::report::{Report, StepRow, TaskRow};
use laneway_core::time::Millis;
use pick::{Line, pick};
pub(crate) use pick::{State, counted};
use so_far::until_now;

/// The fewest columns of the time axis.
const FEWEST_CELLS: usize = 16;
/// Columns between the axis and what is said of a task.
const NOTE_GAP: usize = 2;
/// Lines of the axis.
const AXIS: usize = 2;

/// A run that is under way.
pub(crate) struct UnderWay<'a> {
    pub(crate) plan: &'a Plan,
    /// What has happened by now.
    pub(crate) so_far: &'a Report,
    pub(crate) predicted: &'a Report,
    pub(crate) now: Millis,
    /// When it will end, as far as that can be said.
    pub(crate) end: Millis,
    /// What keeps each task, as last told; in plan order.
    pub(crate) why: &'a [Option<String>],
}

/// What it may be drawn in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub(crate) columns: usize,
    pub(crate) lines: usize,
    pub(crate) charset: Charset,
}

/// How many lines all of a plan takes.
pub(crate) fn lines_of(plan: &Plan) -> usize {
    let has_heading = |step: &&Step| !step.tasks.is_empty() && !is_own_task(step, plan);
    let headings = plan.steps.iter().filter(has_heading);
    AXIS + headings.count() + plan.tasks.len()
}

/// The axis and as many rows as there is room for; at most `room.lines` lines with the terminal's colours.
pub(crate) fn draw(run: &UnderWay, room: Room) -> String {
    let frame = Frame::new(run, room);
    let mut text = paint::axis_of(
        &frame.scale.ticks(),
        frame.scale.cells(),
        frame.label_width,
        room.charset,
    );
    for line in pick(run, room.lines.saturating_sub(AXIS)) {
        text.push_str(&match line {
            Line::Step(step) => frame.paint(&frame.step(step)),
            Line::Task(task) => frame.paint(&frame.task(task)),
            Line::Rest(rest) => frame.paint(&frame.rest(&rest)),
        });
    }
    text
}

/// What all rows share.
struct Frame<'a> {
    run: &'a UnderWay<'a>,
    charset: Charset,
    label_width: usize,
    /// Columns right of the labels.
    area: usize,
    scale: Scale,
}

impl<'a> Frame<'a> {
    fn new(run: &'a UnderWay<'a>, room: Room) -> Self {
        let Room {
            columns, charset, ..
        } = room;
        let steps = run.plan.steps.iter().map(|it| width(&clean(&it.name)));
        let tasks = run
            .plan
            .tasks
            .iter()
            .map(|it| INDENT + width(&clean(&it.name)));
        let longest = steps.chain(tasks).max().unwrap_or(0);
        let label_width = longest.min(columns / 3) + LABEL_GAP;
        let area = columns.saturating_sub(label_width);
        let notes = (area * 2 / 5).min(note::MOST) + NOTE_GAP;
        let cells = area.saturating_sub(notes).max(FEWEST_CELLS);
        Self {
            run,
            charset,
            label_width,
            area: area.max(cells + NOTE_GAP),
            scale: Scale::even(run.end.max(run.now), cells),
        }
    }

    fn step(&self, StepId(step): StepId) -> Row {
        let row = &self.run.so_far.steps[step];
        let mut cells = self.cells();
        self.mark_now(&mut cells);
        Row {
            label: self.label(&row.name, 0),
            is_step: true,
            is_critical: false,
            cells,
            text: self.text(&remarks(row), bar::Tone::Dim),
        }
    }

    fn task(&self, TaskId(task): TaskId) -> Row {
        let (row, predicted) = (
            &self.run.so_far.tasks[task],
            &self.run.predicted.tasks[task],
        );
        let waited = self.run.so_far.steps[self.run.plan.tasks[task].step.0].waited;
        let drawn = until_now(row, self.run.now);
        let mut cells = bar::paint(&drawn, waited, self.scale, self.area, self.charset);
        self.lay_track(&mut cells, predicted);
        self.mark_now(&mut cells);
        let why = self.run.why[task].as_deref();
        let (note, tone) = note::of(row, predicted, why, self.run.now, self.charset.signs());
        Row {
            label: self.label(&row.task, INDENT),
            is_step: false,
            is_critical: false,
            cells,
            text: self.text(&note, tone),
        }
    }

    /// The tasks that there is no room for.
    fn rest(&self, words: &str) -> Row {
        let ellipsis = self.charset.signs().ellipsis;
        Row {
            label: String::new(),
            is_step: false,
            is_critical: false,
            cells: self.cells(),
            text: Some(Text {
                column: 0,
                text: shorten(&format!("{ellipsis} {words}"), self.area, ellipsis),
                tone: bar::Tone::Dim,
            }),
        }
    }

    fn cells(&self) -> Vec<Mark> {
        vec![Mark::Empty; self.area]
    }

    /// Where the prediction has the task at work, and nothing has happened (yet).
    fn lay_track(&self, cells: &mut [Mark], predicted: &TaskRow) {
        let end = self.scale.horizon();
        let Some(start) = predicted.start_ms.filter(|start| *start < end) else {
            return;
        };
        let track = self
            .scale
            .visible(start, predicted.settled_ms.unwrap_or(end));
        for cell in cells.get_mut(track).into_iter().flatten() {
            if *cell == Mark::Empty {
                *cell = Mark::Predicted;
            }
        }
    }

    fn mark_now(&self, cells: &mut [Mark]) {
        let now = self.scale.edge(self.run.now);
        if let Some(cell @ (Mark::Empty | Mark::Predicted)) = cells.get_mut(now) {
            *cell = Mark::Now;
        }
    }

    fn label(&self, name: &str, indent: usize) -> String {
        label(name, indent, self.label_width, self.charset.signs())
    }

    /// To the right of the axis.
    fn text(&self, text: &str, tone: bar::Tone) -> Option<Text> {
        let column = self.scale.cells() + NOTE_GAP;
        let room = self.area.saturating_sub(column);
        let text = shorten(&clean(text), room, self.charset.signs().ellipsis);
        (!text.is_empty()).then_some(Text { column, text, tone })
    }

    fn paint(&self, row: &Row) -> String {
        paint::paint_row(row, self.label_width, self.charset)
    }
}

fn remarks(step: &StepRow) -> String {
    let remarks = [
        (!step.waited, "not waited for"),
        (step.halt_on_error, "halts on error"),
    ];
    let remarks = remarks.into_iter().filter(|it| it.0).map(|it| it.1);
    remarks.collect::<Vec<_>>().join(", ")
}
