//! Pieces of a bar in words.

use super::listed;
use crate::picture::segment::{Segment, SegmentKind};
use crate::report::{Report, TaskRow, WaitRow};
use crate::scheduler::{AttemptOutcome, LossCause, WaitCause};
use crate::time::Millis;

/// What a piece of `task`'s bar was and why, in one line.
pub fn segment_text(report: &Report, task: &TaskRow, segment: &Segment) -> String {
    match &segment.kind {
        SegmentKind::Wait {
            cause,
            wait: index,
            attempts,
        } => {
            let row = task.waits.get(*index);
            let on = row.map_or(&[][..], |wait| &wait.on);
            let rule = row.map_or("", |wait| &wait.rule);
            match cause {
                WaitCause::Unschedulable => room(task, segment, on),
                WaitCause::BackOff => back_off(segment, on, *attempts, rule),
                WaitCause::ImagePull if !rule.is_empty() => {
                    format!("Image pull {}: {rule}.", when(segment))
                }
                _ => wait(report, segment, *cause, on),
            }
        }
        SegmentKind::Lost { cause, ready } => lost(segment, *cause, *ready),
        SegmentKind::Attempt { number, outcome } => {
            attempt(report, task, segment, *number, *outcome)
        }
    }
}

fn wait(report: &Report, segment: &Segment, cause: WaitCause, on: &[String]) -> String {
    let when = when(segment);
    let names = listed(on);
    match cause {
        WaitCause::Barrier if segment.open => {
            format!(
                "Waits {when}: the step before it never settled{}.",
                halted(report)
            )
        }
        WaitCause::Barrier if on.is_empty() => {
            format!("Waits {when} for the step before it.")
        }
        WaitCause::Barrier => format!("Waits {when} for the step before it: {names} settled last."),
        WaitCause::Slot if segment.open => format!(
            "Waits {when} for a slot and never got one{}.",
            halted(report)
        ),
        WaitCause::Slot if on.is_empty() => {
            format!("Waits {when} for a slot: max_parallel tasks were running.")
        }
        WaitCause::Slot => {
            format!(
                "Waits {when} for a slot: max_parallel tasks were running, until {names} settled."
            )
        }
        WaitCause::BackOff => back_off(segment, on, 1, ""),
        WaitCause::Apply => {
            format!("Waits {when} for the cluster, which takes so long to accept a task.")
        }
        WaitCause::NodeLost => {
            format!(
                "Its node is lost, {when}: nothing answers until Kubernetes has replaced its pods."
            )
        }
        WaitCause::Unschedulable => format!("Waits {when} for room on a node."),
        WaitCause::ImagePull => {
            format!("Image pull {when}: the image could not be pulled; Kubernetes tries again.")
        }
        WaitCause::Halted => {
            let from = segment.from.spoken();
            format!(
                "Waited from {from} on, but its turn never came{}.",
                halted(report)
            )
        }
    }
}

/// How long Kubernetes waits, and by which rule.
fn back_off(segment: &Segment, on: &[String], attempts: usize, rule: &str) -> String {
    let (when, why) = (when(segment), unmet(on));
    let length = (segment.until - segment.from).spoken();
    let number = attempts.max(1);
    let colon = if rule.is_empty() { "" } else { ": " };
    format!("Back-off {when}: Kubernetes waits {length} before restart {number}{colon}{rule}.{why}")
}

/// Why no node had room, and who made or held it.
fn room(task: &TaskRow, segment: &Segment, on: &[String]) -> String {
    let when = when(segment);
    let mut waits = task.waits.iter();
    let wait = waits.find(|wait| {
        wait.cause == WaitCause::Unschedulable
            && wait.from_ms <= segment.from
            && wait.until_ms.is_none_or(|until| segment.until <= until)
    });
    let shortage = wait.map(WaitRow::shortage).unwrap_or_default();
    let is_in_vain = wait.is_none_or(|wait| !task.found_room(wait));
    match (is_in_vain, on.is_empty()) {
        (_, true) => format!("Waits {when} for room on a node: {shortage}."),
        (true, _) => format!(
            "Waits {when} for room on a node: {shortage}; it is held by {}.",
            listed(on)
        ),
        (false, _) => format!(
            "Waits {when} for room on a node: {shortage}, until {} made some.",
            listed(on)
        ),
    }
}

