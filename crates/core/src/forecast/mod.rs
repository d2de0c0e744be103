//! What to expect of many runs: when a stage ends, what can halt it, and what its end depends on.
//!
//! ```text
//! Setting ─ Engine ─► Batch (some runs) ─ Tally (any number) ─ outlook ─► Outlook, Forecast
//! ```
//!
//! Tallies of different runs can be made anywhere and merged in any order: the same runs give the same
//! forecast, byte for byte.

mod budget;
mod contract;
mod counted;
mod outlook;
mod path;
mod slack;
mod statistics;
mod straight;
mod tally;
mod task_tally;
#[cfg(test)]
mod tests;
mod variety;
mod words;

pub use budget::{Budget, BudgetError, Verdict};
pub use contract::{
    Finish, Forecast, HaltBy, Histogram, Outcomes, Quantile, SlackForecast, Spread, TaskForecast,
};
pub(crate) use counted::{Counted, Ordered};
pub use outlook::Outlook;
pub(crate) use statistics::{CONFIDENCE, Differences};
pub use statistics::{MeanEstimate, Share, ShareEstimate};
pub use tally::Tally;
pub use variety::varies;
pub use words::words;
