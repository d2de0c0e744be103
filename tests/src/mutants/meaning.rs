//! Whether a mistake is one at all, by a second reader of YAML that knows nothing of Laneway.
//!
//! A change is *harmless* if the second reader still accepts the text and finds in it the same data
//! as before. It is *unread* if the data differs only where a template is nobody's business but its
//! owner's: keys that Laneway does not read, and the free text of labels. No reader can call either
//! a mistake, so neither is expected to be found.

use serde_yaml::{Mapping, Value};

/// What a change did to the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The same data.
    Harmless,
    /// Other data, in parts that are not read.
    Unread,
    /// No YAML any more, or other data in parts that are read.
    Mistake,
}

const PROBE: [&str; 5] = [
    "initial_delay_seconds",
    "period_seconds",
    "timeout_seconds",
    "failure_threshold",
    "success_threshold",
];

/// Compares a text with the one it was made of.
pub fn change(before: &str, after: &str) -> Change {
    match (data(before), data(after)) {
        (Some(before), Some(after)) if before == after => Change::Harmless,
        (Some(before), Some(after)) if read_part(&before) == read_part(&after) => Change::Unread,
        _ => Change::Mistake,
    }
}

fn data(text: &str) -> Option<Value> {
    let mut data: Value = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    data.apply_merge().ok()?;
    Some(data)
}

/// The parts of a template that have a meaning here.
fn read_part(data: &Value) -> Value {
    let Value::Mapping(template) = data else {
        return stages(data);
    };
    let mut kept = Mapping::new();
    for (key, value) in template {
        let value = match key.as_str() {
            Some("workflows") => stages(value),
            Some("services") => each(value, service),
            Some("jobs") => each(value, |job| {
                only(job, &["name", "completed_timeout", "halt_on_error"])
            }),
            Some("charts") => each(value, |chart| only(chart, &["name", "timeout"])),
            Some("infrastructure") => each(value, |item| only(item, &["name"])),
            Some("app_imports") => Value::Null,
            _ => continue,
        };
        kept.insert(key.clone(), value);
    }
    Value::Mapping(kept)
}

fn service(data: &Value) -> Value {
    let keys = [
        "name",
        "depends_on",
        "replicas",
        "static",
        "readiness_probe",
        "liveness_probe",
    ];
    let mut kept = only(data, &keys);
    for probe in ["readiness_probe", "liveness_probe"] {
        if let Some(value) = kept.get_mut(probe) {
            *value = only(value, &PROBE);
        }
    }
    kept
}

/// Stages, with every label that is a text the same.
fn stages(data: &Value) -> Value {
    each(data, |stage| {
        let mut stage = stage.clone();
        let steps = stage
            .get_mut("parallelize")
            .and_then(Value::as_sequence_mut);
        for step in steps.into_iter().flatten() {
            if let Some(label) = step.get_mut("step").filter(|label| label.is_string()) {
                *label = Value::from("label");
            }
        }
        stage
    })
}

fn each(list: &Value, part: impl Fn(&Value) -> Value) -> Value {
    match list {
        Value::Sequence(items) => Value::Sequence(items.iter().map(part).collect()),
        other => other.clone(),
    }
}

fn only(data: &Value, keys: &[&str]) -> Value {
    let Value::Mapping(entries) = data else {
        return data.clone();
    };
    let known = entries
        .iter()
        .filter(|(key, _)| key.as_str().is_some_and(|key| keys.contains(&key)));
    Value::Mapping(
        known
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    )
}
