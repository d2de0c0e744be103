//! `laneway check --fix` and `--diff`: the files after their fixes.

use super::Checked;
use crate::change;
use crate::input::{Input, Refusal};
use crate::text::{clean, count};
use laneway_core::analysis::{self, Analysis, Request};
use laneway_core::diagnostic::{Diagnostic, Levels, Repaired, Scope, repair};
use laneway_core::foreign::{self, Format, NOT_A_TEMPLATE};

/// A file before its fixes, and what is left after them.
pub(super) struct Fixed {
    pub(super) before: Input,
    pub(super) after: Checked,
    applied: usize,
    /// Whether a template could be made of it, but is not written over it.
    is_kept: bool,
}

/// A template, the scenario that belongs to it, and how bad their problems are.
pub(super) struct Checker<'a> {
    pub(super) template: Input,
    pub(super) template_levels: Levels,
    pub(super) scenario: Option<&'a Input>,
    pub(super) scenario_levels: Levels,
    /// Whether what is repaired is written into the files.
    pub(super) writes: bool,
}

impl Checker<'_> {
    /// Checks both. With a `scope` repairs the template, and then the scenario against what became
    /// of it.
    pub(super) fn run(self, scope: Option<Scope>) -> Vec<Fixed> {
        let scenario_text = self.scenario.map_or("", |it| it.text.as_str());
        let check_template = |text: &str| self.analysis(text, scenario_text).template;
        let repaired = work_on(&self.template.text, scope, check_template);
        let mut template = Fixed::new(self.template.clone(), repaired);
        template.is_kept = scope == Some(Scope::All)
            && self.keeps_other_tools()
            && is_compose(&self.template.text);
        let scenario = self.scenario.map(|scenario| {
            let template = &template.after.input.text;
            let check = |text: &str| self.analysis(template, text).scenario;
            Fixed::new(scenario.clone(), work_on(&scenario.text, scope, check))
        });
        std::iter::once(template).chain(scenario).collect()
    }

    /// Whether a file of another tool is not overwritten: it goes on being needed.
    fn keeps_other_tools(&self) -> bool {
        self.writes && !self.template.is_stdin()
    }

    fn analysis(&self, template: &str, scenario: &str) -> Analysis {
        let mut analysis = analysis::check(&Request {
            template,
            scenario,
            ..Request::default()
        });
        analysis.template = self.template_levels.apply(analysis.template);
        if self.keeps_other_tools() {
            keep_other_tools(&mut analysis.template);
        }
        analysis.scenario = self.scenario_levels.apply(analysis.scenario);
        analysis
    }
}

fn is_compose(text: &str) -> bool {
    foreign::format_of(text) == Some(Format::DockerCompose)
}

/// What is made of a file of another tool is no repair of that file.
fn keep_other_tools(problems: &mut [Diagnostic]) {
    for problem in problems.iter_mut().filter(|it| it.code == NOT_A_TEMPLATE) {
        problem.fixes.clear();
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
            is_kept: false,
        }
    }

    /// Whether there is anything to write.
    pub(super) fn is_changed(&self) -> bool {
        self.before.text != self.after.input.text
    }

    /// What was done; nothing if nothing was.
    pub(super) fn note(&self) -> String {
        let path = clean(&self.before.path);
        if self.is_kept {
            return format!("left {path} as it is: `laneway import {path}` prints a template\n");
        }
        if !self.is_changed() {
            return String::new();
        }
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
