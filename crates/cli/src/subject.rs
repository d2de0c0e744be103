//! What is simulated: a template and perhaps a scenario, and what is wrong with them.

use crate::config::Configs;
use crate::input::{self, Input, Refusal};
use crate::output::Output;
use crate::problems;
use crate::text::clean;
use laneway_core::analysis::{Analysis, Request};
use laneway_core::diagnostic::{Diagnostic, Severity, Vocabulary};
use laneway_core::scenario::LARGEST_SEED;
use std::path::PathBuf;

/// What every command that simulates is asked about.
#[derive(Debug, clap::Args)]
pub(crate) struct Asked {
    #[command(flatten)]
    texts: Texts,

    /// Reproduces all that is random; beats the scenario's own
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    seed: Option<u64>,
}

/// A template, one of its stages, and a scenario.
#[derive(Debug, clap::Args)]
pub(crate) struct Texts {
    /// An application template, or a part of one that holds its workflows; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The stage that is meant [default: setup, else the first]
    #[arg(long, value_name = "NAME")]
    stage: Option<String>,

    /// How the tasks behave: durations, needs, failures, outages
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
}

impl Asked {
    /// The files as they were named.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        let files = std::iter::once(&self.texts.file).chain(&self.texts.scenario);
        files.map(|file| file.display().to_string())
    }

    /// Whether one of them is standard input.
    pub(crate) fn is_from_stdin(&self) -> bool {
        let mut files = std::iter::once(&self.texts.file).chain(&self.texts.scenario);
        files.any(|file| input::is_stdin(file))
    }

    /// Reads both files.
    ///
    /// # Errors
    /// If one of them cannot be read, or both are standard input.
    pub(crate) fn read(&self) -> Result<Subject<'_>, Refusal> {
        Ok(Subject {
            seed: self.seed,
            ..self.texts.read()?
        })
    }
}

impl Texts {
    /// Reads both files.
    ///
    /// # Errors
    /// If one of them cannot be read, or both are standard input.
    pub(crate) fn read(&self) -> Result<Subject<'_>, Refusal> {
        input::once_stdin(std::iter::once(&self.file).chain(&self.scenario))?;
        let scenario = self.scenario.as_deref().map(input::read).transpose()?;
        Ok(Subject {
            texts: self,
            seed: None,
            template: input::read(&self.file)?,
            scenario,
        })
    }
}

/// The texts of a simulation.
pub(crate) struct Subject<'a> {
    texts: &'a Texts,
    seed: Option<u64>,
    pub(crate) template: Input,
    pub(crate) scenario: Option<Input>,
}

impl Subject<'_> {
    /// What is asked of the core.
    pub(crate) fn request(&self) -> Request<'_> {
        Request {
            template: &self.template.text,
            scenario: self.scenario.as_ref().map_or("", |it| &it.text),
            stage: self.texts.stage.as_deref(),
            seed: self.seed,
        }
    }

    /// Tells of the errors of both texts, and how many other problems there are. Of what is not simulated,
    /// warnings are told as well: one of them may be the reason why.
    pub(crate) fn explain_problems(
        &self,
        analysis: &Analysis,
        is_simulated: bool,
        columns: usize,
        output: &mut Output,
    ) {
        let shown = match is_simulated {
            true => Severity::Error,
            false => Severity::Warning,
        };
        let mut configs = Configs::default();
        for (input, problems) in [
            (Some(&self.template), &analysis.template),
            (self.scenario.as_ref(), &analysis.scenario),
        ] {
            let Some(input) = input else { continue };
            let problems = configs.levels_for(&input.source).apply(problems.clone());
            output.explain(&report_problems(input, &problems, shown, columns));
        }
        // What is predicted does not depend on the project's levels.
        for Refusal(why) in configs.refused {
            output.explain(&format!("laneway: {why}\n"));
        }
    }

    /// Why the stage cannot be simulated.
    pub(crate) fn why_nothing(&self, analysis: &Analysis) -> Refusal {
        let path = clean(&self.template.path);
        let known = analysis.stages.iter().map(String::as_str);
        match self.texts.stage.as_deref() {
            Some(stage) if known.len() > 0 && !known.clone().any(|it| it == stage) => {
                let nearest = Vocabulary::new(known.clone()).nearest(stage);
                let nearest = nearest.map(|it| format!("; did you mean {}?", clean(it)));
                let list = known.map(clean).collect::<Vec<_>>().join(", ");
                let (stage, nearest) = (clean(stage), nearest.unwrap_or_default());
                Refusal(format!("{path} has no stage {stage}, but: {list}{nearest}"))
            }
            _ => Refusal(format!("{path} has no stage that can be simulated")),
        }
    }
}

/// What is as bad as `shown` with its place, how many problems there are in all, and what shows
/// them.
fn report_problems(
    input: &Input,
    problems: &[Diagnostic],
    shown: Severity,
    columns: usize,
) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let (shown, others): (Vec<_>, Vec<_>) = problems.iter().partition(|it| it.severity <= shown);
    let tally = problems::tally(problems);
    let rest = if others.is_empty() {
        ""
    } else {
        " (laneway check shows all)"
    };
    let shown = problems::render(shown, &input.path, &input.text, columns);
    format!("{shown}{}: {tally}{rest}\n", clean(&input.path))
}
