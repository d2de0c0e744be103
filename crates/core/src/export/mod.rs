//! A run in the forms of other programs: one file for each form. The command line and the page write the
//! same bytes.

mod chrome_trace;
mod csv;
mod flow;
mod mermaid;
mod svg;
#[cfg(test)]
mod tests;

pub use chrome_trace::chrome_trace;
pub use csv::csv;
pub(crate) use csv::line as csv_line;
pub use flow::{Flow, argo, tekton};
pub use mermaid::mermaid;
pub use svg::{Beside, Look, NARROWEST, Theme, WIDEST, svg, svg_beside};
