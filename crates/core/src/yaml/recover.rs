//! Reading on after an error: the place is repaired or blanked out, and the text is read again.
//!
//! Of all repairs of the lines around the place, the one is taken after which the text makes most
//! sense; so one slip gives one problem, however far its consequences would have reached.

use super::build::{Built, build};
use super::explain::{classify, explain};
use super::repair::{self, Repair};
use super::repeated;
use super::sense::Sense;
use super::stop::Stop;
use super::suspect::{Slip, Suspect, suspects};
use super::{Doubt, Judge, Parsed};
use crate::diagnostic::catalog::syntax::{self, Broken};
use crate::diagnostic::edits::{line_end, line_start, next_line};
use crate::diagnostic::{Diagnostic, Edit, Rewrite};
use crate::source::Span;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// After so many errors the rest of the text is left alone.
const MOST_ERRORS: usize = 20;
/// How many bytes are read again in all, so that a large broken text does not take for ever.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The same where each reading is judged, which takes longer.
const MOST_BYTES_JUDGED: usize = 1024 * 1024;
/// A copied node takes as long as so many bytes of text.
const BYTES_PER_COPY: usize = 32;
/// In longer texts only the likely repairs are tried, and the first that helps is taken.
const LONGEST_JUDGED: usize = 64 * 1024;
/// How many lines behind a mistake have to make sense before no better repair is looked for.
const BEHIND: usize = 12;
/// And how many in front of it.
const BEFORE: usize = 3;
/// And how often for one mistake.
const MOST_ATTEMPTS: usize = 240;

/// Reads `text` and reports every place that cannot be read. `judge` says where a reading makes no
/// sense.
pub(super) fn read(text: &str, judge: Judge) -> Parsed {
    let judge = judge.filter(|_| text.len() <= LONGEST_JUDGED);
    let mut reading = Reading {
        judge,
        steps: Vec::new(),
        problems: Vec::new(),
        doubtful: Vec::new(),
        left_alone: BTreeSet::new(),
        bytes_left: match judge {
            Some(_) => MOST_BYTES_JUDGED,
            None => MOST_BYTES,
        },
        attempts_left: MOST_ATTEMPTS,
    };
    let mut built = build(text);
    while let Some(next) = reading.improve(text, &built) {
        built = next;
        if reading.problems.len() >= MOST_ERRORS || reading.steps.len() >= 2 * MOST_ERRORS {
            break;
        }
    }
    let parsed = reading
        .steps
        .iter()
        .rev()
        .fold(built.parsed, Parsed::before);
    let doubtful = reading.doubtful;
    let sure = |problem: &Diagnostic| !doubtful.iter().any(|doubt| doubt.covers(problem.span));
    let mut problems = parsed.problems;
    repeated::keep_first_of_merged(&mut problems);
    let sure = problems.into_iter().filter(sure);
    Parsed {
        problems: reading.problems.into_iter().chain(sure).collect(),
        doubtful,
        ..parsed
    }
}

fn is_space(text: &str) -> bool {
    text.trim_matches([' ', '\t']).is_empty()
}

struct Reading<'j> {
    judge: Judge<'j>,
    /// What was done to the text so far.
    steps: Vec<Rewrite>,
    problems: Vec<Diagnostic>,
    /// The lines that were changed, in the text of the user.
    doubtful: Vec<Doubt>,
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

impl Attempt {
    /// Whether reading stops behind the repaired line at an escape: a mistake of its own, on
    /// whatever line the one before was met.
    fn meets_an_escape(&self, repair: &Repair, text: &str) -> bool {
        let stop = self.built.stop.as_ref();
        let escape = stop.filter(|stop| classify(self.rewrite.text(), stop) == Broken::Escape);
        let edited = repair.fix.edits.last().map_or(0, |edit| edit.span.end);
        escape.is_some() && self.sense.reached > line_end(text, edited)
    }

    /// Whether the repaired line stands at a column at which its like stands nowhere else.
    fn breaks_custom(&self, repair: &Repair) -> bool {
        let edit = repair.fix.edits.first();
        edit.is_some_and(|edit| repair::breaks_custom(self.rewrite.text(), edit.span.start))
    }
}

