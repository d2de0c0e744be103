//! Where a step had to wait for the tasks before it.

use super::chart::Places;
use crate::report::{Report, TaskRow, WaitRow};
use crate::scheduler::WaitCause;
use crate::time::Millis;

/// The moment at which a step opened, if it had to wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barrier {
    /// The step that opened.
    pub step: usize,
    /// When.
    pub at: Millis,
    /// The tasks that settled last, in plan order.
    pub arrivers: Vec<usize>,
    /// How long tasks that had settled before waited here for the last, all of them together.
    pub idle: Millis,
    /// How many did.
    pub idlers: usize,
    /// The first row that the line passes: the first of the arrivers.
    pub top: usize,
    /// The last row of the step that opened.
    pub bottom: usize,
}

/// The barriers of all steps that opened later than at once.
pub(super) fn barriers(
    report: &Report,
    step_of_task: &[usize],
    places: &Places<'_>,
) -> Vec<Barrier> {
    let mut by_step: Vec<Vec<usize>> = vec![Vec::new(); report.steps.len()];
    for (task, &step) in step_of_task.iter().enumerate() {
        if let Some(tasks) = by_step.get_mut(step) {
            tasks.push(task);
        }
    }
    let barrier = |(step, own): (usize, &Vec<usize>)| {
        let at = report.steps[step]
            .start_ms
            .filter(|&at| at > Millis::ZERO)?;
        let mut arrivers = own
            .iter()
            .find_map(|&task| waited_for(&report.tasks[task], at, places));
        if own.is_empty() {
            arrivers = Some(settled_at(report, step_of_task, step, at));
        }
        let arrivers = arrivers.unwrap_or_default();
        let (idlers, idle) = idle(report, &by_step, step, at);
        let (first, bottom) = places.rows_of_step(step)?;
        let top = arrivers
            .iter()
            .map(|&task| places.row(task))
            .min()
            .unwrap_or(first);
        Some(Barrier {
            step,
            at,
            arrivers,
            idle,
            idlers,
            top,
            bottom,
        })
    };
    by_step.iter().enumerate().filter_map(barrier).collect()
}

/// How many tasks had settled before, of those that started together with the last ones, and how long they waited.
fn idle(report: &Report, by_step: &[Vec<usize>], opened: usize, at: Millis) -> (usize, Millis) {
    // Steps open in their order, so those that did at the last moment before stand next to each other.
    let opened_at = |step: usize| Some((step, report.steps[step].start_ms?));
    let before = || (0..opened).rev().filter_map(opened_at);
    let mut earlier = before().filter(|&(_, start)| start < at);
    let last = earlier.next().map(|(_, start)| start);
    let together = before()
        .skip_while(|&(_, start)| start >= at)
        .take_while(|&(_, start)| Some(start) == last)
        .map(|(step, _)| step)
        .filter(|&step| report.steps[step].waited);
    let settled = together
        .flat_map(|step| &by_step[step])
        .filter_map(|&task| report.tasks[task].settled_ms);
    let early = settled.filter(|&settled| settled < at);
    early.fold((0, Millis::ZERO), |(count, sum), settled| {
        (count + 1, sum + (at - settled))
    })
}

fn waited_for(task: &TaskRow, at: Millis, places: &Places<'_>) -> Option<Vec<usize>> {
    let is_it = |wait: &&WaitRow| wait.cause == WaitCause::Barrier && wait.until_ms == Some(at);
    let wait = task.waits.iter().find(is_it)?;
    let mut arrivers: Vec<usize> = wait
        .on
        .iter()
        .filter_map(|name| places.task(name))
        .collect();
    arrivers.sort_unstable();
    Some(arrivers)
}

/// An empty step has no task that could tell; those who settled at that moment did it.
fn settled_at(report: &Report, step_of_task: &[usize], before: usize, at: Millis) -> Vec<usize> {
    let is_waited = |step: usize| step < before && report.steps[step].waited;
    let arrived = |&(task, &step): &(usize, &usize)| {
        is_waited(step) && report.tasks[task].settled_ms == Some(at)
    };
    step_of_task
        .iter()
        .enumerate()
        .filter(arrived)
        .map(|(task, _)| task)
        .collect()
}
