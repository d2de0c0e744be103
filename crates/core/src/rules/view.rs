//! What the rules look at: the stages with their plans, and how dependencies lie in them.

use crate::diagnostic::catalog::workflow::Need;
use crate::order;
use crate::plan::{self, Plan, StepId, Task, TaskId};
use crate::scenario::{Needs, Said, Scenario};
use crate::template::{Kind, Reference, Stage, Step, Template};
use std::cell::Cell;
use std::cmp::Ordering;
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
    pub(super) scenario: &'a Scenario,
    /// What the tasks need, by the scenario or else by `depends_on`.
    pub(super) needs: Needs<'a>,
    /// The stages, each name once.
    pub(super) stages: Vec<StageView<'a>>,
    /// Whether a rule has simulated, and so has looked at the whole scenario.
    pub(super) has_simulated: Cell<bool>,
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
    task: TaskId,
    on: TaskId,
    relation: Relation,
    said: Said,
}

/// A task of a stage that needs another one of the same stage.
pub(super) struct Dependency<'v> {
    pub(super) stage: &'v StageView<'v>,
    /// The task that needs; of several occurrences, the first.
    pub(super) task: &'v Task,
    /// The task that is needed; of several occurrences, the first.
    pub(super) on: &'v Task,
    pub(super) said: Said,
}

/// How the needed task lies to the one that needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    SameStep,
    Later,
    /// Earlier, but nothing waits for it.
    NotWaited,
}

impl Dependency<'_> {
    /// In the words of the catalog.
    pub(super) fn told(&self) -> Need<'_> {
        Need {
            task: &self.task.reference,
            on: &self.on.reference,
            said: self.said,
        }
    }
}

impl<'a> View<'a> {
    pub(super) fn new(template: &'a Template, text: &'a str, scenario: &'a Scenario) -> Self {
        let needs = Needs::new(template, scenario);
        let mut seen = BTreeSet::new();
        let stages = template
            .stages
            .iter()
            .filter(|stage| seen.insert(stage.name.value.as_str()))
            .take(MOST_STAGES);
        let stages = stages.filter_map(|stage| {
            let plan = plan::expand(template, &stage.name.value)?;
            let mut view = StageView {
                unserved: unserved(&plan, &needs),
                stage,
                plan,
            };
            view.forget_what_all_may_not_hold(template);
            Some(view)
        });
        Self {
            template,
            text,
            scenario,
            stages: stages.collect(),
            needs,
            has_simulated: Cell::new(false),
        }
    }

    /// The stage that is surely the one of this name.
    pub(super) fn stage(&self, name: &str) -> Option<&StageView<'a>> {
        self.stages
            .iter()
            .find(|view| view.stage.name.value == name && !view.stage.doubts.name)
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
            .filter(|view| view.stage.name.value != TEARDOWN && view.is_told());
        let all = stages.flat_map(|view| view.unserved.iter().map(move |found| (view, found)));
        all.filter(|(view, found)| {
            let is_doubtful = relation == Relation::NotWaited && view.is_in_doubt(found.on);
            found.relation == relation && !is_doubtful
        })
        .map(|(stage, found)| Dependency {
            stage,
            task: &stage.plan.tasks[found.task.0],
            on: &stage.plan.tasks[found.on.0],
            said: found.said,
        })
        .collect()
    }
}

/// The occurrences of a reference, as far as others may need it.
struct Needed {
    first: TaskId,
    /// The first step with it that is waited for.
    waited: Option<StepId>,
}

