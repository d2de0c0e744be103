//! A value written into the text of a scenario.

use super::path::{child, find};
use crate::diagnostic::edits::{line_break, put_entry_first};
use crate::diagnostic::{Edit, apply};
use crate::yaml::{self, Node, Value};
use std::collections::BTreeMap;

/// Why a value cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WriteError {
    /// A list has no item of this number.
    NoItem {
        /// The list.
        list: String,
        /// How many items it has.
        items: usize,
    },
    /// This is a single value, and nothing stands under it.
    Scalar(String),
    /// Other places of the text would change along: aliases, or something that could not be read.
    Tangled,
}

/// The edit that puts this value (YAML in one line) at the end of these keys, in place of what stands there, and the
/// text with it. Nothing else that the text says changes.
pub(super) fn write(
    text: &str,
    root: Option<&Node>,
    keys: &[String],
    value: &str,
) -> Result<(Edit, String), WriteError> {
    let edit = edit(text, root, keys, value)?;
    let written = apply(std::slice::from_ref(&edit), text);
    let after = yaml::parse(&written).root;
    let alone = yaml::parse(value).root;
    let mut expected = root.map_or(Bare::Null, Bare::of);
    expected.put(keys, alone.as_ref().map_or(Bare::Null, Bare::of));
    let is_as_meant = after.as_ref().map(Bare::of) == Some(expected)
        && find(after.as_ref(), keys).is_some_and(|it| !it.is_null());
    is_as_meant
        .then_some((edit, written))
        .ok_or(WriteError::Tangled)
}

fn edit(text: &str, root: Option<&Node>, keys: &[String], value: &str) -> Result<Edit, WriteError> {
    let Some(mut node) = root else {
        let gap = match text.is_empty() || text.ends_with(['\n', '\r']) {
            true => "",
            false => line_break(text),
        };
        let entry = entry(keys, value);
        return Ok(Edit::insert(text.len(), format!("{gap}{entry}\n")));
    };
    for (depth, key) in keys.iter().enumerate() {
        let so_far = || keys[..depth].join(".");
        if let Some(child) = child(node, key) {
            node = child;
            continue;
        }
        let entry = entry(&keys[depth..], value);
        return match &node.value {
            Value::Mapping(_) => Ok(put_entry_first(text, node.span.start, &entry)),
            Value::Null => Ok(put(text, node, &format!("{{ {entry} }}"))),
            Value::Scalar(_) => Err(WriteError::Scalar(so_far())),
            Value::Sequence(items) => Err(WriteError::NoItem {
                list: so_far(),
                items: items.len(),
            }),
        };
    }
    Ok(put(text, node, value))
}

/// In place of a node; of nothing at all, behind its colon.
fn put(text: &str, node: &Node, value: &str) -> Edit {
    let behind_colon = node.span.start == node.span.end && text[..node.span.start].ends_with(':');
    let gap = if behind_colon { " " } else { "" };
    Edit::replace(node.span, format!("{gap}{value}"))
}

/// `cluster: { max_parallel: 4 }`
fn entry(keys: &[String], value: &str) -> String {
    match keys {
        [] => value.to_owned(),
        [key] => format!("{}: {value}", yaml::scalar(key)),
        [key, rest @ ..] => format!("{}: {{ {} }}", yaml::scalar(key), entry(rest, value)),
    }
}

/// What a text says, without its places and the order of its keys.
#[derive(Debug, Clone, PartialEq)]
enum Bare {
    Null,
    Scalar(String, bool),
    List(Vec<Self>),
    Map(BTreeMap<String, Self>),
}

impl Bare {
    fn of(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Scalar(scalar) => Self::Scalar(scalar.text.clone(), scalar.plain),
            Value::Sequence(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Mapping(entries) => {
                let named = entries
                    .iter()
                    .filter_map(|entry| Some((entry.name()?, &entry.value)));
                Self::Map(
                    named
                        .map(|(name, value)| (name.to_owned(), Self::of(value)))
                        .collect(),
                )
            }
        }
    }

