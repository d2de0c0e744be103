//! Prediction and reality: how probable a recorded finish was, and what a run that is under way will still take.

mod ahead;
mod estimate;
mod likely;
mod reading;

pub use ahead::{Ahead, ahead};
pub use estimate::{Estimate, estimate, under_way};
pub use likely::{Likelihood, likelihood};
pub use reading::{ReadingError, prediction, read};
