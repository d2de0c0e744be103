//! `laneway lsp`: the language server, for editors. How to set one up is told in `docs/editors.md`.
//!
//! ```text
//! wire (messages) ─► session (life cycle) ─► server (who answers what) ─► core
//!                                              ├ documents (open texts)   ├ problems, actions, refactorings
//!                                              └ pair (template, scenario) └ answers
//! ```

mod actions;
mod answers;
mod checking;
mod documents;
mod offer;
mod pair;
mod place;
mod problems;
mod refactorings;
mod server;
mod session;
mod wire;

use crate::output::{Exit, Output};

/// Serve an editor: problems and repairs while typing, words that fit, what a task does and when,
/// definitions, renaming and the outline.
///
/// Speaks the Language Server Protocol on standard input and output; an editor starts it.
#[derive(Debug, clap::Args)]
pub(crate) struct Lsp {
    /// Accepted because many editors pass it; there is no other way to talk
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    /// Serves until the editor says `exit`, or goes away.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match session::run() {
            Ok(exit) => exit,
            Err(error) => {
                output.explain(&format!("laneway: the editor cannot be reached: {error}\n"));
                Exit::Unusable
            }
        }
    }
}
