//! A run as a Gantt chart for the terminal.

mod bar;
mod layout;
mod lines;
mod mark;
mod moments;
mod paint;
mod scale;

pub(crate) use mark::Charset;

use laneway_core::plan::Plan;
use laneway_core::report::Report;

/// Draws a run at most `columns` wide, as lines with the terminal's colours.
pub(crate) fn draw(plan: &Plan, report: &Report, columns: usize, charset: Charset) -> String {
    let chart = layout::layout(plan, report, columns, charset);
    paint::paint(&chart, columns, charset)
}
