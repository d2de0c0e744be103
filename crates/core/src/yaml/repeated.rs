//! Keys that stand twice because two items became one.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Of the keys of two items that a lost dash made one, only the first one is told: the first item has
/// them all before the second begins.
pub(super) fn keep_first_of_merged(problems: &mut Vec<Diagnostic>) {
    let mut before: Option<(Span, Span)> = None;
    problems.retain(|problem| {
        let first = problem.related.first().map(|related| related.span);
        let Some(first) = first.filter(|_| problem.code == "duplicate-key") else {
            return true;
        };
        let second = problem.span;
        let merged = before.is_some_and(|(one, other)| {
            one.start < first.start && first.start <= other.start && other.start < second.start
        });
        before = Some((first, second));
        !merged
    });
}
