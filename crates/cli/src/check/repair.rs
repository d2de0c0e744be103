//! `laneway check --fix` and `--diff`: the files after their fixes.

use super::Checked;
use crate::change;
use crate::input::{Input, Refusal};
use crate::text::{clean, count};
use laneway_core::analysis::{self, Analysis, Request};
use laneway_core::diagnostic::{Diagnostic, Levels, Repaired, Scope, repair};

/// A file before its fixes, and what is left after them.
pub(super) struct Fixed {
    pub(super) before: Input,
    pub(super) after: Checked,
    applied: usize,
}

/// A template, the scenario that belongs to it, and how bad their problems are.
pub(super) struct Checker<'a> {
    pub(super) template: Input,
    pub(super) template_levels: Levels,
    pub(super) scenario: Option<&'a Input>,
    pub(super) scenario_levels: Levels,
}

impl Checker<'_> {
    /// Checks both. With a `scope` repairs the template, and then the scenario against what became
    /// of it.
    pub(super) fn run(self, scope: Option<Scope>) -> Vec<Fixed> {
        let scenario_text = self.scenario.map_or("", |it| it.text.as_str());
        let check_template = |text: &str| self.analysis(text, scenario_text).template;
        let repaired = work_on(&self.template.text, scope, check_template);
        let template = Fixed::new(self.template.clone(), repaired);
        let scenario = self.scenario.map(|scenario| {
            let template = &template.after.input.text;
            let check = |text: &str| self.analysis(template, text).scenario;
            Fixed::new(scenario.clone(), work_on(&scenario.text, scope, check))
        });
        std::iter::once(template).chain(scenario).collect()
    }

    fn analysis(&self, template: &str, scenario: &str) -> Analysis {
        let mut analysis = analysis::check(&Request {
            template,
            scenario,
            ..Request::default()
        });
        analysis.template = self.template_levels.apply(analysis.template);
        analysis.scenario = self.scenario_levels.apply(analysis.scenario);
        analysis
    }
}

/// Repairs a text, or without a `scope` checks it as it is.
fn work_on(text: &str, scope: Option<Scope>, check: impl Fn(&str) -> Vec<Diagnostic>) -> Repaired {
    match scope {
        Some(scope) => repair(text, scope, check),
        None => Repaired {
            text: text.to_owned(),
            applied: Vec::new(),
            problems: check(text),
        },
    }
}

impl Fixed {
    fn new(before: Input, repaired: Repaired) -> Self {
        let input = Input {
            text: repaired.text,
            ..before.clone()
        };
        Self {
            before,
            after: Checked {
                input,
                problems: repaired.problems,
            },
            applied: repaired.applied.len(),
        }
    }

    /// Whether there is anything to write.
    pub(super) fn is_changed(&self) -> bool {
        self.before.text != self.after.input.text
    }

    /// What was done; nothing if nothing was.
    pub(super) fn note(&self) -> String {
        if !self.is_changed() {
            return String::new();
        }
        let path = clean(&self.before.path);
        format!("fixed {} in {path}\n", count(self.applied, "problem"))
    }

    /// The changes, in the form that `patch` and code hosts read; nothing if there are none.
    pub(super) fn diff(&self) -> String {
        change::diff(&self.before, &self.after.input.text)
    }

    /// Writes the file if it is changed: all of it or, if something is in the way, nothing.
    pub(super) fn write(&self) -> Result<(), Refusal> {
        change::write(&self.before, &self.after.input.text)
    }
}
