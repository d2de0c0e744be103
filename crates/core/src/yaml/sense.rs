//! How much sense a reading makes: where it is no template, and what looks like a slip of typing.

use super::ahead;
use super::build::{Built, build};
use super::stop::Stop;
use super::suspect::{self, suspects};
use super::{Judge, Parsed};
use crate::diagnostic::Rewrite;
use crate::source::Span;
use granit_parser::ErrorKind;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// How many places of nonsense in front of a stop may be its cause.
const LAST_PLACES: usize = 3;

/// How much sense a reading makes; all offsets are of the text before the change.
pub(super) struct Sense {
    /// How far it gets.
    pub(super) reached: usize,
    /// Where it makes none.
    nonsense: Vec<usize>,
}

impl Sense {
    /// Judges what was read from `text`, which came of `rewrite`.
    pub(super) fn of(text: &str, built: &Built, judge: Judge, rewrite: Option<&Rewrite>) -> Self {
        let before = |offset| rewrite.map_or(offset, |rewrite| rewrite.original(offset));
        let stop = built.stop.as_ref();
        let unread = stop
            .into_iter()
            .flat_map(|stop| suspect::unread(text, stop));
        let mut nonsense: Vec<usize> = unread.collect();
        match stop.and_then(|stop| up_to(text, stop)) {
            Some(closed) => {
                let parsed = build(&closed).parsed;
                nonsense.extend(places(&closed, &parsed, judge, stop));
            }
            None => nonsense.extend(places(text, &built.parsed, judge, stop)),
        }
        Self {
            nonsense: nonsense
                .into_iter()
                .map(|at| before(at.min(text.len())))
                .collect(),
            reached: stop.map_or(usize::MAX, |stop| before(stop.met)),
        }
    }

    /// The starts of the last lines up to `end` that hold nonsense, the last first.
    pub(super) fn last_places(&self, end: usize) -> Vec<usize> {
        let places: BTreeSet<usize> = (self.nonsense.iter().copied())
            .filter(|at| *at <= end)
            .collect();
        places.into_iter().rev().take(LAST_PLACES).collect()
    }

    /// Whether it reads beyond the lines `around` a place and makes sense in them.
    pub(super) fn is_fine(&self, around: Span) -> bool {
        let mut near = self.nonsense.iter().filter(|at| around.start <= **at);
        self.reached > around.end && near.all(|at| *at > around.end)
    }

    /// Places of nonsense up to `end`, a stop there among them.
    fn count(&self, end: usize) -> usize {
        self.odd(end) + usize::from(self.reached == end && end != usize::MAX)
    }

    /// The same without the stop.
    pub(super) fn odd(&self, end: usize) -> usize {
        self.nonsense.iter().filter(|at| **at <= end).count()
    }

    /// Compares two readings as far as both go; then the one that goes further is better.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let end = self.reached.min(other.reached);
        let nonsense = self.count(end).cmp(&other.count(end));
        nonsense.then(other.reached.cmp(&self.reached))
    }
}

/// Where what was read makes no sense.
fn places(text: &str, parsed: &Parsed, judge: Judge, stop: Option<&Stop>) -> Vec<usize> {
    let met = stop.map(|stop| stop.met);
    let odd = suspects(text, parsed, met.unwrap_or(text.len()).min(text.len()));
    let odd = odd.into_iter().filter(|suspect| suspect.counts);
    let judged: BTreeSet<usize> = judge.map_or_else(BTreeSet::new, |judge| {
        let places = judge(text, parsed, met).into_iter();
        places.map(|place| place.at).collect()
    });
    odd.map(|suspect| suspect.span.start)
        .chain(judged)
        .collect()
}

/// Of a text with brackets that do not fit, as much as they do, closed: the parser tells of nothing
/// between brackets before it has seen their end.
fn up_to(text: &str, stop: &Stop) -> Option<String> {
    let brackets = matches!(
        stop.kind,
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::UnclosedFlowCollection { .. }
    );
    if !brackets || stop.met <= stop.at {
        return None;
    }
    let open = stop
        .open
        .iter()
        .filter(|open| open.flow && open.start < stop.at);
    let open = open
        .copied()
        .chain(ahead::unclosed(text, stop.at, stop.met));
    let mut closed = text[..stop.met].to_owned();
    let open: Vec<usize> = open.map(|open| open.start).collect();
    for start in open.into_iter().rev() {
        match text.as_bytes()[start] {
            b'{' => closed.push('}'),
            b'[' => closed.push(']'),
            _ => {}
        }
    }
    Some(closed)
}
