//! Whether the check says what it should about a planted mistake, and its fixes help.

use super::plant::{Expected, Plant, Remedy};
use crate::mutants::check;
use laneway_core::diagnostic::{Diagnostic, Rewrite};
use laneway_core::source::LineIndex;
use std::fmt::Write as _;

/// A step that a fix adds, or makes one to be waited for, may be one with its neighbour: that is for
/// its author to decide, and told as a hint.
const AFTER_A_FIX: &str = "could-be-one-step";

/// What came of one planted mistake.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Whether everything expected was said, at its place.
    pub found: bool,
    /// How much more was said.
    pub extras: usize,
    /// Fixes that were applied.
    pub fixes: usize,
    /// What is wrong, for people; empty if nothing is.
    pub complaint: String,
}

/// Plants a mistake into a good text, of which this is said before, and looks at what is said then.
pub fn judge(good: &str, before: &[Diagnostic], plant: &Plant) -> Verdict {
    let (rewrite, places) = plant.apply(good);
    let spoiled = rewrite.text().to_owned();
    let mut left = without(check(&spoiled), before, &|at| rewrite.original(at));
    let mut verdict = Verdict {
        found: places.len() == plant.expected.len(),
        ..Verdict::default()
    };
    if !verdict.found {
        verdict.complaint = format!("{} marks\n", places.len());
    }
    for (expected, place) in plant.expected.iter().zip(places) {
        let found = left
            .iter()
            .position(|it| it.code == expected.code && it.span.start == place);
        let Some(found) = found else {
            let line = LineIndex::new(&spoiled).position(place);
            let _ = writeln!(verdict.complaint, "missing: {} at {line:?}", expected.code);
            verdict.found = false;
            continue;
        };
        let problem = left.remove(found);
        look_at(&spoiled, &problem, expected, &mut verdict);
        try_fixes(&rewrite, before, &problem, plant, expected, &mut verdict);
    }
    left.retain(|it| Some(it.code) != plant.follows);
    verdict.extras = left.len();
    for extra in &left {
        let _ = writeln!(verdict.complaint, "extra: {}", line_of(&spoiled, extra));
    }
    if !verdict.complaint.is_empty() {
        let _ = writeln!(verdict.complaint, "{}", around(good, &spoiled));
    }
    verdict
}

fn look_at(text: &str, problem: &Diagnostic, expected: &Expected, verdict: &mut Verdict) {
    let remedy = match problem.fixes.first() {
        None => Remedy::None,
        Some(fix) if fix.safe => Remedy::Safe,
        Some(_) => Remedy::Unsure,
    };
    let fits = expected.remedy == Remedy::Any || expected.remedy == remedy;
    if problem.severity != expected.severity || !fits {
        let wanted = (expected.severity, expected.remedy);
        let found = (problem.severity, remedy);
        let line = line_of(text, problem);
        let _ = writeln!(verdict.complaint, "{wanted:?} wanted, {found:?}: {line}");
    }
}

/// A fix takes its problem away, and brings nothing but what it may uncover.
fn try_fixes(
    rewrite: &Rewrite,
    before: &[Diagnostic],
    problem: &Diagnostic,
    plant: &Plant,
    expected: &Expected,
    verdict: &mut Verdict,
) {
    for fix in &problem.fixes {
        verdict.fixes += 1;
        let spoiled = rewrite.text();
        let fixed = fix.apply(spoiled);
        let repair = Rewrite::new(spoiled, &fix.edits);
        let original = |at| rewrite.original(repair.original(at));
        let mut after = without(check(&fixed), before, &original);
        let others = plant.expected.iter().filter(|it| it.code != expected.code);
        let others: Vec<&str> = others.map(|it| it.code).collect();
        // Of several of one code, at least this one has to go.
        let mut same = plant.expected.len() - others.len() - 1;
        after.retain(|it| {
            let stays = it.code == problem.code && same > 0;
            same -= usize::from(stays);
            let hint = it.code == AFTER_A_FIX;
            !stays && !hint && !others.contains(&it.code) && !expected.uncovers.contains(&it.code)
        });
        for worse in after {
            let line = line_of(&fixed, &worse);
            let _ = writeln!(
                verdict.complaint,
                "after `{}` of {}: {line}\n{}",
                fix.title,
                problem.code,
                around(spoiled, &fixed)
            );
        }
    }
}

/// The problems that are not among those of the good text: of the same code, and at the same place,
/// about the same place, or in the same words; `original` knows where a place was.
fn without(
    mut problems: Vec<Diagnostic>,
    before: &[Diagnostic],
    original: &impl Fn(usize) -> usize,
) -> Vec<Diagnostic> {
    for known in before {
        let stands = |it: &Diagnostic| original(it.span.start) == known.span.start;
        let points = |it: &Diagnostic| {
            let mut places = it.related.iter().map(|it| original(it.span.start));
            places.any(|place| known.related.iter().any(|it| it.span.start == place))
        };
        let says = |it: &Diagnostic| it.message == known.message;
        let same: [&dyn Fn(&Diagnostic) -> bool; 3] = [&stands, &points, &says];
        let at = same.into_iter().find_map(|same| {
            let mut problems = problems.iter();
            problems.position(|it| it.code == known.code && same(it))
        });
        if let Some(at) = at {
            problems.remove(at);
        }
    }
    problems
}

fn line_of(text: &str, problem: &Diagnostic) -> String {
    let place = LineIndex::new(text).position(problem.span.start);
    format!(
        "{}:{} {:?} {}: {}",
        place.line, place.column, problem.severity, problem.code, problem.message
    )
}

/// The lines that differ, with one line around them.
fn around(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old.iter().rev().zip(new.iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let tail = tail.min(old.len().min(new.len()) - same);
    let first = same.saturating_sub(1);
    let last = (new.len() - tail + 1).min(new.len());
    let lines = new[first..last].iter().enumerate();
    let lines: Vec<String> = lines
        .take(30)
        .map(|(at, line)| format!("    {:4} {line}", first + at + 1))
        .collect();
    lines.join("\n")
}
