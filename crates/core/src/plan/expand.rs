//! From a stage of the template to its plan.

use super::limits::Limits;
use super::{Plan, Step, StepId, Task, TaskId};
use crate::order;
use crate::source::{Span, Spanned};
use crate::template::{self, Kind, REMOVE_ENVIRONMENT, Reference, Stage, Template};
use std::collections::{BTreeMap, BTreeSet};

const SETUP: &str = "setup";
const TEARDOWN: &str = "teardown";

/// The plan of the stage called `stage` (the first, should there be two); `None` when there is no
/// such stage. `teardown` always exists: by itself it is the removal of the environment.
pub fn expand(template: &Template, stage: &str) -> Option<Plan> {
    let written = template.stages.iter().find(|it| it.name.value == stage);
    match written {
        Some(written) => Some(Expansion::of(template, written).plan()),
        None if stage == TEARDOWN => {
            Some(Expansion::of(template, &removal_of_the_environment()).plan())
        }
        None => None,
    }
}

/// The stage that is meant when none is named: `setup`, else the first.
pub fn default_stage(template: &Template) -> Option<&str> {
    let names = || {
        template
            .stages
            .iter()
            .map(|stage| stage.name.value.as_str())
    };
    names()
        .find(|name| *name == SETUP)
        .or_else(|| names().next())
}

/// The stages that can be expanded, each once, in file order; `teardown` is always among them.
pub fn stage_names(template: &Template) -> Vec<String> {
    let mut known = BTreeSet::new();
    let written = template
        .stages
        .iter()
        .map(|stage| stage.name.value.as_str());
    let each_once = written.chain([TEARDOWN]).filter(|name| known.insert(*name));
    each_once.map(str::to_owned).collect()
}

/// What a template without a `teardown` stage does there.
fn removal_of_the_environment() -> Stage {
    let nowhere = Span::default();
    Stage {
        name: Spanned::new(TEARDOWN.to_owned(), nowhere),
        steps: vec![template::Step {
            name: Spanned::new(REMOVE_ENVIRONMENT.to_owned(), nowhere),
            tasks: vec![Spanned::new(Reference::RemoveEnvironment, nowhere)],
            halt_on_error: false,
            wait_for_finish: true,
            in_doubt: false,
            places: template::StepPlaces::default(),
            span: nowhere,
        }],
        serial: true,
        order_key: None,
        doubts: template::Doubts::default(),
        span: nowhere,
    }
}

/// A plan in the making.
struct Expansion<'a> {
    template: &'a Template,
    stage: &'a Stage,
    limits: Limits<'a>,
    /// Jobs that carry the old `halt_on_error` key.
    halting_jobs: BTreeSet<&'a str>,
    /// What the stage names one by one, and so `*.all` leaves out.
    named: BTreeSet<&'a Reference>,
    /// Kinds whose `*.all` has come.
    expanded: BTreeSet<Kind>,
    /// How often each reference has come.
    seen: BTreeMap<String, u32>,
    steps: Vec<Step>,
    tasks: Vec<Task>,
}

impl<'a> Expansion<'a> {
    fn of(template: &'a Template, stage: &'a Stage) -> Self {
        let halting = template.jobs.iter().filter(|job| job.halt_on_error);
        let references = stage.steps.iter().flat_map(|step| &step.tasks);
        Self {
            template,
            stage,
            limits: Limits::of(template),
            halting_jobs: halting.map(|job| job.name.value.as_str()).collect(),
            named: order::set(references.map(|task| &task.value)),
            expanded: BTreeSet::new(),
            seen: BTreeMap::new(),
            steps: Vec::new(),
            tasks: Vec::new(),
        }
    }

    fn plan(mut self) -> Plan {
        for step in &self.stage.steps {
            if self.stage.serial {
                self.add_serially(step);
            } else {
                self.add(step);
            }
        }
        Plan {
            stage: self.stage.name.value.clone(),
            steps: self.steps,
            tasks: self.tasks,
        }
    }

    /// One step for all tasks.
    fn add(&mut self, step: &template::Step) {
        self.open(step, step.name.value.clone());
        for task in &step.tasks {
            for reference in self.resolve(&task.value) {
                self.push(step, &reference, task.span);
            }
        }
    }

    /// One step for each task, named like it.
    fn add_serially(&mut self, step: &template::Step) {
        for task in &step.tasks {
            for reference in self.resolve(&task.value) {
                self.open(step, String::new());
                self.push(step, &reference, task.span);
                if let (Some(own), Some(task)) = (self.steps.last_mut(), self.tasks.last()) {
                    own.name.clone_from(&task.name);
                }
            }
        }
    }

    fn open(&mut self, step: &template::Step, name: String) {
        self.steps.push(Step {
            name,
            waited: step.wait_for_finish,
            halt_on_error: step.halt_on_error,
            tasks: Vec::new(),
            span: step.span,
        });
    }

    /// Appends a task to the step opened last.
    fn push(&mut self, step: &template::Step, reference: &Reference, span: Span) {
        let id = TaskId(self.tasks.len());
        let Some(own) = self.steps.last_mut() else {
            return;
        };
        own.tasks.push(id);
        let text = reference.to_string();
        let occurrence = self.seen.entry(text.clone()).or_insert(0);
        *occurrence += 1;
        self.tasks.push(Task {
            name: match *occurrence {
                1 => text.clone(),
                later => format!("{text}#{later}"),
            },
            reference: text,
            occurrence: *occurrence,
            kind: reference.kind(),
            step: StepId(self.steps.len() - 1),
            halts: step.halt_on_error || self.halts_by_itself(reference),
            span,
            limit: self.limits.limit(reference),
        });
    }

    fn halts_by_itself(&self, reference: &Reference) -> bool {
        matches!(reference, Reference::Named(Kind::Jobs, name) if self.halting_jobs.contains(name.as_str()))
    }

    /// What a reference of the text stands for. Only the first `*.all` of a kind stands for
    /// something; without any list to take members from it is one task.
    fn resolve(&mut self, reference: &Reference) -> Vec<Reference> {
        match reference {
            Reference::All(kind) if !self.expanded.insert(*kind) => Vec::new(),
            Reference::All(kind) if self.template.declares => self.rest_of(*kind),
            other => vec![other.clone()],
        }
    }

    /// The members of a kind that the stage does not name, in template order.
    fn rest_of(&self, kind: Kind) -> Vec<Reference> {
        let mut known = BTreeSet::new();
        let members = members(self.template, kind).into_iter();
        members
            .filter(|name| known.insert(*name))
            .map(|name| Reference::Named(kind, name.to_owned()))
            .filter(|reference| !self.named.contains(reference))
            .collect()
    }
}

fn members(template: &Template, kind: Kind) -> Vec<&str> {
    fn texts<'a>(names: impl Iterator<Item = &'a Spanned<String>>) -> Vec<&'a str> {
        names.map(|name| name.value.as_str()).collect()
    }
    match kind {
        Kind::Services => texts(template.services.iter().map(|service| &service.name)),
        Kind::Jobs => texts(template.jobs.iter().map(|job| &job.name)),
        Kind::Charts => texts(template.charts.iter().map(|chart| &chart.name)),
        Kind::Infrastructure => texts(template.infrastructure.iter()),
        Kind::BuiltIn => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
