//! The application template: what Laneway reads of it (the language is described in `docs/language.md`).

mod lower;
mod reference;

pub use lower::read;
#[cfg(test)]
pub(crate) use lower::readings;
pub(crate) use lower::{CHART_TIMEOUT, JOB_TIMEOUT, tree};
pub use reference::REMOVE_ENVIRONMENT;

use crate::source::{Span, Spanned};
use crate::time::Millis;

/// Everything Laneway reads of an application template.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    /// The stages in file order.
    pub stages: Vec<Stage>,
    /// `services`.
    pub services: Vec<Service>,
    /// `jobs`.
    pub jobs: Vec<Job>,
    /// `charts`.
    pub charts: Vec<Chart>,
    /// `infrastructure`.
    pub infrastructure: Vec<Spanned<String>>,
    /// Whether the file declares any of the four lists, so that references are checked against them.
    pub declares: bool,
    /// Whether not all that services depend on could be told.
    pub needs_in_doubt: bool,
    /// Whether the documentation page's own form was read as what it means.
    pub repaired: bool,
}

/// One item of `workflows`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// `setup`, `patch` or `teardown` (another name is a problem, and kept).
    pub name: Spanned<String>,
    /// Its steps; `order_from` has become one step per reference, named like it.
    pub steps: Vec<Step>,
    /// Whether it was written as `order_from`.
    pub serial: bool,
    /// The key `order_from` or `parallelize`, if it is there and well written, and what stands behind it
    /// is a list.
    pub order_key: Option<Span>,
    /// What could not be told for sure.
    pub doubts: Doubts,
    /// The whole item.
    pub span: Span,
}

/// What of a stage could not be told for sure, because of an error that is reported already. A rule
/// that rests on it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubts {
    /// Which of the three stages it is.
    pub name: bool,
    /// Which tasks run together, and in which order.
    pub order: bool,
    /// Whether it has further tasks.
    pub tasks: bool,
}

/// One item of `parallelize`, or one reference of `order_from`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The label.
    pub name: Spanned<String>,
    /// What runs in it.
    pub tasks: Vec<Spanned<Reference>>,
    /// `halt_on_error`, default false.
    pub halt_on_error: bool,
    /// `wait_for_finish`, default true.
    pub wait_for_finish: bool,
    /// Whether an error about its keys is reported already. Rules about them say nothing.
    pub in_doubt: bool,
    /// Where its keys stand.
    pub places: StepPlaces,
    /// The whole item.
    pub span: Span,
}

/// Where the keys of a step stand, each from the key to the end of its value; `None` where a key is
/// absent or the step was written as a reference of `order_from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StepPlaces {
    /// `tasks`
    pub tasks: Option<Span>,
    /// `halt_on_error`
    pub halt_on_error: Option<Span>,
    /// `wait_for_finish`
    pub wait_for_finish: Option<Span>,
}

/// The four kinds of things that a task may deploy.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A Deployment that has to get ready.
    Services,
    /// A Job that has to complete.
    Jobs,
    /// A Helm chart.
    Charts,
    /// An infrastructure runner.
    Infrastructure,
    /// `release.remove_environment`.
    BuiltIn,
}

/// What a task of the text refers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// `services.web`.
    Named(Kind, String),
    /// `services.all`: the members of the kind not named elsewhere in the stage.
    All(Kind),
    /// `release.remove_environment`.
    RemoveEnvironment,
    /// One that cannot be resolved here: it holds `${NAME}`; kept as written, of this kind if that is known.
    Opaque(Kind, String),
}

/// One item of `services`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: Spanned<String>,
    /// `depends_on`: names of services.
    pub depends_on: Vec<Spanned<String>>,
    /// `readiness_probe`.
    pub readiness_probe: Option<Probe>,
    /// `liveness_probe`.
    pub liveness_probe: Option<LivenessProbe>,
    /// `replicas`, default 1.
    pub replicas: u32,
    /// `static`: no pod, no attempts, no back-off.
    pub is_static: bool,
}

/// The timing of a readiness probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Probe {
    /// `initial_delay_seconds`, default 0.
    pub initial_delay: Millis,
    /// `period_seconds`, default 10 s, at least 1 s.
    pub period: Millis,
    /// `success_threshold`, default 1.
    pub success_threshold: u32,
}

/// The timing of a liveness probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LivenessProbe {
    /// `initial_delay_seconds`, default 0.
    pub initial_delay: Millis,
    /// `period_seconds`, default 10 s, at least 1 s.
    pub period: Millis,
    /// `timeout_seconds`, default 1 s, at least 1 s.
    pub timeout: Millis,
    /// `failure_threshold`, default 3: after so many failures in a row the container is restarted.
    pub failure_threshold: u32,
}

/// One item of `jobs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its name.
    pub name: Spanned<String>,
    /// `completed_timeout`, default 1200 s.
    pub completed_timeout: Millis,
    /// The old place of `halt_on_error`.
    pub halt_on_error: bool,
    /// Where that key stands, with its value.
    pub halt_place: Option<Span>,
}

/// One item of `charts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its name.
    pub name: Spanned<String>,
    /// `timeout`, default 300 s.
    pub timeout: Millis,
}
