//! Steps in words.

use super::{Explanation, counted, listed};
use crate::picture::chart::Chart;
use crate::report::Report;
use crate::time::Millis;

/// The short note beside a step's heading: when it started, and with or after whom. Nothing for the
/// first step: it starts at once, as anyone expects.
pub fn step_note(report: &Report, chart: &Chart, step: usize) -> Option<String> {
    let Some(start) = report.steps[step].start_ms else {
        return Some("never started".to_owned());
    };
    let arrivers = arrivers(report, chart, step);
    let before = step.checked_sub(1).map(|before| &report.steps[before])?;
    Some(if !arrivers.is_empty() {
        format!("starts at {}, after {}", start.spoken(), listed(&arrivers))
    } else if before.start_ms == Some(start) {
        format!("starts with {}", before.name)
    } else {
        format!("starts at {}", start.spoken())
    })
}

/// The accessible name of a step's heading.
pub fn step_name(report: &Report, chart: &Chart, step: usize) -> String {
    let row = &report.steps[step];
    let mut parts = vec![format!(
        "Step {}: {}",
        row.name,
        step_note(report, chart, step).unwrap_or_else(|| "starts at once".to_owned())
    )];
    parts.extend(
        row.settled_ms
            .map(|at| format!("settled at {}", at.spoken())),
    );
    if !row.waited {
        parts.push("later steps do not wait for it".to_owned());
    }
    if row.halt_on_error {
        parts.push("an error in it halts the stage".to_owned());
    }
    parts.join("; ")
}

/// What the details say about a step.
pub(super) fn explain(report: &Report, chart: &Chart, step: usize) -> Explanation {
    let row = &report.steps[step];
    let mut lines = Vec::new();
    match (row.start_ms, step) {
        (None, _) => lines.push(never_started(report)),
        (Some(Millis::ZERO), 0) => lines.push("The first step starts at once.".to_owned()),
        (Some(Millis::ZERO), _) => {
            lines.push(
                "Starts at once: no step before it is waited for, or nothing in them took time."
                    .to_owned(),
            );
        }
        (Some(start), _) => lines.push(opened(start, &arrivers(report, chart, step))),
    }
    lines.extend(idle(chart, step));
    lines.extend(
        row.settled_ms
            .map(|at| format!("All its tasks had settled at {}.", at.spoken())),
    );
    if !row.waited {
        lines.push("Not waited for: the next step starts together with it.".to_owned());
    }
    if row.halt_on_error {
        lines.push("Halts on error: if a task of it fails, nothing starts any more.".to_owned());
    }
    let tasks = chart
        .rows
        .iter()
        .filter(|other| other.step() == step && other.bar().is_some())
        .count();
    Explanation {
        title: format!("Step {} · {}", row.name, counted(tasks, "task")),
        lines,
    }
}

fn opened(start: Millis, arrivers: &[&str]) -> String {
    let at = start.spoken();
    match arrivers {
        [] => format!("Starts at {at}, when all waited tasks before it had settled."),
        [last] => format!(
            "Starts at {at}: the barrier opened when {last} settled, the last one waited for."
        ),
        _ => format!(
            "Starts at {at}: the barrier opened when {} settled, the last ones waited for.",
            listed(arrivers)
        ),
    }
}

/// What the barrier cost those who were done before.
fn idle(chart: &Chart, step: usize) -> Option<String> {
    let barrier = chart.barriers.iter().find(|barrier| barrier.step == step)?;
    let idle = barrier.idle.spoken();
    match barrier.idlers {
        0 => None,
        1 => Some(format!("One task had settled {idle} before.")),
        count => Some(format!(
            "{count} tasks had settled before, {idle} earlier in all."
        )),
    }
}

fn never_started(report: &Report) -> String {
    match &report.halt {
        Some(halt) => format!(
            "Never started: {} halted the stage at {}.",
            halt.task,
            halt.at_ms.spoken()
        ),
        None => "Never started.".to_owned(),
    }
}

/// The names of the tasks that opened the step's barrier.
fn arrivers<'a>(report: &'a Report, chart: &Chart, step: usize) -> Vec<&'a str> {
    let barrier = chart.barriers.iter().find(|barrier| barrier.step == step);
    let tasks = barrier.map_or(&[][..], |barrier| &barrier.arrivers);
    tasks
        .iter()
        .map(|&task| report.tasks[task].task.as_str())
        .collect()
}
