//! What to expect of many runs, what to change next, and what becomes of a forecast when one figure changes:
//! a program of its own, which the page loads when the first of them is asked for, so that nobody else waits
//! for it.
//!
//! ```text
//! panel (web/editor/src/foresight) ─Ask──────► lead ────Work─► helpers, one a processor
//!                                  ◄Told─────       ◄───Part─
//!                                  ─SweepAsk─► sweeper ─Work─► helpers of its own
//!                                  ◄SweepTold─         ◄Part─
//!                                  ─Question─► adviser
//!                                  ◄Advised──
//! player (web/editor/src/play)     ─Question─► narrator
//!                                  ◄Narrated─
//! lessons (web/editor/src/lessons) ─a text──► teacher
//!                                  ◄a lesson─
//! ```
//!
//! All of them are workers that run this program. [`Lead`] and [`Sweeper`] decide, as pure functions from what
//! they hear to what has to be done; helpers simulate the runs they are told to; [`lead_scope`] and
//! [`helper_scope`] carry messages. The adviser ([`adviser_scope`]) works alone, and so do the
//! narrator ([`narrate`]), which tells a single run moment by moment, and the teacher ([`read_lesson`]),
//! which reads lessons.

pub mod adviser_scope;
mod course;
pub mod helper_scope;
mod helpers;
mod lead;
pub mod lead_scope;
mod messages;
mod narrator;
mod shown;
mod sweep;

pub use helpers::{Command, Heard, Leads};
pub use lead::Lead;
pub use messages::{Advised, Ask, Narrated, Part, Question, Told, Work};
pub use narrator::{narrate, read_lesson};
pub use sweep::{SweepAsk, SweepTold, Sweeper};

use web_sys::DedicatedWorkerGlobalScope;

/// Says something to the panel.
fn post(scope: &DedicatedWorkerGlobalScope, text: &str) {
    if let Err(error) = scope.post_message(&text.into()) {
        // The panel takes an error of the worker for its death.
        wasm_bindgen::throw_val(error);
    }
}
