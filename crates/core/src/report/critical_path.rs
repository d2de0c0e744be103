//! What the end of the run waited for, back to its beginning.

use super::Attempt;
use super::history::{History, TaskHistory};
use crate::plan::{StepId, TaskId};
use crate::scheduler::{AttemptOutcome, Background, Settlement, WaitCause};
use crate::simulate::draws::RunNumber;
use crate::simulate::{Setting, run};
use crate::time::Millis;

/// The critical path of a run of which nothing is known but its setting and its number.
pub(crate) fn critical_path_of_run(setting: &Setting, number: RunNumber) -> Vec<TaskId> {
    let trace = run(setting, number);
    critical_path(setting, &History::new(&setting.plan, &trace))
}

/// The last arrivers (at a barrier, for a slot or room, of a need), back from the stage's end or from the halt;
/// in order of time. Ties go to the first in plan order.
pub(super) fn critical_path(setting: &Setting, history: &History) -> Vec<TaskId> {
    let arrivers = barrier_arrivers(setting, history);
    let mut seen = vec![false; history.tasks.len()];
    let mut path = Vec::new();
    let mut next = end(setting, history, &arrivers).map(|task| Link {
        task,
        by: By::Settling,
    });
    while let Some(link) = next.filter(|link| !seen[link.task.0]) {
        seen[link.task.0] = true;
        path.push(link.task);
        next = before(setting, history, &arrivers, &link);
    }
    path.reverse();
    path
}

/// A task on the path, and what of it those after it waited for.
struct Link {
    task: TaskId,
    by: By,
}

enum By {
    /// Barriers, slots and room wait for it to settle.
    Settling,
    /// Needs wait for its success at this moment: also after it has settled as degraded, or been lost.
    Success(Millis),
}

/// Which task each barrier waited for last: by step, and one more for the end of the last step.
fn barrier_arrivers(setting: &Setting, history: &History) -> Vec<Option<TaskId>> {
    let mut last: Option<(Millis, TaskId)> = None;
    let mut arrivers = Vec::with_capacity(setting.plan.steps.len() + 1);
    for step in &setting.plan.steps {
        arrivers.push(last.map(|(_, task)| task));
        for &task in step.tasks.iter().filter(|_| step.waited) {
            let settled = history.tasks[task.0].settled_at();
            if let Some(at) = settled.filter(|&at| last.is_none_or(|(latest, _)| at > latest)) {
                last = Some((at, task));
            }
        }
    }
    arrivers.push(last.map(|(_, task)| task));
    arrivers
}

/// The task whose settling ended the run.
fn end(setting: &Setting, history: &History, arrivers: &[Option<TaskId>]) -> Option<TaskId> {
    if let Some((_, task)) = history.halted {
        return Some(task);
    }
    if setting.options.background == Background::Detach {
        return arrivers.last().copied().flatten();
    }
    let end = history
        .tasks
        .iter()
        .filter_map(TaskHistory::settled_at)
        .max()?;
    let is_last = |task: &TaskHistory| task.settled_at() == Some(end);
    history.tasks.iter().position(is_last).map(TaskId)
}

/// The last arriver before this link: the need that its deciding attempt got, else who made room for it,
/// else the slot, else the barrier that it started after.
fn before(
    setting: &Setting,
    history: &History,
    arrivers: &[Option<TaskId>],
    link: &Link,
) -> Option<Link> {
    let task = &history.tasks[link.task.0];
    let started = task.started.filter(|&at| at > Millis::ZERO);
    if let Some((at, task)) = last_need(setting, history, link) {
        return Some(Link {
            task,
            by: By::Success(at),
        });
    }
    if let Some(task) = last_room(task, link) {
        return Some(Link {
            task,
            by: By::Settling,
        });
    }
    let slot = |&at: &Millis| {
        let mut waits = task.waits.iter();
        let wait = waits.find(|wait| wait.cause == WaitCause::Slot && wait.until == Some(at))?;
        wait.on.first().copied()
    };
    let StepId(step) = setting.plan.tasks[link.task.0].step;
    let task = started
        .as_ref()
        .and_then(slot)
        .or_else(|| started.and(arrivers[step]))?;
    Some(Link {
        task,
        by: By::Settling,
    })
}

/// The attempt that decided how the task ended, if one did.
fn deciding<'h>(task: &'h TaskHistory, link: &Link) -> Option<&'h Attempt> {
    let good = match (&link.by, task.settled) {
        (By::Success(at), _) => Some(*at),
        (By::Settling, Some((_, Settlement::Degraded))) => return None,
        (By::Settling, settled) => settled
            .filter(|(_, outcome)| outcome.is_good())
            .map(|(at, _)| at),
    };
    let is_deciding = |attempt: &&Attempt| match good {
        Some(at) => attempt.is_good() && attempt.end_ms == Some(at),
        None => !matches!(
            attempt.outcome,
            AttemptOutcome::TimedOut | AttemptOutcome::Running
        ),
    };
    match good {
        Some(_) => task.attempts.iter().find(is_deciding),
        None => task.attempts.last().filter(is_deciding),
    }
}

/// Who made the room that the deciding attempt had to wait for.
fn last_room(task: &TaskHistory, link: &Link) -> Option<TaskId> {
    let deciding = deciding(task, link)?.start_ms;
    let mut waits = task.waits.iter().rev();
    let wait = waits.find(|wait| {
        let was_found = wait.until.is_some_and(|until| until <= deciding);
        wait.cause == WaitCause::Unschedulable && was_found
    })?;
    wait.on.first().copied()
}

/// The need that was met last, if attempts of the task had to wait for it and one that had it decided
/// how the task ended.
fn last_need(setting: &Setting, history: &History, link: &Link) -> Option<(Millis, TaskId)> {
    let task = &history.tasks[link.task.0];
    let (first, deciding) = (task.attempts.first()?.start_ms, deciding(task, link)?);
    let mut last: Option<(Millis, TaskId)> = None;
    for need in &setting.behaviours[link.task.0].needs {
        let met = need
            .tasks
            .iter()
            .filter_map(|&id| Some((history.tasks[id.0].there_since(deciding.start_ms)?, id)));
        let Some((at, id)) = met.min() else { continue };
        // At the very moment only a success tells that the attempt found it.
        let was_found = at < deciding.start_ms || (at == deciding.start_ms && deciding.is_good());
        let was_waited_for = first < at && was_found;
        let is_later =
            last.is_none_or(|(latest, other)| at > latest || (at == latest && id < other));
        if was_waited_for && is_later {
            last = Some((at, id));
        }
    }
    last
}
