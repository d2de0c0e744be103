//! A run as a Gantt chart for the terminal.

mod bar;
mod lane;
mod layout;
mod lines;
#[cfg(feature = "native")]
pub(crate) mod live;
mod mark;
mod moments;
mod paint;
mod scale;

pub(crate) use mark::Charset;
#[cfg(feature = "native")]
pub(crate) use mark::Mark;

use crate::terminal;
use laneway_core::plan::Plan;
use laneway_core::report::Report;

/// How pictures are drawn in the terminal.
#[derive(Debug, clap::Args)]
pub(crate) struct Look {
    /// Columns of the picture [default: COLUMNS, else the terminal's width, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=1000))]
    width: Option<u16>,

    /// Draw with ASCII characters only [default: if the locale has no UTF-8]
    #[arg(long)]
    ascii: bool,
}

impl Look {
    pub(crate) fn columns(&self) -> usize {
        terminal::columns(self.width.map(usize::from))
    }

    pub(crate) fn charset(&self) -> Charset {
        match self.ascii || !terminal::has_unicode() {
            true => Charset::Ascii,
            false => Charset::Unicode,
        }
    }
}

/// Draws a run at most `columns` wide, as lines with the terminal's colours.
pub(crate) fn draw(plan: &Plan, report: &Report, columns: usize, charset: Charset) -> String {
    let chart = layout::layout(plan, report, columns, charset);
    paint::paint(&chart, columns, charset)
}
