//! From a trace to the report.

use super::critical_path::critical_path;
use super::history::{History, TaskHistory};
use super::patience::Patience;
use super::slack::slacks;
use super::{
    Halt, LeftOver, LeftOverState, Names, Outcome, Report, StepRow, TaskOutcome, TaskRow, VERSION,
    WaitRow,
};
use crate::order::sort_by_key;
use crate::plan::{Plan, TaskId};
use crate::scheduler::{AttemptOutcome, Background, Settlement, Trace, Wait, WaitCause};
use crate::simulate::draws::{Draws, RunNumber};
use crate::simulate::{Setting, alone};
use crate::time::Millis;

/// What the trace of the run of this number and setting means. `repaired` says whether the template was read in the
/// documentation page's own form.
pub fn build(setting: &Setting, number: RunNumber, trace: &Trace, repaired: bool) -> Report {
    let draws = Draws::new(setting.options.seed, number);
    let plan = &setting.plan;
    let history = History::new(plan, trace);
    let ended = history.halted.is_none();
    Report {
        version: VERSION,
        stage: plan.stage.clone(),
        seed: setting.options.seed,
        repaired,
        outcome: outcome(setting, &history),
        last_step_done_ms: history.last_step_done.filter(|_| ended),
        all_settled_ms: history.all_settled.filter(|_| ended),
        serial_ms: serial(setting, &draws),
        halt: halt(setting, &draws, &history),
        left_over: left_over(plan, &history),
        steps: step_rows(plan, &history),
        tasks: task_rows(setting, number, &history),
        critical_path: names(plan, &critical_path(setting, &history)),
        forecast: None,
    }
}

/// What all tasks take one after another, each alone with its needs met.
fn serial(setting: &Setting, draws: &Draws) -> Millis {
    let tasks = setting.plan.tasks.iter().zip(&setting.behaviours);
    tasks
        .map(|(task, behaviour)| alone(setting, task, behaviour, draws).took)
        .sum()
}

/// The outcome of a detached stage is taken when its last step is done.
fn outcome(setting: &Setting, history: &History) -> Outcome {
    let errors = match setting.options.background {
        Background::Join => history
            .tasks
            .iter()
            .filter(|task| task.went_wrong())
            .count(),
        Background::Detach => history.errors_by_last_step,
    };
    match (history.halted, errors) {
        (Some(_), _) => Outcome::Halted,
        (None, 0) => Outcome::Succeeded,
        (None, _) => Outcome::FinishedWithErrors,
    }
}

fn halt(setting: &Setting, draws: &Draws, history: &History) -> Option<Halt> {
    let (at_ms, id) = history.halted?;
    let plan = &setting.plan;
    let task = &plan.tasks[id.0];
    let last = history.tasks[id.0].attempts.len();
    let hung = setting.hangs(id, last, draws);
    Some(Halt {
        at_ms,
        task: task.name.clone(),
        step: plan.steps[task.step.0].name.clone(),
        cause: what_went_wrong(&history.tasks[id.0], hung),
    })
}

/// What happened to a task that did not succeed: `failed after 30s`. `hung` if its last attempt did.
fn what_went_wrong(task: &TaskHistory, hung: bool) -> String {
    let hung = if hung { "hung and " } else { "" };
    let took = task.settled_at().unwrap_or_default() - task.started.unwrap_or_default();
    let took = took.spoken();
    let attempts = match task.attempts.len() {
        0 | 1 => String::new(),
        several => format!(" and {several} attempts"),
    };
    let last = task.attempts.last().map(|attempt| attempt.outcome);
    let last_wait = task.waits.last().map(|wait| wait.cause);
    if task.attempts.is_empty() && last_wait == Some(WaitCause::Apply) {
        return format!("was not accepted within {took}");
    }
    if task.attempts.is_empty() && last_wait == Some(WaitCause::Unschedulable) {
        return format!("found no room within {took}");
    }
    if never_had_its_image(task) {
        return match took.as_str() {
            "0s" => "has an image that can never be pulled".to_owned(),
            took => format!("could not pull its image within {took}"),
        };
    }
    let was_lost = last == Some(AttemptOutcome::NodeLost);
    let lost = if was_lost { "lost its node and " } else { "" };
    match (task.settled, last) {
        (Some((_, Settlement::Degraded)), Some(AttemptOutcome::Crashed))
            if task.attempts.len() == 1 =>
        {
            format!("crashed after {took}")
        }
        (Some((_, Settlement::Degraded)), _) => format!("{hung}{lost}was not ready within {took}"),
        (_, Some(AttemptOutcome::TimedOut)) => format!("{hung}was not done within {took}"),
        _ => format!("{lost}failed after {took}{attempts}"),
    }
}

