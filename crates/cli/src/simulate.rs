//! `laneway simulate`: what will happen when a stage of a template is deployed.

use crate::chart::{self, Charset};
use crate::forecast;
use crate::input::{Input, Refusal};
use crate::output::{Exit, Output};
use crate::subject::Subject;
use crate::terminal;
use crate::text::{clean, wrap};
use anstyle::Style;
use laneway_core::analysis::{self, Run};
use laneway_core::forecast::{Budget, Outlook};
use laneway_core::scenario::LARGEST_SEED;
use laneway_core::scheduler::{Record, to_json_lines};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// More would take hours.
const MOST_RUNS: i64 = 1_000_000_000;
/// How many runs tell whether a budget is kept.
const USUAL_RUNS: u32 = 10_000;

const BOLD: Style = Style::new().bold();

const EXAMPLES: &str = "\
Examples:
  laneway simulate application.yaml
  laneway simulate application.yaml --stage teardown
  laneway simulate application.yaml --scenario slow-frontend.yaml --seed 7
  laneway simulate application.yaml --format json | jq .outcome
  laneway simulate application.yaml --scenario chances.yaml --runs 10000
  laneway simulate application.yaml --scenario chances.yaml --assert 'p95<10m' --assert 'halt<1%'
  laneway simulate - --width 100 --color always < application.yaml | less -R

Exit codes:
  0  simulated, whatever it predicts
  1  a budget of --assert is not kept
  2  wrong usage, a file that cannot be read, or nothing that can be simulated";

/// Simulate a stage: when each task starts and settles, what waits for what, and what goes wrong.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Simulate {
    /// An application template, or a part of one that holds its workflows; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The stage to simulate [default: setup, else the first]
    #[arg(long, value_name = "NAME")]
    stage: Option<String>,

    /// How the tasks behave: durations, needs, failures, outages
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// Reproduces all that is random; beats the scenario's own
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    seed: Option<u64>,

    /// Simulate so many runs and say what to expect of them [default: one; with --assert: 10000]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=MOST_RUNS))]
    runs: Option<u32>,

    /// End with exit code 1 unless a forecast keeps this budget: p95<10m, mean<=5m, halt<1%, errors<5%
    #[arg(long = "assert", value_name = "BUDGET")]
    budgets: Vec<Budget>,

    /// How many threads simulate many runs; the result is the same [default: one a processor]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,

    /// How to print what happens
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Columns of the chart [default: COLUMNS, else the terminal's width, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=1000))]
    width: Option<u16>,

    /// Draw the chart with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// A chart for the terminal, and what happened in words
    #[default]
    Human,
    /// One JSON document, described in docs/json.md
    Json,
    /// Every event as a line of JSON, described in docs/json.md
    Trace,
}

impl Simulate {
    /// Simulates one run of the stage, or many.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match self.read() {
            Ok(subject) => self.simulate(&subject, output),
            Err(Refusal(why)) => {
                output.explain(&format!("laneway: {why}\n"));
                Exit::Unusable
            }
        }
    }

    fn read(&self) -> Result<Subject, Refusal> {
        if self.format == Format::Trace && self.runs().is_some() {
            let why = "--format trace shows a single run; leave it out with --runs and --assert";
            return Err(Refusal(why.to_owned()));
        }
        Subject::read(&self.file, self.scenario.as_ref())
    }

    fn simulate(&self, subject: &Subject, output: &mut Output) -> Exit {
        let stage = self.stage.as_deref();
        let analysis = analysis::analyze(&subject.request(stage, self.seed));
        subject.explain_problems(&analysis, self.columns(), output);
        let Some(run) = &analysis.run else {
            output.explain(&subject.why_nothing(&analysis, stage));
            return Exit::Unusable;
        };
        match self.runs() {
            Some(runs) => {
                let outlook = forecast::outlook(&run.setting, runs, self.threads, output);
                output.print(&self.print_many(run, &outlook));
                self.judge(&outlook, output)
            }
            None => {
                output.print(&self.print(run, subject.scenario.as_ref()));
                Exit::Clean
            }
        }
    }

    /// How many runs are asked for, if it is not the first alone.
    fn runs(&self) -> Option<u32> {
        let usual = (!self.budgets.is_empty()).then_some(USUAL_RUNS);
        self.runs.or(usual)
    }

    fn print_many(&self, run: &Run, outlook: &Outlook) -> String {
        if self.format == Format::Json {
            let mut report = run.report.clone();
            report.forecast = Some(outlook.forecast.clone());
            return report.to_json();
        }
        let (columns, charset) = (self.columns(), self.charset());
        forecast::draw(&run.report, &outlook.forecast, columns, charset)
    }

    /// Says of each budget whether it is kept.
    fn judge(&self, outlook: &Outlook, output: &mut Output) -> Exit {
        let mut exit = Exit::Clean;
        for budget in &self.budgets {
            let verdict = budget.verdict(outlook);
            output.explain(&format!("laneway: {}\n", verdict.text));
            if !verdict.is_kept {
                exit = Exit::Errors;
            }
        }
        exit
    }

    fn print(&self, run: &Run, scenario: Option<&Input>) -> String {
        match self.format {
            Format::Human => self.human(run),
            Format::Json => run.report.to_json(),
            Format::Trace => trace(run, scenario),
        }
    }

    fn human(&self, run: &Run) -> String {
        let columns = self.columns();
        let chart = chart::draw(&run.setting.plan, &run.report, columns, self.charset());
        let mut text = chart + "\n";
        for (number, sentence) in run.summary.iter().enumerate() {
            let lines = wrap(&clean(sentence), columns, "  ");
            let bold = if number == 0 { BOLD } else { Style::new() };
            text.push_str(&format!("{bold}{lines}{bold:#}\n"));
        }
        text
    }

    fn charset(&self) -> Charset {
        if self.ascii {
            Charset::Ascii
        } else {
            Charset::Unicode
        }
    }

    fn columns(&self) -> usize {
        terminal::columns(self.width.map(usize::from))
    }
}

fn trace(run: &Run, scenario: Option<&Input>) -> String {
    to_json_lines(&Record {
        plan: run.setting.plan.clone(),
        scenario: scenario.map(|it| it.text.clone()),
        seed: run.report.seed,
        epoch: None,
        trace: run.trace.clone(),
    })
}
