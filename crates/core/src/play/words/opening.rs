//! Steps that open, and tasks that start.

use super::{name, names};
use crate::analysis::Run;
use crate::plan::{StepId, TaskId};
use crate::play::group::Opening;
use crate::report::words::{quoted, verb};
use crate::scheduler::WaitCause;
use crate::time::Millis;

/// A step opened.
pub(super) fn opened(
    run: &Run,
    at: Millis,
    step: StepId,
    why: &Opening,
    started: &[TaskId],
    queued: &[TaskId],
) -> String {
    let starts = starts(run, step, started);
    let first = match why {
        Opening::First => format!("The stage begins: {starts}."),
        Opening::Barrier(arrivers) => format!("{}, so {starts}.", arrived(run, at, arrivers)),
        Opening::NotWaited(before) => format!(
            "{} is not waited for (`wait_for_finish: false`), so {starts} at once.",
            capital(&step_name(run, *before))
        ),
        Opening::Empty(before) => format!(
            "{} has no tasks to wait for, so {starts} at once.",
            capital(&step_name(run, *before))
        ),
    };
    let waits = started_but_waiting(run, at, started);
    let slots = (!queued.is_empty()).then(|| {
        let limit = run.setting.options.max_parallel.unwrap_or_default();
        format!(
            "{} {} for a slot: no more than {limit} run at once.",
            names(run, queued),
            verb(queued.len(), "waits", "wait")
        )
    });
    let sentences = [Some(first), waits, slots];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Tasks got slots.
pub(super) fn granted(run: &Run, at: Millis, by: &[TaskId], started: &[TaskId]) -> String {
    let began = verb(started.len(), "starts", "start");
    let first = match by {
        [] => format!("There is a slot for {}: it {began}.", names(run, started)),
        by => format!(
            "{} settled and gave up {}, so {} {began}: in the order of the plan {} next.",
            names(run, by),
            verb(by.len(), "its slot", "their slots"),
            names(run, started),
            verb(started.len(), "it is", "they are"),
        ),
    };
    let waits = started_but_waiting(run, at, started);
    [Some(first), waits]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Who was waited for, and how long that took.
fn arrived(run: &Run, at: Millis, arrivers: &[TaskId]) -> String {
    let plan = &run.setting.plan;
    let Some(first) = arrivers.first() else {
        return "All steps before it have settled".to_owned();
    };
    let step = plan.tasks[first.0].step;
    let took = |task: &TaskId| run.report.tasks[task.0].start_ms.map(|start| at - start);
    let after = match took(first) {
        Some(after) if arrivers.iter().all(|task| took(task) == took(first)) => {
            format!(" after {}", after.spoken())
        }
        _ => String::new(),
    };
    if plan.steps[step.0].tasks.len() == 1 {
        return format!("{} has settled{after}", name(run, *first));
    }
    let last = match arrivers.len() == plan.steps[step.0].tasks.len() {
        true => "all its tasks arrived".to_owned(),
        false => format!("{} arrived last", names(run, arrivers)),
    };
    format!(
        "{} is settled: {last}{after}",
        capital(&step_name(run, step))
    )
}

/// A step and the tasks that start with it. A step of `order_from` is named like its task.
fn starts(run: &Run, step: StepId, started: &[TaskId]) -> String {
    let step_row = &run.setting.plan.steps[step.0];
    match started {
        [] if step_row.tasks.is_empty() => {
            format!("{} opens, which has no tasks", step_name(run, step))
        }
        [] => format!("{} opens", step_name(run, step)),
        [one] if run.setting.plan.tasks[one.0].name == step_row.name => {
            format!("{} starts", name(run, *one))
        }
        several => format!("{} starts {}", step_name(run, step), names(run, several)),
    }
}

/// What tasks that have started still wait for.
fn started_but_waiting(run: &Run, at: Millis, started: &[TaskId]) -> Option<String> {
    let waits = |cause: WaitCause| -> Vec<TaskId> {
        let is_it = |task: &&TaskId| {
            let mut waits = run.report.tasks[task.0].waits.iter();
            waits.any(|wait| wait.cause == cause && wait.from_ms == at)
        };
        started.iter().filter(is_it).copied().collect()
    };
    let causes = [
        (WaitCause::Apply, "to be accepted by the cluster"),
        (
            WaitCause::ImagePull,
            "for an image that cannot be pulled yet",
        ),
        (WaitCause::Unschedulable, "for room on a node"),
    ];
    let told = causes.into_iter().filter_map(|(cause, what)| {
        let tasks = waits(cause);
        let wait = verb(tasks.len(), "waits", "wait");
        (!tasks.is_empty()).then(|| format!("{} {wait} {what}.", names(run, &tasks)))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(" "))
}

fn step_name(run: &Run, StepId(step): StepId) -> String {
    format!("step {}", quoted(&run.setting.plan.steps[step].name))
}

fn capital(text: &str) -> String {
    text.replacen("step ", "Step ", 1)
}
