//! What Kubernetes had to try again, and why.

use super::words::{count, list, quoted, verb};
use crate::plan::TaskId;
use crate::report::{Attempt, Report, TaskOutcome, TaskRow, WaitRow};
use crate::scheduler::{AttemptOutcome, WaitCause};
use crate::simulate::Setting;
use crate::simulate::draws::Draws;
use crate::template::Kind;

/// The task with the most attempts that ended badly, and how many others had some.
pub(super) fn what_crashed(setting: &Setting, draws: &Draws, report: &Report) -> Option<String> {
    let (id, worst, retried) = worst(report)?;
    let is_service = setting.plan.tasks[id].kind == Kind::Services;
    let fell = if is_service { "crashed" } else { "failed" };
    let times = match bad_attempts(worst) {
        1 => "once".to_owned(),
        several => count(several, "time"),
    };
    let missing = missing_at_first(setting, draws, report, id);
    let because = match missing.len() {
        0 => String::new(),
        several => format!(
            " because {} {} not available",
            list(&missing),
            verb(several, "was", "were")
        ),
    };
    let ended = match (worst.outcome, worst.settled_ms) {
        (TaskOutcome::Ready | TaskOutcome::Succeeded, Some(at)) => {
            format!(
                "; Kubernetes tried again until it worked, at {}",
                at.spoken()
            )
        }
        _ => String::new(),
    };
    let others = match retried - 1 {
        0 => String::new(),
        more => format!(" ({} needed retries too)", count(more, "other task")),
    };
    Some(format!(
        "{} {fell} {times}{because}{ended}{others}.",
        quoted(&worst.task)
    ))
}

/// By which rule the task with the most bad attempts waited longest; or, if it did not, the first that waited for its
/// image.
pub(super) fn what_the_rule_was(report: &Report) -> Option<String> {
    let back_off = worst(report).and_then(|(_, row, _)| longest(row, WaitCause::BackOff));
    if let Some((took, rule, is_only)) = back_off {
        let which = if is_only {
            "Its back-off"
        } else {
            "Its longest back-off"
        };
        return Some(format!("{which} took {took}: {rule}."));
    }
    report.tasks.iter().find_map(|row| {
        let (took, rule, _) = longest(row, WaitCause::ImagePull)?;
        Some(format!(
            "{} waited {took} for its image: {rule}.",
            quoted(&row.task)
        ))
    })
}

/// The task with the most bad attempts, of those that were tried again, and how many there are.
fn worst(report: &Report) -> Option<(usize, &TaskRow, usize)> {
    let rows = report.tasks.iter().enumerate();
    let retried = rows.filter(|(_, row)| row.attempts.len() > 1 && bad_attempts(row) > 0);
    let retried: Vec<(usize, &TaskRow)> = retried.collect();
    // Of equals the first in plan order.
    let first = retried.iter().rev();
    let (id, row) = first.max_by_key(|(_, row)| bad_attempts(row))?;
    Some((*id, row, retried.len()))
}

/// How long the longest of a task's waits of this kind took, by which rule, and whether it is the only one; of equals
/// the first.
fn longest(row: &TaskRow, cause: WaitCause) -> Option<(String, &str, bool)> {
    let waits = row
        .waits
        .iter()
        .filter(|it| it.cause == cause && !it.rule.is_empty());
    let took = |wait: &WaitRow| wait.until_ms.map(|until| until - wait.from_ms);
    let all: Vec<&WaitRow> = waits.filter(|wait| took(wait).is_some()).collect();
    let longest = all.iter().rev().max_by_key(|wait| took(wait))?;
    Some((took(longest)?.spoken(), &longest.rule, all.len() == 1))
}

/// What a task needs that was not available to its first attempt.
fn missing_at_first(setting: &Setting, draws: &Draws, report: &Report, id: usize) -> Vec<String> {
    let Some(first) = report.tasks[id]
        .attempts
        .first()
        .map(|attempt| attempt.start_ms)
    else {
        return Vec::new();
    };
    let is_met = |task: &TaskId| report.tasks[task.0].is_there_at(first);
    let needs = setting.behaviours[id].needs.iter().filter(|need| {
        let mut windows = need.outages.iter().map(|outage| outage.window(draws));
        let is_out = windows.any(|window| window.contains(first));
        is_out || !(need.tasks.is_empty() || need.tasks.iter().any(is_met))
    });
    needs.map(|need| quoted(&need.reference)).collect()
}

/// How many attempts ended badly, up to the one that was good; what comes later was lost before.
fn bad_attempts(row: &TaskRow) -> usize {
    let bad = |attempt: &&Attempt| {
        matches!(
            attempt.outcome,
            AttemptOutcome::Crashed | AttemptOutcome::Failed
        )
    };
    let attempts = row.attempts.iter().take_while(|it| !it.is_good());
    attempts.filter(bad).count()
}
