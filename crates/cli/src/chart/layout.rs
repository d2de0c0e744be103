//! Where everything stands: a report becomes rows of marks and texts that fit the width.

use super::bar::{self, AFTER_HALT, Notes, Tone};
use super::lane::{self, Level};
use super::lines;
use super::mark::{Charset, Mark, Signs};
use super::moments;
use super::scale::{Scale, Tick};
use crate::text::{clean, shorten, width};
use laneway_core::plan::{Plan, Step};
use laneway_core::report::{Report, StepRow, TaskRow};
use laneway_core::time::Millis;
use std::collections::BTreeSet;
use std::ops::Range;

/// Columns between a bar, or what runs on behind a halt, and its note.
const NOTE_GAP: usize = 1;
/// Columns between the labels and the bars.
pub(super) const LABEL_GAP: usize = 2;
/// Columns before the name of a task, which its step does not have.
pub(super) const INDENT: usize = 2;
/// The fewest columns that a time axis is of use with.
const FEWEST_CELLS: usize = 8;

/// A chart that is ready to be painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chart {
    pub(crate) stage: String,
    /// How many steps and tasks there are.
    pub(crate) steps: usize,
    pub(crate) tasks: usize,
    /// Columns that the labels take, the gap behind them included.
    pub(crate) label_width: usize,
    pub(crate) ticks: Vec<Tick>,
    /// Columns of the time axis; notes may stand to its right.
    pub(crate) axis_width: usize,
    pub(crate) rows: Vec<Row>,
    /// How much runs at once, below the rows.
    pub(crate) levels: Vec<Level>,
    /// Named moments, in lines below the rows.
    pub(crate) moments: Vec<Vec<Text>>,
}

/// A line of the chart: a step or a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) is_step: bool,
    /// Whether the task is on the critical path.
    pub(crate) is_critical: bool,
    pub(crate) cells: Vec<Mark>,
    /// Stands over the cells.
    pub(crate) text: Option<Text>,
}

/// A text that begins at a column of the cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) column: usize,
    pub(crate) text: String,
    pub(crate) tone: Tone,
}

/// Lays out a run in `columns` columns.
pub(crate) fn layout(plan: &Plan, report: &Report, columns: usize, charset: Charset) -> Chart {
    let frame = Frame::new(plan, report, columns, charset);
    let mut rows = Vec::new();
    let mut rows_of = Vec::new();
    for (step, row) in plan.steps.iter().zip(&report.steps) {
        let start = rows.len();
        if !is_own_task(step, plan) {
            rows.push(frame.step(step, row));
        }
        let tasks = step.tasks.iter().filter_map(|it| report.tasks.get(it.0));
        rows.extend(tasks.map(|task| frame.task(task, row.waited)));
        rows_of.push(start..rows.len());
    }
    frame.draw_lines(&mut rows, &rows_of);
    let tasks = rows.iter_mut().filter(|row| !row.is_step);
    tasks.for_each(|row| frame.place_note(row));
    Chart {
        stage: frame.label(&report.stage, 0),
        steps: report.steps.len(),
        tasks: report.tasks.len(),
        label_width: frame.label_width,
        ticks: frame.ticks(),
        axis_width: frame.scale.cells(),
        levels: lane::of(report, frame.scale, charset),
        moments: moments::of(report, frame.scale, frame.area, frame.signs),
        rows,
    }
}

/// A step of `order_from` is its only task, and nothing else is to be said about it: one row is
/// enough.
pub(super) fn is_own_task(step: &Step, plan: &Plan) -> bool {
    let [task] = step.tasks[..] else {
        return false;
    };
    let task = plan.tasks.get(task.0);
    let is_named_alike = task.is_some_and(|it| it.name == step.name || it.reference == step.name);
    is_named_alike && step.waited && !step.halt_on_error
}

/// What all rows share.
struct Frame<'a> {
    report: &'a Report,
    critical: BTreeSet<&'a str>,
    signs: Signs,
    charset: Charset,
    label_width: usize,
    /// Columns right of the labels.
    area: usize,
    scale: Scale,
    notes: Notes,
}

impl<'a> Frame<'a> {
    fn new(plan: &Plan, report: &'a Report, columns: usize, charset: Charset) -> Self {
        let signs = charset.signs();
        let steps = plan.steps.iter().filter(|it| !is_own_task(it, plan));
        let steps = steps.map(|it| width(&clean(&it.name)));
        let tasks = plan.tasks.iter().map(|it| INDENT + width(&clean(&it.name)));
        let longest = steps.chain(tasks).max().unwrap_or(0);
        let label_width = longest.min(columns * 2 / 5) + LABEL_GAP;
        let area = columns.saturating_sub(label_width).max(FEWEST_CELLS);
        let horizon = horizon(report);
        let (notes, cells) = [Notes::Story, Notes::Words, Notes::Signs, Notes::None]
            .map(|notes| (notes, cells(report, horizon, area, notes, signs)))
            .into_iter()
            .find(|(notes, cells)| *notes == Notes::None || *cells >= area * 3 / 5)
            .unwrap_or((Notes::None, area));
        Self {
            report,
            critical: report.critical_path.iter().map(String::as_str).collect(),
            signs,
            charset,
            label_width,
            area,
            scale: Scale::even(horizon, cells.max(FEWEST_CELLS)),
            notes,
        }
    }

