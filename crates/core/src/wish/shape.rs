//! What the stages of a template run, to hold an edit to what was wished for.

use crate::plan::{self, Plan};
use crate::template::Template;

/// A step: its label, whether it is waited for, whether it halts, and the references of its tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) waited: bool,
    pub(super) halts: bool,
    pub(super) tasks: Vec<String>,
}

/// All stages, in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape(Vec<(String, Vec<Step>)>);

impl Shape {
    pub(super) fn of(template: &Template) -> Self {
        let names = plan::stage_names(template).into_iter();
        let stages = names.filter_map(|name| {
            let steps = steps(&plan::expand(template, &name)?);
            Some((name, steps))
        });
        Self(stages.collect())
    }

    /// The steps of a stage.
    pub(super) fn steps(&mut self, stage: &str) -> Option<&mut Vec<Step>> {
        let mut stages = self.0.iter_mut();
        stages
            .find(|(name, _)| name == stage)
            .map(|(_, steps)| steps)
    }
}

fn steps(plan: &Plan) -> Vec<Step> {
    let steps = plan.steps.iter().map(|step| Step {
        name: step.name.clone(),
        waited: step.waited,
        halts: step.halt_on_error,
        tasks: step
            .tasks
            .iter()
            .map(|task| plan.tasks[task.0].reference.clone())
            .collect(),
    });
    steps.collect()
}
