//! A run in the forms of other programs: one file for each form. The command line and the page write the
//! same bytes.

mod svg;
#[cfg(test)]
mod tests;

pub use svg::{Look, NARROWEST, Theme, WIDEST, svg};
