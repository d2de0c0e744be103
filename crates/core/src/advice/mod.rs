//! What slows a stage, what failures cost it, and which single edit to make next.
//!
//! ```text
//! Request ─ Advisor ─► Work (runs of single changes) ─► Done ─ Advisor ─► Advice
//! ```
//!
//! Every change is measured in the same runs with the same random numbers as the stage as it is, so that
//! differences come from the change alone. Edits are judged by what tasks are said to need, never by the
//! times of a simulation, and each is proved on the user's own text before it is offered. How much is
//! simulated is bounded, and who makes the runs and in which order makes no difference.

mod advisor;
mod change;
mod contest;
mod contract;
mod edit;
mod effort;
mod judge;
mod lever;
mod measure;
mod offer;
mod rewrite;
mod search;
mod shape;
mod source;
mod work;

pub use advisor::Advisor;
pub use contract::{
    Advice, Assumption, Expected, Given, Kind, LeftOut, Lever, NoEdits, Risk, Saved, Setpoint,
    Suggestion, Swing, VERSION,
};
pub use effort::Effort;
pub use work::{Done, Work};

use crate::analysis::Request;

/// The whole advice in one call; `None` if nothing can be simulated. Without an effort, the usual one.
pub fn advise(request: &Request, effort: Option<Effort>) -> Option<Advice> {
    let mut advisor = Advisor::new(request.clone(), effort)?;
    loop {
        let work = advisor.work();
        if work.is_empty() {
            return Some(advisor.advice());
        }
        for portion in work {
            advisor.take(portion.run());
        }
    }
}
