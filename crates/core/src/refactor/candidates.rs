//! Changes that are proposed, before they are proved.

use crate::diagnostic::{Edit, ordered};
use crate::source::Span;
use std::collections::BTreeSet;

/// As many changes are tried at once.
const MOST: usize = 200;
/// Each change is tried on the whole text; together they may read this many bytes.
const MOST_TEXT: usize = 16 << 20;

/// A change that keeps the meaning if the text is what it seems.
pub(super) struct Candidate {
    pub(super) id: String,
    pub(super) title: String,
    /// What it is about.
    pub(super) place: Span,
    /// The stage in which its effect is simulated.
    pub(super) stage: String,
    pub(super) edits: Vec<Edit>,
    /// Whether every stage has to run what it ran before.
    pub(super) keeps_tasks: bool,
}

/// Collects the changes at a place.
pub(super) struct Candidates {
    place: Span,
    left: usize,
    found: Vec<Candidate>,
    ids: BTreeSet<String>,
}

impl Candidates {
    pub(super) fn at(place: Span, text: &str) -> Self {
        Self {
            place,
            left: (MOST_TEXT / text.len().max(1)).clamp(1, MOST),
            found: Vec::new(),
            ids: BTreeSet::new(),
        }
    }

    /// Whether a change at this place is asked for. Ask before the edits are worked out.
    pub(super) fn want(&self, place: Span) -> bool {
        self.left > 0 && place.start <= self.place.end && self.place.start <= place.end
    }

    /// Takes a change; one whose name is taken already gets a number.
    pub(super) fn add(&mut self, mut candidate: Candidate) {
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
