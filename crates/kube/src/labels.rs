//! What Laneway writes on objects to find them again.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Label: the application an object belongs to. All watches select by it.
pub const APPLICATION: &str = "laneway.dev/application";
/// Label: the task that an object belongs to: `services.web`.
pub const TASK: &str = "laneway.dev/task";
/// Label of an object itself, never of its pods: the run that applied it last.
pub const RUN: &str = "laneway.dev/run";
/// Annotation of pods: the hash of the template that they were made from.
pub const SPEC: &str = "laneway.dev/spec";
/// The name under which Laneway owns fields.
pub const MANAGER: &str = "laneway";

/// The longest name of an object whose name becomes a label of its pods.
const LONGEST: usize = 63;
/// Hexadecimal digits of a hash that are enough to tell specs of one job apart.
const HASH: usize = 10;

/// The selector of everything that belongs to an application.
pub fn selector(application: &str) -> String {
    format!("{APPLICATION}={application}")
}

/// Text as the name of an object: small letters, digits and dashes, beginning and ending without a dash.
pub fn name(text: &str) -> String {
    let dashed = |c: char| match c.to_ascii_lowercase() {
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    let name: String = text.chars().map(dashed).take(LONGEST).collect();
    name.trim_matches('-').to_owned()
}

/// A name with a suffix, cut where it would be too long.
pub fn suffixed(name: &str, suffix: &str) -> String {
    let room = LONGEST.saturating_sub(suffix.len() + 1);
    let cut: String = name.chars().take(room).collect();
    format!("{}-{suffix}", cut.trim_end_matches(['-', '.']))
}

/// The same for equal values, however their keys are ordered.
pub fn hash(value: &Value) -> String {
    let mut hasher = Sha256::new();
    feed(&mut hasher, value);
    let bytes = hasher.finalize();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..HASH].to_owned()
}

fn feed(hasher: &mut Sha256, value: &Value) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort();
            hasher.update(b"{");
            for key in keys {
                feed(hasher, &Value::String(key.clone()));
                feed(hasher, &map[key]);
            }
            hasher.update(b"}");
        }
        Value::Array(items) => {
            hasher.update(b"[");
            items.iter().for_each(|item| feed(hasher, item));
            hasher.update(b"]");
        }
        // As JSON, scalars of different types differ, and strings end where their quotes do.
        scalar => hasher.update(scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_what_kubernetes_accepts() {
        for (text, expected) in [
            ("web", "web"),
            ("My Shop_2", "my-shop-2"),
            ("-a.b-", "a-b"),
            ("", ""),
        ] {
            assert_eq!(name(text), expected);
        }
        assert_eq!(name(&"x".repeat(99)).len(), LONGEST);
        assert_eq!(suffixed(&"x".repeat(99), "abc").len(), LONGEST);
        assert_eq!(suffixed("migrate", "abc"), "migrate-abc");
    }

    #[test]
    fn a_hash_depends_on_the_value_alone() {
        let one: Value = serde_json::from_str(r#"{"a":1,"b":["x",{}]}"#).expect("JSON");
        let two: Value = serde_json::from_str(r#"{"b":["x",{}],"a":1}"#).expect("JSON");
        assert_eq!(hash(&one), hash(&two));
        assert_eq!(hash(&one).len(), HASH);
        let others = [
            json!({"a": "1", "b": ["x", {}]}),
            json!({"a": 1, "b": ["x"]}),
            json!([1, "b"]),
        ];
        assert!(others.iter().all(|other| hash(other) != hash(&one)));
    }
}
