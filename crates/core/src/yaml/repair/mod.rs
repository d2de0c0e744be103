//! What a text that cannot be read probably should have been: candidates that the caller tries.

mod brackets;
mod lines;
mod quotes;

use super::explain::classify;
use super::stop::Stop;
use crate::diagnostic::Fix;
use crate::diagnostic::catalog::syntax::Broken;
use crate::source::Span;

/// A way to repair the text.
#[derive(Debug, Clone)]
pub(super) struct Repair {
    /// What is wrong if this is the repair, where it differs from what the parser met.
    pub(super) cause: Option<(Broken, Span)>,
    pub(super) fix: Fix,
}

impl From<Fix> for Repair {
    fn from(fix: Fix) -> Self {
        Self { cause: None, fix }
    }
}

/// Which of several repairs is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The first one with which reading gets further.
    First,
    /// The one with which it gets furthest.
    Furthest,
}

/// Repairs of the place where reading stopped, the most likely first.
pub(super) fn candidates(text: &str, stop: &Stop) -> (Vec<Repair>, Choice) {
    let broken = classify(text, stop);
    let repairs = match broken {
        Broken::Tab => lines::tabs(text),
        Broken::Unclosed { .. } => [
            quotes::placeholder(text, stop),
            brackets::close(text, stop),
            quotes::close(text, stop),
        ]
        .concat(),
        Broken::WrongBracket { close, .. } => brackets::other(text, stop, close),
        Broken::StrayBracket => brackets::remove(stop),
        Broken::Comma => [
            quotes::placeholder(text, stop),
            brackets::comma(text, stop),
            brackets::close(text, stop),
            quotes::close(text, stop),
        ]
        .concat(),
        Broken::UnclosedQuote => quotes::close(text, stop),
        Broken::AfterQuote => quotes::end(text, stop),
        Broken::Escape => quotes::backslashes(text, stop),
        Broken::Character(_) => quotes::value(text, stop),
        Broken::Colon => [
            quotes::value_with_colon(text, stop),
            lines::colon(text, stop),
            lines::indent(text, stop),
        ]
        .concat(),
        _ => [
            lines::dash(text, stop),
            lines::colon(text, stop),
            lines::indent(text, stop),
        ]
        .concat(),
    };
    let choice = match broken {
        Broken::Unclosed { .. } | Broken::Comma | Broken::UnclosedQuote => Choice::Furthest,
        _ => Choice::First,
    };
    (repairs, choice)
}
