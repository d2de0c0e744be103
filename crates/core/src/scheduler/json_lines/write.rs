//! From a trace to text.

use super::lines::{Header, Line, PlanShape, WaitedLine};
use super::{Record, TRACE_VERSION};
use crate::plan::{Plan, StepId, TaskId};
use crate::scheduler::{TraceEvent, Wait, What};
use crate::time::Millis;
use serde::Serialize;

/// Writes a trace in the format of this module: the header and one line for everything that happened.
pub fn to_json_lines(record: &Record) -> String {
    let Record { plan, trace, .. } = record;
    let mut text = header_line(record);
    let mut waits: Vec<&Wait> = trace.waits.iter().collect();
    waits.sort_by_key(|wait| wait.until.unwrap_or(Millis::MAX));
    let mut waits = waits.into_iter().peekable();
    for event in &trace.events {
        while let Some(wait) = waits.next_if(|wait| comes_before(wait, event)) {
            text.push_str(&wait_line(plan, wait, event.at));
        }
        text.push_str(&event_line(plan, event));
    }
    let end = trace
        .events
        .last()
        .map(|event| event.at)
        .unwrap_or_default();
    for wait in waits {
        text.push_str(&wait_line(plan, wait, end));
    }
    text
}

/// The first line of a trace; its events are not looked at.
pub fn header_line(record: &Record) -> String {
    written(&Header {
        version: TRACE_VERSION,
        seed: record.seed,
        scenario: record.scenario.clone(),
        epoch: record.epoch.clone(),
        plan: PlanShape::from(&record.plan),
    })
}

/// The line of an event, for those who write a trace while it happens.
pub fn event_line(plan: &Plan, event: &TraceEvent) -> String {
    written(&line(plan, event))
}

/// The line of a wait that ends now, or never does.
pub fn wait_line(plan: &Plan, wait: &Wait, now: Millis) -> String {
    written(&waited(plan, wait, now))
}

/// A wait is over just before the starts of its moment.
fn comes_before(wait: &Wait, event: &TraceEvent) -> bool {
    let is_start = matches!(
        event.what,
        What::StepOpened(_) | What::TaskStarted(_) | What::AttemptStarted(..)
    );
    (wait.until).is_some_and(|until| until < event.at || (until == event.at && is_start))
}

fn written(line: &impl Serialize) -> String {
    // These shapes have string keys and no fallible parts: they always serialise.
    serde_json::to_string(line).unwrap_or_default() + "\n"
}

fn line(plan: &Plan, event: &TraceEvent) -> Line {
    let at_ms = event.at;
    let task = |id: TaskId| plan.tasks[id.0].name.clone();
    let step = |id: StepId| plan.steps[id.0].name.clone();
    match event.what {
        What::StepOpened(id) => Line::StepOpened {
            at_ms,
            step: step(id),
            step_index: id.0,
        },
        What::TaskQueued(id) => Line::TaskQueued {
            at_ms,
            task: task(id),
        },
        What::TaskStarted(id) => Line::TaskStarted {
            at_ms,
            task: task(id),
        },
        What::AttemptStarted(id, attempt) => Line::AttemptStarted {
            at_ms,
            task: task(id),
            attempt,
        },
        What::AttemptEnded(id, attempt, outcome) => Line::AttemptEnded {
            at_ms,
            task: task(id),
            attempt,
            outcome,
        },
        What::TaskSettled(id, outcome) => Line::TaskSettled {
            at_ms,
            task: task(id),
            outcome,
        },
        What::RetriesCut(id) => Line::RetriesCut {
            at_ms,
            task: task(id),
        },
        What::TaskHealed(id) => Line::TaskHealed {
            at_ms,
            task: task(id),
        },
        What::ServiceLost(id, cause) => Line::ServiceLost {
            at_ms,
            task: task(id),
            cause,
        },
        What::StepSettled(id) => Line::StepSettled {
            at_ms,
            step: step(id),
            step_index: id.0,
        },
        What::LastStepDone => Line::LastStepDone { at_ms },
        What::Halted(id) => Line::Halted {
            at_ms,
            task: task(id),
        },
        What::AllSettled => Line::AllSettled { at_ms },
    }
}

fn waited(plan: &Plan, wait: &Wait, now: Millis) -> Line {
    let task = |id: &TaskId| plan.tasks[id.0].name.clone();
    Line::Waited(WaitedLine {
        at_ms: wait.until.unwrap_or(now),
        task: task(&wait.task),
        from_ms: wait.from,
        until_ms: wait.until,
        cause: wait.cause,
        on: wait.on.iter().map(task).collect(),
        outside: wait.outside.clone(),
        lacks: wait.lacks.clone(),
    })
}
