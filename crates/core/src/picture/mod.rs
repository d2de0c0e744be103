//! The picture of a run: from a report to rows, pieces, places and words, and what is drawn there, with
//! whatever pen. The page's canvas and every file that holds a picture are drawn by it.
//!
//! Places are pixels in floating-point numbers, computed with `+ - * /` and rounding alone, which IEEE 754
//! fixes: the same run gives the same places everywhere.
//!
//! ```text
//! Report ─ chart ─► Chart (rows, pieces, barriers, path) ─ layout ─► places ─ paint ─► strokes of a pen
//! ```

pub mod barrier;
pub mod chart;
pub mod condense;
pub mod fan;
#[cfg(test)]
pub(crate) mod fixtures;
pub mod follow;
pub mod ghost;
pub mod hit;
pub mod layout;
pub mod legend;
pub mod load;
pub mod marks;
pub mod moved;
pub mod paint;
pub mod path;
mod room;
pub mod scale;
pub mod segment;
pub mod show;
#[cfg(test)]
mod tests;
pub mod texts;