/// Nothing else keeps a task from its first attempt; a static service has none, and no image.
fn never_had_its_image(task: &TaskHistory) -> bool {
    let waited = task
        .waits
        .iter()
        .any(|wait| wait.cause == WaitCause::ImagePull);
    let failed = matches!(task.settled, Some((_, Settlement::Failed)));
    task.attempts.is_empty() && (failed || waited)
}

/// Everything that a halted run created, grouped by what it is doing.
fn left_over(plan: &Plan, history: &History) -> Vec<LeftOver> {
    if history.halted.is_none() {
        return Vec::new();
    }
    let started = history
        .tasks
        .iter()
        .zip(&plan.tasks)
        .filter(|(task, _)| task.started.is_some());
    let mut left: Vec<LeftOver> = started
        .map(|(task, spec)| LeftOver {
            task: spec.name.clone(),
            state: left_over_state(task),
        })
        .collect();
    sort_by_key(&mut left, |item| match item.state {
        LeftOverState::Running => 0,
        LeftOverState::Ready => 1,
        LeftOverState::Failed => 2,
        LeftOverState::Finished => 3,
    });
    left
}

fn left_over_state(task: &TaskHistory) -> LeftOverState {
    match task.settled {
        None => LeftOverState::Running,
        Some((_, Settlement::Succeeded)) => LeftOverState::Finished,
        Some(_) if task.there_since(Millis::MAX).is_some() => LeftOverState::Ready,
        Some(_) => LeftOverState::Failed,
    }
}

fn step_rows(plan: &Plan, history: &History) -> Vec<StepRow> {
    let rows = plan
        .steps
        .iter()
        .zip(&history.steps)
        .map(|(step, row)| StepRow {
            name: step.name.clone(),
            waited: step.waited,
            halt_on_error: step.halt_on_error,
            start_ms: row.opened,
            settled_ms: row.settled,
        });
    rows.collect()
}

fn task_rows(setting: &Setting, number: RunNumber, history: &History) -> Vec<TaskRow> {
    let plan = &setting.plan;
    let slacks = slacks(setting, number, history);
    let rows = plan.tasks.iter().zip(&history.tasks).zip(slacks);
    let mut shared = Shared::default();
    rows.zip(&setting.behaviours)
        .map(|(((spec, task), slack_ms), behaviour)| {
            let patience = Patience {
                spec,
                behaviour,
                options: &setting.options,
                task,
            };
            TaskRow {
                task: spec.name.clone(),
                step: plan.steps[spec.step.0].name.clone(),
                outcome: task_outcome(task),
                start_ms: task.started,
                settled_ms: task.settled_at(),
                healed_ms: task.healed,
                attempts: task.attempts.clone(),
                waits: task
                    .waits
                    .iter()
                    .zip(patience.rules())
                    .map(|(wait, rule)| shared.row(plan, wait, rule))
                    .collect(),
                slack_ms,
            }
        })
        .collect()
}

fn task_outcome(task: &TaskHistory) -> TaskOutcome {
    match (task.started, task.settled) {
        (None, _) => TaskOutcome::NeverRan,
        (_, None) => TaskOutcome::LeftRunning,
        (_, Some((_, Settlement::Succeeded))) => TaskOutcome::Succeeded,
        (_, Some((_, Settlement::Ready))) => TaskOutcome::Ready,
        (_, Some((_, Settlement::Failed))) => TaskOutcome::Failed,
        (_, Some((_, Settlement::Degraded))) => TaskOutcome::Degraded,
    }
}

/// What the wait before was for; the next one often is for the same.
#[derive(Default)]
struct Shared<'t> {
    wait: Option<&'t Wait>,
    on: Names,
}

impl<'t> Shared<'t> {
    fn row(&mut self, plan: &Plan, wait: &'t Wait, rule: String) -> WaitRow {
        let is_same = |known: &Wait| known.on == wait.on && known.outside == wait.outside;
        if !self.wait.is_some_and(is_same) {
            let outside = wait.outside.iter().cloned();
            self.on = names(plan, &wait.on).into_iter().chain(outside).collect();
            self.wait = Some(wait);
        }
        WaitRow {
            from_ms: wait.from,
            until_ms: wait.until,
            cause: wait.cause,
            on: self.on.clone(),
            lacks: wait.lacks.clone(),
            rule,
        }
    }
}

fn names(plan: &Plan, tasks: &[TaskId]) -> Vec<String> {
    tasks
        .iter()
        .map(|task| plan.tasks[task.0].name.clone())
        .collect()
}