    /// Without a last one whose label would stand out.
    fn ticks(&self) -> Vec<Tick> {
        let mut ticks = self.scale.ticks();
        ticks.retain(|it| it.column + width(&it.label) <= self.area);
        ticks
    }

    fn step(&self, planned: &Step, step: &StepRow) -> Row {
        let remarks = [
            (!step.waited, "not waited for"),
            (step.halt_on_error, "halts on error"),
            (planned.tasks.is_empty(), "no tasks"),
            (step.start_ms.is_none(), "never started"),
        ];
        let remarks = remarks.into_iter().filter(|it| it.0).map(|it| it.1);
        let remarks = remarks.collect::<Vec<_>>().join(", ");
        Row {
            label: self.label(&step.name, 0),
            is_step: true,
            is_critical: false,
            cells: vec![Mark::Empty; self.area],
            text: (!remarks.is_empty()).then(|| self.text(0, &remarks, Tone::Dim)),
        }
    }

    fn task(&self, task: &TaskRow, waited: bool) -> Row {
        let mut cells = bar::paint(task, waited, self.scale, self.area, self.charset);
        if let Some(halt) = &self.report.halt {
            bar::paint_after_halt(&mut cells, task.outcome, self.scale.edge(halt.at_ms));
        }
        let (note, tone) = bar::note(task, self.notes, self.signs);
        Row {
            label: self.label(&task.task, INDENT),
            is_step: false,
            is_critical: self.critical.contains(task.task.as_str()),
            cells,
            text: (!note.is_empty()).then(|| self.text(0, &note, tone)),
        }
    }

    fn label(&self, name: &str, indent: usize) -> String {
        label(name, indent, self.label_width, self.signs)
    }

    fn text(&self, column: usize, text: &str, tone: Tone) -> Text {
        let room = self.area.saturating_sub(column);
        Text {
            column,
            text: shorten(text, room, self.signs.ellipsis),
            tone,
        }
    }

    fn draw_lines(&self, rows: &mut [Row], rows_of: &[Range<usize>]) {
        lines::draw_barriers(rows, &self.report.steps, rows_of, self.scale);
        if let Some(halt) = &self.report.halt {
            lines::draw_halt(rows, self.scale.edge(halt.at_ms));
        }
    }

    /// Puts the note of a task behind its bar, and behind a line that stands right there.
    fn place_note(&self, row: &mut Row) {
        let bar = |mark: &Mark| !matches!(mark, Mark::Empty | Mark::Barrier | Mark::Halt);
        let Some(text) = row.text.take() else { return };
        let end = row.cells.iter().rposition(bar).map_or(0, |it| it + 1);
        let line = row.cells.get(end).is_some_and(|it| *it != Mark::Empty);
        row.text = Some(self.text(end + NOTE_GAP + usize::from(line), &text.text, text.tone));
    }
}

/// The label of a row, in so many columns with the gap behind it.
pub(super) fn label(name: &str, indent: usize, label_width: usize, signs: Signs) -> String {
    let room = (label_width - LABEL_GAP).saturating_sub(indent);
    let name = shorten(&clean(name), room, signs.ellipsis);
    format!("{}{name}", " ".repeat(indent))
}

/// The end of the time axis: the halt, when all has settled, or in a run that was broken off the last that is known. What a
/// degraded service does later would squeeze everything else, and is told in its note.
fn horizon(report: &Report) -> Millis {
    let is_whole = report.halt.is_some() || report.last_step_done_ms.is_some();
    let attempts = report.tasks.iter().flat_map(|it| &it.attempts);
    let known = attempts.map(|it| it.end_ms.unwrap_or(it.start_ms)).max();

    let settled = report.tasks.iter().filter_map(|it| it.settled_ms).max();
    let halt = report.halt.as_ref().map(|it| it.at_ms);
    let ends = [
        halt,
        report.last_step_done_ms,
        report.all_settled_ms,
        settled,
        known.filter(|_| !is_whole),
    ];
    ends.into_iter().flatten().max().unwrap_or_default()
}

/// The most columns that the axis can have so that every note still fits behind its bar.
fn cells(report: &Report, horizon: Millis, area: usize, notes: Notes, signs: Signs) -> usize {
    let fits = |task: &TaskRow| {
        let note = width(&bar::note(task, notes, signs).0);
        let gap = if note == 0 { 0 } else { NOTE_GAP + 1 };
        if task.settled_ms.is_none() && report.halt.is_some() {
            return area.saturating_sub(1 + AFTER_HALT + gap + note);
        }
        let column = area.saturating_sub(gap + note);
        Scale::most_cells(horizon, bar::drawn_until(task, horizon), column)
    };
    // The last tick of the axis stands behind its last cell.
    report.tasks.iter().map(fits).fold(area - 1, usize::min)
}
