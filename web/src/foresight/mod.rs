//! What to expect of many runs, and what to change next: a program of its own, which the page loads when
//! either is asked for the first time, so that nobody else waits for it.
//!
//! ```text
//! panel (web/editor/src/foresight) ─Ask─► lead ─Work─► helpers, one a processor
//!                                  ◄Told─      ◄Part─
//!                                  ─Question─► adviser
//!                                  ◄Advised─
//! ```
//!
//! All of them are workers that run this program. [`Lead`] decides, as a pure function from what it hears
//! to what has to be done; helpers simulate the runs they are told to; [`lead_scope`] and [`helper_scope`]
//! carry messages. The adviser ([`adviser_scope`]) works alone.

pub mod adviser_scope;
mod course;
pub mod helper_scope;
mod lead;
pub mod lead_scope;
mod messages;
mod shown;

pub use lead::{Command, Heard, Lead};
pub use messages::{Advised, Ask, Part, Question, Told, Work};

use web_sys::DedicatedWorkerGlobalScope;

/// Says something to the panel.
fn post(scope: &DedicatedWorkerGlobalScope, text: &str) {
    if let Err(error) = scope.post_message(&text.into()) {
        // The panel takes an error of the worker for its death.
        wasm_bindgen::throw_val(error);
    }
}
