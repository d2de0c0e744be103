//! What to expect of many runs: a program of its own, which the page loads when a forecast is asked for
//! the first time, so that nobody else waits for it.
//!
//! ```text
//! panel (web/editor/src/foresight) ─Ask─► lead ─Work─► helpers, one a processor
//!                                  ◄Told─      ◄Part─
//! ```
//!
//! All of them are workers that run this program. [`Lead`] decides, as a pure function from what it hears
//! to what has to be done; helpers simulate the runs they are told to; [`lead_scope`] and [`helper_scope`]
//! carry messages.

mod course;
pub mod helper_scope;
mod lead;
pub mod lead_scope;
mod messages;
mod shown;

pub use lead::{Command, Heard, Lead};
pub use messages::{Ask, Part, Told, Work};
