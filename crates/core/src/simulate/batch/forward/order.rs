//! Whether a setting can be simulated task by task, and in which order.

use super::moment::{FAR, MOST_STARTS};
use crate::plan::{Step, TaskId};
use crate::scheduler::Background;
use crate::simulate::attempt::wait_limit;
use crate::simulate::{Need, Setting};
use crate::time::Millis;

/// An order in which every task comes after all that its start and its attempts depend on. `None` if there
/// is none, or if the setting is one for the event engine: needs in a circle or on later steps; slots that
/// are given in another order; times that are out of proportion.
pub(super) fn order(setting: &Setting) -> Option<Vec<TaskId>> {
    let plan = &setting.plan;
    let is_small = plan.tasks.len() + plan.steps.len() < MOST_STARTS;
    if setting.needs_event_engine() || !is_small || longest(setting)? >= FAR || heals_count(setting)
    {
        return None;
    }
    let mut order = Vec::with_capacity(plan.tasks.len());
    for step in &plan.steps {
        within(setting, step, &mut order)?;
    }
    (slots(setting).is_none() || order.is_sorted()).then_some(order)
}

/// How many tasks may hold a slot, if that is a limit at all.
pub(super) fn slots(setting: &Setting) -> Option<usize> {
    let slots = setting.options.max_parallel?.max(1);
    (slots < setting.plan.tasks.len()).then_some(slots)
}

/// Everything has settled by then. `None` if a task is waited for without a limit.
pub(super) fn longest(setting: &Setting) -> Option<Millis> {
    let limits = setting
        .plan
        .tasks
        .iter()
        .map(|task| wait_limit(task, &setting.options));
    let mut longest = Millis::ZERO;
    for limit in limits {
        if limit >= FAR {
            return None;
        }
        longest = longest + limit;
    }
    Some(longest)
}

/// Whether it could matter how long after the stage's end a service is followed: only a detached background
/// goes on then.
fn heals_count(setting: &Setting) -> bool {
    let is_detached = setting.options.background == Background::Detach;
    let needs_in_background =
        (setting.plan.tasks.iter().zip(&setting.behaviours)).any(|(task, behaviour)| {
            !setting.plan.steps[task.step.0].waited && !behaviour.needs.is_empty()
        });
    is_detached && needs_in_background
}

/// The tasks of a step: each time the first in plan order whose needs have all come.
fn within(setting: &Setting, step: &Step, order: &mut Vec<TaskId>) -> Option<()> {
    let Some(&first) = step.tasks.first() else {
        return Some(());
    };
    let mut left = step.tasks.clone();
    let mut has_come = vec![false; left.len()];
    let is_there = |needed: TaskId, has_come: &[bool]| match needed.0.checked_sub(first.0) {
        None => true,
        Some(at) => has_come.get(at).copied().unwrap_or(false),
    };
    while !left.is_empty() {
        let is_ready = |task: &TaskId| {
            let needs = &setting.behaviours[task.0].needs;
            let mut needed = needs.iter().flat_map(|need: &Need| &need.tasks);
            needed.all(|it| is_there(*it, &has_come))
        };
        // Mostly the very first.
        let next = left.remove(left.iter().position(is_ready)?);
        has_come[next.0 - first.0] = true;
        order.push(next);
    }
    Some(())
}
