//! What of a stage's meaning another engine does not keep.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::export::{self, Engine};
use crate::plan::{Plan, Step, Task};
use crate::scheduler::Background;
use crate::simulate::{Options, ServiceError};
use crate::template::Kind;

/// Those of Argo Workflows.
pub(super) fn of_argo(plan: &Plan, options: &Options) -> Vec<Diagnostic> {
    let mut losses = of_graphs(plan, options, Engine::Argo);
    losses.extend(first(plan).map(|task| export::limit_is_a_parameter(task.span)));
    if options.max_parallel.is_some() {
        losses.extend(first(plan).map(|task| export::slots_in_another_order(task.span)));
    }
    losses
}

/// Those of Tekton.
pub(super) fn of_tekton(plan: &Plan, options: &Options) -> Vec<Diagnostic> {
    let mut losses = of_graphs(plan, options, Engine::Tekton);
    if let Some(slots) = options.max_parallel {
        losses.extend(first(plan).map(|task| export::no_slots(task.span, slots)));
    }
    losses
}

/// Those of every engine that runs graphs of tasks.
fn of_graphs(plan: &Plan, options: &Options, engine: Engine) -> Vec<Diagnostic> {
    let ignored = plan.tasks.iter().find(|task| !task.halts);
    let opaque = plan
        .tasks
        .iter()
        .filter(|task| task.reference.contains("${"));
    let errors = ignored.map(|task| export::errors_look_like_success(task.span, engine));
    let halts = (plan.tasks.iter())
        .find(|task| task.halts && has_company(plan, task))
        .map(|task| export::halt_is_told_late(task.span, engine));
    let detached = unwaited(plan)
        .filter(|_| options.background == Background::Detach)
        .map(|step| export::background_is_joined(step.span, engine, &step.name));
    let crashes = (plan.tasks.iter())
        .find(|task| task.halts && task.kind == Kind::Services)
        .filter(|_| options.service_error == ServiceError::FirstCrash)
        .map(|task| export::first_crash_is_not_seen(task.span, engine, &task.name));
    let placeholders = opaque.map(|task| export::placeholder_in_name(task.span, &task.reference));
    let of_stage = [errors, halts, detached, crashes];
    of_stage.into_iter().flatten().chain(placeholders).collect()
}

fn first(plan: &Plan) -> Option<&Task> {
    plan.tasks.first()
}

fn unwaited(plan: &Plan) -> Option<&Step> {
    plan.steps.iter().find(|step| is_in_background(step))
}

fn is_in_background(step: &Step) -> bool {
    !step.waited && !step.tasks.is_empty()
}

/// Whether others may run when the task fails.
fn has_company(plan: &Plan, task: &Task) -> bool {
    let own = &plan.steps[task.step.0];
    let before = &plan.steps[..task.step.0];
    let mut behind = plan.steps[task.step.0 + 1..].iter();
    own.tasks.len() > 1
        || before.iter().any(is_in_background)
        || !own.waited && behind.any(|step| !step.tasks.is_empty())
}
