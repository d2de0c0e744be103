//! Edits in the picture: what the page asks about them, and what is answered. The worker that answers runs the program of
//! the forecasts (`foresight_main.rs`), which has all that it takes; it is loaded when something is grasped.

mod answer;
mod messages;

pub use answer::answer;
pub use messages::{Ask, Granted, Told};
