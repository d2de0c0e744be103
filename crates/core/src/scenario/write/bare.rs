//! What a text says, without its places and the order of its keys: to hold an edit to what was meant.

use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Bare {
    Null,
    Scalar(String, bool),
    List(Vec<Self>),
    Map(BTreeMap<String, Self>),
}

impl Bare {
    /// What a tree says.
    pub(super) fn of(node: &Node) -> Self {
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

    /// Puts a value at the end of these keys.
    pub(super) fn put(&mut self, keys: &[String], value: Self) {
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

    /// Takes out what stands at the end of these keys, if it is there.
    pub(super) fn take(&mut self, keys: &[String]) {
        let Some((key, rest)) = keys.split_first() else {
            return;
        };
        let number = key.parse::<usize>().ok();
        match (self, rest) {
            (Self::Map(map), []) => {
                map.remove(key);
            }
            (Self::Map(map), _) => {
                map.get_mut(key).into_iter().for_each(|it| it.take(rest));
            }
            (Self::List(items), []) => {
                if let Some(at) = number.filter(|at| *at < items.len()) {
                    items.remove(at);
                }
            }
            (Self::List(items), _) => {
                let item = number.and_then(|at| items.get_mut(at));
                item.into_iter().for_each(|it| it.take(rest));
            }
            _ => {}
        }
    }
}
