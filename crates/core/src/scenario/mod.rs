//! The scenario: a second, small document that says how the tasks behave in a simulation.

mod glob;
mod needs;
pub(crate) mod read;
mod resolve;
mod write;

pub(crate) use needs::{Bundle, Needs, Own, Relation, Said};
pub use read::{Reading, read};
pub(crate) use read::{harm_key, references};
pub use resolve::{fits, resolve};
pub(crate) use resolve::{needs_of, services};
pub(crate) use write::{WriteError, append, child, find, put, take};

use crate::kubernetes::{Requests, RestartPolicy};
use crate::simulate::draws::{Chance, Time};
use crate::simulate::{Cluster, Fails, Hazard, ImagePull, NodeLoss, Options, Outage};
use crate::source::Spanned;
use crate::template::Kind;
use crate::time::Millis;
use std::collections::BTreeMap;

/// How long a task takes when nothing says otherwise.
pub const DEFAULT_DURATION: Millis = Millis::from_secs(30);

/// The largest seed: the largest integer that every JSON reader keeps exactly.
pub const LARGEST_SEED: u64 = (1 << 53) - 1;

/// Everything that a scenario says. An empty text says nothing, and that is fine.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenario {
    /// What holds for all tasks of a kind.
    pub defaults: BTreeMap<Kind, Conduct>,
    /// What holds for single tasks (all occurrences of a reference), key by key over the defaults.
    pub tasks: BTreeMap<String, Conduct>,
    /// What goes wrong besides, in file order.
    pub faults: Vec<Fault>,
    /// What holds for the whole run: `seed`, `cluster` and `options`.
    pub options: Options,
    /// `nodes` of `cluster`.
    pub cluster: Cluster,
}

/// How a task, or all tasks of a kind, behave; what is absent is left to the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conduct {
    /// `ready_after` of a service, `runs_for` of everything else.
    pub duration: Option<Time>,
    /// References that have to be met; replaces `depends_on`, even when empty.
    pub needs: Option<Vec<Spanned<String>>>,
    /// How long an attempt lives that cannot succeed.
    pub crash_after: Option<Time>,
    /// Attempts that fail by themselves.
    pub fails: Option<Fails>,
    /// How often Kubernetes tries a job again.
    pub retries: Option<u32>,
    /// Who tries it again.
    pub restart_policy: Option<RestartPolicy>,
    /// What each of its pods asks for.
    pub requests: Option<Spanned<Requests>>,
    /// How many pods a service has; replaces `replicas` of the template.
    pub replicas: Option<u32>,
}

/// Something that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Whose it is.
    pub target: Spanned<Target>,
    /// How likely each attempt fails.
    pub chance: Chance,
    /// What befalls its attempts besides.
    pub hazards: Vec<Hazard>,
    /// Whether its image can be pulled.
    pub image: ImagePull,
    /// When the target is unavailable.
    pub outage: Option<Outage>,
    /// When the node under its pods is lost.
    pub node_loss: Option<NodeLoss>,
}

/// Which tasks a fault is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `task`: one reference.
    Task(String),
    /// `tasks`: references that match, where `*` stands for any text.
    Tasks(String),
}

impl Target {
    /// Whether a reference is meant.
    pub fn covers(&self, reference: &str) -> bool {
        match self {
            Self::Task(task) => task == reference,
            Self::Tasks(pattern) => glob::matches(pattern, reference),
        }
    }
}
