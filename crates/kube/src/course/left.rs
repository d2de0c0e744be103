//! What a run that did not come to its end leaves behind.

use super::Course;
use crate::object::Key;
use laneway_core::plan::TaskId;
use laneway_core::scheduler::Settlement;

/// An object that this run applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftObject {
    /// Kind and name.
    pub key: Key,
    /// Whose it is.
    pub task: TaskId,
    /// What it does.
    pub state: State,
}

/// What is left over does this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is on its way.
    Running,
    /// It is ready.
    Ready,
    /// It did not get there.
    Failed,
    /// It has done its work.
    Finished,
    /// It does nothing by itself.
    There,
}

impl State {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Running => "still running",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Finished => "finished",
            Self::There => "there",
        }
    }
}

impl Course<'_> {
    /// All objects of tasks that were started, what runs first.
    pub fn left_over(&self) -> Vec<LeftObject> {
        let mut left = Vec::new();
        for (index, run) in self.tasks.iter().enumerate() {
            if run.started.is_none() {
                continue;
            }
            let state = match run.settled {
                _ if run.is_met && run.settled != Some(Settlement::Succeeded) => State::Ready,
                None => State::Running,
                Some(Settlement::Succeeded) => State::Finished,
                Some(_) => State::Failed,
            };
            for object in &self.order.bundles[index].objects {
                let key = object.key();
                let state = if key.is_workload() {
                    state
                } else {
                    State::There
                };
                left.push(LeftObject {
                    key,
                    task: TaskId(index),
                    state,
                });
            }
        }
        left.sort_by_key(|left| left.state);
        left.dedup_by(|a, b| a.key == b.key);
        left
    }
}
