//! Tasks in words.

use super::{Explanation, counted, segment_text};
use crate::picture::chart::TaskBar;
use crate::picture::moved::Moved;
use crate::picture::segment::Segment;
use crate::report::{Report, TaskOutcome, TaskRow};
use crate::scheduler::WaitCause;
use crate::time::Millis;

/// The accessible name of a task's bar: the task, its step, its end and how far that has moved, its waits and what it means
/// for the whole.
pub fn bar_name(report: &Report, bar: &TaskBar, moved: Option<Moved>) -> String {
    let task = &report.tasks[bar.task];
    let mut parts = vec![format!(
        "{}, step {}: {}",
        task.task,
        task.step,
        ending(report, task)
    )];
    parts.extend(moved.map(Moved::words));
    parts.extend(waited(task, WaitCause::Barrier, "for the step before"));
    parts.extend(waited(task, WaitCause::Slot, "for a slot"));
    parts.extend(waited(task, WaitCause::BackOff, "in back-off"));
    parts.extend(waited(task, WaitCause::Apply, "for the cluster"));
    parts.extend(waited(task, WaitCause::ImagePull, "for its image"));
    parts.extend(waited(task, WaitCause::Unschedulable, "for room on a node"));
    parts.extend(waited(
        task,
        WaitCause::NodeLost,
        "because its node was lost",
    ));
    if bar.is_background {
        parts.push("later steps do not wait for it".to_owned());
    }
    parts.extend(weight(task, bar));
    parts.join("; ")
}

/// What stands at the end of a bar: the time, with a word when it did not go well.
pub fn end_label(task: &TaskRow) -> String {
    let at = task.settled_ms.map(Millis::spoken).unwrap_or_default();
    match task.outcome {
        // Its bar goes on, so the time is not that of the bar's end.
        TaskOutcome::Ready if was_lost(task) => format!("first ready {at}"),
        TaskOutcome::Succeeded | TaskOutcome::Ready => at,
        TaskOutcome::Failed => format!("failed {at}"),
        TaskOutcome::Degraded => match task.healed_ms {
            Some(healed) => format!("late {}", healed.spoken()),
            None => format!("not ready {at}"),
        },
        TaskOutcome::LeftRunning => "still running".to_owned(),
        TaskOutcome::NeverRan => "never ran".to_owned(),
    }
}

/// Whether it was ready, and then lost.
pub(crate) fn was_lost(task: &TaskRow) -> bool {
    task.attempts.iter().any(|attempt| attempt.lost.is_some())
}

/// What the details say about a task; `segment` alone when the pointer is on a piece of its bar.
pub(super) fn explain(
    report: &Report,
    bar: &TaskBar,
    moved: Option<Moved>,
    segment: Option<&Segment>,
) -> Explanation {
    let task = &report.tasks[bar.task];
    let ending = match moved {
        Some(moved) => format!("{}, {}", ending(report, task), moved.words()),
        None => ending(report, task),
    };
    let ending = sentence(&ending);
    let mut lines = match segment {
        Some(segment) => vec![segment_text(report, task, segment), ending],
        None if task.outcome == TaskOutcome::NeverRan => vec![ending],
        None => std::iter::once(ending)
            .chain(story(report, task, bar))
            .collect(),
    };
    if bar.is_background {
        lines.push("Not waited for: later steps go on without it.".to_owned());
    }
    lines.extend(halts(report, bar));
    lines.extend(weight(task, bar).map(|weight| sentence(&weight)));
    Explanation {
        title: format!("{} · step {}", task.task, task.step),
        lines,
    }
}

/// The pieces of a short bar one by one; of a long one, how many there are.
fn story(report: &Report, task: &TaskRow, bar: &TaskBar) -> Vec<String> {
    const SHOWN: usize = 4;
    let told = bar
        .segments
        .iter()
        .take(SHOWN)
        .map(|segment| segment_text(report, task, segment));
    let mut lines: Vec<String> = told.collect();
    if bar.segments.len() > SHOWN {
        lines.push(format!(
            "… and {} until its end.",
            counted(bar.segments.len() - SHOWN, "more piece")
        ));
    }
    lines
}

fn ending(report: &Report, task: &TaskRow) -> String {
    let at = task.settled_ms.map(Millis::spoken).unwrap_or_default();
    let tries = match task.attempts.len() {
        0 | 1 => String::new(),
        count => format!(" after {}", counted(count, "attempt")),
    };
    match task.outcome {
        TaskOutcome::Succeeded => format!("succeeded at {at}{tries}"),
        TaskOutcome::Ready => format!("ready at {at}{tries}"),
        TaskOutcome::Failed => format!("failed at {at}{tries}"),
        TaskOutcome::Degraded => match task.healed_ms {
            Some(healed) => format!(
                "not ready in time, at {at}; ready at last at {}{tries}",
                healed.spoken()
            ),
            None => format!("not ready in time, at {at}, nor later{tries}"),
        },
        TaskOutcome::NeverRan => match &report.halt {
            Some(halt) => format!(
                "never ran: {} halted the stage at {}",
                halt.task,
                halt.at_ms.spoken()
            ),
            None => "never ran".to_owned(),
        },
        TaskOutcome::LeftRunning => {
            format!(
                "still running at the halt, since {}",
                task.start_ms.map(Millis::spoken).unwrap_or_default()
            )
        }
    }
}

fn waited(task: &TaskRow, cause: WaitCause, purpose: &str) -> Option<String> {
    let closed = task.waits.iter().filter(|wait| wait.cause == cause);
    let total = closed
        .filter_map(|wait| wait.until_ms.map(|until| until - wait.from_ms))
        .fold(Millis::ZERO, std::ops::Add::add);
    (total > Millis::ZERO).then(|| format!("waited {} {purpose}", total.spoken()))
}

/// What the task means for the end of the stage.
fn weight(task: &TaskRow, bar: &TaskBar) -> Option<String> {
    if bar.is_critical {
        return Some("on the critical path".to_owned());
    }
    let slack = task.slack_ms.filter(|&slack| slack > Millis::ZERO)?;
    Some(format!(
        "could take {} longer without moving the end",
        slack.spoken()
    ))
}

/// A row that stands for its step says what the step's heading would.
fn halts(report: &Report, bar: &TaskBar) -> Option<String> {
    let halts = bar.is_step && report.steps[bar.step].halt_on_error;
    halts.then(|| "Halts on error: if it fails, nothing starts any more.".to_owned())
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