/// How much a repair changes; what is safe, like spaces for every tab, is one change.
fn changes(repair: &Repair) -> usize {
    match repair.fix.safe {
        true => 1,
        false => repair.fix.edits.len(),
    }
}

/// Of two that make as much sense, the one that is more like the rest of the text is better, then
/// the one with fewer changes.
fn is_better(repair: &Repair, attempt: &Attempt, best: &(Repair, Attempt)) -> bool {
    let sense = attempt.sense.compare(&best.1.sense);
    let custom = || {
        attempt
            .breaks_custom(repair)
            .cmp(&best.1.breaks_custom(&best.0))
    };
    let fewer = || changes(repair).cmp(&changes(&best.0));
    sense.then_with(custom).then_with(fewer) == Ordering::Less
}

/// Whether nothing can be better: all makes sense in the lines `around` the place.
fn is_perfect(repair: &Repair, attempt: &Attempt, around: Span) -> bool {
    attempt.sense.is_fine(around) && changes(repair) == 1 && !attempt.breaks_custom(repair)
}

/// Whether a slip is repaired first: it is a mistake of its own if the `best` repair of the stop behind
/// it leaves it as odd as it is.
fn comes_first(
    slip: &(Repair, Attempt),
    best: Option<&(Repair, Attempt)>,
    text: &str,
    built: &Built,
) -> bool {
    let (Some(best), Some(stop)) = (best, &built.stop) else {
        return true;
    };
    let end = line_end(text, stop.met);
    match slip.1.sense.reached > end {
        true => is_better(&slip.0, &slip.1, best),
        false => slip.1.sense.odd(end) < best.1.sense.odd(end),
    }
}

