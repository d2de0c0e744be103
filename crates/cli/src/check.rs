//! `laneway check`: what is wrong with templates, and how to repair it.

use crate::input::{self, Input, Refusal};
use crate::output::{Exit, Output};
use crate::problems;
use crate::terminal;
use crate::text::count;
use laneway_core::analysis::{self, Request};
use laneway_core::diagnostic::{Diagnostic, Located, Severity};
use laneway_core::source::LineIndex;
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

Exit codes:
  0  no errors (there may be warnings and hints)
  1  errors
  2  wrong usage, or a file that cannot be read";

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
    /// Checks all files that can be read.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        if let Err(Refusal(why)) = self.usable() {
            output.explain(&format!("laneway: {why}\n"));
            return Exit::Unusable;
        }
        let (checked, refused) = self.check();
        for Refusal(why) in &refused {
            output.explain(&format!("laneway: {why}\n"));
        }
        match self.format {
            Format::Human => output.print(&human(&checked)),
            Format::Json => output.print(&json(&checked)),
        }
        let errors = checked.iter().any(Checked::has_errors);
        match (refused.is_empty(), errors) {
            (false, _) => Exit::Unusable,
            (true, true) => Exit::Errors,
            (true, false) => Exit::Clean,
        }
    }

    fn usable(&self) -> Result<(), Refusal> {
        if self.scenario.is_some() && self.files.len() > 1 {
            let why = "a scenario is checked against one template, and there are several";
            return Err(Refusal(why.to_owned()));
        }
        input::once_stdin(self.files.iter().chain(&self.scenario))
    }

    fn check(&self) -> (Vec<Checked>, Vec<Refusal>) {
        let mut checked = Vec::new();
        let mut refused = Vec::new();
        let scenario = match self.scenario.as_deref().map(input::read) {
            Some(Ok(scenario)) => Some(scenario),
            Some(Err(why)) => {
                refused.push(why);
                None
            }
            None => None,
        };
        for file in &self.files {
            match input::read(file) {
                Ok(template) => checked.push(check_template(template, scenario.as_ref())),
                Err(why) => refused.push(why),
            }
        }
        (checked.into_iter().flatten().collect(), refused)
    }
}

/// The template's problems, and the scenario's if there is one.
fn check_template(template: Input, scenario: Option<&Input>) -> Vec<Checked> {
    let analysis = analysis::check(&Request {
        template: &template.text,
        scenario: scenario.map_or("", |it| &it.text),
        ..Request::default()
    });
    let template = Checked {
        input: template,
        problems: analysis.template,
    };
    let scenario = scenario.map(|scenario| Checked {
        input: scenario.clone(),
        problems: analysis.scenario,
    });
    std::iter::once(template).chain(scenario).collect()
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
fn human(checked: &[Checked]) -> String {
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

fn json(checked: &[Checked]) -> String {
    let document = Document {
        version: VERSION,
        files: checked.iter().map(Checked::located).collect(),
    };
    let text = serde_json::to_string_pretty(&document);
    text.expect("strings and numbers always have a JSON form") + "\n"
}
