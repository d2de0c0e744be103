//! Time on the horizontal axis.

use crate::text::width;
use laneway_core::time::Millis;
use std::ops::Range;

/// Steps of the axis: those that people count in.
const STEPS: [Millis; 22] = [
    Millis(1),
    Millis(5),
    Millis(10),
    Millis(50),
    Millis(100),
    Millis(500),
    Millis::from_secs(1),
    Millis::from_secs(5),
    Millis::from_secs(15),
    Millis::from_secs(30),
    Millis::from_secs(60),
    Millis::from_secs(5 * 60),
    Millis::from_secs(15 * 60),
    Millis::from_secs(30 * 60),
    Millis::from_secs(3600),
    Millis::from_secs(3 * 3600),
    Millis::from_secs(6 * 3600),
    Millis::from_secs(12 * 3600),
    Millis::from_secs(24 * 3600),
    Millis::from_secs(7 * 24 * 3600),
    Millis::from_secs(28 * 24 * 3600),
    Millis::from_secs(364 * 24 * 3600),
];

/// Columns kept free between two labels of the axis: calm, or else dense.
const LABEL_GAPS: [usize; 2] = [4, 2];
/// An axis with fewer labels than this is hard to read.
const FEWEST_TICKS: usize = 4;

/// Maps the time from 0 to `horizon` to columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    horizon: Millis,
    /// A stretch of time …
    unit: Millis,
    /// … and the columns that it takes.
    unit_cells: usize,
}

/// A labelled moment of the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tick {
    pub(crate) at: Millis,
    pub(crate) column: usize,
    pub(crate) label: String,
}

impl Scale {
    /// Takes `cells` columns. A run that takes no time at all is drawn on one second.
    pub(crate) fn new(horizon: Millis, cells: usize) -> Self {
        let horizon = if horizon == Millis::ZERO {
            Millis::from_secs(1)
        } else {
            horizon
        };
        Self {
            horizon,
            unit: horizon,
            unit_cells: cells.max(1),
        }
    }

    /// Takes as many of at most `cells` columns as make the steps of the axis equally wide, so that
    /// bars of equal length look equal.
    pub(crate) fn even(horizon: Millis, cells: usize) -> Self {
        let scale = Self::new(horizon, cells);
        let Some(tick) = scale.ticks().get(1).cloned() else {
            return scale;
        };
        let step_cells =
            scale.unit_cells as u128 * u128::from(tick.at.0) / u128::from(scale.unit.0);
        Self {
            unit: tick.at,
            unit_cells: usize::try_from(step_cells).unwrap_or(cells).max(1),
            ..scale
        }
    }

    /// The most columns that the whole axis may have if `at` has to stand at `column` or before.
    pub(crate) fn most_cells(horizon: Millis, at: Millis, column: usize) -> usize {
        if at == Millis::ZERO {
            return usize::MAX;
        }
        let cells = column as u128 * u128::from(horizon.0) / u128::from(at.0);
        usize::try_from(cells).unwrap_or(usize::MAX)
    }

    /// The moment at which the axis ends.
    pub(crate) fn horizon(self) -> Millis {
        self.horizon
    }

    /// How many columns the whole axis has.
    pub(crate) fn cells(self) -> usize {
        self.edge(self.horizon).max(1)
    }

    /// The edge between two columns that is nearest to a moment: 0 to [`Self::cells`].
    pub(crate) fn edge(self, at: Millis) -> usize {
        let unit = u128::from(self.unit.0);
        let at = u128::from(at.min(self.horizon).0);
        let edge = (at * self.unit_cells as u128 + unit / 2) / unit;
        usize::try_from(edge).unwrap_or(usize::MAX)
    }

    /// The columns of a stretch of time; may be empty.
    pub(crate) fn stretch(self, from: Millis, until: Millis) -> Range<usize> {
        self.edge(from)..self.edge(until)
    }

    /// The columns of something that has to be seen however short it is.
    pub(crate) fn visible(self, from: Millis, until: Millis) -> Range<usize> {
        let start = self.edge(from).min(self.cells() - 1);
        start..self.edge(until).max(start + 1)
    }

