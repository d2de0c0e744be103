//! Runs outside of the page: as pictures and in words. The program of the worker that makes them is loaded when
//! one is wanted, and by the view that other pages embed.

mod answer;
mod messages;

pub use answer::answer;
pub use messages::{Ask, Drawn, Of, Told};

use crate::on_demand;
use web_sys::DedicatedWorkerGlobalScope;

/// Answers for the life of the worker.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    on_demand::serve(scope, answer);
}
