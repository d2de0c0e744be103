//! Reading on after an error: the place is repaired or blanked out, and the text is read again.

use super::Parsed;
use super::build::{Built, build};
use super::explain::explain;
use super::repair::{self, Choice, Repair};
use super::stop::Stop;
use crate::diagnostic::catalog::syntax;
use crate::diagnostic::edits::{line_end, line_start};
use crate::diagnostic::{Diagnostic, Edit, Rewrite};
use crate::source::Span;

/// After so many errors the rest of the text is left alone.
const MOST_ERRORS: usize = 20;
/// How many bytes are read again in all, so that a large broken text does not take for ever.
const MOST_BYTES: usize = 24 * 1024 * 1024;

/// Reads `text` and reports every place that cannot be read.
pub(super) fn read(text: &str) -> Parsed {
    let mut reading = Reading {
        steps: Vec::new(),
        problems: Vec::new(),
        bytes_left: MOST_BYTES,
    };
    let mut built = build(text);
    while let Some(stop) = built.stop.take() {
        let current = reading.current(text).to_owned();
        let way = reading.way_on(&current, &stop);
        let repair = way.as_ref().and_then(|(repair, _)| repair.clone());
        let cause = repair.as_ref().and_then(|repair| repair.cause);
        let problem = cause
            .map_or_else(
                || explain(&current, &stop),
                |(broken, span)| syntax::syntax(broken, span),
            )
            .fix(repair.map(|repair| repair.fix));
        let problem = reading.original(problem);
        reading.problems.push(problem);
        let Some((_, (rewrite, next))) = way else {
            break;
        };
        reading.steps.push(rewrite);
        built = next;
        if reading.problems.len() >= MOST_ERRORS {
            break;
        }
    }
    let parsed = reading
        .steps
        .iter()
        .rev()
        .fold(built.parsed, Parsed::before);
    Parsed {
        problems: [reading.problems, parsed.problems].concat(),
        ..parsed
    }
}

struct Reading {
    /// What was done to the text so far.
    steps: Vec<Rewrite>,
    problems: Vec<Diagnostic>,
    bytes_left: usize,
}

/// A changed text, and what is read from it.
type Attempt = (Rewrite, Built);

impl Reading {
    fn current<'r>(&'r self, text: &'r str) -> &'r str {
        self.steps.last().map_or(text, Rewrite::text)
    }

    fn original(&self, problem: Diagnostic) -> Diagnostic {
        let steps = self.steps.iter().rev();
        steps.fold(problem, |problem, step| step.original_diagnostic(problem))
    }

    /// The best repair; if there is none, the text without the line.
    fn way_on(&mut self, text: &str, stop: &Stop) -> Option<(Option<Repair>, Attempt)> {
        let (repairs, choice) = repair::candidates(text, stop);
        let mut best: Option<(usize, Repair, Attempt)> = None;
        for repair in repairs {
            let Some((reached, attempt)) = self.attempt(text, stop, &repair.fix.edits) else {
                continue;
            };
            if best.as_ref().is_none_or(|best| best.0 < reached) {
                best = Some((reached, repair, attempt));
            }
            if reached == usize::MAX || choice == Choice::First {
                break;
            }
        }
        if let Some((_, repair, attempt)) = best {
            return Some((Some(repair), attempt));
        }
        let line = Span::new(line_start(text, stop.at), line_end(text, stop.at));
        let blank = Edit::replace(line, " ".repeat(line.end - line.start));
        let (_, attempt) = self.attempt(text, stop, &[blank])?;
        Some((None, attempt))
    }

    /// Reads the text with `edits`; also says how far that gets, if it is further than before.
    fn attempt(&mut self, text: &str, stop: &Stop, edits: &[Edit]) -> Option<(usize, Attempt)> {
        self.bytes_left = self.bytes_left.checked_sub(text.len())?;
        let rewrite = Rewrite::new(text, edits);
        let built = build(rewrite.text());
        let reached = match &built.stop {
            None => usize::MAX,
            Some(next) => rewrite.original(next.at),
        };
        let last = edits
            .last()
            .map_or(stop.at, |edit| edit.span.end.min(stop.at));
        let further = reached > line_end(text, last) && reached != stop.at;
        further.then_some((reached, (rewrite, built)))
    }
}
