//! The tasks of a run as comma-separated values (RFC 4180), one line for each.

use crate::report::{Report, TaskRow};
use crate::time::Millis;
use serde::Serialize;
use std::collections::BTreeSet;

const COLUMNS: [&str; 11] = [
    "step",
    "task",
    "outcome",
    "start_ms",
    "settled_ms",
    "healed_ms",
    "attempts",
    "waited_ms",
    "slack_ms",
    "is_critical",
    "is_waited_for",
];

/// A heading and the tasks in plan order; what is not known is empty. Outcomes are named as in the JSON form.
pub fn csv(report: &Report) -> String {
    let critical: BTreeSet<&str> = report.critical_path.iter().map(String::as_str).collect();
    let mut text = line(COLUMNS.into_iter().map(str::to_owned));
    for task in &report.tasks {
        let is_critical = critical.contains(task.task.as_str());
        text.push_str(&line(figures(report, task, is_critical).into_iter()));
    }
    text
}

fn figures(report: &Report, task: &TaskRow, is_critical: bool) -> [String; 11] {
    let step = report.steps.iter().find(|step| step.name == task.step);
    [
        task.step.clone(),
        task.task.clone(),
        word(&task.outcome),
        millis(task.start_ms),
        millis(task.settled_ms),
        millis(task.healed_ms),
        task.attempts.len().to_string(),
        millis(Some(waited(task))),
        millis(task.slack_ms),
        is_critical.to_string(),
        step.is_some_and(|step| step.waited).to_string(),
    ]
}

/// What all gaps that ended took.
fn waited(task: &TaskRow) -> Millis {
    let waits = task.waits.iter();
    let ended = waits.filter_map(|wait| Some(wait.until_ms? - wait.from_ms));
    ended.fold(Millis::ZERO, |sum, wait| sum + wait)
}

fn millis(time: Option<Millis>) -> String {
    time.map_or_else(String::new, |it| it.0.to_string())
}

/// A value's word in the JSON form.
pub(super) fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.trim_matches('"').to_owned()
}

/// A line of these fields, each quoted if it has to be.
pub(crate) fn line(fields: impl Iterator<Item = String>) -> String {
    fields.map(|it| quoted(&it)).collect::<Vec<_>>().join(",") + "\r\n"
}

fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\n', '\r']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixtures::{frontend, halted};

    #[test]
    fn a_line_for_each_task() {
        let text = csv(&frontend());
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines.len(), 6, "a heading, four tasks, and a line end");
        assert_eq!(
            lines[1],
            "frontend,services.frontend,ready,0,95000,,1,0,0,true,false"
        );
        assert_eq!(
            lines[4],
            "backend,services.backend,ready,30000,60000,,1,30000,35000,false,true"
        );
        assert!(csv(&halted()).contains("backend,services.backend,never_ran,,,,0,0,,false,true"));
    }

    #[test]
    fn fields_are_quoted_if_they_have_to_be() {
        let fields = ["1m", "{ uniform: [1s, 2s] }", "\"1.34\""].map(quoted);
        assert_eq!(
            fields,
            ["1m", "\"{ uniform: [1s, 2s] }\"", "\"\"\"1.34\"\"\""]
        );
    }
}
