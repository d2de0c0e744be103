//! One call from texts to everything a view shows. Both the command line and the playground use it.

use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::scheduler::Trace;
use crate::simulate::Setting;
use crate::source::Span;

/// What is to be analysed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request<'a> {
    /// Text of the template.
    pub template: &'a str,
    /// Text of the scenario; empty for none.
    pub scenario: &'a str,
    /// Stage to simulate; `None` for the default (`setup`, else the first).
    pub stage: Option<&'a str>,
    /// Beats the scenario's seed.
    pub seed: Option<u64>,
}

/// Everything that is known of a request.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// Problems of the template, by place.
    pub template: Vec<Diagnostic>,
    /// Problems of the scenario, by place.
    pub scenario: Vec<Diagnostic>,
    /// The stages that can be simulated, in file order; `teardown` is always among them.
    pub stages: Vec<String>,
    /// The simulated run; `None` when nothing can be simulated (or the stage is unknown).
    pub run: Option<Run>,
}

/// A simulated run and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// What was simulated.
    pub setting: Setting,
    /// What happened.
    pub trace: Trace,
    /// What it means.
    pub report: Report,
    /// What happened and why, in sentences; the first is the headline.
    pub summary: Vec<String>,
    /// Where each step stands in the template, in step order.
    pub step_spans: Vec<Span>,
    /// Where each task stands in the template, in plan order.
    pub task_spans: Vec<Span>,
}
