//! The kinds of values that a scenario is made of.

use super::share;
use crate::diagnostic::Vocabulary;
use crate::diagnostic::catalog::distribution::{self, DISTRIBUTIONS};
use crate::diagnostic::catalog::scenario as catalog;
use crate::time::{DurationError, Millis};
use crate::yaml::{Entry, Node, Number, Sink, Value};
use std::collections::BTreeMap;

/// Kubernetes keeps `backoffLimit` and counts attempts in 32 bits with a sign.
pub(super) const MOST_ATTEMPTS: u32 = i32::MAX.unsigned_abs();

/// A mapping of the scenario: how it is called and what it may hold.
pub(super) struct Place {
    /// As it is named at the beginning of a message: "A fault".
    pub(super) name: &'static str,
    /// Keys that mean something.
    pub(super) keys: &'static [&'static str],
}

impl Sink<'_> {
    /// The entries of a mapping by their keys.
    pub(super) fn place<'n>(
        &mut self,
        node: &'n Node,
        place: &Place,
    ) -> BTreeMap<&'static str, &'n Entry> {
        let entries = self.mapping(node, place.name);
        self.keys(entries, place.name, place.keys, &[])
    }

    /// The entries of a mapping; nothing at all is an empty one.
    pub(super) fn mapping<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Entry] {
        match &node.value {
            Value::Mapping(entries) => entries,
            Value::Null => &[],
            _ => {
                self.wrong_type(node, what, "a mapping");
                &[]
            }
        }
    }

    /// A duration that is the same in every run; nothing at all is none.
    pub(super) fn duration(&mut self, entry: Option<&Entry>) -> Option<Millis> {
        let entry = entry.filter(|entry| !entry.value.is_null())?;
        self.duration_of(
            &entry.value,
            &format!("`{}`", entry.name().unwrap_or_default()),
        )
    }

    /// A duration that has to be there.
    pub(super) fn duration_of(&mut self, node: &Node, what: &str) -> Option<Millis> {
        if is_distribution(node) {
            self.report(distribution::time_is_fixed(node.span, what));
            return None;
        }
        let Some(scalar) = node.scalar() else {
            self.wrong_type(node, what, "a duration such as `30s`");
            return None;
        };
        let duration = scalar.text.parse();
        if let Err(error) = duration {
            let unit_missing = error == DurationError::NoUnit;
            let guess = Millis::guess(&scalar.text);
            let problem = catalog::duration(node.span, what, &scalar.text, unit_missing, guess);
            self.report(problem);
        }
        duration.ok()
    }

    /// A whole number from `least` to `most`.
    pub(super) fn whole(&mut self, node: &Node, what: &str, least: u64, most: u64) -> Option<u64> {
        let limits = Number {
            least,
            seconds: false,
        };
        let number = self.number(Some(node), what, limits)?;
        if number <= most {
            return Some(number);
        }
        self.report(catalog::out_of_range(node.span, what, least, most));
        None
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&mut self, entry: &Entry, choices: &[(&str, T)]) -> Option<T> {
        let node = &entry.value;
        let written = node.scalar().map(|scalar| scalar.text.as_str());
        let choice = choices.iter().find(|(word, _)| Some(*word) == written);
        if choice.is_none() && !node.is_null() {
            let what = format!("`{}`", entry.name().unwrap_or_default());
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let meant = Vocabulary::new(words.iter().copied()).nearest(written.unwrap_or_default());
            let found = written.map_or(node.kind().to_owned(), |written| format!("`{written}`"));
            let problem = catalog::unknown_choice(node.span, &what, &found, &words, meant);
            self.report(problem);
        }
        choice.map(|(_, value)| *value)
    }

    /// A percentage, in millionths.
    pub(super) fn share(&mut self, entry: &Entry) -> Option<u32> {
        let what = format!("`{}`", entry.name().unwrap_or_default());
        let Some(scalar) = entry.value.scalar() else {
            self.wrong_type(&entry.value, &what, "a percentage such as `100%`");
            return None;
        };
        let share = share::parse(&scalar.text);
        if share.is_none() {
            let guess = share::guess(&scalar.text);
            let span = entry.value.span;
            self.report(catalog::percentage(
                span,
                &what,
                &scalar.text,
                guess.as_deref(),
            ));
        }
        share
    }

    /// What has to be a mapping of a certain form, to be shown in the message.
    pub(super) fn has_form(&mut self, node: &Node, what: &str, form: &str) -> bool {
        let is_mapping = node.entries().is_some();
        if !is_mapping {
            self.wrong_type(node, what, &format!("a mapping such as `{form}`"));
        }
        is_mapping
    }
}

/// `{ uniform: [10s, 20s] }` and its like.
fn is_distribution(node: &Node) -> bool {
    let first = node.entries().and_then(|entries| entries.first()?.name());
    first.is_some_and(|word| DISTRIBUTIONS.contains(&word))
}
