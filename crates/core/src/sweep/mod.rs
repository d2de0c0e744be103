//! What becomes of a forecast when one figure of the scenario takes one value after another.
//!
//! ```text
//! Vary ("cluster.max_parallel=1..8") ─ variants ─► a scenario and a Setting for each value
//!                                       forecast of each ─► Sweep (a plain value) ─ words ─► sentences
//! ```
//!
//! A value is written into the text of the scenario, as its author would write it. So a forecast with that value is,
//! to the last byte, the one of a scenario that has it, and whatever a scenario can say can be varied. All values are
//! simulated with the same seed and the same numbers of runs, and draws do not depend on what is varied: differences
//! are those of the value, not of chance.

mod contract;
mod csv;
mod effect;
mod offer;
mod path;
mod preset;
mod range;
mod variants;
mod vary;
mod words;

#[cfg(test)]
mod tests;

pub use contract::{BudgetAt, Point, Sweep, VERSION};
pub use offer::{Offered, offers};
pub use preset::preset;
pub use range::{RangeError, magnitudes};
pub use variants::{Refused, Variant, variants};
pub use vary::{Vary, VaryError};
pub use words::words;
