//! Decides what starts when: a pure state machine, the same for simulated and real runs.

mod event;
mod json_lines;
mod machine;
#[cfg(test)]
mod tests;
mod trace;

pub use event::{Background, Command, Resource, Settled, Settlement, Wait, WaitCause};
pub use json_lines::{
    Record, TRACE_VERSION, TraceError, TraceProblem, event_line, from_json_lines, header_line,
    to_json_lines, wait_line,
};
pub use machine::Scheduler;
pub use trace::{AttemptOutcome, LossCause, Trace, TraceEvent, What};
