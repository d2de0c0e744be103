//! `laneway simulate`: what will happen when a stage of a template is deployed.

mod watch;

use crate::chart::{self, Look};
use crate::forecast;
use crate::input::Refusal;
use crate::moments;
use crate::output::{Exit, Output};
use crate::subject::{Asked, Subject};
use crate::text::{clean, wrap};
use anstyle::Style;
use laneway_core::analysis::{self, Run};
use laneway_core::forecast::{Budget, Outlook};
use laneway_core::scheduler::{Record, to_json_lines};
use std::convert::Infallible;
use std::num::NonZeroUsize;

/// More would take hours.
pub(crate) const MOST_RUNS: i64 = 1_000_000_000;
/// How many runs tell whether a budget is kept.
const USUAL_RUNS: u32 = 10_000;

const BOLD: Style = Style::new().bold();

const EXAMPLES: &str = "\
Examples:
  laneway simulate application.yaml
  laneway simulate application.yaml --stage teardown
  laneway simulate application.yaml --scenario slow-frontend.yaml --seed 7
  laneway simulate application.yaml --format json | jq .outcome
  laneway simulate application.yaml --moments
  laneway simulate application.yaml --scenario slow-frontend.yaml --watch
  laneway simulate application.yaml --scenario chances.yaml --runs 10000
  laneway simulate application.yaml --scenario chances.yaml --assert 'p95<10m' --assert 'halt<1%'
  laneway simulate - --width 100 --color always < application.yaml | less -R

Exit codes:
  0  simulated, whatever it predicts
  1  a budget of --assert is not kept
  2  wrong usage, a file that cannot be read, or nothing that can be simulated
With --watch it goes on until Ctrl-C ends it.";

/// Simulate a stage: when each task starts and settles, what waits for what, and what goes wrong.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Simulate {
    #[command(flatten)]
    asked: Asked,

    /// Simulate so many runs and say what to expect of them [default: one; with --assert: 10000]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=MOST_RUNS))]
    runs: Option<u32>,

    /// End with exit code 1 unless a forecast keeps this budget: p95<10m, mean<=5m, halt<1%, errors<5%
    #[arg(long = "assert", value_name = "BUDGET")]
    budgets: Vec<Budget>,

    /// How many threads simulate many runs; the result is the same [default: one a processor]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,

    /// Tell one moment after the other: what happens, by which rule, and where in the template to look
    #[arg(long, conflicts_with_all = ["runs", "budgets", "threads"])]
    moments: bool,

    /// Draw again whenever a file changes, and say what the change did to the run
    #[arg(long, conflicts_with_all = ["runs", "budgets", "threads"])]
    watch: bool,

    /// How to print what happens
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    look: Look,
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
        if self.watch {
            return match self.watch(output) {
                Err(why) => output.refuse(&why),
            };
        }
        let simulated = self
            .read()
            .and_then(|subject| self.simulate(&subject, output));
        simulated.unwrap_or_else(|why| output.refuse(&why))
    }

    fn watch(&self, output: &mut Output) -> Result<Infallible, Refusal> {
        if self.format != Format::Human {
            let why = "--watch draws for people; leave --format out";
            return Err(Refusal(why.to_owned()));
        }
        watch::watch(self, output)
    }

    fn read(&self) -> Result<Subject<'_>, Refusal> {
        if self.format == Format::Trace && self.runs().is_some() {
            let why = "--format trace shows a single run; leave it out with --runs and --assert";
            return Err(Refusal(why.to_owned()));
        }
        if self.format == Format::Trace && self.moments {
            let why = "--format trace shows every event by itself; leave it out with --moments";
            return Err(Refusal(why.to_owned()));
        }
        self.asked.read()
    }

    fn simulate(&self, subject: &Subject, output: &mut Output) -> Result<Exit, Refusal> {
        let analysis = analysis::analyze(&subject.request());
        let columns = self.look.columns();
        subject.explain_problems(&analysis, analysis.run.is_some(), columns, output);
        let Some(run) = &analysis.run else {
            return Err(subject.why_nothing(&analysis));
        };
        Ok(match self.runs() {
            Some(runs) => {
                let outlook = forecast::outlook(&run.setting, runs, self.threads, output);
                output.print(&self.print_many(run, &outlook));
                self.judge(&outlook, output)
            }
            None => {
                output.print(&told(self, run, subject));
                Exit::Clean
            }
        })
    }

    /// How many runs are asked for, if it is not the first alone.
    fn runs(&self) -> Option<u32> {
        let usual = (!self.budgets.is_empty()).then_some(USUAL_RUNS);
        self.runs.or(usual)
    }

    fn print_many(&self, run: &Run, outlook: &Outlook) -> String {
        let mut report = run.report.clone();
        report.forecast = Some(outlook.forecast.clone());
        if self.format == Format::Json {
            return report.to_json();
        }
        let (columns, charset) = (self.look.columns(), self.look.charset());
        let told = forecast::draw(&report, &outlook.forecast, columns, charset);
        if !self.budgets.is_empty() {
            return told;
        }
        let first = chart::draw(&run.setting.plan, &report, columns, charset);
        format!("{told}\n{BOLD}The first of these runs{BOLD:#}\n\n{first}")
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

    fn human(&self, run: &Run) -> String {
        let columns = self.look.columns();
        let chart = chart::draw(&run.setting.plan, &run.report, columns, self.look.charset());
        let mut text = chart + "\n";
        for (number, sentence) in run.summary.iter().enumerate() {
            let sentence = self.look.charset().spelled(&clean(sentence));
            let lines = wrap(&sentence, columns, "  ");
            let bold = if number == 0 { BOLD } else { Style::new() };
            text.push_str(&format!("{bold}{lines}{bold:#}\n"));
        }
        text
    }
}

/// What happens in a run, in the form that is asked for.
fn told(simulate: &Simulate, run: &Run, subject: &Subject) -> String {
    let columns = simulate.look.columns();
    match simulate.format {
        Format::Human if simulate.moments => moments::human(run, subject, columns),
        Format::Human => simulate.human(run),
        Format::Json if simulate.moments => moments::json(run),
        Format::Json => run.report.to_json(),
        Format::Trace => trace(run, subject.scenario.as_ref().map(|it| it.text.clone())),
    }
}

fn trace(run: &Run, scenario: Option<String>) -> String {
    to_json_lines(&Record {
        plan: run.setting.plan.clone(),
        scenario,
        seed: run.report.seed,
        epoch: None,
        trace: run.trace.clone(),
    })
}
