//! `laneway advise`: what slows a stage, what failures cost it, and what to change next.

mod human;
mod measure;
mod saving;
mod tables;

use crate::change;
use crate::input::Refusal;
use crate::output::{Exit, Output};
use crate::subject::{Asked, Subject};
use crate::terminal;
use crate::text::clean;
use laneway_core::advice::{Advice, Advisor, Effort, Suggestion};
use laneway_core::analysis;
use laneway_core::diagnostic::{Edit, Fix, Vocabulary};
use laneway_core::source::Span;
use std::num::NonZeroUsize;

/// More would tell nothing that matters, and take hours.
const MOST_RUNS: i64 = 1_000_000;

const EXAMPLES: &str = "\
Examples:
  laneway advise application.yaml
  laneway advise application.yaml --scenario chances.yaml --runs 10000
  laneway advise application.yaml --scenario chances.yaml --seed 7 --threads 2
  laneway advise application.yaml --diff merge:setup/data+cache | patch application.yaml
  laneway advise application.yaml --format json | jq '.next[0].edits'

Exit codes:
  0  advised; there may be nothing to change
  2  wrong usage, a file that cannot be read, or nothing that can be simulated";

/// Say what slows a stage, what failures cost it, and which single edit of the workflow saves most.
///
/// Everything is measured in the same runs with the same random numbers before and after each change. Edits
/// are judged by what tasks are said to need (depends_on, and needs in the scenario), never by luck.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Advise {
    #[command(flatten)]
    asked: Asked,

    /// Measure in so many runs [default: 2000, fewer for a stage with more than 10000 tasks]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=MOST_RUNS))]
    runs: Option<u32>,

    /// How many threads simulate; the result is the same [default: one a processor]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,

    /// Print only the edit of this name, as a patch of the template
    #[arg(long, value_name = "ID", conflicts_with = "format")]
    diff: Option<String>,

    /// How to print the advice
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Columns of the tables [default: COLUMNS, else the terminal's width, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=1000))]
    width: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// Two tables, and what to change next
    #[default]
    Human,
    /// One JSON document, described in docs/json.md
    Json,
}

impl Advise {
    /// Measures and says what to change.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        let advised = self.asked.read().and_then(|subject| {
            let text = self.advise(&subject, output)?;
            output.print(&text);
            Ok(())
        });
        match advised {
            Ok(()) => Exit::Clean,
            Err(why) => output.refuse(&why),
        }
    }

    fn advise(&self, subject: &Subject, output: &mut Output) -> Result<String, Refusal> {
        let request = subject.request();
        let analysis = analysis::check(&request);
        let advisor = Advisor::new(request, self.runs.map(Effort::of));
        let columns = terminal::columns(self.width.map(usize::from));
        subject.explain_problems(&analysis, advisor.is_some(), columns, output);
        let advisor = advisor.ok_or_else(|| subject.why_nothing(&analysis))?;
        let advice = measure::advice(advisor, self.threads, output);
        let (template, scenario) = (&subject.template, subject.scenario.as_ref());
        if let Some(id) = &self.diff {
            let chosen = choose(&advice, id)?;
            return Ok(change::diff(template, &applied(chosen, &template.text)));
        }
        Ok(match self.format {
            Format::Json => advice.to_json(),
            Format::Human => human::draw(&advice, template, scenario, columns),
        })
    }
}

fn choose<'a>(advice: &'a Advice, id: &str) -> Result<&'a Suggestion, Refusal> {
    let mut all = advice.next.iter().chain(&advice.failures);
    all.clone().find(|it| it.id == id).ok_or_else(|| {
        let ids = all.by_ref().map(|it| it.id.as_str());
        let nearest = Vocabulary::new(ids).nearest(id);
        let nearest = nearest.map(|it| format!("; did you mean {}?", clean(it)));
        let (id, nearest) = (clean(id), nearest.unwrap_or_default());
        Refusal(format!("there is no edit {id} in this advice{nearest}"))
    })
}

/// The template after an edit.
fn applied(suggestion: &Suggestion, text: &str) -> String {
    let edits = suggestion.edits.iter();
    let edits = edits.map(|it| Edit::replace(Span::new(it.start, it.end), it.text.clone()));
    Fix::safe("", edits.collect()).apply(text)
}
