//! Merge keys: `<<: *defaults` takes over the entries of another mapping.

use super::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, catalog::syntax};
use std::collections::BTreeSet;

/// Replaces the `<<` entries by what they stand for. Own entries win, then earlier mappings.
pub(super) fn expand(entries: Vec<Entry>, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
    if !entries.iter().any(is_merge) {
        return entries;
    }
    let (merges, mut own): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_merge);
    let mut taken: BTreeSet<String> = own
        .iter()
        .filter_map(Entry::name)
        .map(str::to_owned)
        .collect();
    for merge in merges {
        for source in sources(merge.value, problems) {
            let Value::Mapping(inherited) = source.value else {
                problems.push(syntax::merge_value(source.span, source.kind()));
                continue;
            };
            own.extend(inherited.into_iter().filter(|entry| {
                entry
                    .name()
                    .is_some_and(|name| taken.insert(name.to_owned()))
            }));
        }
    }
    own
}

/// Whether the entry is a merge key.
pub(super) fn is_merge(entry: &Entry) -> bool {
    entry
        .key
        .scalar()
        .is_some_and(|key| key.plain && key.text == "<<")
}

fn sources(value: Node, problems: &mut Vec<Diagnostic>) -> Vec<Node> {
    match value.value {
        Value::Sequence(items) => items,
        Value::Null => {
            // An alias that stands for nothing is told already.
            let inside = problems.iter().rev();
            let mut inside = inside.take_while(|told| told.span.start >= value.span.start);
            if !inside.any(|told| told.span == value.span) {
                problems.push(syntax::merge_value(value.span, "nothing"));
            }
            Vec::new()
        }
        _ => vec![value],
    }
}
