//! Decides what starts when: a pure state machine, the same for simulated and real runs.

mod event;
mod trace;

pub use event::{Command, Settled, Settlement, Wait, WaitCause};
pub use trace::{AttemptOutcome, Trace, TraceEvent, What};
