//! Decides what starts when: a pure state machine, the same for simulated and real runs.

mod event;
mod machine;
mod trace;

pub use event::{Background, Command, Settled, Settlement, Wait, WaitCause};
pub use machine::Scheduler;
pub use trace::{AttemptOutcome, Trace, TraceEvent, What};
