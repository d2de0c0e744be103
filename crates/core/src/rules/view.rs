//! What the rules look at: the stages with their plans, and how dependencies lie in them.

use crate::plan::{self, Plan, Task, TaskId};
use crate::source::{Span, Spanned};
use crate::template::{Kind, Reference, Stage, Step, Template};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the stage that deploys everything.
pub(super) const SETUP: &str = "setup";
/// Name of the stage that deploys a change.
pub(super) const PATCH: &str = "patch";
/// Name of the stage that takes everything down.
pub(super) const TEARDOWN: &str = "teardown";

/// A template has three stages. A file full of them gets the rules for the first ones: each stage is
/// held against all lists, and every pair would take quadratic time.
const MOST_STAGES: usize = 16;

/// A template as the rules see it.
pub(super) struct View<'a> {
    pub(super) template: &'a Template,
    pub(super) text: &'a str,
    /// The stages, each name once.
    pub(super) stages: Vec<StageView<'a>>,
}

/// A stage and what becomes of it.
pub(super) struct StageView<'a> {
    pub(super) stage: &'a Stage,
    pub(super) plan: Plan,
    /// What its order does not serve, found once for all rules.
    unserved: Vec<Unserved>,
}

/// A [`Dependency`] within its stage.
#[derive(Debug, Clone, Copy)]
struct Unserved {
    service: TaskId,
    on: TaskId,
    relation: Relation,
    place: Span,
}

/// A service of a stage that needs another one of the same stage.
pub(super) struct Dependency<'v> {
    pub(super) stage: &'v StageView<'v>,
    /// The service that needs.
    pub(super) service: &'v Task,
    /// The service that is needed; of several occurrences, the first.
    pub(super) on: &'v Task,
    /// The item of `depends_on`.
    pub(super) place: Span,
}

/// How the needed service lies to the one that needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    SameStep,
    Later,
    /// Earlier, but nothing waits for it.
    NotWaited,
}

impl<'a> View<'a> {
    pub(super) fn new(template: &'a Template, text: &'a str) -> Self {
        let mut seen = BTreeSet::new();
        let stages = template
            .stages
            .iter()
            .filter(|stage| seen.insert(stage.name.value.as_str()))
            .take(MOST_STAGES);
        let stages = stages.filter_map(|stage| {
            let plan = plan::expand(template, &stage.name.value)?;
            let unserved = unserved(&plan, template);
            Some(StageView {
                stage,
                plan,
                unserved,
            })
        });
        Self {
            template,
            text,
            stages: stages.collect(),
        }
    }

    pub(super) fn stage(&self, name: &str) -> Option<&StageView<'a>> {
        self.stages
            .iter()
            .find(|view| view.stage.name.value == name)
    }

    /// All steps, with their stages.
    pub(super) fn steps(&self) -> impl Iterator<Item = (&StageView<'a>, &'a Step)> {
        self.stages
            .iter()
            .flat_map(|view| view.stage.steps.iter().map(move |step| (view, step)))
    }

    /// The dependencies that the order of a stage does not serve; taking down has another order.
    pub(super) fn unserved(&self, relation: Relation) -> Vec<Dependency<'_>> {
        let stages = self
            .stages
            .iter()
            .filter(|view| view.stage.name.value != TEARDOWN);
        let all = stages.flat_map(|view| view.unserved.iter().map(move |found| (view, found)));
        all.filter(|(_, found)| found.relation == relation)
            .map(|(stage, found)| Dependency {
                stage,
                service: &stage.plan.tasks[found.service.0],
                on: &stage.plan.tasks[found.on.0],
                place: found.place,
            })
            .collect()
    }
}

/// The dependencies of a stage that its order does not serve.
fn unserved(plan: &Plan, template: &Template) -> Vec<Unserved> {
    let mut services: BTreeMap<&str, Vec<TaskId>> = BTreeMap::new();
    for (at, task) in plan.tasks.iter().enumerate() {
        if task.kind == Kind::Services {
            let occurrences = services.entry(task.reference.as_str()).or_default();
            occurrences.push(TaskId(at));
        }
    }
    let find = |name: &Spanned<String>| services.get(format!("services.{}", name.value).as_str());
    let mut found = Vec::new();
    for service in &template.services {
        let Some(own) = find(&service.name) else {
            continue;
        };
        for needed in &service.depends_on {
            let Some(others) = find(needed).filter(|_| needed.value != service.name.value) else {
                continue;
            };
            if let Some((on, relation)) = relation(plan, own[0], others) {
                found.push(Unserved {
                    service: own[0],
                    on,
                    relation,
                    place: needed.span,
                });
            }
        }
    }
    found
}

/// `None` if one of the occurrences has been waited for.
fn relation(plan: &Plan, service: TaskId, others: &[TaskId]) -> Option<(TaskId, Relation)> {
    let step = |task: TaskId| plan.tasks[task.0].step;
    let own = step(service);
    let waited = |task: TaskId| step(task) < own && plan.steps[step(task).0].waited;
    if others.iter().any(|task| waited(*task)) {
        return None;
    }
    let on = *others.first()?;
    let relation = match step(on).cmp(&own) {
        std::cmp::Ordering::Less => Relation::NotWaited,
        std::cmp::Ordering::Equal => Relation::SameStep,
        std::cmp::Ordering::Greater => Relation::Later,
    };
    Some((on, relation))
}

impl StageView<'_> {
    /// Whether a task cannot be told: it holds a placeholder, or is not in the template.
    pub(super) fn has_unclear_task(&self, template: &Template) -> bool {
        let known: BTreeSet<&str> = template
            .services
            .iter()
            .map(|it| it.name.value.as_str())
            .collect();
        let mut tasks = self.stage.steps.iter().flat_map(|step| &step.tasks);
        tasks.any(|task| match &task.value {
            Reference::Opaque(..) => true,
            Reference::Named(Kind::Services, name) => !known.contains(name.as_str()),
            _ => false,
        })
    }
}
