//! `laneway export`: a run as a file for another program.

use crate::input::Refusal;
use crate::output::{Exit, Output};
use crate::subject::{Asked, Subject};
use crate::terminal;
use crate::text::clean;
use crate::traces;
use laneway_core::analysis::{self, Run};
use laneway_core::export::{self, Look, NARROWEST, WIDEST};
use std::fs;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  laneway export application.yaml --to svg -o timeline.svg
  laneway export application.yaml --scenario slow-frontend.yaml --to svg --theme dark --width 1200 -o timeline.svg
  laneway export application.yaml --to chrome-trace -o trace.json
  laneway export - --to csv < application.yaml > tasks.csv
  laneway export recorded.jsonl --to svg -o what-happened.svg

Exit codes:
  0  exported, whatever happens in the run
  2  wrong usage, a file that cannot be read or written, or nothing that can be simulated";

/// Write a simulated run as a file for another program; or that of a trace, in the place of the template.
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
            Ok(()) => Exit::Clean,
            Err(why) => output.refuse(&why),
        }
    }

    fn export(&self, output: &mut Output) -> Result<(), Refusal> {
        if self.to != Target::Svg && (self.theme.is_some() || self.width.is_some()) {
            let why = "--theme and --width are for pictures: leave them out, or use --to svg";
            return Err(Refusal(why.to_owned()));
        }
        let subject = self.asked.read()?;
        let text = match traces::is_one(&subject.template.text) {
            true => self.text(&traces::of(&subject.template)?.run),
            false => self.text(&simulated(&subject, output)?),
        };
        match &self.output {
            Some(path) => fs::write(path, text).map_err(|error| cannot_write(path, &error))?,
            None => output.print_source(&text),
        }
        Ok(())
    }

    fn text(&self, run: &Run) -> String {
        match self.to {
            Target::Svg => export::svg(&run.report, &run.summary, &self.look()),
            Target::Csv => export::csv(&run.report),
            Target::Mermaid => export::mermaid(&run.report),
            Target::ChromeTrace => export::chrome_trace(&run.report),
        }
    }

    fn look(&self) -> Look {
        let usual = Look::default();
        Look {
            width: self.width.unwrap_or(usual.width),
            theme: self.theme.map_or(usual.theme, export::Theme::from),
        }
    }
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
