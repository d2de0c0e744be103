//! Which rows are shown where there is no room for all: what goes wrong, then what runs, then what comes next, then what
//! is done.

use super::super::layout::is_own_task;
use super::UnderWay;
use super::so_far::gap;
use laneway_core::plan::{StepId, TaskId};
use laneway_core::report::{TaskOutcome, TaskRow};
use std::collections::BTreeSet;

/// A line below the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Step(StepId),
    Task(TaskId),
    /// Tasks that are not shown, in words.
    Rest(String),
}

/// How far a task is, in the order in which tasks are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// It has failed, or waits to be tried again.
    Wrong,
    Runs,
    ToCome,
    Done,
}

impl State {
    pub(crate) const ALL: [Self; 4] = [Self::Done, Self::Runs, Self::Wrong, Self::ToCome];

    pub(crate) fn of(row: &TaskRow) -> Self {
        let is_good = matches!(row.outcome, TaskOutcome::Succeeded | TaskOutcome::Ready);
        match (row.settled_ms, row.start_ms) {
            (Some(_), _) if is_good || row.healed_ms.is_some() => Self::Done,
            (Some(_), _) => Self::Wrong,
            (None, None) => Self::ToCome,
            (None, Some(_)) if gap(row).is_some() && !row.attempts.is_empty() => Self::Wrong,
            (None, Some(_)) => Self::Runs,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Wrong => "in trouble",
            Self::Runs => "under way",
            Self::ToCome => "to come",
            Self::Done => "done",
        }
    }
}

/// `3 done, 2 under way, 4 to come`; nothing of what there is none of.
pub(crate) fn counted(rows: &[State]) -> String {
    let parts = State::ALL.into_iter().filter_map(|state| {
        let number = rows.iter().filter(|it| **it == state).count();
        (number > 0).then(|| format!("{number} {}", state.words()))
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// At most `room` lines.
pub(super) fn pick(run: &UnderWay, room: usize) -> Vec<Line> {
    let tasks = &run.so_far.tasks;
    let states: Vec<State> = tasks.iter().map(State::of).collect();
    let mut order: Vec<usize> = (0..tasks.len()).collect();
    // Of what is done the last comes first.
    order.sort_by_key(|&task| {
        let settled = tasks[task]
            .settled_ms
            .filter(|_| states[task] == State::Done);
        (states[task], std::cmp::Reverse(settled), task)
    });
    let all = lines(run, &order.iter().copied().collect());
    if all.len() <= room {
        return all;
    }
    let mut shown = BTreeSet::new();
    let mut steps = BTreeSet::new();
    let mut left = room.saturating_sub(1);
    for &task in &order {
        let step = run.plan.tasks[task].step;
        let has_heading = !is_own_task(&run.plan.steps[step.0], run.plan);
        let needed = 1 + usize::from(has_heading && !steps.contains(&step));
        if needed > left {
            break;
        }
        left -= needed;
        shown.insert(task);
        steps.insert(step);
    }
    let hidden = (0..tasks.len()).filter(|task| !shown.contains(task));
    let hidden: Vec<State> = hidden.map(|task| states[task]).collect();
    let mut picked = lines(run, &shown);
    picked.push(Line::Rest(format!("and {}", counted(&hidden))));
    picked.truncate(room);
    picked
}

/// These tasks in the order of the plan, under their steps.
fn lines(run: &UnderWay, shown: &BTreeSet<usize>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, step) in run.plan.steps.iter().enumerate() {
        let tasks: Vec<Line> = step
            .tasks
            .iter()
            .filter(|task| shown.contains(&task.0))
            .map(|task| Line::Task(*task))
            .collect();
        if !tasks.is_empty() && !is_own_task(step, run.plan) {
            lines.push(Line::Step(StepId(index)));
        }
        lines.extend(tasks);
    }
    lines
}