/// The dependencies of a stage that its order does not serve.
fn unserved(plan: &Plan, needs: &Needs) -> Vec<Unserved> {
    let mut needed: BTreeMap<&str, Needed> = BTreeMap::new();
    for (at, task) in plan.tasks.iter().enumerate() {
        let found = needed.entry(&task.reference).or_insert(Needed {
            first: TaskId(at),
            waited: None,
        });
        let waited = plan.steps[task.step.0].waited.then_some(task.step);
        found.waited = found.waited.or(waited);
    }
    let mut found = Vec::new();
    let firsts = plan.tasks.iter().enumerate();
    let firsts = firsts.filter(|(_, task)| task.occurrence == 1);
    let mut edges = vec![Vec::new(); plan.tasks.len()];
    for (at, task) in firsts.clone() {
        let on = needs.said(task).into_iter();
        let on = on.filter_map(|(reference, _)| needed.get(reference.as_str()));
        edges[at].extend(on.map(|on| on.first.0));
    }
    let circle = circles(&edges);
    for (at, task) in firsts {
        for (reference, said) in needs.said(task) {
            let Some(on) = needed.get(reference.as_str()) else {
                continue;
            };
            // No order serves a circle; a rule of its own tells of it.
            if circle[at].is_some() && circle[at] == circle[on.first.0] {
                continue;
            }
            if let Some(relation) = relation(plan, task.step, on) {
                found.push(Unserved {
                    task: TaskId(at),
                    on: on.first,
                    relation,
                    said,
                });
            }
        }
    }
    found
}

/// For each node, which circle it is part of.
fn circles(edges: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut circle = vec![None; edges.len()];
    for (number, nodes) in plan::cycles(edges).into_iter().enumerate() {
        nodes
            .into_iter()
            .for_each(|node| circle[node] = Some(number));
    }
    circle
}

/// `None` if an occurrence has been waited for before the `step`.
fn relation(plan: &Plan, step: StepId, on: &Needed) -> Option<Relation> {
    if on.waited.is_some_and(|waited| waited < step) {
        return None;
    }
    Some(match plan.tasks[on.first.0].step.cmp(&step) {
        Ordering::Less => Relation::NotWaited,
        Ordering::Equal => Relation::SameStep,
        Ordering::Greater => Relation::Later,
    })
}

impl StageView<'_> {
    /// Whether it is told for sure which stage it is, and in which order its tasks run.
    pub(super) fn is_told(&self) -> bool {
        let doubts = self.stage.doubts;
        !doubts.name && !doubts.order
    }

    /// Whether it is not told for sure how the step of a task runs.
    fn is_in_doubt(&self, task: TaskId) -> bool {
        let step = self.stage.steps.get(self.plan.tasks[task.0].step.0);
        !self.stage.serial && step.is_some_and(|step| step.in_doubt)
    }

    /// A task that cannot be told may be one that `services.all` then does not stand for.
    fn forget_what_all_may_not_hold(&mut self, template: &Template) {
        if !template.declares || self.unserved.is_empty() || !self.has_unclear_task(template) {
            return;
        }
        let tasks = self.stage.steps.iter().flat_map(|step| &step.tasks);
        let all = tasks.filter(|task| matches!(task.value, Reference::All(_)));
        let all = order::set(all.map(|task| task.span));
        let from_all = |task: TaskId| all.contains(&self.plan.tasks[task.0].span);
        self.unserved
            .retain(|found| !from_all(found.task) && !from_all(found.on));
    }

    /// Whether a task cannot be told: it could not be read, holds a placeholder, or is not in the lists
    /// of the template, if it has any.
    pub(super) fn has_unclear_task(&self, template: &Template) -> bool {
        let known = order::set(declared(template));
        let mut tasks = self.stage.steps.iter().flat_map(|step| &step.tasks);
        self.stage.doubts.tasks
            || tasks.any(|task| match &task.value {
                Reference::Opaque(..) => true,
                Reference::Named(kind, name) => {
                    template.declares && !known.contains(&(*kind, name.as_str()))
                }
                _ => false,
            })
    }
}

/// Everything that tasks may refer to by name.
fn declared(template: &Template) -> impl Iterator<Item = (Kind, &str)> {
    let services = template
        .services
        .iter()
        .map(|it| (Kind::Services, &it.name));
    let jobs = template.jobs.iter().map(|it| (Kind::Jobs, &it.name));
    let charts = template.charts.iter().map(|it| (Kind::Charts, &it.name));
    let others = template.infrastructure.iter();
    let others = others.map(|name| (Kind::Infrastructure, name));
    let all = services.chain(jobs).chain(charts).chain(others);
    all.map(|(kind, name)| (kind, name.value.as_str()))
}
