//! The timeline: from a report to rows, places and words (pure), and their painting.

pub mod barrier;
pub mod chart;
pub mod clock;
pub mod hit;
pub mod layout;
pub mod path;
pub mod scale;
pub mod segment;
pub mod texts;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;
