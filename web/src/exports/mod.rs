//! Runs outside of the page: as pictures and in words. The program of the worker that makes them is loaded when
//! one is wanted, and by the view that other pages embed.

mod answer;
mod messages;

pub use answer::answer;
pub use messages::{Ask, Drawn, Of, Told};
