//! Why each task did not start, or go on, at once; read off a finished prediction.

use super::task::run_until;
use super::{Loss, Prediction, RoomWait, TaskState};
use laneway_core::plan::{Plan, TaskId};
use laneway_core::report::{Names, WaitRow};
use laneway_core::scheduler::{AttemptOutcome, LossCause, WaitCause};
use laneway_core::simulate::Setting;
use laneway_core::template::Kind;
use laneway_core::time::Millis;

/// The waits of one task: for its barrier, for a slot, between its attempts, or for ever.
pub fn waits(setting: &Setting, run: &Prediction, id: TaskId) -> Vec<WaitRow> {
    let plan = &setting.plan;
    let step = plan.tasks[id.0].step.0;
    let previous = step.checked_sub(1).and_then(|step| run.opened[step]);
    let state = &run.tasks[id.0];
    let mut waits = Vec::new();
    if let (Some(from), Some(until)) = (previous, run.opened[step]) {
        let mut on = run.opened_after[step].clone();
        on.retain(|task| plan.steps[plan.tasks[task.0].step.0].waited);
        waits.extend(gap(from, until, WaitCause::Barrier, names(plan, &on)));
    }
    if let (Some(from), Some(until)) = (run.opened[step], state.started) {
        let on = names(plan, &state.started_after);
        waits.extend(gap(from, until, WaitCause::Slot, on));
    }
    if let (None, Some((at, by))) = (state.started, run.halt) {
        waits.push(WaitRow {
            from_ms: run.opened[step].or(previous).unwrap_or(at),
            until_ms: None,
            cause: WaitCause::Halted,
            on: vec![plan.tasks[by.0].name.clone()].into(),
            lacks: Vec::new(),
            rule: String::new(),
        });
    }
    waits.extend(apply(setting, state, id));
    if !setting.behaviours[id.0].is_static {
        waits.extend(room(setting, state));
        waits.extend(image_pulls(setting, state, id));
        waits.extend(losses(setting, run, state, id));
        waits.extend(back_offs(setting, state, id));
        waits.sort_by_key(|wait| wait.from_ms);
    }
    waits
}

fn gap(from: Millis, until: Millis, cause: WaitCause, on: Names) -> Option<WaitRow> {
    (from < until).then_some(WaitRow {
        from_ms: from,
        until_ms: Some(until),
        cause,
        on,
        lacks: Vec::new(),
        rule: String::new(),
    })
}

fn names(plan: &Plan, ids: &[TaskId]) -> Names {
    ids.iter().map(|id| plan.tasks[id.0].name.clone()).collect()
}

/// The gap between the start of a task and the moment at which the cluster has accepted it, or at which
/// the task is given up before.
fn apply(setting: &Setting, state: &TaskState, id: TaskId) -> Option<WaitRow> {
    let from = state.started?;
    let until = state.accepted.or(given_up(setting, state, id));
    (until != Some(from)).then_some(WaitRow {
        from_ms: from,
        until_ms: until,
        cause: WaitCause::Apply,
        on: Names::default(),
        lacks: Vec::new(),
        rule: String::new(),
    })
}

/// When a task was given up; a service is restarted for ever.
fn given_up(setting: &Setting, state: &TaskState, id: TaskId) -> Option<Millis> {
    let is_service = setting.plan.tasks[id.0].kind == Kind::Services;
    state.settled.map(|(at, _)| at).filter(|_| !is_service)
}

/// The gap between the moment at which its pods were placed and its first attempt, if there is one; cut where
/// they were lost before.
fn image_pulls(setting: &Setting, state: &TaskState, id: TaskId) -> Vec<WaitRow> {
    let first = state.attempts.first().map(|attempt| attempt.start_ms);
    let pull = |from: &Millis| {
        let mut losses = state.losses.iter().filter(|loss| loss.attempts == 0);
        let lost = losses.find(|loss| loss.at >= *from).map(|loss| loss.at);
        let until = lost.or(first).or(given_up(setting, state, id));
        (until != Some(*from)).then_some(WaitRow {
            from_ms: *from,
            until_ms: until,
            cause: WaitCause::ImagePull,
            on: Names::default(),
            lacks: Vec::new(),
            rule: String::new(),
        })
    };
    state.placed.iter().filter_map(pull).collect()
}

