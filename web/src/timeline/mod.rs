//! The timeline: from a report to rows, places and words (pure), and their painting.

pub mod barrier;
pub mod chart;
#[cfg(test)]
pub(crate) mod fixtures;
pub mod hit;
pub mod layout;
pub mod legend;
pub mod paint;
pub mod path;
mod room;
pub mod scale;
pub mod segment;
#[cfg(test)]
mod tests;
pub mod texts;
