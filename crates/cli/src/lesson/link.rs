//! `laneway lesson link`: a lesson as a link.

use crate::input::{self, Input};
use crate::link::{Guard, Printing};
use crate::output::{Exit, Output};
use laneway_core::lesson::{read, shared};
use laneway_core::secrets::markdown::{redact, secrets};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  laneway lesson link two-jobs.md --site https://laneway.example/
  laneway lesson link two-jobs.md --site https://laneway.example/ --format markdown

Exit codes:
  0  the link is printed
  1  the lesson is not right, or something in it looks like a secret, and nothing is printed
  2  wrong usage, or a file that cannot be read

The link holds the whole lesson. What stands behind its # is not sent to the server of the playground.";

/// Print a link that opens a lesson in the playground
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Link {
    /// The lesson; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    guard: Guard,

    #[command(flatten)]
    printing: Printing,
}

impl Link {
    /// Prints the link, unless the lesson is wrong or would give secrets away.
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        match input::read(&self.file) {
            Ok(lesson) => self.link(lesson, output),
            Err(why) => output.refuse(&why),
        }
    }

    fn link(&self, mut lesson: Input, output: &mut Output) -> Exit {
        let wrong = super::wrong(&lesson.path, &lesson.text);
        if !wrong.is_empty() {
            output.explain(&wrong);
            output.explain("laneway: no link is made of a lesson that is not right\n");
            return Exit::Errors;
        }
        if !(self.guard).passes([&mut lesson], (secrets, redact), output) {
            return Exit::Errors;
        }
        self.printing
            .print(&shared(&read(&lesson.text).0, &lesson.text), output);
        Exit::Clean
    }
}
