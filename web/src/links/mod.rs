//! Links: what the page asks about them, and the program of the worker that answers. The page loads it for an
//! address with a link in it, and when something is shared, so that nobody else waits for it.

mod answer;
mod messages;

pub use answer::answer;
pub use messages::{Ask, Followed, Found, Told, Written};

use crate::on_demand;
use web_sys::DedicatedWorkerGlobalScope;

/// Answers for the life of the worker.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    on_demand::serve(scope, answer);
}