/// The gaps after its nodes were lost: until its pods are deleted, and until a Job makes another.
fn losses(setting: &Setting, run: &Prediction, state: &TaskState, id: TaskId) -> Vec<WaitRow> {
    let mut waits = Vec::new();
    for loss in &state.losses {
        let evicted = loss.evicted(setting);
        let ended = loss.replaced.or(given_up(setting, state, id));
        let replaced_at = loss.replaced_at(setting, id);
        // Whether the time came at which they were deleted.
        let is_evicted = match (ended, run.halt) {
            (Some(ended), _) => ended > evicted || loss.replaced.is_some(),
            (None, Some((halt, _))) => halt > evicted,
            (None, None) => false,
        };
        let is_delayed = replaced_at.is_some_and(|at| at > evicted);
        let (until, on_to) = match is_evicted && is_delayed {
            true => (Some(evicted), Some(ended)),
            false => (ended, None),
        };
        let row = |from_ms, until_ms, cause| WaitRow {
            from_ms,
            until_ms,
            cause,
            on: Names::default(),
            lacks: Vec::new(),
            rule: String::new(),
        };
        waits.push(row(loss.at, until, WaitCause::NodeLost));
        waits.extend(on_to.map(|until| row(evicted, until, WaitCause::BackOff)));
    }
    waits.retain(|wait| wait.until_ms != Some(wait.from_ms));
    waits
}

/// The gaps in which its pods found no room.
fn room(setting: &Setting, state: &TaskState) -> Vec<WaitRow> {
    let waits = state.room_waits.iter();
    let waits = waits.filter(|wait| wait.until != Some(wait.from));
    let row = |wait: &RoomWait| WaitRow {
        from_ms: wait.from,
        until_ms: wait.until,
        cause: WaitCause::Unschedulable,
        on: names(&setting.plan, &wait.on),
        lacks: wait.lacks.clone(),
        rule: String::new(),
    };
    waits.map(row).collect()
}

/// The gaps between attempts, and the one after the last if another was to come later.
fn back_offs(setting: &Setting, state: &TaskState, id: TaskId) -> Vec<WaitRow> {
    let mut waits = Vec::new();
    for (number, attempt) in state.attempts.iter().enumerate() {
        let Some(from) = run_until(attempt) else {
            continue;
        };
        let mut losses = state.losses.iter();
        let loss = losses.find(|loss| loss.attempts == number + 1);
        let is_lost_with_it = |loss: &Loss| {
            attempt.outcome == AttemptOutcome::NodeLost
                || attempt
                    .lost
                    .is_some_and(|lost| lost.cause == LossCause::NodeLost && lost.at_ms == loss.at)
        };
        // What was to be restarted at once did not pause until its node was lost.
        let was_paused = || state.restart_delay(setting, number + 1) > Millis::ZERO;
        let pauses = loss.is_none_or(|loss| !is_lost_with_it(loss) && was_paused());
        if (attempt.is_good() && attempt.lost.is_none()) || !pauses {
            continue;
        }
        let mut rooms = state.room_waits.iter();
        let room = rooms.find(|wait| wait.attempts == number + 1);
        let next = state.attempts.get(number + 1).map(|next| next.start_ms);
        let next = room.map(|wait| wait.from).or(next);
        let next = loss.map(|loss| loss.at).into_iter().chain(next).min();
        let to_come = state.next_attempt(setting, id).filter(|_| next.is_none());
        let given_up = state
            .settled
            .map(|(at, _)| at)
            .filter(|_| to_come.is_none());
        let until = next.or(given_up);
        if next
            .or(to_come)
            .or(given_up)
            .is_some_and(|until| until > from)
        {
            waits.push(WaitRow {
                from_ms: from,
                until_ms: until,
                cause: WaitCause::BackOff,
                on: state.unmet[number].clone().into(),
                lacks: Vec::new(),
                rule: String::new(),
            });
        }
    }
    waits
}
