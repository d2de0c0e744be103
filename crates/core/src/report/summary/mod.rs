//! The run in sentences: what happened and why.

mod lost;
mod retries;
mod room;
pub(crate) mod words;

use super::{Halt, LeftOverState, Outcome, Report, TaskOutcome, TaskRow};
use crate::order;
use crate::plan::TaskId;
use crate::scheduler::{AttemptOutcome, Background, WaitCause};
use crate::simulate::Setting;
use crate::simulate::draws::{Draws, RunNumber};
use crate::time::Millis;
use lost::what_was_lost;
use retries::{what_crashed, what_the_rule_was};
use room::what_waited_for_room;
use words::{count, list, quoted};

/// What happened and why, in a few sentences for people; the first is the headline. At most eight,
/// however large the stage. `number` is that of the run.
pub fn summary(setting: &Setting, number: RunNumber, report: &Report) -> Vec<String> {
    let draws = Draws::new(setting.options.seed, number);
    let sentences = [
        Some(headline(setting, report)),
        what_set_the_time(report),
        what_went_wrong(setting, &draws, report),
        what_crashed(setting, &draws, report),
        what_the_rule_was(report),
        what_was_lost(report),
        what_ran_beside(report),
        what_waited_for_slots(setting, report),
        what_waited_for_room(report),
        what_never_ran(report),
        what_to_clean_up(report),
        time_saved(setting, report),
    ];
    sentences.into_iter().flatten().collect()
}

fn headline(setting: &Setting, report: &Report) -> String {
    let stage = quoted(&report.stage);
    if let Some(halt) = &report.halt {
        return format!(
            "{stage} halted at {}: {}.",
            halt.at_ms.spoken(),
            halt_reason(report, halt)
        );
    }
    let (done, all) = (
        report.last_step_done_ms.unwrap_or_default(),
        report.all_settled_ms.unwrap_or_default(),
    );
    let is_same = done == all;
    let (done, all) = (done.spoken(), all.spoken());
    let when = match setting.options.background {
        _ if is_same => format!("after {all}"),
        Background::Join => format!("after {all}; its last step was done after {done}"),
        Background::Detach => {
            format!("after {done}, without waiting for its background, which settled at {all}")
        }
    };
    match report.outcome {
        Outcome::Succeeded if report.tasks.is_empty() => format!("{stage} has nothing to do."),
        Outcome::Succeeded => format!("{stage} succeeded {when}."),
        _ => format!("{stage} finished with errors {when}."),
    }
}

fn halt_reason(report: &Report, halt: &Halt) -> String {
    let Halt {
        task, step, cause, ..
    } = halt;
    let is_by_step = report
        .steps
        .iter()
        .any(|row| row.name == *step && row.halt_on_error);
    let by = if is_by_step {
        format!("its step {}", quoted(step))
    } else {
        "it".to_owned()
    };
    format!(
        "{} {cause}, and {by} is set to halt on errors",
        quoted(task)
    )
}

/// The critical path, if there is more to it than the last task.
fn what_set_the_time(report: &Report) -> Option<String> {
    let rows = report.tasks.iter().map(|row| (row.task.as_str(), row));
    let rows = order::map(rows);
    let path: Vec<&TaskRow> = report
        .critical_path
        .iter()
        .filter_map(|name| rows.get(name.as_str()).copied())
        .collect();
    if report.halt.is_some() || report.tasks.len() < 2 || path.is_empty() {
        return None;
    }
    let links: Vec<String> = (path.iter().zip(path.iter().skip(1).map(Some).chain([None])))
        .map(|(row, next)| {
            format!(
                "{} (until {})",
                quoted(&row.task),
                held_until(row, next.copied()).spoken()
            )
        })
        .collect();
    let shown = match links.as_slice() {
        [first, second, between @ .., last] if links.len() > 4 => {
            let between = count(between.len(), "more task");
            format!("{first}, {second}, {between}, and last {last}")
        }
        links => links.join(", then "),
    };
    Some(format!("The time was set by {shown}."))
}

/// When a task on the path let the next one go on: a degraded service lets barriers open when it settles,
/// and what needs it when it heals; a service that was lost lets that go on when it is ready again.
fn held_until(row: &TaskRow, next: Option<&TaskRow>) -> Millis {
    let settled = row.settled_ms.unwrap_or_default();
    if let Some(at) = next.and_then(|next| row.ready_again_for(next)) {
        return at;
    }
    let is_needed = next.is_some_and(|next| next.start_ms < row.settled_ms);
    row.healed_ms.filter(|_| is_needed).unwrap_or(settled)
}

fn what_went_wrong(setting: &Setting, draws: &Draws, report: &Report) -> Option<String> {
    let halting = report.halt.as_ref().map(|halt| halt.task.as_str());
    let bad = |row: &TaskRow| matches!(row.outcome, TaskOutcome::Failed | TaskOutcome::Degraded);
    let rows = report.tasks.iter().enumerate();
    let rows = rows.filter(|(_, row)| bad(row) && Some(row.task.as_str()) != halting);
    let wrong: Vec<String> = rows
        .map(|(id, row)| {
            let hung = setting.hangs(TaskId(id), row.attempts.len(), draws);
            fate(row, hung)
        })
        .collect();
    let ignored = if report.halt.is_some() {
        ""
    } else {
        "; the stage went on"
    };
    (!wrong.is_empty()).then(|| format!("{}{ignored}.", list(&wrong)))
}

