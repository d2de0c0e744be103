//! What the end of the stage depends on, task by task.

use super::figures::{hundredths, percent_interval, time};
use laneway_core::forecast::TaskForecast;
use serde::Serialize;
use std::cmp::Reverse;

/// The table has at most so many rows.
const MOST: usize = 100;

/// The tasks that set the end, and those that never do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tasks {
    /// The most often critical first.
    rows: Vec<Row>,
    /// So many more are left out.
    more: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    task: String,
    step: String,
    /// How often it is critical: `62 %`; empty, like the others, if no run came to its end.
    critical: String,
    /// `61 % to 63 %`.
    critical_interval: String,
    /// The same in millionths.
    critical_millionths: u64,
    /// Significance: `0.62`.
    matters: String,
    /// Half of the runs have no more slack than this: `12s`.
    slack: String,
    /// 10 % have no more than the first of these, 10 % have more than the second.
    slack_range: String,
    /// `5.0 %`.
    back_off: String,
    /// `1.25`.
    attempts: String,
}

impl Tasks {
    pub(super) fn of(tasks: &[TaskForecast]) -> Self {
        let critical = |task: &TaskForecast| task.criticality.map_or(0, |it| it.runs);
        let mut tasks: Vec<&TaskForecast> = tasks.iter().collect();
        tasks.sort_by_key(|task| (Reverse(critical(task)), Reverse(task.significance)));
        Self {
            rows: tasks.iter().take(MOST).map(|task| row(task)).collect(),
            more: tasks.len().saturating_sub(MOST),
        }
    }
}

fn row(task: &TaskForecast) -> Row {
    let critical = task.criticality.as_ref();
    let slack = task.slack.as_ref();
    Row {
        task: task.task.clone(),
        step: task.step.clone(),
        critical: critical.map_or_else(String::new, |it| it.chance.to_string()),
        critical_interval: critical.map(percent_interval).unwrap_or_default(),
        critical_millionths: critical.map_or(0, |it| it.chance.billionths() / 1000),
        matters: hundredths(task.significance),
        slack: slack.map_or_else(String::new, |it| time(it.p50_ms)),
        slack_range: slack.map_or_else(String::new, |it| {
            format!("{} to {}", time(it.p10_ms), time(it.p90_ms))
        }),
        back_off: task.back_off.map_or_else(String::new, |it| it.to_string()),
        attempts: hundredths(task.attempts),
    }
}
