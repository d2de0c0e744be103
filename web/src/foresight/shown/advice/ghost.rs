//! When the tasks of a run are under way, so that one run can be laid over another.

use laneway_core::report::{Report, TaskRow};
use laneway_core::time::Millis;
use serde::Serialize;

/// A run in outlines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Ghost {
    /// When it ends, or halts.
    end_ms: Millis,
    /// The same in words.
    end: String,
    /// In plan order.
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    task: String,
    /// From when until when it is under way; null if it never starts.
    from_ms: Option<Millis>,
    to_ms: Option<Millis>,
}

impl Ghost {
    pub(super) fn of(report: &Report) -> Self {
        let halt = report.halt.as_ref().map(|halt| halt.at_ms);
        let end_ms = halt.or(report.all_settled_ms).unwrap_or_default();
        let row = |task: &TaskRow| Row {
            task: task.task.clone(),
            from_ms: task.start_ms,
            to_ms: task.start_ms.map(|_| task.settled_ms.unwrap_or(end_ms)),
        };
        Self {
            end_ms,
            end: end_ms.rounded().spoken(),
            rows: report.tasks.iter().map(row).collect(),
        }
    }
}
