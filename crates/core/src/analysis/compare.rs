//! Two runs side by side: what became of the end, and how far each task moved.

use super::{Run, difference};
use crate::order;
use crate::report::{Report, TaskOutcome, TaskRow};
use crate::time::Millis;
use serde::Serialize;

/// What is different in the second run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// What became of the end, and what moved it.
    pub words: String,
    /// Every task of either run: those of the second in its order, then those that only the first has.
    pub tasks: Vec<Moved>,
}

/// A task in both runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Its name.
    pub task: String,
    /// In the first; `None` if it is not there.
    pub before: Option<Passage>,
    /// In the second.
    pub after: Option<Passage>,
}

/// A task in one of the runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// When it started, if it did.
    pub start_ms: Option<Millis>,
    /// When it settled, if it did.
    pub settled_ms: Option<Millis>,
    /// How it ended.
    pub outcome: TaskOutcome,
}

impl From<&TaskRow> for Passage {
    fn from(task: &TaskRow) -> Self {
        Self {
            start_ms: task.start_ms,
            settled_ms: task.settled_ms,
            outcome: task.outcome,
        }
    }
}

/// Compares two runs, task by task of the same name.
pub fn compare(before: &Run, after: &Run) -> Comparison {
    Comparison {
        words: difference(before, after),
        tasks: moved(&before.report, &after.report),
    }
}

fn moved(before: &Report, after: &Report) -> Vec<Moved> {
    let by_name = |report| {
        let Report { tasks, .. }: &Report = report;
        order::map(
            tasks
                .iter()
                .map(|task| (task.task.clone(), Passage::from(task))),
        )
    };
    let (then, now) = (by_name(before), by_name(after));
    let both = after.tasks.iter().map(|task| &task.task);
    let gone = before.tasks.iter().map(|task| &task.task);
    let gone = gone.filter(|name| !now.contains_key(*name));
    let moved = |name: &String| Moved {
        task: name.clone(),
        before: then.get(name).copied(),
        after: now.get(name).copied(),
    };
    both.chain(gone).map(moved).collect()
}
