//! `laneway refactor`: what could be changed in a workflow, and what that would bring.

mod list;

use crate::change;
use crate::input::{self, Input, Refusal};
use crate::output::{Exit, Output};
use crate::problems;
use crate::terminal;
use crate::text::clean;
use laneway_core::analysis::{self, Request};
use laneway_core::diagnostic::{Severity, Vocabulary};
use laneway_core::refactor::{Offer, offers};
use laneway_core::source::{LineIndex, Position, Span};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  laneway refactor application.yaml
  laneway refactor application.yaml --scenario slow-frontend.yaml --at 12
  laneway refactor application.yaml --apply parallelize:setup --diff
  laneway refactor application.yaml --apply merge:setup/data+cache
  laneway refactor - --format json < application.yaml | jq '.offers[0].edits'

Exit codes:
  0  listed, shown or applied; there may be nothing to list
  1  the template has errors, so that nothing can be changed
  2  wrong usage, a change that is not possible, or a file that cannot be read or written";

/// Change a workflow without changing what it does: run in parallel what need not wait, merge and
/// split steps. Each change is listed with what it does to the simulated finish.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Refactor {
    /// An application template, or a part of one that holds its workflows; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// How the tasks behave in the simulation, and what they need
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// Only what can be changed in this line
    #[arg(long, value_name = "LINE", value_parser = clap::value_parser!(u32).range(1..))]
    at: Option<u32>,

    /// List what can be changed (the default)
    #[arg(long, conflicts_with = "apply")]
    list: bool,

    /// List also what would let the stage end later, such as more steps
    #[arg(long, conflicts_with = "apply")]
    all: bool,

    /// Make the change of this name, and write the file; the text of standard input goes to
    /// standard output
    #[arg(long, value_name = "ID")]
    apply: Option<String>,

    /// Show the change instead of writing it
    #[arg(long, requires = "apply")]
    diff: bool,

    /// How to print the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// With what each change brings
    #[default]
    Human,
    /// One JSON document, described in docs/json.md
    Json,
}

impl Refactor {
    /// Lists the changes, or makes one.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match self.read() {
            Ok((template, scenario)) => self.refactor(&template, &scenario, output),
            Err(why) => output.refuse(&why),
        }
    }

    fn read(&self) -> Result<(Input, String), Refusal> {
        if self.apply.is_some() && self.format != Format::Human {
            let why = "--apply prints no list, so that only --format human is possible";
            return Err(Refusal(why.to_owned()));
        }
        input::once_stdin(std::iter::once(&self.file).chain(&self.scenario))?;
        let scenario = self.scenario.as_deref().map(input::read).transpose()?;
        let template = input::read(&self.file)?;
        Ok((template, scenario.map_or_else(String::new, |it| it.text)))
    }

    fn refactor(&self, template: &Input, scenario: &str, output: &mut Output) -> Exit {
        let request = Request {
            template: &template.text,
            scenario,
            ..Request::default()
        };
        let index = LineIndex::new(&template.text);
        let offers = offers(&request, self.place(&index, &template.text));
        if offers.is_empty() && explain_errors(template, &request, output) {
            return Exit::Errors;
        }
        match &self.apply {
            Some(id) => match choose(&offers, id) {
                Ok(offer) => self.apply(template, offer, output),
                Err(why) => output.refuse(&why),
            },
            None => {
                output.print(&match self.format {
                    Format::Human => list::human(template, &index, &offers, self.shown()),
                    Format::Json => list::json(template, &index, &offers),
                });
                Exit::Clean
            }
        }
    }

    /// Who asks about one line wants to know all that can be done there. Programs get everything.
    fn shown(&self) -> list::Shown {
        if self.all || self.at.is_some() {
            list::Shown::All
        } else {
            list::Shown::Useful
        }
    }

    /// The line that is asked for, or the whole text.
    fn place(&self, index: &LineIndex, text: &str) -> Span {
        let Some(line) = self.at.and_then(|line| usize::try_from(line).ok()) else {
            return Span::new(0, text.len());
        };
        let start = index.offset(Position { line, column: 1 });
        let last = Position {
            line,
            column: usize::MAX,
        };
        Span::new(start, index.offset(last).max(start))
    }

    fn apply(&self, template: &Input, offer: &Offer, output: &mut Output) -> Exit {
        let after = offer.apply(&template.text);
        let done = format!("{}: {}\n", clean(&offer.title), clean(&offer.preview.words));
        if self.diff {
            output.print_source(&change::diff(template, &after));
        } else if template.is_stdin() {
            output.print_source(&after);
        } else if let Err(why) = change::write(template, &after) {
            return output.refuse(&why);
        }
        output.explain(&done);
        Exit::Clean
    }
}

/// Shows the errors of the template, if there are any: they are why nothing is offered.
fn explain_errors(template: &Input, request: &Request, output: &mut Output) -> bool {
    let problems = analysis::check(request).template;
    let errors = problems.iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<_> = errors.collect();
    if errors.is_empty() {
        return false;
    }
    let columns = terminal::columns(None);
    let shown = problems::render(errors, &template.path, &template.text, columns);
    let path = clean(&template.path);
    output.explain(&format!(
        "{shown}laneway: {path} has errors, and is changed only when it has none\n"
    ));
    true
}

fn choose<'o>(offers: &'o [Offer], id: &str) -> Result<&'o Offer, Refusal> {
    let named = offers.iter().find(|offer| offer.id == id);
    named.ok_or_else(|| {
        let ids = offers.iter().map(|offer| offer.id.as_str());
        let nearest = Vocabulary::new(ids).nearest(id);
        let nearest = nearest.map(|it| format!("; did you mean {}?", list::quoted(it)));
        let (id, nearest) = (list::quoted(id), nearest.unwrap_or_default());
        Refusal(format!(
            "there is no change {id} here (without --apply all are listed){nearest}"
        ))
    })
}
