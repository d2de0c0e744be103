//! The rules that runs follow, by name, and where each is described.

use serde::Serialize;

/// Why something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The first step starts at once.
    Begin,
    /// A step starts when all tasks of the waited steps before it have settled.
    Barrier,
    /// A step starts at once after one that is not waited for.
    NotWaited,
    /// A step starts at once after one without tasks.
    EmptyStep,
    /// A task starts when one before it gives up its slot.
    Slot,
    /// The cluster accepts a task.
    Apply,
    /// An image can be pulled.
    Image,
    /// A pod finds room on a node.
    Room,
    /// A task does its work.
    Settled,
    /// A container is restarted at once, or after a growing wait.
    BackOff,
    /// A job is tried again, after a growing wait.
    Retry,
    /// A task fails for good; without a halt the stage goes on.
    Failure,
    /// A task has been waited for long enough.
    Limit,
    /// A task of a halting step does not succeed.
    Halt,
    /// A service that was given up gets ready after all.
    Healed,
    /// A service that was ready is lost.
    Lost,
    /// A node is lost, and its pods are replaced.
    NodeLoss,
    /// No step is left to start, and all waited tasks have settled.
    LastStepDone,
    /// Every task has settled.
    AllSettled,
    /// A simulation follows only so many attempts.
    Cut,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 20] = [
        Self::Begin,
        Self::Barrier,
        Self::NotWaited,
        Self::EmptyStep,
        Self::Slot,
        Self::Apply,
        Self::Image,
        Self::Room,
        Self::Settled,
        Self::BackOff,
        Self::Retry,
        Self::Failure,
        Self::Limit,
        Self::Halt,
        Self::Healed,
        Self::Lost,
        Self::NodeLoss,
        Self::LastStepDone,
        Self::AllSettled,
        Self::Cut,
    ];

    /// What it is called, in a few words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Begin => "The stage begins",
            Self::Barrier => "A barrier opens",
            Self::NotWaited => "Not waited for",
            Self::EmptyStep => "An empty step",
            Self::Slot => "A slot is free",
            Self::Apply => "Accepted by the cluster",
            Self::Image => "Image pull",
            Self::Room => "Room on a node",
            Self::Settled => "It worked",
            Self::BackOff => "Restart by the kubelet",
            Self::Retry => "Retry of a job",
            Self::Failure => "It failed",
            Self::Limit => "Waited long enough",
            Self::Halt => "Halt",
            Self::Healed => "Healed",
            Self::Lost => "Lost again",
            Self::NodeLoss => "A node is lost",
            Self::LastStepDone => "The last step is done",
            Self::AllSettled => "All has settled",
            Self::Cut => "The end of what is followed",
        }
    }

    /// Where it is described: a page of the documentation and its heading.
    pub fn section(self) -> &'static str {
        match self {
            Self::Begin
            | Self::Barrier
            | Self::NotWaited
            | Self::EmptyStep
            | Self::Settled
            | Self::Limit
            | Self::LastStepDone
            | Self::AllSettled => "language.md#how-a-stage-runs",
            Self::Failure | Self::Halt | Self::Healed => "language.md#errors-and-halts",
            Self::Slot => "simulation.md#slots",
            Self::Apply => "simulation.md#the-scenario",
            Self::Image => "simulation.md#images",
            Self::Room => "simulation.md#room-on-nodes",
            Self::BackOff | Self::Retry => "simulation.md#back-off",
            Self::Lost | Self::NodeLoss => "simulation.md#what-is-lost-once-it-was-there",
            Self::Cut => "simulation.md#limits",
        }
    }
}
