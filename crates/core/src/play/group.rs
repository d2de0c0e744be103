//! Events that belong together, before there are words for them.

use crate::plan::{StepId, TaskId};
use crate::scheduler::{AttemptOutcome, LossCause, Settlement, WaitCause};
use crate::template::Kind;
use crate::time::Millis;

/// What happens at one moment by one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) at: Millis,
    pub(super) fact: Fact,
    /// How many events of the trace it is made of.
    pub(super) events: usize,
}

/// The kinds of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fact {
    /// A step opened.
    Opened {
        step: StepId,
        why: Opening,
        started: Vec<TaskId>,
        queued: Vec<TaskId>,
    },
    /// Tasks got the slots of those that had settled.
    Granted {
        by: Vec<TaskId>,
        started: Vec<TaskId>,
    },
    /// Attempts began later than their tasks.
    Begun {
        tasks: Vec<TaskId>,
        beginning: Beginning,
    },
    /// Attempts did what they should.
    Good { tasks: Vec<TaskId>, how: Good },
    /// Attempts did not.
    Bad { tasks: Vec<TaskId>, ending: Ending },
    /// Tasks settled badly between two attempts, or because they had been waited for long enough.
    GivenUp {
        tasks: Vec<TaskId>,
        outcome: Settlement,
        why: GivenUp,
    },
    /// Services that were ready were lost, or pods with their node.
    Lost {
        tasks: Vec<TaskId>,
        cause: LossCause,
    },
    /// No more attempts are followed.
    Cut { tasks: Vec<TaskId> },
    /// The stage halted.
    Halted { by: TaskId },
    /// The last step was done, all had settled, or both.
    Ended { last_step: bool, all: bool },
}

/// Why a step opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opening {
    /// It is the first.
    First,
    /// These were the last of the steps before it to settle.
    Barrier(Vec<TaskId>),
    /// This step before it is not waited for.
    NotWaited(StepId),
    /// This step before it has no tasks.
    Empty(StepId),
}

/// What is the same of all attempts that began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beginning {
    /// Counted from 1.
    pub(super) number: u32,
    /// What it had to wait for, and how long.
    pub(super) after: Option<(WaitCause, Millis)>,
    /// Who made room.
    pub(super) on: Vec<TaskId>,
    pub(super) missing: Missing,
    /// What the attempt before lacked.
    pub(super) missed: Missing,
}

/// What an attempt lacked at its start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Missing {
    /// References of unmet needs, with the kind of those that were just not there yet; without one they had
    /// an outage.
    pub(super) needs: Vec<(String, Option<Kind>)>,
    /// Whether the task itself was in an outage.
    pub(super) in_outage: bool,
}

impl Missing {
    /// Whether it lacked nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.needs.is_empty() && !self.in_outage
    }
}

/// What good attempts brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Good {
    Settled(Settlement),
    Healed,
    /// What had been lost is there again.
    Again,
}

/// What is the same of all attempts that ended badly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ending {
    pub(super) outcome: AttemptOutcome,
    pub(super) kind: Kind,
    pub(super) number: u32,
    pub(super) lived: Millis,
    pub(super) missing: Missing,
    pub(super) hung: bool,
    pub(super) next: Next,
}

/// What follows an attempt that ended badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// The task has settled as this.
    Settled(Settlement),
    /// Another attempt at once.
    AtOnce,
    /// Another one after a wait of this length, if it is known; and the length of the wait before it.
    After {
        wait: Option<Millis>,
        before: Option<Millis>,
    },
}

/// Why a task settled badly without an attempt that ended then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GivenUp {
    /// It had been waited for so long.
    Limit(Millis),
    /// Its last restart was one too many.
    Restarts,
    /// There can be no such image.
    Image,
}

impl Group {
    /// The tasks that something happens to, in plan order.
    pub(super) fn tasks(&self) -> Vec<usize> {
        let mut tasks: Vec<usize> = match &self.fact {
            Fact::Opened {
                started, queued, ..
            } => started.iter().chain(queued).map(|task| task.0).collect(),
            Fact::Granted { started, .. } => started.iter().map(|task| task.0).collect(),
            Fact::Begun { tasks, .. }
            | Fact::Good { tasks, .. }
            | Fact::Bad { tasks, .. }
            | Fact::GivenUp { tasks, .. }
            | Fact::Lost { tasks, .. }
            | Fact::Cut { tasks } => tasks.iter().map(|task| task.0).collect(),
            Fact::Halted { by } => vec![by.0],
            Fact::Ended { .. } => Vec::new(),
        };
        tasks.sort_unstable();
        tasks.dedup();
        tasks
    }
}
