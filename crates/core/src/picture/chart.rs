//! What a report looks like as a picture, before any pixel: rows, bars, barriers, the critical path.

use super::barrier::{Barrier, barriers};
use super::path::{PathPiece, critical_path};
use super::room::{longest_behind_end, longest_label};
use super::segment::{Segment, segments};
use super::show::Fold;
use crate::order;
use crate::report::{Report, TaskOutcome, TaskRow};
use crate::scheduler::WaitCause;
use crate::time::Millis;
use std::collections::{BTreeMap, BTreeSet};

/// Everything the picture shows of one run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// Where the time axis ends: the end of the stage, or the halt.
    pub end: Millis,
    /// In step order.
    pub barriers: Vec<Barrier>,
    /// The tasks that a barrier waited for last, by task, and when it opened.
    pub arrivals: Vec<(usize, Millis)>,
    /// In order of time.
    pub path: Vec<PathPiece>,
    /// The steps of which only the heading is shown, in step order.
    pub folds: Vec<Fold>,
    /// Whether the axis ends with a halt.
    pub is_halted: bool,
    /// How many columns of never-run tasks stand behind the halt.
    pub planned_columns: usize,
    /// How many characters the longest label has that stands behind the end of the axis.
    pub label_behind_end: usize,
    /// How many characters the longest label of a row takes.
    pub longest_label: usize,
}

/// One row of the picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// The heading of a step; an index into the report's steps.
    Step(usize),
    /// A task.
    Task(TaskBar),
}

/// The bar of a task.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskBar {
    /// Index into the report's tasks.
    pub task: usize,
    /// Index into the report's steps.
    pub step: usize,
    /// Whether the row stands for its whole step: a step of a serial stage is named like its task.
    pub is_step: bool,
    /// Whether later steps go on without it.
    pub is_background: bool,
    /// Whether it lies on the critical path.
    pub is_critical: bool,
    /// Pieces in order of time.
    pub segments: Vec<Segment>,
    /// Of a task that never ran: in which column behind the halt it was planned.
    pub planned: Option<usize>,
}

impl TaskBar {
    /// How many pieces keyboard and screen reader reach: all, unless there are more than anyone would
    /// walk through.
    pub fn reachable(&self) -> usize {
        self.segments.len().min(300)
    }
}

impl Row {
    /// The step that the row belongs to.
    pub fn step(&self) -> usize {
        match self {
            Self::Step(step) => *step,
            Self::Task(bar) => bar.step,
        }
    }

    /// The bar, unless it is a heading.
    pub fn bar(&self) -> Option<&TaskBar> {
        match self {
            Self::Step(_) => None,
            Self::Task(bar) => Some(bar),
        }
    }
}

impl Chart {
    /// The picture of `report`.
    pub fn of(report: &Report) -> Self {
        let end = end_of_axis(report);
        let step_of_task = steps_of_tasks(report);
        let (planned, planned_columns) = planned_columns(report, &step_of_task);
        let rows = rows(report, end, &step_of_task, &planned);
        let places = Places::of(report, &rows);
        let barriers = barriers(report, &step_of_task, &places);
        Self {
            arrivals: arrivals(&barriers),
            barriers,
            folds: Vec::new(),
            path: critical_path(report, &places),
            rows,
            end,
            is_halted: report.halt.is_some(),
            planned_columns,
            label_behind_end: longest_behind_end(report, end),
            longest_label: longest_label(report),
        }
    }

    /// In which row the task stands.
    pub fn row_of_task(&self, task: usize) -> Option<usize> {
        let is_it = |row: &Row| row.bar().is_some_and(|bar| bar.task == task);
        self.rows.iter().position(is_it)
    }
}

impl Chart {
    /// When barriers opened that waited for the task last.
    pub fn arrivals_of(&self, task: usize) -> &[(usize, Millis)] {
        let first = self.arrivals.partition_point(|(of, _)| *of < task);
        let own = self.arrivals[first..].partition_point(|(of, _)| *of == task);
        &self.arrivals[first..first + own]
    }
}

fn arrivals(barriers: &[Barrier]) -> Vec<(usize, Millis)> {
    let of_one = |barrier: &Barrier| {
        let at = barrier.at;
        barrier
            .arrivers
            .clone()
            .into_iter()
            .map(move |task| (task, at))
    };
    let mut all = barriers.iter().flat_map(of_one).collect();
    order::sort_by_key(&mut all, |arrival| *arrival);
    all
}

/// Where tasks and steps stand among the rows.
pub(super) struct Places<'a> {
    task_by_name: BTreeMap<&'a str, usize>,
    row_by_task: Vec<usize>,
    first_row: Vec<Option<usize>>,
    last_row: Vec<Option<usize>>,
}

