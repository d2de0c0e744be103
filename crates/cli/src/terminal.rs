//! What is known of the terminal.

use terminal_size::{Width, terminal_size};

/// Without a terminal: what most people and most log viewers have.
const USUAL: usize = 80;
/// Narrower than this nothing that is worth reading can be drawn.
pub(crate) const NARROWEST: usize = 40;

/// How many columns there are: as asked for, else `COLUMNS`, else the terminal's own, else 80.
pub(crate) fn columns(asked: Option<usize>) -> usize {
    let variable = || std::env::var("COLUMNS").ok()?.trim().parse().ok();
    let own = || terminal_size().map(|(Width(columns), _)| usize::from(columns));
    asked
        .or_else(variable)
        .or_else(own)
        .filter(|it| *it > 0)
        .unwrap_or(USUAL)
        .max(NARROWEST)
}
