//! `laneway export`: a run as a file for another program.

use crate::forecast;
use crate::input::Refusal;
use crate::output::{Exit, Output};
use crate::problems;
use crate::simulate::MOST_RUNS;
use crate::subject::{Asked, Subject};
use crate::terminal;
use crate::text::clean;
use crate::traces;
use laneway_core::analysis::{self, Run};
use laneway_core::diagnostic::{Diagnostic, Severity};
use laneway_core::export::{self, Flow, Look, NARROWEST, WIDEST};
use std::fs;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  laneway export application.yaml --to svg -o timeline.svg
  laneway export application.yaml --scenario slow-frontend.yaml --to svg --theme dark --width 1200 -o timeline.svg
  laneway export application.yaml --scenario chances.yaml --to svg --runs 10000 -o timeline.svg
  laneway export application.yaml --to chrome-trace -o trace.json
  laneway export - --to csv < application.yaml > tasks.csv
  laneway export application.yaml --to argo -o workflow.yaml
  laneway export application.yaml --to tekton --strict | kubectl create -f -
  laneway export recorded.jsonl --to svg -o what-happened.svg

Exit codes:
  0  exported, whatever happens in the run
  1  with --strict: the other engine would do something otherwise, and nothing is written
  2  wrong usage, a file that cannot be read or written, or nothing that can be simulated";

/// Write a simulated run, or the order of a stage, as a file for another program; or the run of a trace, in the
/// place of the template.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Export {
    #[command(flatten)]
    asked: Asked,

    /// The form of the file
    #[arg(long, value_enum)]
    to: Target,

    /// Write into this file, in the place of what is there [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The colours of a picture: auto follows the system of whoever looks at it [default: auto]
    #[arg(long, value_enum)]
    theme: Option<Theme>,

    /// How wide a picture is, in pixels [default: 960]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(i64::from(NARROWEST)..=i64::from(WIDEST)))]
    width: Option<u32>,

    /// Simulate so many runs, too, and say in the picture when they end
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=MOST_RUNS))]
    runs: Option<u32>,

    /// Write nothing if another engine (argo, tekton) would not do just what the stage says
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Target {
    /// The timeline as a picture, which needs nothing else
    Svg,
    /// The tasks and their times as a table
    Csv,
    /// A Gantt chart for pages in Markdown
    Mermaid,
    /// A trace that Perfetto opens
    ChromeTrace,
    /// The order of the stage as a Workflow of Argo Workflows
    Argo,
    /// The order of the stage as a PipelineRun of Tekton Pipelines
    Tekton,
}

impl Target {
    fn is_engine(self) -> bool {
        matches!(self, Self::Argo | Self::Tekton)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Theme {
    Auto,
    Light,
    Dark,
}

impl From<Theme> for export::Theme {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Auto => Self::Auto,
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}

impl Export {
    /// Simulates one run and writes it.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match self.export(output) {
            Ok(exit) => exit,
            Err(why) => output.refuse(&why),
        }
    }

    fn export(&self, output: &mut Output) -> Result<Exit, Refusal> {
        self.refuse_what_does_not_fit()?;
        let subject = self.asked.read()?;
        let is_trace = traces::is_one(&subject.template.text);
        if is_trace && self.to.is_engine() {
            let why =
                "a trace says what happened, not in which order it had to: export the template";
            return Err(Refusal(why.to_owned()));
        }
        let mut run = match is_trace {
            true => traces::of(&subject.template)?.run,
            false => simulated(&subject, output)?,
        };
        if let Some(runs) = self.runs {
            let outlook = forecast::outlook(&run.setting, runs, None, output);
            run.report.forecast = Some(outlook.forecast);
        }
        let text = match self.to {
            Target::Svg => export::svg(&run.report, &run.summary, &self.look()),
            Target::Csv => export::csv(&run.report),
            Target::Mermaid => export::mermaid(&run.report),
            Target::ChromeTrace => export::chrome_trace(&run.report),
            Target::Argo | Target::Tekton => match self.flow(&run, &subject, output)? {
                Some(text) => text,
                None => return Ok(Exit::Errors),
            },
        };
        match &self.output {
            Some(path) => fs::write(path, text).map_err(|error| cannot_write(path, &error))?,
            None => output.print_source(&text),
        }
        Ok(Exit::Clean)
    }

    fn refuse_what_does_not_fit(&self) -> Result<(), Refusal> {
        let is_styled = self.theme.is_some() || self.width.is_some() || self.runs.is_some();
        let why = if self.to != Target::Svg && is_styled {
            "--theme, --width and --runs are for pictures: leave them out, or use --to svg"
        } else if self.strict && !self.to.is_engine() {
            "--strict is for other engines: leave it out, or use --to argo or --to tekton"
        } else {
            return Ok(());
        };
        Err(Refusal(why.to_owned()))
    }

    /// The stage for another engine, after telling what that engine does otherwise; `None` if something is lost that
    /// must not be.
    fn flow(
        &self,
        run: &Run,
        subject: &Subject,
        output: &mut Output,
    ) -> Result<Option<String>, Refusal> {
        let (plan, options) = (&run.setting.plan, &run.setting.options);
        let flow = match self.to {
            Target::Tekton => export::tekton(plan, options),
            _ => export::argo(plan, options),
        };
        let nothing = || Refusal(format!("{} has no task to export", clean(&plan.stage)));
        let Flow { text, mut losses } = flow.ok_or_else(nothing)?;
        if self.strict {
            losses
                .iter_mut()
                .for_each(|it| it.severity = Severity::Error);
        }
        output.explain(&told(&losses, subject));
        Ok((!self.strict || losses.is_empty()).then_some(text))
    }

    fn look(&self) -> Look {
        let usual = Look::default();
        Look {
            width: self.width.unwrap_or(usual.width),
            theme: self.theme.map_or(usual.theme, export::Theme::from),
        }
    }
}

fn told(losses: &[Diagnostic], subject: &Subject) -> String {
    if losses.is_empty() {
        return String::new();
    }
    let template = &subject.template;
    let told = problems::render(
        losses,
        &template.path,
        &template.text,
        terminal::columns(None),
    );
    format!(
        "{told}{}: {}\n",
        clean(&template.path),
        problems::tally(losses)
    )
}

fn simulated(subject: &Subject, output: &mut Output) -> Result<Run, Refusal> {
    let analysis = analysis::analyze(&subject.request());
    let is_simulated = analysis.run.is_some();
    subject.explain_problems(&analysis, is_simulated, terminal::columns(None), output);
    let why = || subject.why_nothing(&analysis);
    analysis.run.clone().ok_or_else(why)
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Refusal {
    let name = clean(&path.display().to_string());
    Refusal(format!("cannot write {name}: {error}"))
}
