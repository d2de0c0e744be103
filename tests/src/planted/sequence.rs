//! How services lie to what they depend on, told once more and naively.

use super::ground::{Ground, Item, Stage, Step, Task};
use laneway_core::source::Span;
use std::collections::BTreeSet;

/// What the order of a stage does not give a service that depends on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lack {
    /// Both start together.
    Together,
    /// The other one comes later.
    Later,
    /// The other one comes earlier, and nothing waits for it.
    NotWaited,
}

/// A lack, and where the two services stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unserved {
    pub(super) lack: Lack,
    /// The one that depends.
    pub(super) own: Span,
    /// The one that it depends on, and its step.
    pub(super) other: Span,
    pub(super) step: usize,
}

/// How `service` lies to `on` in a stage with these steps; `None` if it is served, or one of them is
/// not there.
pub(super) fn lack(
    steps: &[Step],
    resolved: &[Vec<Task>],
    service: &str,
    on: &str,
) -> Option<Unserved> {
    let all = |wanted: &str| -> Vec<(usize, Span)> {
        let steps = resolved.iter().enumerate();
        let tasks = steps.flat_map(|(at, tasks)| tasks.iter().map(move |task| (at, task)));
        let wanted = tasks.filter(|(_, task)| task.reference == wanted);
        wanted.map(|(at, task)| (at, task.span)).collect()
    };
    let (own_step, own) = *all(service).first()?;
    let others = all(on);
    if others
        .iter()
        .any(|(at, _)| *at < own_step && is_waited(steps, *at))
    {
        return None;
    }
    let (step, other) = *others.first()?;
    let lack = match step.cmp(&own_step) {
        std::cmp::Ordering::Less => Lack::NotWaited,
        std::cmp::Ordering::Equal => Lack::Together,
        std::cmp::Ordering::Greater => Lack::Later,
    };
    Some(Unserved {
        lack,
        own,
        other,
        step,
    })
}

/// What a stage lacks already, with what is depended on.
pub(super) fn lacks(ground: &Ground, stage: &Stage) -> Vec<(Unserved, String)> {
    let steps = if stage.serial { &[][..] } else { &stage.steps };
    let resolved = one_by_one(ground, stage);
    let mut lacks = Vec::new();
    for service in ground.of("services") {
        for on in service.depends_on() {
            let on = format!("services.{}", on.reference);
            let found = lack(steps, &resolved, &service.reference(), &on);
            lacks.extend(found.map(|found| (found, on)));
        }
    }
    lacks
}

/// Whether two lacks are one mistake: the step that nothing waits for, the one service that stands in
/// a wrong place, or one `services.all`.
pub(super) fn are_one(one: &(Unserved, String), other: &(Unserved, String)) -> bool {
    let ((one, on), (other, also)) = (one, other);
    let from_one = one.own == one.other && one.other == other.other && other.own == other.other;
    one.lack == other.lack
        && match one.lack {
            Lack::NotWaited => one.step == other.step,
            Lack::Together | Lack::Later => from_one || on == also,
        }
}

/// `services.all` of `order_from` is more than one step, all of them waited for.
fn is_waited(steps: &[Step], at: usize) -> bool {
    steps.get(at).is_none_or(|step| step.waited)
}

/// What each step of a stage runs, with a step of its own for each task of `order_from`.
pub(super) fn one_by_one(ground: &Ground, stage: &Stage) -> Vec<Vec<Task>> {
    let resolved = ground.resolved(stage);
    if !stage.serial {
        return resolved;
    }
    let tasks = resolved.into_iter().flatten();
    tasks.map(|task| vec![task]).collect()
}

/// Whether `service` depends on `on`, over others as well.
pub(super) fn depends(ground: &Ground, service: &str, on: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![service.to_owned()];
    while let Some(name) = open.pop() {
        if name == on {
            return true;
        }
        if seen.insert(name.clone()) {
            let item = ground.of("services").find(|item| item.name == name);
            let needed = item.map(Item::depends_on).unwrap_or_default();
            open.extend(needed.into_iter().map(|task| task.reference));
        }
    }
    false
}
