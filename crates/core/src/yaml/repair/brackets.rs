//! Repairs of lists and mappings between brackets.

use super::super::stop::Stop;
use super::Repair;
use super::lines::Line;
use crate::diagnostic::catalog::syntax::Broken;
use crate::diagnostic::edits::next_line;
use crate::diagnostic::{Edit, Fix};
use crate::source::Span;

/// The missing bracket at the end of its line, or behind the last line that belongs to it.
pub(super) fn close(text: &str, stop: &Stop) -> Vec<Repair> {
    let Some((start, bracket)) = innermost(text, stop) else {
        return Vec::new();
    };
    let line = Line::at(text, start);
    let mut ends = vec![line.end()];
    let mut next = next_line(text, start);
    while next < text.len() {
        let below = Line::at(text, next);
        if !below.content.is_empty() {
            if below.column <= line.column {
                break;
            }
            ends.push(below.end());
        }
        next = next_line(text, next);
    }
    let last = ends.last().copied().filter(|last| *last != ends[0]);
    let before_error = Line::at(text, stop.at)
        .before(text)
        .map(Line::end)
        .filter(|end| *end > start);
    let places = [Some(ends[0]), before_error, last];
    let fix = |end| {
        let title = format!("Insert `{bracket}`");
        Fix::unsure(title, vec![Edit::insert(end, bracket)]).into()
    };
    places
        .into_iter()
        .flatten()
        .filter(|end| *end > start)
        .map(fix)
        .collect()
}

/// Another bracket for a wrong one, or the right one before it.
pub(super) fn other(text: &str, stop: &Stop, wrong: char) -> Vec<Repair> {
    let Some((start, bracket)) = innermost(text, stop) else {
        return Vec::new();
    };
    let Some(at) = text[start..].find(wrong).map(|at| start + at) else {
        return Vec::new();
    };
    let replace = Edit::replace(Span::new(at, at + wrong.len_utf8()), bracket);
    let insert = Edit::insert(at, bracket);
    vec![
        Fix::safe(format!("Close it with `{bracket}`"), vec![replace]).into(),
        Fix::unsure(format!("Insert `{bracket}`"), vec![insert]).into(),
    ]
}

/// Nothing for a bracket that closes nothing.
pub(super) fn remove(stop: &Stop) -> Vec<Repair> {
    let bracket = Span::new(stop.at, stop.at + 1);
    vec![Fix::safe("Remove the bracket", vec![Edit::delete(bracket)]).into()]
}

/// A comma behind the item before; a colon tells that its last word is the next key.
pub(super) fn comma(text: &str, stop: &Stop) -> Vec<Repair> {
    let before = text[..stop.at].trim_end();
    let before = match text[stop.at..].starts_with(':').then(|| before.rfind(' ')) {
        Some(Some(space)) => before[..space].trim_end(),
        _ => before,
    };
    vec![Fix::safe("Insert a comma", vec![Edit::insert(before.len(), ",")]).into()]
}

/// A colon behind a key whose value begins with a bracket.
pub(super) fn colon(text: &str, stop: &Stop) -> Vec<Repair> {
    let Some((start, "}")) = innermost(text, stop) else {
        return Vec::new();
    };
    let before = text[start..stop.at].trim_end();
    let key = before.rsplit([',', '{']).next().unwrap_or_default();
    if key.contains(':') || !text[stop.at..].starts_with(['[', '{']) {
        return Vec::new();
    }
    let place = start + before.len();
    vec![Repair {
        cause: Some((Broken::MissingColon, Span::new(place, stop.at))),
        fix: Fix::unsure("Insert a colon", vec![Edit::insert(place, ":")]),
    }]
}

/// The bracket that was opened last, and what closes it.
fn innermost(text: &str, stop: &Stop) -> Option<(usize, &'static str)> {
    let open = stop.open.last().filter(|open| open.flow)?;
    let bracket = if text[open.start..].starts_with('{') {
        "}"
    } else {
        "]"
    };
    Some((open.start, bracket))
}
