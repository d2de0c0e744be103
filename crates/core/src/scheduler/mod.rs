//! Decides what starts when: a pure state machine, the same for simulated and real runs.

mod event;
mod json_lines;
mod machine;
#[cfg(test)]
mod tests;
mod trace;

pub use event::{Background, Command, Resource, Settled, Settlement, Wait, WaitCause};
pub use json_lines::{
    Record, TRACE_VERSION, TraceError, TraceProblem, from_json_lines, to_json_lines,
};
pub use machine::Scheduler;
pub use trace::{AttemptOutcome, LossCause, Trace, TraceEvent, What};