/// What became of a task that did not succeed; `hung` if its last attempt did.
fn fate(row: &TaskRow, hung: bool) -> String {
    let task = quoted(&row.task);
    let took = row.settled_ms.unwrap_or_default() - row.start_ms.unwrap_or_default();
    let took = took.spoken();
    let hung = match (hung, last_outcome(row)) {
        (true, _) => "hung and ",
        (false, Some(AttemptOutcome::NodeLost)) => "lost its node and ",
        _ => "",
    };
    match (row.outcome, row.healed_ms, last_outcome(row)) {
        (TaskOutcome::Degraded, Some(healed), _) => {
            format!(
                "{task} was not ready within {took} (it healed at {})",
                healed.spoken()
            )
        }
        (TaskOutcome::Degraded | TaskOutcome::Failed, None, None) if waits_for_room(row) => {
            format!("{task} found no room within {took}")
        }
        (TaskOutcome::Degraded, None, _) => format!("{task} {hung}was not ready within {took}"),
        (_, _, Some(AttemptOutcome::TimedOut)) => {
            format!("{task} {hung}was not done within {took}")
        }
        _ => format!("{task} failed at {}", time(row.settled_ms)),
    }
}

fn waits_for_room(row: &TaskRow) -> bool {
    let last = row.waits.last();
    last.is_some_and(|wait| wait.cause == WaitCause::Unschedulable)
}

fn what_ran_beside(report: &Report) -> Option<String> {
    let done = report.last_step_done_ms?;
    let late: Vec<&TaskRow> = report
        .tasks
        .iter()
        .filter(|row| row.settled_ms > Some(done))
        .collect();
    let names: Vec<String> = late.iter().map(|row| quoted(&row.task)).collect();
    let last = late.iter().filter_map(|row| row.settled_ms).max()?;
    let longer = (last - done).spoken();
    Some(format!(
        "{} ran on in the background, {longer} longer than the last step.",
        list(&names)
    ))
}

fn what_waited_for_slots(setting: &Setting, report: &Report) -> Option<String> {
    let limit = setting.options.max_parallel?.max(1);
    let waited = |row: &&TaskRow| row.waits.iter().any(|wait| wait.cause == WaitCause::Slot);
    let waiting = report.tasks.iter().filter(waited).count();
    let tasks = count(waiting, "task");
    (waiting > 0).then(|| format!("With at most {limit} at once, {tasks} had to wait for a slot."))
}

fn what_never_ran(report: &Report) -> Option<String> {
    let never = report
        .tasks
        .iter()
        .filter(|row| row.outcome == TaskOutcome::NeverRan);
    let names: Vec<String> = never.map(|row| quoted(&row.task)).collect();
    (!names.is_empty()).then(|| format!("{} never ran.", list(&names)))
}

fn what_to_clean_up(report: &Report) -> Option<String> {
    let in_state = |state| {
        let items = report.left_over.iter().filter(|item| item.state == state);
        items.map(|item| quoted(&item.task)).collect::<Vec<_>>()
    };
    let groups = [
        (LeftOverState::Running, "still running"),
        (LeftOverState::Ready, "ready"),
        (LeftOverState::Failed, "failed"),
        (LeftOverState::Finished, "finished"),
    ];
    let shown: Vec<String> = groups
        .into_iter()
        .map(|(state, words)| (in_state(state), words))
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, words)| format!("{} ({words})", list(&names)))
        .collect();
    (!shown.is_empty()).then(|| {
        format!(
            "Nothing is rolled back; left over to clean up: {}.",
            shown.join("; ")
        )
    })
}

fn time_saved(setting: &Setting, report: &Report) -> Option<String> {
    let end = match setting.options.background {
        Background::Join => report.all_settled_ms?,
        Background::Detach => report.last_step_done_ms?,
    };
    let serial = report.serial_ms;
    if report.tasks.len() < 2 || serial == Millis::ZERO {
        return None;
    }
    let verdict = match serial.cmp(&end) {
        std::cmp::Ordering::Greater => format!("this workflow saves {}", (serial - end).spoken()),
        std::cmp::Ordering::Equal => "this workflow saves nothing".to_owned(),
        std::cmp::Ordering::Less => {
            format!("this workflow takes {} longer", (end - serial).spoken())
        }
    };
    Some(format!(
        "One after another the tasks would take {}: {verdict}.",
        serial.spoken()
    ))
}

fn last_outcome(row: &TaskRow) -> Option<AttemptOutcome> {
    row.attempts.last().map(|attempt| attempt.outcome)
}

fn time(at: Option<Millis>) -> String {
    at.unwrap_or_default().spoken()
}