    fn put(&mut self, keys: &[String], value: Self) {
        let Some((key, rest)) = keys.split_first() else {
            *self = value;
            return;
        };
        if let Self::List(items) = self {
            let item = key.parse::<usize>().ok().and_then(|at| items.get_mut(at));
            item.into_iter()
                .for_each(|item| item.put(rest, value.clone()));
            return;
        }
        if !matches!(self, Self::Map(_)) {
            *self = Self::Map(BTreeMap::new());
        }
        if let Self::Map(map) = self {
            map.entry(key.clone())
                .or_insert(Self::Null)
                .put(rest, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{WriteError, write};
    use crate::yaml::parse;

    fn written(text: &str, keys: &str, value: &str) -> Result<String, WriteError> {
        let keys: Vec<String> = keys.split_whitespace().map(str::to_owned).collect();
        write(text, parse(text).root.as_ref(), &keys, value).map(|(_, written)| written)
    }

    #[test]
    fn a_value_is_written_where_it_belongs() {
        for (text, keys, value, expected) in [
            (
                "",
                "cluster max_parallel",
                "4",
                "cluster: { max_parallel: 4 }\n",
            ),
            ("# why", "seed", "4", "# why\nseed: 4\n"),
            (
                "seed: 1\n",
                "cluster max_parallel",
                "4",
                "cluster: { max_parallel: 4 }\nseed: 1\n",
            ),
            (
                "cluster:\n",
                "cluster max_parallel",
                "4",
                "cluster: { max_parallel: 4 }\n",
            ),
            (
                "cluster: {}\n",
                "cluster max_parallel",
                "4",
                "cluster: {max_parallel: 4}\n",
            ),
            (
                "cluster: # x\n  max_parallel: 1 # y\n",
                "cluster max_parallel",
                "4",
                "cluster: # x\n  max_parallel: 4 # y\n",
            ),
            (
                "tasks:\n  jobs.a:\n    runs_for:\n      uniform: [1s, 2s]\n    retries: 1\n",
                "tasks jobs.a runs_for",
                "4s",
                "tasks:\n  jobs.a:\n    runs_for:\n      4s\n    retries: 1\n",
            ),
            (
                "tasks: { jobs.a: { runs_for: { uniform: [1s, 2s] } } }",
                "tasks jobs.a runs_for uniform 1",
                "4s",
                "tasks: { jobs.a: { runs_for: { uniform: [1s, 4s] } } }",
            ),
            (
                "faults:\n  - task: jobs.a\n",
                "faults 0 chance",
                "5%",
                "faults:\n  - chance: 5%\n    task: jobs.a\n",
            ),
            (
                "tasks:\n  jobs.a:\n  jobs.b: ~\n",
                "tasks jobs.b retries",
                "2",
                "tasks:\n  jobs.a:\n  jobs.b: { retries: 2 }\n",
            ),
        ] {
            assert_eq!(
                written(text, keys, value).as_deref(),
                Ok(expected),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_would_change_something_else_is_not_written() {
        let alias = "tasks:\n  jobs.a: &it { retries: 1 }\n  jobs.b: *it\n";
        assert_eq!(
            written(alias, "tasks jobs.a retries", "2"),
            Err(WriteError::Tangled)
        );
        // The alias itself may go.
        let text = "tasks:\n  jobs.a: &it { retries: 1 }\n  jobs.b: *it\n";
        assert!(written(text, "tasks jobs.b", "{ retries: 2 }").is_ok());
        assert_eq!(
            written("seed: 1\n", "seed", "2\ntasks: {}"),
            Err(WriteError::Tangled)
        );
        assert_eq!(written("seed: 1\n", "seed", ""), Err(WriteError::Tangled));
        assert_eq!(
            written("seed: 1\n", "seed x", "2"),
            Err(WriteError::Scalar("seed".into()))
        );
        let none = WriteError::NoItem {
            list: "faults".into(),
            items: 1,
        };
        assert_eq!(
            written("faults: [{}]\n", "faults 1 chance", "2%"),
            Err(none)
        );
    }
}
