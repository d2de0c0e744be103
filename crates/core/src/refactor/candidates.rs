//! Changes that are proposed, before they are proved.

use crate::diagnostic::{Edit, ordered};
use crate::source::Span;
use std::collections::BTreeSet;

/// As many changes are tried at once.
const MOST: usize = 200;
/// Each change is tried on the whole text; together they may read this many bytes.
const MOST_TEXT: usize = 16 << 20;

/// A change that keeps the meaning if the text is what it seems.
pub(crate) struct Candidate {
    pub(crate) id: String,
    pub(crate) title: String,
    /// What it is about.
    pub(crate) place: Span,
    /// The stage in which its effect is simulated.
    pub(crate) stage: String,
    pub(crate) edits: Vec<Edit>,
    /// Whether every stage has to run what it ran before.
    pub(crate) keeps_tasks: bool,
}

/// Collects the changes at a place.
pub(crate) struct Candidates {
    place: Span,
    left: usize,
    found: Vec<Candidate>,
    ids: BTreeSet<String>,
}

impl Candidates {
    pub(crate) fn at(place: Span, text: &str) -> Self {
        Self {
            place,
            left: (MOST_TEXT / text.len().max(1)).clamp(1, MOST),
            found: Vec::new(),
            ids: BTreeSet::new(),
        }
    }

    /// Whether a change at this place is asked for. Ask before the edits are worked out.
    pub(crate) fn want(&self, place: Span) -> bool {
        self.left > 0 && place.start <= self.place.end && self.place.start <= place.end
    }

    /// Takes a change; one whose name is taken already gets a number.
    pub(crate) fn add(&mut self, mut candidate: Candidate) {
        let mut number = 2;
        let name = candidate.id.clone();
        while !self.ids.insert(candidate.id.clone()) {
            candidate.id = format!("{name}#{number}");
            number += 1;
        }
        self.left = self.left.saturating_sub(1);
        candidate.edits = ordered(candidate.edits);
        self.found.push(candidate);
    }
}

impl IntoIterator for Candidates {
    type Item = Candidate;
    type IntoIter = std::vec::IntoIter<Candidate>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}
