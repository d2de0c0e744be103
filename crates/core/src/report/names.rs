//! Names of tasks that many rows have in common: all tasks of a step wait for the same ones.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::Deref;
use std::slice::Iter;
use std::sync::Arc;

/// Names that are shared by everyone who has a copy. They are written like any other list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(Arc<[String]>);

impl Deref for Names {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl From<Vec<String>> for Names {
    fn from(names: Vec<String>) -> Self {
        // No names are shared by all who have none, and take no room of their own.
        match names.is_empty() {
            true => Self::default(),
            false => Self(names.into()),
        }
    }
}

impl FromIterator<String> for Names {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        Self(names.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Names {
    type Item = &'a String;
    type IntoIter = Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Serialize for Names {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0[..].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}