/// The lines in which a mistake shows, if it is one at `place`.
fn around(text: &str, place: Span) -> Span {
    let above = (0..BEFORE).fold(line_start(text, place.start), |start, _| {
        line_start(text, start.saturating_sub(1))
    });
    let below = (0..BEHIND).fold(place.end, |end, _| next_line(text, end));
    Span::new(above, below)
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
    fn improve(&mut self, user: &str, built: &Built) -> Option<Built> {
        self.attempts_left = MOST_ATTEMPTS;
        let text = self.current(user).to_owned();
        let text = text.as_str();
        let slip = self.best_slip(text, built);
        let best = match &built.stop {
            Some(stop) => self.best_repair(text, built, stop),
            None => None,
        };
        if let Some((repair, attempt)) =
            slip.filter(|slip| comes_first(slip, best.as_ref(), text, built))
        {
            return Some(self.take(user, None, Some(repair), attempt));
        }
        let stop = built.stop.as_ref()?;
        let problem = explain(text, stop);
        match best {
            Some((repair, attempt)) => Some(self.take(user, Some(problem), Some(repair), attempt)),
            None => self.without_line(user, text, stop, problem),
        }
    }

    /// The best repair of the place where reading stopped.
    fn best_repair(&mut self, text: &str, built: &Built, stop: &Stop) -> Option<(Repair, Attempt)> {
        let open = stop
            .open
            .last()
            .map_or(stop.at, |open| open.start.min(stop.at));
        let around = around(text, Span::new(open, stop.met));
        let candidates = match self.judge {
            Some(_) => {
                let odd = Sense::of(text, built, self.judge, None).last_places(stop.met);
                repair::candidates(text, stop, &odd)
            }
            None => repair::likely(text, stop),
        };
        let mut best: Option<(Repair, Attempt)> = None;
        for repair in candidates {
            let Some(attempt) = self.attempt(text, &repair.fix.edits) else {
                continue;
            };
            let further = attempt.sense.reached > line_end(text, stop.met)
                || attempt.meets_an_escape(&repair, text);
            let better = |best: &(Repair, Attempt)| is_better(&repair, &attempt, best);
            if further && best.as_ref().is_none_or(better) {
                let perfect = is_perfect(&repair, &attempt, around);
                best = Some((repair, attempt));
                if perfect {
                    break;
                }
            }
        }
        best
    }

    /// The best repair of the places that look like slips, of which there may be none.
    fn best_slip(&mut self, text: &str, built: &Built) -> Option<(Repair, Attempt)> {
        let judge = self.judge?;
        let stop = built.stop.as_ref().map(|stop| stop.met);
        let mut places = suspects(text, &built.parsed, stop.unwrap_or(text.len()));
        let misplaced = judge(text, &built.parsed, stop).into_iter();
        let misplaced = misplaced.filter(|place| place.misplaced);
        places.extend(misplaced.map(|place| Suspect::at(Span::at(place.at), true)));
        places.sort_by_key(|suspect| suspect.span);
        let mut best: Option<(Repair, Attempt)> = None;
        let mut before = None;
        for Suspect { span, slip, .. } in places {
            let place = self.original_offset(span.start);
            if slip == Slip::None || self.left_alone.contains(&place) {
                continue;
            }
            let before = before.get_or_insert_with(|| Sense::of(text, built, self.judge, None));
            let around = around(text, span);
            let mut helped = false;
            let slips = repair::slips_of(text, span).into_iter();
            for repair in slips.filter(|repair| slip == Slip::Typing || repair.adds_an_item()) {
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
                    let perfect = is_perfect(&repair, &attempt, around);
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
    fn without_line(
        &mut self,
        user: &str,
        text: &str,
        stop: &Stop,
        problem: Diagnostic,
    ) -> Option<Built> {
        let line = Span::new(line_start(text, stop.met), line_end(text, stop.met));
        let blank = Edit::replace(line, " ".repeat(line.end - line.start));
        let attempt = self.attempt(text, &[blank]);
        let further = |attempt: &Attempt| {
            attempt.sense.reached > line.end && attempt.sense.reached != stop.met
        };
        if let Some(attempt) = attempt.filter(further) {
            return Some(self.take(user, Some(problem), None, attempt));
        }
        let problem = self.original(problem);
        self.report(user, problem, true);
        None
    }

    /// Reports the problem and goes on with the repaired text.
    fn take(
        &mut self,
        user: &str,
        problem: Option<Diagnostic>,
        repair: Option<Repair>,
        attempt: Attempt,
    ) -> Built {
        let cause = repair.as_ref().and_then(|repair| repair.cause);
        let caused = cause.map(|(broken, span)| syntax::syntax(broken, span));
        let lost = repair.is_none();
        if let Some(problem) = caused.or(problem) {
            let problem = problem.fix(repair.map(|repair| repair.fix));
            let problem = self.original(problem);
            self.report(user, problem, lost);
        }
        self.steps.push(attempt.rewrite);
        attempt.built
    }

    /// Keeps the problem, unless it is about a line that is in doubt already: that a repair did not
    /// help is no second mistake.
    fn report(&mut self, user: &str, problem: Diagnostic, lost: bool) {
        let is_second = self.doubtful.iter().any(|doubt| doubt.covers(problem.span));
        let edits = problem.fixes.iter().flat_map(|fix| &fix.edits);
        // What only moves to another column says still the same.
        let edits = edits.filter(|edit| !is_space(edit.span.slice(user)) || !is_space(&edit.text));
        let places = edits.map(|edit| edit.span).chain([problem.span]);
        let lines = places.map(|span| Doubt {
            span: Span::new(line_start(user, span.start), line_end(user, span.end)),
            lost,
        });
        self.doubtful.extend(lines);
        if !is_second {
            self.problems.push(problem);
        }
    }

    /// Reads the text with `edits`.
    fn attempt(&mut self, text: &str, edits: &[Edit]) -> Option<Attempt> {
        self.bytes_left = self.bytes_left.checked_sub(text.len())?;
        self.attempts_left = self.attempts_left.checked_sub(1)?;
        let rewrite = Rewrite::new(text, edits);
        let built = build(rewrite.text());
        self.bytes_left = self
            .bytes_left
            .saturating_sub(built.copies * BYTES_PER_COPY);
        let sense = Sense::of(rewrite.text(), &built, self.judge, Some(&rewrite));
        Some(Attempt {
            rewrite,
            built,
            sense,
        })
    }
}
