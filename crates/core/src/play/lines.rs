//! What of the template a moment is about.

use super::group::{Fact, Group, Opening};
use crate::analysis::Run;
use crate::order::sort_by_key;
use crate::plan::{StepId, TaskId};
use crate::source::Span;

/// The places of a group: ascending, without overlap.
pub(super) fn lines(run: &Run, group: &Group) -> Vec<Span> {
    let plan = &run.setting.plan;
    let step = |step: &StepId| plan.steps[step.0].span;
    let task = |task: &TaskId| plan.tasks[task.0].span;
    let mut spans: Vec<Span> = match &group.fact {
        Fact::Opened {
            step: opened, why, ..
        } => {
            let before: Vec<Span> = match why {
                Opening::First => Vec::new(),
                Opening::Barrier(arrivers) => arrivers.iter().map(task).collect(),
                Opening::NotWaited(before) | Opening::Empty(before) => vec![step(before)],
            };
            before.into_iter().chain([step(opened)]).collect()
        }
        Fact::Granted { by, started } => by.iter().chain(started).map(task).collect(),
        Fact::Halted { by } => vec![step(&plan.tasks[by.0].step), task(by)],
        Fact::Begun { tasks, .. }
        | Fact::Good { tasks, .. }
        | Fact::Bad { tasks, .. }
        | Fact::GivenUp { tasks, .. }
        | Fact::Lost { tasks, .. }
        | Fact::Cut { tasks } => tasks.iter().map(task).collect(),
        Fact::Ended { .. } => Vec::new(),
    };
    // What the template does not name, such as the built-in task of a stage that is not written, has no place.
    spans.retain(|span| span.start < span.end);
    merged(spans)
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    sort_by_key(&mut spans, |span| (span.start, span.end));
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut().filter(|last| span.start <= last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => merged.push(span),
        }
    }
    merged
}
