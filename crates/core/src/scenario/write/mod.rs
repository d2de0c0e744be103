//! Values, entries and items written into the text of a scenario, as its author would write them. Nothing else that the
//! text says changes: what cannot be done without that is not done.

mod bare;

use crate::diagnostic::edits::{
    indentation, line_break, line_end, line_start, put_entry_after, put_entry_first,
    take_out_entry, take_out_item,
};
use crate::diagnostic::{Edit, apply};
use crate::yaml::{self, Entry, Node, Value};
use bare::Bare;

/// Why something cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WriteError {
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

/// What stands under a key of a mapping, or under the number of an item.
pub(crate) fn child<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match node.items() {
        Some(items) => items.get(key.parse::<usize>().ok()?),
        None => node.get(key),
    }
}

/// What stands at the end of all these keys.
pub(crate) fn find<'n>(root: Option<&'n Node>, keys: &[String]) -> Option<&'n Node> {
    keys.iter().try_fold(root?, |node, key| child(node, key))
}

/// The edit that puts this value (YAML in one line) at the end of these keys, in place of what stands there, and the
/// text with it.
pub(crate) fn put(
    text: &str,
    root: Option<&Node>,
    keys: &[String],
    value: &str,
) -> Result<(Edit, String), WriteError> {
    let mut expected = root.map_or(Bare::Null, Bare::of);
    expected.put(keys, meaning(value));
    let put = first_that(text, &expected, ways_to_put(text, root, keys, value)?)?;
    let is_there = find(yaml::parse(&put.1).root.as_ref(), keys).is_some_and(|it| !it.is_null());
    is_there.then_some(put).ok_or(WriteError::Tangled)
}

/// The edit that puts this item (YAML in one line) at the end of the list behind these keys, and the text with it. A list
/// that is not there begins with it.
pub(crate) fn append(
    text: &str,
    root: Option<&Node>,
    keys: &[String],
    item: &str,
) -> Result<(Edit, String), WriteError> {
    let list = find(root, keys).filter(|it| !it.is_null());
    let Some((list, items)) = list.and_then(|list| Some((list, list.items()?))) else {
        return match list {
            Some(_) => Err(WriteError::Scalar(keys.join("."))),
            None => put(text, root, keys, &format!("[{item}]")),
        };
    };
    let edit = match items.last() {
        None => Edit::insert(list.span.start + 1, item),
        Some(last) if text[list.span.start..].starts_with('[') => {
            Edit::insert(last.span.end, format!(", {item}"))
        }
        Some(last) => {
            let line = line_start(text, last.span.start);
            let dash = text[line..last.span.start].rfind('-');
            let column = dash.map_or(list.span.start, |dash| line + dash);
            let gap = format!("{}{}", line_break(text), indentation(text, column));
            Edit::insert(line_end(text, last.span.end), format!("{gap}- {item}"))
        }
    };
    let mut expected = root.map_or(Bare::Null, Bare::of);
    let mut longer: Vec<Bare> = items.iter().map(Bare::of).collect();
    longer.push(meaning(item));
    expected.put(keys, Bare::List(longer));
    first_that(text, &expected, vec![edit])
}

/// The edit that takes out what stands at the end of these keys, with everything around it that would be left empty, and
/// the text with it. `None` if nothing stands there.
pub(crate) fn take(
    text: &str,
    root: Option<&Node>,
    keys: &[String],
) -> Option<Result<(Edit, String), WriteError>> {
    let root = root?;
    let mut end = keys.len();
    find(Some(root), keys)?;
    let around = |end: usize| find(Some(root), &keys[..end - 1]);
    while end > 1 && around(end).is_some_and(|it| children(it) == 1) {
        end -= 1;
    }
    let (key, around) = (keys.get(end - 1)?, around(end)?);
    let edit = match around.items() {
        Some(_) => take_out_item(text, child(around, key)?.span),
        None => take_out_entry(text, around.entry(key)?.span()),
    };
    let mut expected = Bare::of(root);
    expected.take(&keys[..end]);
    Some(first_that(text, &expected, vec![edit]))
}

fn children(node: &Node) -> usize {
    let entries = node.entries().map(<[Entry]>::len);
    entries.or(node.items().map(<[Node]>::len)).unwrap_or(0)
}

/// What a value says by itself.
fn meaning(value: &str) -> Bare {
    yaml::parse(value)
        .root
        .as_ref()
        .map_or(Bare::Null, Bare::of)
}

