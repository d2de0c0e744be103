//! What the cluster says of objects, read from the objects themselves. Pure: values in, facts out.

mod pod;
#[cfg(test)]
mod tests;
mod workload;

pub use pod::{Container, Exit, Pod, State};
pub use workload::{JobEnd, Progress, Rollout, Workload};

use serde_json::Value;

/// The object that made another, as its owner reference says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owner {
    /// `Job`, `ReplicaSet`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Which one of this name.
    pub uid: String,
}

fn number(value: &Value, path: &str) -> i64 {
    value
        .pointer(path)
        .and_then(Value::as_i64)
        .unwrap_or_default()
}

/// Reason and message of a condition that holds (or does not: `status`).
fn condition(value: &Value, kind: &str, status: &str) -> Option<(String, String)> {
    let mut all = value.pointer("/status/conditions")?.as_array()?.iter();
    let found = all.find(|it| it["type"] == kind && it["status"] == status)?;
    let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
    Some((text("reason"), text("message")))
}
