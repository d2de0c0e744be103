//! Where the value makes a difference, and where it makes none.

use super::contract::Point;
use crate::forecast::Quantile;

/// The parts of a sweep at its two ends in which nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Effect {
    pub(super) same_until: Option<usize>,
    pub(super) same_from: Option<usize>,
}

/// What a point is compared by: two times, if any run succeeded, and how often it went wrong.
type Figures = [Option<u64>; 4];

impl Effect {
    /// Draws are the same for every value, so what a value does not touch stays the same, but for a task that now and
    /// then just becomes critical: differences of a hundredth of those of the whole sweep count as none.
    pub(super) fn of(points: &[Point]) -> Self {
        let figures: Vec<Figures> = points.iter().map(figures).collect();
        let Some(last) = figures.len().checked_sub(1) else {
            return Self {
                same_until: None,
                same_from: None,
            };
        };
        let parts = (4 * last as u64).max(100);
        let alike = |one: &Figures, other: &Figures| {
            (0..one.len()).all(|it| match (one[it], other[it]) {
                (Some(one), Some(other)) => one.abs_diff(other) <= range(&figures, it) / parts,
                (one, other) => one == other,
            })
        };
        let from_start = figures
            .iter()
            .take_while(|it| alike(it, &figures[0]))
            .count();
        let from_end = figures
            .iter()
            .rev()
            .take_while(|it| alike(it, &figures[last]))
            .count();
        Self {
            same_until: (from_start > 1).then(|| from_start - 1),
            same_from: (from_end > 1).then(|| figures.len() - from_end),
        }
    }
}

fn figures(point: &Point) -> Figures {
    let time = |of: &Option<Quantile>| of.as_ref().map(|it| it.at_ms.0);
    let outcomes = &point.outcomes;
    [
        time(&point.p50),
        time(&point.p95),
        Some(outcomes.halted.runs),
        Some(outcomes.finished_with_errors.runs),
    ]
}

/// How far the values of a figure lie apart.
fn range(figures: &[Figures], which: usize) -> u64 {
    let values = || figures.iter().filter_map(|it| it[which]);
    values().max().unwrap_or(0) - values().min().unwrap_or(0)
}
