//! Applying fixes until nothing is left to apply.

use super::{Diagnostic, Edit, Fix, Severity, fix};
use crate::order::sort_by_key;
use std::collections::BTreeMap;

/// Rounds after which repairing stops, whatever is left. One round applies every fix that is not in
/// another's way, so that real texts need two or three; fixes that undo each other would need
/// more than any number.
const MOST_ROUNDS: usize = 100;
/// Large texts are checked less often: so many bytes in all, but always a few rounds.
const MOST_BYTES: usize = 32 * 1024 * 1024;
const FEWEST_ROUNDS: usize = 10;

/// Which fixes are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those that surely keep what the author meant.
    Safe,
    /// The first one that each problem offers.
    All,
}

/// A text after its fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// What it is now.
    pub text: String,
    /// The titles of the fixes, in the order in which they were applied.
    pub applied: Vec<String>,
    /// What `check` says about the text as it is now.
    pub problems: Vec<Diagnostic>,
}

/// Applies fixes of the problems that `check` finds in `text`, until it finds none with a fix in
/// `scope`. Of fixes that change the same place the first is applied, and the others have their turn
/// when the text is checked again. Fixes that would leave more errors than there were, or every
/// problem as it was, are not.
pub fn repair(text: &str, scope: Scope, check: impl Fn(&str) -> Vec<Diagnostic>) -> Repaired {
    let mut now = Repaired {
        text: text.to_owned(),
        applied: Vec::new(),
        problems: check(text),
    };
    let rounds = MOST_BYTES / text.len().max(1);
    for _ in 0..rounds.clamp(FEWEST_ROUNDS, MOST_ROUNDS) {
        let Some(next) = round(&now, scope, &check) else {
            break;
        };
        now = next;
    }
    now
}

/// The text with all fixes that get along, or as many of the first as make it no worse.
fn round(
    now: &Repaired,
    scope: Scope,
    check: &impl Fn(&str) -> Vec<Diagnostic>,
) -> Option<Repaired> {
    let offered = now.problems.iter().filter_map(|it| choose(it, scope));
    let mut fixes = compatible(offered);
    while !fixes.is_empty() {
        let text = apply(&fixes, &now.text);
        let problems = check(&text);
        let is_progress = told(&problems) != told(&now.problems);
        if is_progress && errors(&problems) <= errors(&now.problems) {
            let titles = fixes.iter().map(|fix| fix.title.clone());
            return Some(Repaired {
                text,
                applied: now.applied.iter().cloned().chain(titles).collect(),
                problems,
            });
        }
        fixes.truncate(fixes.len() / 2);
    }
    None
}

fn choose(problem: &Diagnostic, scope: Scope) -> Option<&Fix> {
    problem
        .fixes
        .iter()
        .find(|fix| fix.safe || scope == Scope::All)
}

/// The fixes that change no place of one before them.
fn compatible<'a>(fixes: impl Iterator<Item = &'a Fix>) -> Vec<&'a Fix> {
    // Where each taken place ends, by where it starts: none of them overlap.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    for fix in fixes.filter(|fix| !fix.edits.is_empty()) {
        let is_free = |edit: &Edit| {
            let before = taken.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, end)| *end < edit.span.start)
        };
        if fix.edits.iter().all(is_free) {
            // Of two edits that begin at one place, the later ends later.
            taken.extend(
                fix.edits
                    .iter()
                    .map(|edit| (edit.span.start, edit.span.end)),
            );
            kept.push(fix);
        }
    }
    kept
}

fn apply(fixes: &[&Fix], text: &str) -> String {
    let mut edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.clone()).collect();
    sort_by_key(&mut edits, |edit| edit.span);
    fix::apply(&edits, text)
}

/// What is said, and how often. Behind a place that cannot be read, what a fix puts in is not read
/// either: its problem stays, and would be fixed in vain again and again.
fn told(problems: &[Diagnostic]) -> BTreeMap<(&str, &str), usize> {
    let mut told = BTreeMap::new();
    for problem in problems {
        *told
            .entry((problem.code, problem.message.as_str()))
            .or_default() += 1;
    }
    told
}

fn errors(problems: &[Diagnostic]) -> usize {
    let errors = problems.iter().filter(|it| it.severity == Severity::Error);
    errors.count()
}

#[cfg(test)]
mod tests {
    use super::{Repaired, Scope, repair};
    use crate::diagnostic::{Diagnostic, Edit, Fix};
    use crate::source::Span;

    /// Every `a` may become `b`, surely; every `b` may become `c`, perhaps; and `xx` becomes `x`.
    fn letters(text: &str) -> Vec<Diagnostic> {
        let problem = |from: &str, fix: &dyn Fn(Vec<Edit>) -> Fix, to: &str| {
            let starts: Vec<usize> = (0..text.len())
                .filter(|at| text[*at..].starts_with(from))
                .collect();
            let spans = starts.into_iter().map(|at| Span::new(at, at + from.len()));
            let problems = spans.map(|span| {
                let fix = fix(vec![Edit::replace(span, to)]);
                Diagnostic::warning("letter", span, from).fix(fix)
            });
            problems.collect::<Vec<_>>()
        };
        let mut problems = problem("a", &|edits| Fix::safe("b", edits), "b");
        problems.extend(problem("b", &|edits| Fix::unsure("c", edits), "c"));
        problems.extend(problem("xx", &|edits| Fix::safe("x", edits), "x"));
        problems
    }

    fn summary(repaired: &Repaired) -> (&str, String, usize) {
        let Repaired {
            text,
            applied,
            problems,
        } = repaired;
        (text, applied.concat(), problems.len())
    }

    #[test]
    fn rounds_go_on_until_nothing_is_left() {
        let safe = repair("a-a-b", Scope::Safe, letters);
        assert_eq!(summary(&safe), ("b-b-b", "bb".to_owned(), 3));
        let all = repair("a-a-b", Scope::All, letters);
        assert_eq!(summary(&all), ("c-c-c", "bbccc".to_owned(), 0));
    }

    #[test]
    fn fixes_in_each_others_way_take_turns() {
        let repaired = repair("xxxx", Scope::Safe, letters);
        assert_eq!(summary(&repaired), ("x", "xxx".to_owned(), 0));
    }

    #[test]
    fn fixes_that_undo_each_other_end() {
        let flip = |text: &str| {
            let to = if text == "a" { "b" } else { "a" };
            let fix = Fix::safe(to, vec![Edit::replace(Span::new(0, 1), to)]);
            vec![Diagnostic::warning("letter", Span::new(0, 1), "").fix(fix)]
        };
        assert_eq!(repair("a", Scope::Safe, flip).problems.len(), 1);
    }

    #[test]
    fn a_fix_that_changes_no_problem_is_left() {
        let stays = |text: &str| {
            let fix = Fix::safe("Add", vec![Edit::insert(text.len(), "a")]);
            vec![Diagnostic::error("odd", Span::at(0), "Still odd").fix(fix)]
        };
        assert_eq!(repair("a", Scope::Safe, stays).text, "a");
    }

    #[test]
    fn a_fix_that_makes_it_worse_is_left() {
        let worse = |text: &str| {
            let fix = Fix::safe("Break", vec![Edit::insert(0, "?")]);
            let problem = Diagnostic::error("odd", Span::at(0), "").fix(fix);
            vec![problem; text.len()]
        };
        assert_eq!(repair("a", Scope::Safe, worse).text, "a");
    }
}