fn attempt(
    report: &Report,
    task: &TaskRow,
    segment: &Segment,
    number: usize,
    outcome: AttemptOutcome,
) -> String {
    let when = when(segment);
    let length = (segment.until - segment.from).spoken();
    // The usual case, one attempt that does it, does not need to be counted.
    let who = if task.attempts.len() > 1 {
        format!("Attempt {number}")
    } else {
        "It".to_owned()
    };
    match outcome {
        AttemptOutcome::Succeeded => format!("{who} ran {when} and succeeded after {length}."),
        AttemptOutcome::Ready => format!(
            "{who} started at {} and was ready {length} later, at {}.",
            segment.from.spoken(),
            segment.until.spoken()
        ),
        AttemptOutcome::Failed => {
            format!(
                "{who} failed at {}, after {length}.",
                segment.until.spoken()
            )
        }
        AttemptOutcome::Crashed => {
            format!(
                "{who} crashed at {}, after {length}.{}",
                segment.until.spoken(),
                after_crash(task, number)
            )
        }
        AttemptOutcome::NodeLost => {
            format!(
                "{who} was lost with its node at {}, after {length}.",
                segment.until.spoken()
            )
        }
        AttemptOutcome::TimedOut => {
            format!(
                "{who} was still running at {}, when the task's time was up.",
                segment.until.spoken()
            )
        }
        AttemptOutcome::Running => match &report.halt {
            Some(halt) => format!(
                "{who} was running when the stage halted at {}; a halt kills nothing, so it goes on.",
                halt.at_ms.spoken()
            ),
            None => format!(
                "{who} runs from {} on, past the end of the picture.",
                segment.from.spoken()
            ),
        },
    }
}

/// How a service that was ready came to be lost.
fn lost(segment: &Segment, cause: LossCause, ready: Millis) -> String {
    let (at, after) = (segment.from.spoken(), (segment.from - ready).spoken());
    match cause {
        LossCause::Crashed => format!("It crashed {after} after it was ready, at {at}."),
        LossCause::NodeLost => format!("Its node was lost {after} after it was ready, at {at}."),
    }
}

/// Why the attempt crashed, or what came next, as far as the report tells.
fn after_crash(task: &TaskRow, number: usize) -> String {
    let Some(attempt) = task.attempts.get(number - 1) else {
        return String::new();
    };
    let next = task.attempts.get(number);
    let ended = attempt.end_ms;
    if next.is_some_and(|next| Some(next.start_ms) == ended) {
        return " The first restart comes at once.".to_owned();
    }
    let gap = task.waits.iter().find(|wait| Some(wait.from_ms) == ended);
    gap.map(|wait| unmet(&wait.on)).unwrap_or_default()
}

fn unmet(on: &[String]) -> String {
    let services = on
        .iter()
        .filter(|name| name.starts_with("services."))
        .count();
    let lack = match (on.len(), services) {
        (0, _) => return String::new(),
        (1, 1) => "was not ready",
        (all, services) if all == services => "were not ready",
        (_, 0) => "had not succeeded",
        _ => "were not there yet",
    };
    format!(" {} {lack}.", listed(on))
}

fn halted(report: &Report) -> String {
    report
        .halt
        .as_ref()
        .map(|halt| {
            format!(
                ": {} halted the stage at {}",
                halt.task,
                halt.at_ms.spoken()
            )
        })
        .unwrap_or_default()
}

fn when(segment: &Segment) -> String {
    if segment.open {
        format!("from {} on", segment.from.spoken())
    } else {
        format!("{} – {}", segment.from.spoken(), segment.until.spoken())
    }
}
