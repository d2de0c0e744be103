//! What a refactoring looks at.

use super::written::Written;
use crate::analysis::{self, Request};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{self, Plan};
use crate::scenario::{self, Needs, Scenario};
use crate::template::{Stage, Template};
use std::collections::BTreeSet;

/// Stages with more tasks are left as they are: nobody wrote them by hand.
const MOST_TASKS: usize = 1000;
/// A template has three stages.
const MOST_STAGES: usize = 16;

/// A template that can be changed, with its scenario.
pub(crate) struct Subject<'a> {
    pub(crate) written: Written<'a>,
    pub(crate) template: Template,
    pub(crate) scenario: Scenario,
    pub(crate) has_workflows: bool,
}

/// A stage, and what becomes of it.
pub(crate) struct StageSubject<'s> {
    pub(crate) stage: &'s Stage,
    pub(crate) plan: Plan,
}

impl StageSubject<'_> {
    pub(crate) fn name(&self) -> &str {
        &self.stage.name.value
    }
}

impl<'a> Subject<'a> {
    /// `None` if the template has errors.
    pub(crate) fn read(request: &Request<'a>) -> Option<Self> {
        let (analysis, template) = analysis::check_and_read(request);
        Self::of(request, template, &analysis.template)
    }

    /// Of a template that is read and checked already.
    pub(crate) fn of(
        request: &Request<'a>,
        template: Template,
        problems: &[Diagnostic],
    ) -> Option<Self> {
        let mut errors = problems.iter().filter(|it| it.severity == Severity::Error);
        let has_workflows = match errors.next().map(|error| error.code) {
            None => true,
            Some("missing-workflows") if errors.next().is_none() => false,
            Some(_) => return None,
        };
        let scenario = scenario::read(request.scenario, &template, None).scenario;
        Some(Self {
            written: Written::new(request.template),
            scenario,
            template,
            has_workflows,
        })
    }

    pub(crate) fn needs(&self) -> Needs<'_> {
        Needs::new(&self.template, &self.scenario)
    }

    /// The stages that can be changed, each name once.
    pub(crate) fn stages(&self) -> Vec<StageSubject<'_>> {
        let mut seen = BTreeSet::new();
        let stages = self.template.stages.iter();
        let first = stages.filter(|stage| seen.insert(stage.name.value.as_str()));
        let planned = first.take(MOST_STAGES).filter_map(|stage| {
            let plan = plan::expand(&self.template, &stage.name.value)?;
            (plan.tasks.len() <= MOST_TASKS).then_some(StageSubject { stage, plan })
        });
        planned.collect()
    }
}
