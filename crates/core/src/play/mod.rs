//! A run moment by moment: what happened, by which rule, in words, and what of the template it concerns.
//!
//! A trace tells every event. Here those that belong together are one [`Moment`]: the tasks that settle at once,
//! the barrier that opens and all that starts behind it. They are in the order in which they happened, so that a
//! run can be stepped through and each step says why it came about.

mod fold;
mod group;
mod lines;
mod rule;
mod state;
#[cfg(test)]
mod tests;
mod words;

pub use rule::Rule;
pub use state::{Change, State};

use crate::analysis::Run;
use crate::source::Span;
use crate::time::Millis;
use serde::Serialize;

/// The version of the form in which moments are written.
pub const VERSION: u32 = 1;

/// A run as people step through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Play {
    /// Ascending by time; every event of the trace belongs to exactly one of them.
    pub moments: Vec<Moment>,
    /// How the state of each task changes, in plan order; within a task ascending by time.
    pub states: Vec<Vec<Change>>,
    /// The last moment of which something is known.
    pub end: Millis,
}

/// What happens at one moment by one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: Millis,
    /// By which rule.
    pub rule: Rule,
    /// What and why, in one to three sentences; names stand in backticks.
    pub text: String,
    /// The tasks that something happens to, in plan order as indices.
    pub tasks: Vec<usize>,
    /// What to look at in the template: ascending, without overlap.
    pub lines: Vec<Span>,
    /// How many events of the trace it is made of, all behind those of the moments before.
    pub events: usize,
}

/// The moments of `run`.
pub fn play(run: &Run) -> Play {
    let groups = fold::groups(run);
    let moments = groups.iter().map(|group| Moment {
        at: group.at,
        rule: words::rule(run, group),
        text: words::text(run, group),
        tasks: group.tasks(),
        lines: lines::lines(run, group),
        events: group.events,
    });
    let moments: Vec<Moment> = moments.collect();
    Play {
        end: end(run),
        moments,
        states: state::states(run),
    }
}

/// The end of the stage or the halt; later if a service was followed until it healed.
fn end(run: &Run) -> Millis {
    let report = &run.report;
    if let Some(halt) = &report.halt {
        return halt.at_ms;
    }
    let healed = report.tasks.iter().filter_map(|row| row.healed_ms);
    let ends = [report.last_step_done_ms, report.all_settled_ms];
    healed
        .chain(ends.into_iter().flatten())
        .max()
        .unwrap_or_default()
}

impl Play {
    /// The state of a task, by its index, once all that happens at the moment `at` has happened.
    pub fn state(&self, task: usize, at: Millis) -> State {
        let changes = self.states.get(task).map_or(&[][..], Vec::as_slice);
        let count = changes.partition_point(|change| change.at <= at);
        let last = count.checked_sub(1).and_then(|last| changes.get(last));
        last.map_or(State::Waiting, |change| change.state)
    }
}

/// The moments as programs read them (`docs/json.md`).
#[derive(Debug, Serialize)]
pub struct Written<'a> {
    version: u32,
    stage: &'a str,
    end_ms: Millis,
    moments: Vec<WrittenMoment<'a>>,
    tasks: Vec<WrittenTask<'a>>,
}

#[derive(Debug, Serialize)]
struct WrittenMoment<'a> {
    at_ms: Millis,
    rule: Rule,
    section: &'static str,
    text: &'a str,
    tasks: Vec<&'a str>,
    lines: &'a [Span],
    events: usize,
}

#[derive(Debug, Serialize)]
struct WrittenTask<'a> {
    task: &'a str,
    states: &'a [Change],
}

impl<'a> Written<'a> {
    /// The form of `play`, which is that of `run`.
    pub fn new(run: &'a Run, play: &'a Play) -> Self {
        let names = &run.setting.plan.tasks;
        let moment = |moment: &'a Moment| WrittenMoment {
            at_ms: moment.at,
            rule: moment.rule,
            section: moment.rule.section(),
            text: &moment.text,
            tasks: moment
                .tasks
                .iter()
                .map(|&task| names[task].name.as_str())
                .collect(),
            lines: &moment.lines,
            events: moment.events,
        };
        let task = |(index, states): (usize, &'a Vec<Change>)| WrittenTask {
            task: &names[index].name,
            states,
        };
        Self {
            version: VERSION,
            stage: &run.setting.plan.stage,
            end_ms: play.end,
            moments: play.moments.iter().map(moment).collect(),
            tasks: play.states.iter().enumerate().map(task).collect(),
        }
    }

    /// Indented JSON and a line break.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("strings and numbers always have a JSON form") + "\n"
    }
}
