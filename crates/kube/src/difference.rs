//! What is different in an object, field by field.

use crate::labels::RUN;
use serde_json::Value;
use std::collections::BTreeSet;

/// A field that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// `spec.template.spec.containers[0].image`.
    pub path: String,
    /// What is there; `None` for nothing.
    pub before: Option<Value>,
    /// What would be there.
    pub after: Option<Value>,
}

/// What the server keeps for itself, and which run applied it last.
const IGNORED: [&str; 4] = ["managedFields", "resourceVersion", "generation", RUN];

/// All fields that are different, by path.
pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(String::new(), Some(before), Some(after), &mut changes);
    changes
}

fn compare(path: String, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<Change>) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            let keys = keys
                .into_iter()
                .filter(|key| !IGNORED.contains(&key.as_str()));
            for key in keys.filter(|key| !(path.is_empty() && *key == "status")) {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                compare(path, before.get(key), after.get(key), changes);
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) => {
            for index in 0..before.len().max(after.len()) {
                let path = format!("{path}[{index}]");
                compare(path, before.get(index), after.get(index), changes);
            }
        }
        (before, after) => changes.push(Change {
            path,
            before: before.cloned(),
            after: after.cloned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_server_counts_is_no_change() {
        let before = json!({"metadata": {"generation": 1, "labels": {RUN: "a"}}, "spec": {"a": [1, {"b": 2}]}, "status": 1});
        let after = json!({"metadata": {"generation": 2, "labels": {RUN: "b"}}, "spec": {"a": [1, {"b": 3}, 4]}});
        let found = changes(&before, &after);
        let shown: Vec<_> = found
            .iter()
            .map(|it| (it.path.as_str(), it.before.clone(), it.after.clone()))
            .collect();
        assert_eq!(
            shown,
            [
                ("spec.a[1].b", Some(json!(2)), Some(json!(3))),
                ("spec.a[2]", None, Some(json!(4)))
            ]
        );
    }
}
