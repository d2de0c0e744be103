//! `laneway sweep`: what becomes of a forecast when one figure of the scenario changes.

mod picture;

use crate::chart::Look;
use crate::forecast;
use crate::input::Refusal;
use crate::output::{Exit, Output};
use crate::subject::{Asked, Subject};
use crate::text::{clean, width};
use laneway_core::analysis::{self, Run};
use laneway_core::forecast::{Budget, Outlook};
use laneway_core::sweep::{self, Vary, offers, variants};
use std::num::NonZeroUsize;

const MOST_RUNS: i64 = 100_000_000;
const USUAL_RUNS: u32 = 10_000;

const EXAMPLES: &str = "\
Examples:
  laneway sweep application.yaml --scenario chances.yaml
  laneway sweep application.yaml --scenario chances.yaml --vary tasks.jobs.migrate.runs_for=10s..5m/12
  laneway sweep application.yaml --scenario chances.yaml --vary faults.0.chance=0%..20%/5 --assert 'halt<1%'
  laneway sweep application.yaml --vary cluster.max_parallel=1..8
  laneway sweep application.yaml --vary cluster.max_parallel=2,4,none --format csv

Values:
  10s..5m/12        so many durations from one to the other, at equal distances
  0%..20%  1..8     percentages, whole numbers; without / all numbers of a short range, else 11
  1.0..3.0/5        numbers with decimals
  1,2,4,none        just these, as a scenario would have them

Exit codes:
  0  simulated, whatever it predicts
  1  a budget of --assert is not kept for some value
  2  wrong usage, a file that cannot be read, or nothing that can be varied or simulated";

/// Vary one figure of the scenario: when the stage ends and how often it goes wrong, for each value.
/// Without --vary, lists what can be varied.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Sweep {
    #[command(flatten)]
    asked: Asked,

    /// What to vary, and its values: cluster.max_parallel=1..8
    #[arg(long, value_name = "PLACE=VALUES")]
    vary: Option<Vary>,

    /// Simulate so many runs for each value
    #[arg(long, value_name = "NUMBER", default_value_t = USUAL_RUNS, value_parser = clap::value_parser!(u32).range(1..=MOST_RUNS))]
    runs: u32,

    /// Say where this budget is kept, and end with exit code 1 unless it is for every value:
    /// p95<10m, mean<=5m, halt<1%, errors<5%
    #[arg(long = "assert", value_name = "BUDGET")]
    budgets: Vec<Budget>,

    /// How many threads simulate; the result is the same [default: one a processor]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,

    /// How to print the figures
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// A table with a picture for the terminal, and what it means in words
    #[default]
    Human,
    /// One JSON document, described in docs/json.md
    Json,
    /// One line for each value, times in milliseconds
    Csv,
}

impl Sweep {
    /// Simulates the stage for each value, or lists what can be varied.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        let subject = self.asked.read();
        let swept = subject.and_then(|subject| self.sweep(&subject, output));
        swept.unwrap_or_else(|why| output.refuse(&why))
    }

    fn sweep(&self, subject: &Subject, output: &mut Output) -> Result<Exit, Refusal> {
        let request = subject.request();
        let analysis = analysis::analyze(&request);
        let columns = self.look.columns();
        subject.explain_problems(&analysis, analysis.run.is_some(), columns, output);
        let Some(run) = &analysis.run else {
            return Err(subject.why_nothing(&analysis));
        };
        let Some(vary) = &self.vary else {
            return self.list(subject, run, output);
        };
        let variants = match variants(&request, vary) {
            Some(variants) => variants.map_err(|error| Refusal(clean(&error.to_string())))?,
            None => Vec::new(),
        };
        let outlooks: Vec<Outlook> = variants
            .iter()
            .map(|it| forecast::outlook(&it.setting, self.runs, self.threads, output))
            .collect();
        let sweep = sweep::Sweep::new(&request, vary, &run.setting, &outlooks, &self.budgets);
        output.print(&match self.format {
            Format::Human => picture::draw(&sweep, columns, self.look.charset()),
            Format::Json => sweep.to_json(),
            Format::Csv => sweep.to_csv(),
        });
        let is_kept = sweep
            .budgets
            .iter()
            .flat_map(|it| &it.kept)
            .all(|kept| *kept);
        Ok(if is_kept { Exit::Clean } else { Exit::Errors })
    }

    /// What can be varied, with what the scenario says of it.
    fn list(&self, subject: &Subject, run: &Run, output: &mut Output) -> Result<Exit, Refusal> {
        if self.format != Format::Human {
            let why =
                "there are no figures without --vary; leave out --format to see what can be varied";
            return Err(Refusal(why.to_owned()));
        }
        let scenario = subject.scenario.as_ref().map_or("", |it| &it.text);
        let offers = offers(scenario, &run.setting.plan);
        let paths: Vec<String> = offers.iter().map(|it| clean(&it.path)).collect();
        let longest = paths.iter().map(|it| width(it)).max().unwrap_or(0);
        for (offer, path) in offers.iter().zip(&paths) {
            let now = offer.now.as_deref().map(clean).unwrap_or_default();
            let about = offer
                .about
                .as_deref()
                .map(|it| format!("  ({})", clean(it)));
            let gap = " ".repeat(longest - width(path));
            let line = format!("{path}{gap}  {now}{}", about.unwrap_or_default());
            output.print(&format!("{}\n", line.trim_end()));
        }
        Ok(Exit::Clean)
    }
}
