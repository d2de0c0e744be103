//! `laneway lesson`: whether what lessons teach is so, and lessons as links.

mod link;

use crate::input::{self, Refusal};
use crate::output::{Exit, Output};
use crate::text::{clean, count};
use laneway_core::lesson::{self, Trouble, Verdict};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  laneway lesson check lessons/*.md
  laneway lesson check first-steps.md --measured

Exit codes:
  0  everything that is claimed is so
  1  something is not, or the lesson cannot be understood
  2  wrong usage, or a file that cannot be read

docs/lessons.md says how a lesson is written.";

/// Work with lessons for the playground
#[derive(Debug, clap::Args)]
pub(crate) struct Lesson {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(Check),
    Link(link::Link),
}

/// Hold every claim, question and time of lessons against the simulation
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct Check {
    /// Lessons; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Say what everything that is claimed comes to
    #[arg(long)]
    measured: bool,
}

impl Lesson {
    /// Checks the lessons.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match &self.command {
            Command::Check(check) => match input::once_stdin(check.files.iter()) {
                Ok(()) => check.run(output),
                Err(why) => output.refuse(&why),
            },
            Command::Link(link) => link.run(output),
        }
    }
}

impl Check {
    fn run(&self, output: &mut Output) -> Exit {
        let mut exit = Exit::Clean;
        for file in &self.files {
            let checked =
                input::read(file).map(|input| self.check(&input.path, &input.text, output));
            exit = exit.max(checked.unwrap_or_else(|why: Refusal| output.refuse(&why)));
        }
        exit
    }

    fn check(&self, path: &str, text: &str, output: &mut Output) -> Exit {
        let (verdicts, troubles) = checked(text);
        if self.measured {
            let path = clean(path);
            let lines = verdicts.iter().map(|verdict| measured(&path, verdict));
            output.print(&lines.collect::<String>());
        }
        if troubles.is_empty() {
            let (path, number) = (clean(path), verdicts.len());
            let hold = if number == 1 { "holds" } else { "hold" };
            output.print(&format!("{path}: {} {hold}\n", count(number, "claim")));
            return Exit::Clean;
        }
        output.print(&told(path, &troubles));
        Exit::Errors
    }
}

/// All that is wrong with a lesson, a line each.
fn wrong(path: &str, text: &str) -> String {
    told(path, &checked(text).1)
}

/// What everything comes to that is claimed and asked, and all that is wrong.
fn checked(text: &str) -> (Vec<Verdict>, Vec<Trouble>) {
    let (lesson, mut troubles) = lesson::read(text);
    // What is read in part would only be wrong once more.
    let (verdicts, others) = match troubles.is_empty() {
        true => lesson::check(&lesson),
        false => (Vec::new(), Vec::new()),
    };
    troubles.extend(others);
    troubles.extend(verdicts.iter().filter_map(|verdict| {
        let message = verdict.trouble.clone()?;
        let line = verdict.line;
        Some(Trouble { line, message })
    }));
    troubles.sort_by_key(|trouble| trouble.line);
    (verdicts, troubles)
}

fn told(path: &str, troubles: &[Trouble]) -> String {
    let path = clean(path);
    let lines = troubles
        .iter()
        .map(|it| format!("{path}:{}: {}\n", it.line, clean(&it.message)));
    lines.collect()
}

fn measured(path: &str, verdict: &Verdict) -> String {
    let found = verdict.found.as_deref().unwrap_or("not there");
    let measure = verdict.measure.to_string();
    format!(
        "{path}:{}: {} is {}\n",
        verdict.line,
        clean(&measure),
        clean(found)
    )
}