/// The first of these edits that makes the text say what is expected.
fn first_that(text: &str, expected: &Bare, edits: Vec<Edit>) -> Result<(Edit, String), WriteError> {
    let mut tried = edits.into_iter().map(|edit| {
        let written = apply(std::slice::from_ref(&edit), text);
        (edit, written)
    });
    let says_it = |(_, written): &(Edit, String)| {
        let after = yaml::parse(written).root;
        after.as_ref().map_or(Bare::Null, Bare::of) == *expected
    };
    tried.find(says_it).ok_or(WriteError::Tangled)
}

/// The best first. What is written once and used in several places is not touched, but may be set aside in one of them.
fn ways_to_put(
    text: &str,
    root: Option<&Node>,
    keys: &[String],
    value: &str,
) -> Result<Vec<Edit>, WriteError> {
    let Some(mut node) = root else {
        let gap = match text.is_empty() || text.ends_with(['\n', '\r']) {
            true => "",
            false => line_break(text),
        };
        let entry = lines(text, keys, value);
        return Ok(vec![Edit::insert(text.len(), format!("{gap}{entry}\n"))]);
    };
    let mut ways = Vec::new();
    for (depth, key) in keys.iter().enumerate() {
        let so_far = || keys[..depth].join(".");
        let rest = &keys[depth..];
        if let Some(child) = child(node, key) {
            ways.extend(set_aside(text, node, rest, value));
            node = child;
            continue;
        }
        match &node.value {
            Value::Mapping(entries) => {
                let is_block = !text[node.span.start..].starts_with('{');
                let entry = match depth {
                    0 if is_block => lines(text, rest, value),
                    _ => entry(rest, value),
                };
                let mut new = Vec::new();
                if let Some(last) = entries.last() {
                    new.push(put_entry_after(text, node.span.start, last.span(), &entry));
                }
                new.push(put_first(text, node.span.start, &entry));
                new.extend(set_aside(text, node, rest, value));
                new.append(&mut ways);
                return Ok(new);
            }
            Value::Null => {
                ways.insert(
                    0,
                    replace(text, node, &format!("{{ {} }}", entry(rest, value))),
                );
                return Ok(ways);
            }
            Value::Scalar(_) => return Err(WriteError::Scalar(so_far())),
            Value::Sequence(items) => {
                return Err(WriteError::NoItem {
                    list: so_far(),
                    items: items.len(),
                });
            }
        }
    }
    ways.insert(0, replace(text, node, value));
    Ok(ways)
}

/// Instead of an alias, a mapping with all that it stands for and this; in a mapping that only merges an entry, its own.
fn set_aside(text: &str, node: &Node, keys: &[String], value: &str) -> Option<Edit> {
    let key = node.entry(keys.first()?).map(|entry| entry.key.span);
    let written = node.span.slice(text);
    let entry = entry(keys, value);
    if written.starts_with('*') {
        let own = format!("{{ <<: {written}, {entry} }}");
        return Some(Edit::replace(node.span, own));
    }
    let is_own = key.is_none_or(|key| node.span.start <= key.start && key.end <= node.span.end);
    let is_mapping = node.entries().is_some();
    (is_mapping && !is_own).then(|| put_first(text, node.span.start, &entry))
}

/// As the first entry of a mapping, behind the space that its bracket keeps.
fn put_first(text: &str, start: usize, entry: &str) -> Edit {
    match text[start..].starts_with("{ ") && !text[start..].starts_with("{ }") {
        true => Edit::insert(start + 2, format!("{entry}, ")),
        false => put_entry_first(text, start, entry),
    }
}

/// In place of a node; of nothing at all, behind its colon.
fn replace(text: &str, node: &Node, value: &str) -> Edit {
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

/// As an entry of the whole text: what others will follow begins a line of its own, such as the entry of a task, and
/// the first of a list of mappings.
fn lines(text: &str, keys: &[String], value: &str) -> String {
    let gap = line_break(text);
    match keys {
        [key, rest @ ..] if rest.len() > 1 => {
            format!("{}:{gap}  {}", yaml::scalar(key), entry(rest, value))
        }
        [key] if value.starts_with("[{") => {
            let item = &value[1..value.len() - 1];
            format!("{}:{gap}  - {item}", yaml::scalar(key))
        }
        _ => entry(keys, value),
    }
}

#[cfg(test)]
mod tests;