impl<'a> Places<'a> {
    fn of(report: &'a Report, rows: &[Row]) -> Self {
        let names = report.tasks.iter().enumerate();
        let mut places = Self {
            task_by_name: order::map(names.map(|(index, task)| (task.task.as_str(), index))),
            row_by_task: vec![0; report.tasks.len()],
            first_row: vec![None; report.steps.len()],
            last_row: vec![None; report.steps.len()],
        };
        for (index, row) in rows.iter().enumerate() {
            if let Row::Task(bar) = row {
                places.row_by_task[bar.task] = index;
            }
            if let Some(first) = places.first_row.get_mut(row.step()) {
                first.get_or_insert(index);
                places.last_row[row.step()] = Some(index);
            }
        }
        places
    }

    /// The task of that name.
    pub(super) fn task(&self, name: &str) -> Option<usize> {
        self.task_by_name.get(name).copied()
    }

    /// The row of a task.
    pub(super) fn row(&self, task: usize) -> usize {
        self.row_by_task[task]
    }

    /// The first and the last row of a step.
    pub(super) fn rows_of_step(&self, step: usize) -> Option<(usize, usize)> {
        Some(((*self.first_row.get(step)?)?, (*self.last_row.get(step)?)?))
    }
}

/// The last thing that happened, or the halt: nothing is known of what comes after it. A service that
/// never healed is followed for long, yet tells nothing new: the axis does not stretch for it.
fn end_of_axis(report: &Report) -> Millis {
    if let Some(halt) = &report.halt {
        return halt.at_ms;
    }
    let stage = [report.all_settled_ms, report.last_step_done_ms].into_iter();
    let tasks = report
        .tasks
        .iter()
        .flat_map(|task| [task.start_ms, task.settled_ms, task.healed_ms]);
    stage.chain(tasks).flatten().max().unwrap_or(Millis::ZERO)
}

/// The step of each task. Steps may share a name; then the moment at which they opened decides.
fn steps_of_tasks(report: &Report) -> Vec<usize> {
    let mut current = 0;
    let step_of = |task: &TaskRow| {
        let named = |index: &usize| report.steps[*index].name == task.step;
        let opened = task.waits.iter().find_map(|wait| match wait.cause {
            WaitCause::Barrier => wait.until_ms,
            WaitCause::Slot => Some(wait.from_ms),
            _ => None,
        });
        let opened = opened.or(task.start_ms);
        let fits = |index: &usize| named(index) && report.steps[*index].start_ms == opened;
        let candidates = current..report.steps.len();
        let step = candidates
            .clone()
            .find(fits)
            .or_else(|| candidates.clone().find(named));
        current = step.unwrap_or(current);
        current
    };
    report.tasks.iter().map(step_of).collect()
}

/// Which column behind the halt each never-run task was planned in, and how many columns there are: a
/// waited step pushes what follows one column on.
fn planned_columns(report: &Report, step_of_task: &[usize]) -> (Vec<Option<usize>>, usize) {
    let mut columns = vec![None; report.tasks.len()];
    let (mut column, mut step, mut used) = (0, usize::MAX, 0);
    for (index, task) in report.tasks.iter().enumerate() {
        if task.outcome != TaskOutcome::NeverRan {
            continue;
        }
        let own = step_of_task[index];
        if step != usize::MAX
            && step != own
            && report.steps.get(step).is_some_and(|step| step.waited)
        {
            column += 1;
        }
        step = own;
        columns[index] = Some(column);
        used = column + 1;
    }
    (columns, used)
}

fn rows(
    report: &Report,
    end: Millis,
    step_of_task: &[usize],
    planned: &[Option<usize>],
) -> Vec<Row> {
    let mut rows = Vec::with_capacity(report.steps.len() + report.tasks.len());
    let critical: BTreeSet<&str> = report.critical_path.iter().map(String::as_str).collect();
    let mut tasks = (0..report.tasks.len()).peekable();
    for (step, row) in report.steps.iter().enumerate() {
        let mut own = Vec::new();
        while let Some(task) = tasks.next_if(|&task| step_of_task[task] <= step) {
            own.push(task);
        }
        let is_step =
            matches!(own[..], [only] if is_named_like(&report.tasks[only].task, &row.name));
        if !is_step {
            rows.push(Row::Step(step));
        }
        rows.extend(own.into_iter().map(|task| {
            let name = &report.tasks[task].task;
            Row::Task(TaskBar {
                task,
                step,
                is_step,
                is_background: !row.waited,
                is_critical: critical.contains(name.as_str()),
                segments: segments(&report.tasks[task], end),
                planned: planned[task],
            })
        }));
    }
    rows
}

/// Whether a step is called what its only task is, apart from the `#2` of a repeated task.
fn is_named_like(task: &str, step: &str) -> bool {
    task.split('#').next() == step.split('#').next()
}
