//! What is simulated: a template and perhaps a scenario, and what is wrong with them.

use crate::config::Configs;
use crate::input::{self, Input, Refusal};
use crate::output::Output;
use crate::problems;
use crate::text::clean;
use laneway_core::analysis::{Analysis, Request};
use laneway_core::diagnostic::{Diagnostic, Severity, Vocabulary};
use std::path::PathBuf;

/// The texts of a simulation.
pub(crate) struct Subject {
    pub(crate) template: Input,
    pub(crate) scenario: Option<Input>,
}

impl Subject {
    /// Reads both files.
    ///
    /// # Errors
    /// If one of them cannot be read, or both are standard input.
    pub(crate) fn read(template: &PathBuf, scenario: Option<&PathBuf>) -> Result<Self, Refusal> {
        input::once_stdin(std::iter::once(template).chain(scenario))?;
        let scenario = scenario.map(|it| input::read(it)).transpose()?;
        Ok(Self {
            template: input::read(template)?,
            scenario,
        })
    }

    /// What is asked of the core.
    pub(crate) fn request<'a>(&'a self, stage: Option<&'a str>, seed: Option<u64>) -> Request<'a> {
        Request {
            template: &self.template.text,
            scenario: self.scenario.as_ref().map_or("", |it| &it.text),
            stage,
            seed,
        }
    }

    /// Tells of the errors of both texts, and how many other problems there are.
    pub(crate) fn explain_problems(
        &self,
        analysis: &Analysis,
        columns: usize,
        output: &mut Output,
    ) {
        // Without a run a warning may be the reason why.
        let shown = match analysis.run {
            Some(_) => Severity::Error,
            None => Severity::Warning,
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
    pub(crate) fn why_nothing(&self, analysis: &Analysis, stage: Option<&str>) -> String {
        let path = clean(&self.template.path);
        let stages = analysis.stages.iter().map(String::as_str);
        let list = stages.clone().map(clean).collect::<Vec<_>>().join(", ");
        let known = &analysis.stages;
        match stage {
            Some(stage) if !known.is_empty() && !known.iter().any(|it| it == stage) => {
                let nearest = Vocabulary::new(stages).nearest(stage);
                let nearest = nearest.map(|it| format!("; did you mean {}?", clean(it)));
                let nearest = nearest.unwrap_or_default();
                let stage = clean(stage);
                format!("laneway: {path} has no stage {stage}, but: {list}{nearest}\n")
            }
            _ => format!("laneway: {path} has no stage that can be simulated\n"),
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
