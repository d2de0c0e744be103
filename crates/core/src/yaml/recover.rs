//! Reading on after an error: the place is repaired or blanked out, and the text is read again.
//!
//! Of all repairs of the lines around the place, the one is taken after which the text makes most
//! sense; so one slip gives one problem, however far its consequences would have reached.

use super::build::{Built, build};
use super::explain::explain;
use super::repair::{self, Repair};
use super::stop::Stop;
use super::suspect::{self, Suspect, suspects};
use super::{Judge, Parsed};
use crate::diagnostic::catalog::syntax;
use crate::diagnostic::edits::{line_end, line_start};
use crate::diagnostic::{Diagnostic, Edit, Rewrite};
use crate::source::Span;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// After so many errors the rest of the text is left alone.
const MOST_ERRORS: usize = 20;
/// How many bytes are read again in all, so that a large broken text does not take for ever.
const MOST_BYTES: usize = 6 * 1024 * 1024;
/// And how often.
const MOST_ATTEMPTS: usize = 800;

/// Reads `text` and reports every place that cannot be read. `judge` says where a reading makes no
/// sense.
pub(super) fn read(text: &str, judge: Judge) -> Parsed {
    let mut reading = Reading {
        judge,
        steps: Vec::new(),
        problems: Vec::new(),
        left_alone: BTreeSet::new(),
        bytes_left: MOST_BYTES,
        attempts_left: MOST_ATTEMPTS,
    };
    let mut built = build(text);
    while let Some(next) = reading.improve(text, &built) {
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

struct Reading<'j> {
    judge: Judge<'j>,
    /// What was done to the text so far.
    steps: Vec<Rewrite>,
    problems: Vec<Diagnostic>,
    /// Places that look like slips but are none, by their offset in the text of the user.
    left_alone: BTreeSet<usize>,
    bytes_left: usize,
    attempts_left: usize,
}

/// A changed text, and what is read from it.
struct Attempt {
    rewrite: Rewrite,
    built: Built,
    sense: Sense,
}

/// How much sense a reading makes; all offsets are of the text before the change.
struct Sense {
    /// How far it gets.
    reached: usize,
    /// Where it makes none.
    nonsense: Vec<usize>,
}

impl Sense {
    /// Places of nonsense up to `end`, a stop there among them.
    fn count(&self, end: usize) -> usize {
        self.odd(end) + usize::from(self.reached == end && end != usize::MAX)
    }

    /// The same without the stop.
    fn odd(&self, end: usize) -> usize {
        self.nonsense.iter().filter(|at| **at <= end).count()
    }

    /// Compares two readings as far as both go; then the one that goes further is better.
    fn compare(&self, other: &Self) -> Ordering {
        let end = self.reached.min(other.reached);
        let nonsense = self.count(end).cmp(&other.count(end));
        nonsense.then(other.reached.cmp(&self.reached))
    }
}

/// Of two that make as much sense, the repair with fewer edits is better.
fn is_better(repair: &Repair, attempt: &Attempt, best: &(Repair, Attempt)) -> bool {
    let edits = |repair: &Repair| repair.fix.edits.len();
    let sense = attempt.sense.compare(&best.1.sense);
    sense.then(edits(repair).cmp(&edits(&best.0))) == Ordering::Less
}

/// Whether nothing can be better.
fn is_perfect(repair: &Repair, attempt: &Attempt) -> bool {
    let Sense { reached, nonsense } = &attempt.sense;
    *reached == usize::MAX && nonsense.is_empty() && repair.fix.edits.len() == 1
}

impl Reading<'_> {
    fn current<'r>(&'r self, text: &'r str) -> &'r str {
        self.steps.last().map_or(text, Rewrite::text)
    }

    fn original(&self, problem: Diagnostic) -> Diagnostic {
        let steps = self.steps.iter().rev();
        steps.fold(problem, |problem, step| step.original_diagnostic(problem))
    }

    fn original_offset(&self, offset: usize) -> usize {
        let steps = self.steps.iter().rev();
        steps.fold(offset, |offset, step| step.original(offset))
    }

    /// Takes the repair after which the text makes most sense; `None` if it needs none.
    fn improve(&mut self, text: &str, built: &Built) -> Option<Built> {
        let text = self.current(text).to_owned();
        let text = text.as_str();
        let mut best = self.best_slip(text, built);
        let Some(stop) = &built.stop else {
            let (repair, attempt) = best?;
            return Some(self.take(None, Some(repair), attempt));
        };
        for repair in repair::candidates(text, stop) {
            let Some(attempt) = self.attempt(text, &repair.fix.edits) else {
                continue;
            };
            let further = attempt.sense.reached > line_end(text, stop.met);
            let better = |best: &(Repair, Attempt)| is_better(&repair, &attempt, best);
            if further && best.as_ref().is_none_or(better) {
                let perfect = is_perfect(&repair, &attempt);
                best = Some((repair, attempt));
                if perfect {
                    break;
                }
            }
        }
        let problem = explain(text, stop);
        match best {
            Some((repair, attempt)) => Some(self.take(Some(problem), Some(repair), attempt)),
            None => self.without_line(text, stop, problem),
        }
    }

    /// The best repair of the places that look like slips, of which there may be none.
    fn best_slip(&mut self, text: &str, built: &Built) -> Option<(Repair, Attempt)> {
        self.judge?;
        let read_to = built.stop.as_ref().map_or(text.len(), |stop| stop.met);
        let places = suspects(text, &built.parsed, read_to);
        let mut best: Option<(Repair, Attempt)> = None;
        let mut before = None;
        for Suspect { span, .. } in places {
            let place = self.original_offset(span.start);
            if self.left_alone.contains(&place) {
                continue;
            }
            let before = before.get_or_insert_with(|| self.sense(text, built, None));
            let mut helped = false;
            for repair in repair::slips_of(text, span) {
                let Some(attempt) = self.attempt(text, &repair.fix.edits) else {
                    continue;
                };
                let less = attempt.sense.odd(before.reached) < before.odd(before.reached);
                if !less || attempt.sense.reached < before.reached {
                    continue;
                }
                helped = true;
                let better = |best: &(Repair, Attempt)| is_better(&repair, &attempt, best);
                if best.as_ref().is_none_or(better) {
                    let perfect = is_perfect(&repair, &attempt);
                    best = Some((repair, attempt));
                    if perfect {
                        return best;
                    }
                }
            }
            if helped {
                break;
            }
            self.left_alone.insert(place);
        }
        best
    }

    /// Gets past a stop that nothing repairs.
    fn without_line(&mut self, text: &str, stop: &Stop, problem: Diagnostic) -> Option<Built> {
        let line = Span::new(line_start(text, stop.met), line_end(text, stop.met));
        let blank = Edit::replace(line, " ".repeat(line.end - line.start));
        let attempt = self.attempt(text, &[blank]);
        let further = |attempt: &Attempt| {
            attempt.sense.reached > line.end && attempt.sense.reached != stop.met
        };
        if let Some(attempt) = attempt.filter(further) {
            return Some(self.take(Some(problem), None, attempt));
        }
        let problem = self.original(problem);
        self.problems.push(problem);
        None
    }

    /// Reports the problem and goes on with the repaired text.
    fn take(
        &mut self,
        problem: Option<Diagnostic>,
        repair: Option<Repair>,
        attempt: Attempt,
    ) -> Built {
        let cause = repair.as_ref().and_then(|repair| repair.cause);
        let caused = cause.map(|(broken, span)| syntax::syntax(broken, span));
        if let Some(problem) = caused.or(problem) {
            let problem = problem.fix(repair.map(|repair| repair.fix));
            let problem = self.original(problem);
            self.problems.push(problem);
        }
        self.steps.push(attempt.rewrite);
        attempt.built
    }

    /// Reads the text with `edits`.
    fn attempt(&mut self, text: &str, edits: &[Edit]) -> Option<Attempt> {
        self.bytes_left = self.bytes_left.checked_sub(text.len())?;
        self.attempts_left = self.attempts_left.checked_sub(1)?;
        let rewrite = Rewrite::new(text, edits);
        let built = build(rewrite.text());
        let sense = self.sense(rewrite.text(), &built, Some(&rewrite));
        Some(Attempt {
            rewrite,
            built,
            sense,
        })
    }

    fn sense(&self, text: &str, built: &Built, rewrite: Option<&Rewrite>) -> Sense {
        let before = |offset| rewrite.map_or(offset, |rewrite| rewrite.original(offset));
        let stop = built.stop.as_ref().map(|stop| stop.met);
        let odd = suspects(text, &built.parsed, stop.unwrap_or(text.len())).into_iter();
        let odd = odd
            .filter(|suspect| suspect.counts)
            .map(|suspect| suspect.span.start);
        let judged = self.judge.map(|judge| judge(text, &built.parsed, stop));
        let unread = built
            .stop
            .iter()
            .flat_map(|stop| suspect::unread(text, stop));
        let nonsense = odd.chain(unread).chain(judged.into_iter().flatten());
        Sense {
            nonsense: nonsense.map(before).collect(),
            reached: stop.map_or(usize::MAX, before),
        }
    }
}
