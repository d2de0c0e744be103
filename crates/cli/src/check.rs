//! `laneway check`: what is wrong with templates, and how to repair it.

mod github;
mod junit;
mod repair;
mod sarif;

use crate::config::Configs;
use crate::input::{self, Input, Refusal, is_stdin};
use crate::output::{Exit, Output};
use crate::problems;
use crate::terminal;
use crate::text::count;
use laneway_core::diagnostic::{Diagnostic, Levels, Located, Scope, Severity};
use laneway_core::source::LineIndex;
use repair::{Checker, Fixed};
use serde::Serialize;
use std::path::PathBuf;

/// The version of the JSON form.
const VERSION: u32 = 1;

const EXAMPLES: &str = "\
Examples:
  laneway check application.yaml
  laneway check *.yaml --format json
  laneway check application.yaml --scenario slow-frontend.yaml
  git show HEAD:application.yaml | laneway check -
  laneway check application.yaml --diff
  laneway check application.yaml --fix --unsafe

Exit codes:
  0  no errors (there may be warnings and hints); with --fix, none that are left
  1  errors; with --diff also if there is anything to fix
  2  wrong usage, or a file that cannot be read or written";

/// Check application templates: syntax, references, and workflows that will not do what they seem
/// to say.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Check {
    /// Application templates, or parts of one that hold its workflows; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Check a scenario, too, against the one template
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// Apply the fixes that surely keep what was meant, and write the files; the text of standard
    /// input goes to standard output
    #[arg(long, group = "repairing")]
    fix: bool,

    /// Show what the fixes change instead of writing it
    #[arg(long, group = "repairing")]
    diff: bool,

    /// Apply also the fixes that the author should look at
    #[arg(long = "unsafe", requires = "repairing")]
    also_unsafe: bool,

    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// With the lines in question and the suggested fixes
    #[default]
    Human,
    /// One JSON document, described in docs/json.md
    Json,
    /// SARIF 2.1.0, for code hosts and editors that show results of static analysis
    Sarif,
    /// Annotations in a workflow on GitHub
    Github,
    /// A report for build servers; only errors fail
    Junit,
}

/// A text and its problems, by place.
struct Checked {
    input: Input,
    problems: Vec<Diagnostic>,
}

/// The JSON form.
#[derive(Serialize)]
struct Document {
    version: u32,
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    path: String,
    diagnostics: Vec<Located>,
}

impl Check {
    /// Checks, and repairs if asked to, all files that can be read.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        if let Err(why) = self.usable() {
            refuse(&[why], output);
            return Exit::Unusable;
        }
        let (sources, scenario, mut refused) = self.read();
        let scenario = scenario.as_ref();
        let mut configs = Configs::default();
        let mut checker = |template: Input| Checker {
            template_levels: configs.levels_for(&template.source),
            scenario_levels: scenario
                .map_or_else(Levels::default, |it| configs.levels_for(&it.source)),
            template,
            scenario,
            writes: self.fix && !self.diff,
        };
        let fixed: Vec<Fixed> = sources
            .into_iter()
            .map(&mut checker)
            .flat_map(|it| it.run(self.scope()))
            .collect();
        refused.extend(configs.refused);
        if self.fix && !self.diff {
            refused.extend(fixed.iter().filter_map(|it| it.write().err()));
        }
        refuse(&refused, output);
        let found = self.report(&fixed, output);
        if refused.is_empty() {
            found
        } else {
            Exit::Unusable
        }
    }

    fn usable(&self) -> Result<(), Refusal> {
        let refuse = |why: &str| Err(Refusal(why.to_owned()));
        if self.scenario.is_some() && self.files.len() > 1 {
            return refuse("a scenario is checked against one template, and there are several");
        }
        let mut files = self.files.iter().chain(&self.scenario);
        if self.fix && !self.diff && self.format != Format::Human && files.any(|it| is_stdin(it)) {
            return refuse(
                "with --fix the text of standard input goes to standard output, so that only \
                 --format human is possible",
            );
        }
        if self.diff && self.format != Format::Human {
            return refuse("--diff prints changes, so that only --format human is possible");
        }
        input::once_stdin(self.files.iter().chain(&self.scenario))
    }

    /// Which fixes are asked for.
    fn scope(&self) -> Option<Scope> {
        match (self.fix || self.diff, self.also_unsafe) {
            (false, _) => None,
            (true, false) => Some(Scope::Safe),
            (true, true) => Some(Scope::All),
        }
    }

    /// The templates and the scenario, and why some cannot be read.
    fn read(&self) -> (Vec<Input>, Option<Input>, Vec<Refusal>) {
        let mut refused = Vec::new();
        let mut keep = |read: Result<Input, Refusal>| read.map_err(|why| refused.push(why)).ok();
        let scenario = self.scenario.as_deref().map(input::read);
        let scenario = scenario.and_then(&mut keep);
        let files = self.files.iter().map(|file| input::read(file));
        let files = files.filter_map(keep).collect();
        (files, scenario, refused)
    }

    fn report(&self, fixed: &[Fixed], output: &mut Output) -> Exit {
        let checked: Vec<&Checked> = fixed.iter().map(|it| &it.after).collect();
        let errors = checked.iter().any(|it| it.has_errors());
        let notes: String = fixed.iter().map(Fixed::note).collect();
        let stdin = fixed.iter().find(|it| it.before.is_stdin());
        match (self.format, stdin) {
            (Format::Human, _) if self.diff => {
                let diffs: String = fixed.iter().map(Fixed::diff).collect();
                output.print_source(&diffs);
                output.explain(&human(&checked));
            }
            (Format::Human, Some(stdin)) if self.fix => {
                output.print_source(&stdin.after.input.text);
                output.explain(&(notes + &human(&checked)));
            }
            (Format::Human, _) => output.print(&(notes + &human(&checked))),
            (Format::Json, _) => output.print(&json(&checked)),
            (Format::Sarif, _) => output.print(&sarif::render(&checked)),
            (Format::Github, _) => output.print(&github::render(&checked)),
            (Format::Junit, _) => output.print(&junit::render(&checked)),
        }
        let undone = self.diff && fixed.iter().any(Fixed::is_changed);
        if errors || undone {
            Exit::Errors
        } else {
            Exit::Clean
        }
    }
}

fn refuse(refused: &[Refusal], output: &mut Output) {
    for Refusal(why) in refused {
        output.explain(&format!("laneway: {why}\n"));
    }
}

impl Checked {
    fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|it| it.severity == Severity::Error)
    }

    fn located(&self) -> File {
        let index = LineIndex::new(&self.input.text);
        File {
            path: self.input.path.clone(),
            diagnostics: self.problems.iter().map(|it| it.locate(&index)).collect(),
        }
    }
}

/// Nothing if no file could be read: why is said elsewhere.
fn human(checked: &[&Checked]) -> String {
    if checked.is_empty() {
        return String::new();
    }
    let columns = terminal::columns(None);
    let mut text = String::new();
    for Checked { input, problems } in checked {
        text.push_str(&problems::render(
            problems,
            &input.path,
            &input.text,
            columns,
        ));
    }
    let tally = problems::tally(checked.iter().flat_map(|it| &it.problems));
    let tally = if tally.is_empty() {
        "no problems"
    } else {
        &tally
    };
    text + &format!("{}, {tally}\n", count(checked.len(), "file"))
}

fn json(checked: &[&Checked]) -> String {
    let document = Document {
        version: VERSION,
        files: checked.iter().map(|it| it.located()).collect(),
    };
    let text = serde_json::to_string_pretty(&document);
    text.expect("strings and numbers always have a JSON form") + "\n"
}
