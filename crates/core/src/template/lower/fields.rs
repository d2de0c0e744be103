//! The keys of an item of which Laneway reads some and allows all others.

use crate::diagnostic::Vocabulary;
use crate::diagnostic::catalog::shape;
use crate::yaml::{Entry, Node, Sink};
use std::collections::BTreeMap;

/// Keys that are read in one place. Others are allowed beside them, unless they nearly are one of these.
pub(super) struct Known {
    keys: &'static [&'static str],
    nearly: Vocabulary<'static>,
}

/// What an item has of the keys that are known.
pub(super) struct Fields<'n>(BTreeMap<&'static str, &'n Entry>);

impl Known {
    pub(super) fn new(keys: &'static [&'static str]) -> Self {
        Self {
            keys,
            nearly: Vocabulary::strict(keys.iter().copied()),
        }
    }

    /// Sorts the keys of an item. A misspelled one is reported, and read as what it means unless that is
    /// there, too.
    pub(super) fn of<'n>(&self, sink: &mut Sink, item: &'n Node, owner: &str) -> Fields<'n> {
        let mut fields = BTreeMap::new();
        let mut unknown = Vec::new();
        for entry in item.entries().unwrap_or_default() {
            let Some(name) = entry.name() else { continue };
            match self.keys.iter().find(|key| **key == name) {
                Some(key) => {
                    fields.insert(*key, entry);
                }
                None => unknown.push((entry, name)),
            }
        }
        for (entry, name) in unknown {
            let Some(meant) = self.nearly.nearest(name) else {
                continue;
            };
            let span = entry.key.span;
            if fields.contains_key(meant) {
                sink.report(shape::second_field(span, name, owner, meant));
            } else {
                sink.report(shape::misspelled_field(span, name, owner, meant));
                fields.insert(meant, entry);
            }
        }
        Fields(fields)
    }
}

impl<'n> Fields<'n> {
    pub(super) fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.0.get(key).copied()
    }

    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        Some(&self.entry(key)?.value)
    }
}
