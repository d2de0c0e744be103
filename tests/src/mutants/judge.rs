//! Which errors tell of which mistake.

use super::meaning::Change;
use super::{Made, Mutant};
use laneway_core::diagnostic::{Diagnostic, Severity, tidy};
use laneway_core::scenario::Scenario;
use laneway_core::source::{LineIndex, Span};
use laneway_core::{rules, template};
use std::ops::RangeInclusive;

/// What came of one spoiled template.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// For each mistake, the error that tells of it.
    pub found: Vec<Option<Diagnostic>>,
    /// How many errors there are in all.
    pub errors: usize,
    /// Errors that tell of no mistake, or of one that another error tells of already; with the index
    /// of the mistake that is nearest.
    pub false_reports: Vec<(usize, Diagnostic)>,
}

/// Everything that `laneway check` says of a template.
pub fn check(text: &str) -> Vec<Diagnostic> {
    let (template, mut problems) = template::read(text);
    problems.extend(rules::check(&template, text, &Scenario::default()));
    tidy(&mut problems);
    problems
}

/// Pairs mistakes with errors, one to one. An error tells of a mistake if it points (its place, a
/// related place, or what a fix of it would change) at the line of the mistake or a line next to it.
pub fn judge(mutant: &Mutant) -> Verdict {
    let mut errors = check(&mutant.text);
    errors.retain(|problem| problem.severity == Severity::Error);
    let count = errors.len();
    let lines = Lines::of(&mutant.text);
    let mut found: Vec<Option<Diagnostic>> = vec![None; mutant.made.len()];
    for closely in [true, false] {
        errors.retain(|error| {
            let told = mutant.made.iter().zip(&found);
            let told = told
                .enumerate()
                .find(|(_, (made, found))| found.is_none() && lines.tells(error, made, closely))
                .map(|(index, _)| index);
            if let Some(index) = told {
                found[index] = Some(error.clone());
            }
            told.is_none()
        });
    }
    // Of what is nobody's business, saying something is neither right nor wrong.
    errors.retain(|error| {
        let unread = mutant
            .made
            .iter()
            .filter(|made| made.change == Change::Unread);
        !unread
            .into_iter()
            .any(|made| lines.tells(error, made, false))
    });
    let false_reports = errors.into_iter().map(|error| {
        let line = lines.line(error.span.start);
        let distance = |index: &usize| mutant.made[*index].line.abs_diff(line);
        let nearest = (0..mutant.made.len()).min_by_key(distance);
        (nearest.unwrap_or(0), error)
    });
    Verdict {
        errors: count,
        false_reports: false_reports.collect(),
        found,
    }
}

struct Lines<'t> {
    index: LineIndex<'t>,
    /// For each line, from 1, the ones next to it that hold anything.
    near: Vec<RangeInclusive<usize>>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let lines: Vec<&str> = text.split('\n').collect();
        let holds = |line: &usize| {
            let content = lines[line - 1].trim();
            !content.is_empty() && !content.starts_with('#')
        };
        let near = (1..=lines.len()).map(|line| {
            let above = (1..line).rev().find(holds).unwrap_or(1);
            let below = (line + 1..=lines.len()).find(holds);
            above..=below.unwrap_or(lines.len())
        });
        Self {
            near: near.collect(),
            index: LineIndex::new(text),
        }
    }

    fn line(&self, offset: usize) -> usize {
        self.index.position(offset).line
    }

    fn tells(&self, error: &Diagnostic, made: &Made, closely: bool) -> bool {
        let near = &self.near[made.line - 1];
        let points_there = |span: Span| {
            let start = self.line(span.start);
            near.contains(&start)
        };
        if closely {
            return points_there(error.span);
        }
        let related = error.related.iter().map(|related| related.span);
        let edits = error.fixes.iter().flat_map(|fix| &fix.edits);
        related.chain(edits.map(|edit| edit.span)).any(points_there)
    }
}
