//! How many characters the texts beside and behind the bars have, so that the layout leaves room.

use super::ghost::Outline;
use super::moved::Moved;
use super::texts::{end_label, was_lost};
use crate::report::{Report, StepRow, TaskRow};
use crate::time::Millis;

/// A tag beside a step's name takes about as much as this many characters.
const TAG: usize = 11;
/// Names of tasks are indented by about as much.
const INDENT: usize = 2;
/// What keeps a difference from the text before it.
const APART: usize = 2;
/// What is drawn behind a bar that goes on past the end of the axis.
const GOES_ON: usize = 3;

/// How many characters the longest label of a row takes.
pub(super) fn longest_label(report: &Report) -> usize {
    let tags = |step: &StepRow| usize::from(!step.waited) + usize::from(step.halt_on_error);
    let steps = report
        .steps
        .iter()
        .map(|step| step.name.chars().count() + tags(step) * TAG);
    let tasks = report
        .tasks
        .iter()
        .map(|task| task.task.chars().count() + INDENT);
    steps.chain(tasks).max().unwrap_or_default()
}

/// How many characters the longest label behind a bar has, of the bars that end near the end of the axis.
pub(super) fn longest_behind_end(report: &Report, end: Millis) -> usize {
    let is_near = |task: &&TaskRow| last(task).is_none_or(|last| is_near(last, end));
    let behind = report
        .tasks
        .iter()
        .filter(|task| task.start_ms.is_some())
        .filter(is_near);
    behind.map(behind_bar).max().unwrap_or_default()
}

/// The same with what is said behind the bars about another run.
pub(super) fn longest_beside<'a>(
    bars: impl Iterator<Item = (&'a TaskRow, Outline)>,
    end: Millis,
) -> usize {
    let count = |(task, outline): (&TaskRow, Outline)| {
        let moved = outline.moved.map(Moved::label)?.chars().count() + APART;
        if last(task).is_none_or(|last| is_near(last, end)) {
            return Some(behind_bar(task) + moved);
        }
        is_near(outline.until, end).then_some(moved)
    };
    bars.filter_map(count).max().unwrap_or_default()
}

/// When the bar of a task ends, if that is known: what was ready and is lost goes on.
fn last(task: &TaskRow) -> Option<Millis> {
    let last = task.healed_ms.or(task.settled_ms);
    last.filter(|_| !was_lost(task))
}

/// How many characters the label behind a bar takes, with what a bar that goes on takes before it.
fn behind_bar(task: &TaskRow) -> usize {
    let goes_on = if was_lost(task) { GOES_ON } else { 0 };
    end_label(task).chars().count() + goes_on
}

/// Whether what stands behind a moment may stand behind the end of the axis.
fn is_near(moment: Millis, end: Millis) -> bool {
    moment.0 >= end.0 - end.0 / 8
}
