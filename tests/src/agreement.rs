//! Holds a report of the engine against the naive reading.

use crate::oracle::{Prediction, TaskState, serial, waits};
use laneway_core::plan::TaskId;
use laneway_core::report::{Attempt, Report, TaskOutcome, WaitRow};
use laneway_core::scheduler::Settlement;
use laneway_core::simulate::Setting;
use laneway_core::simulate::draws::RunNumber;
use laneway_core::time::Millis;

/// What both sides say about a run, in one comparable shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    outcome: laneway_core::report::Outcome,
    /// When, and the task.
    halt: Option<(Millis, String)>,
    last_step_done: Option<Millis>,
    all_settled: Option<Millis>,
    serial: Millis,
    /// Each step's opening and settling.
    steps: Vec<(String, Option<Millis>, Option<Millis>)>,
    tasks: Vec<TaskAccount>,
}

/// What both sides say about a task.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TaskAccount {
    name: String,
    outcome: TaskOutcome,
    start: Option<Millis>,
    settled: Option<Millis>,
    healed: Option<Millis>,
    attempts: Vec<Attempt>,
    waits: Vec<WaitRow>,
}

/// The account that the engine's report gives.
pub fn reported(report: &Report) -> Account {
    let tasks = report.tasks.iter().map(|row| TaskAccount {
        name: row.task.clone(),
        outcome: row.outcome,
        start: row.start_ms,
        settled: row.settled_ms,
        healed: row.healed_ms,
        attempts: row.attempts.clone(),
        waits: row.waits.iter().cloned().map(sorted).collect(),
    });
    let steps = report.steps.iter();
    Account {
        outcome: report.outcome,
        halt: report
            .halt
            .as_ref()
            .map(|halt| (halt.at_ms, halt.task.clone())),
        last_step_done: report.last_step_done_ms,
        all_settled: report.all_settled_ms,
        serial: report.serial_ms,
        steps: steps
            .map(|row| (row.name.clone(), row.start_ms, row.settled_ms))
            .collect(),
        tasks: tasks.collect(),
    }
}

/// The account that the naive reading gives of the same setting.
pub fn predicted(setting: &Setting, number: RunNumber, prediction: &Prediction) -> Account {
    let plan = &setting.plan;
    let name = |task: usize| plan.tasks[task].name.clone();
    let tasks = prediction
        .tasks
        .iter()
        .enumerate()
        .map(|(id, state)| TaskAccount {
            name: name(id),
            outcome: outcome(state),
            start: state.started,
            settled: state.settled.map(|(at, _)| at),
            healed: state.healed,
            attempts: if setting.behaviours[id].is_static {
                Vec::new()
            } else {
                state.attempts.clone()
            },
            waits: waits(setting, prediction, TaskId(id))
                .into_iter()
                .map(sorted)
                .collect(),
        });
    let steps = plan.steps.iter().enumerate().map(|(id, step)| {
        let settled = step
            .tasks
            .iter()
            .map(|task| prediction.tasks[task.0].settled);
        let last = settled
            .map(|it| it.map(|(at, _)| at))
            .collect::<Option<Vec<_>>>();
        let opened = prediction.opened[id];
        let last = last.map(|times| times.into_iter().max().or(opened));
        (step.name.clone(), opened, last.flatten())
    });
    Account {
        outcome: prediction.outcome,
        halt: prediction.halt.map(|(at, id)| (at, name(id.0))),
        last_step_done: prediction.last_step_done,
        all_settled: prediction.all_settled,
        serial: serial(setting, number),
        steps: steps.collect(),
        tasks: tasks.collect(),
    }
}

/// What a wait is on has no order of its own; words are compared elsewhere.
fn sorted(mut wait: WaitRow) -> WaitRow {
    wait.rule.clear();
    let mut on = wait.on.to_vec();
    on.sort();
    wait.on = on.into();
    wait
}

fn outcome(state: &TaskState) -> TaskOutcome {
    match (state.started, state.settled) {
        (None, _) => TaskOutcome::NeverRan,
        (Some(_), None) => TaskOutcome::LeftRunning,
        (_, Some((_, Settlement::Succeeded))) => TaskOutcome::Succeeded,
        (_, Some((_, Settlement::Ready))) => TaskOutcome::Ready,
        (_, Some((_, Settlement::Failed))) => TaskOutcome::Failed,
        (_, Some((_, Settlement::Degraded))) => TaskOutcome::Degraded,
    }
}