    /// The eighths of columns of something that has to be seen however short it is.
    pub(crate) fn eighths(self, from: Millis, until: Millis) -> Range<usize> {
        let fine = Self {
            unit_cells: self.unit_cells * 8,
            ..self
        };
        let start = fine.edge(from).min(self.cells() * 8 - 1);
        start..fine.edge(until).max(start + 1)
    }

    /// As many moments as have room for their labels, at equal steps from 0.
    pub(crate) fn ticks(self) -> Vec<Tick> {
        let [calm, dense] = LABEL_GAPS.map(|gap| self.ticks_apart(gap));
        if calm.len() < FEWEST_TICKS {
            dense
        } else {
            calm
        }
    }

    fn ticks_apart(self, gap: usize) -> Vec<Tick> {
        let longest = STEPS.last().copied();
        let longer = std::iter::successors(longest, |it| it.0.checked_mul(2).map(Millis));
        STEPS
            .into_iter()
            .chain(longer)
            .filter(|step| step.0 >= self.horizon.0 / self.cells() as u64)
            .map(|step| self.ticks_every(step))
            .find(|ticks| are_apart(ticks, gap))
            .unwrap_or_else(|| self.ticks_every(Millis::MAX).drain(..1).collect())
    }

    fn ticks_every(self, step: Millis) -> Vec<Tick> {
        (0..=self.horizon.0 / step.0)
            .map(|number| Millis(number * step.0))
            .map(|at| Tick {
                at,
                column: self.edge(at),
                label: at.spoken(),
            })
            .collect()
    }
}

fn are_apart(ticks: &[Tick], gap: usize) -> bool {
    let end = |tick: &Tick| tick.column + width(&tick.label) + gap;
    ticks.windows(2).all(|pair| end(&pair[0]) <= pair[1].column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(horizon: Millis, cells: usize) -> Vec<String> {
        let ticks = Scale::new(horizon, cells).ticks();
        ticks.into_iter().map(|it| it.label).collect()
    }

    #[test]
    fn steps_are_those_that_people_count_in() {
        let minute = Millis::from_secs(60);
        assert_eq!(labels(minute, 60), ["0s", "15s", "30s", "45s", "1m"]);
        assert_eq!(
            labels(minute, 84),
            [
                "0s", "5s", "10s", "15s", "20s", "25s", "30s", "35s", "40s", "45s", "50s", "55s",
                "1m"
            ]
        );
        assert_eq!(labels(minute, 40), ["0s", "15s", "30s", "45s", "1m"]);
        assert_eq!(labels(minute, 9), ["0s", "1m"]);
        assert_eq!(
            labels(Millis::from_secs(5400), 60),
            ["0s", "15m", "30m", "45m", "1h", "1h 15m", "1h 30m"]
        );
    }

    #[test]
    fn an_axis_of_any_length_has_its_zero() {
        for horizon in [0, 1, 999, 86_400_000, u64::MAX] {
            for cells in [1, 2, 7, 80, 1000] {
                let labels = labels(Millis(horizon), cells);
                assert_eq!(labels.first().map(String::as_str), Some("0s"));
            }
        }
    }

    #[test]
    fn equal_times_look_equal() {
        let scale = Scale::even(Millis::from_secs(95), 50);
        let columns: Vec<_> = scale.ticks().iter().map(|it| it.column).collect();
        assert_eq!(columns, [0, 15, 30, 45]);
        for cells in 8..200 {
            let ticks = Scale::even(Millis::from_secs(310), cells).ticks();
            let step = ticks[1].column;
            assert!(
                ticks
                    .windows(2)
                    .all(|it| it[1].column - it[0].column == step),
                "{ticks:?}"
            );
        }
    }

    #[test]
    fn edges_are_exact_at_both_ends() {
        for horizon in [1, 60_000, u64::MAX] {
            let scale = Scale::new(Millis(horizon), 50);
            assert_eq!(scale.edge(Millis::ZERO), 0);
            assert_eq!(scale.edge(Millis(horizon)), 50);
            assert_eq!(scale.edge(Millis::MAX), 50);
            assert_eq!(scale.visible(Millis(horizon), Millis(horizon)), 49..50);
        }
    }
}
