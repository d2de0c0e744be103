//! Where values, times and chances stand in the plot.

use super::super::chart::{Tick, ticks};
use laneway_core::sweep::{Sweep, magnitudes};
use serde::Serialize;

/// All of the width, in millionths.
const WHOLE: u64 = 1_000_000;
/// An axis of times has at most so many ticks.
const MOST_TICKS: u64 = 5;
/// Where an axis of chances may end, in ten-thousandths of a percent.
const ENDS: [u64; 17] = [
    10, 100, 1000, 2000, 4000, 6000, 10_000, 20_000, 40_000, 60_000, 100_000, 200_000, 300_000,
    400_000, 600_000, 800_000, 1_000_000,
];

/// Where each value stands, in millionths of the width, and where the one does that holds now, if it is among
/// them.
///
/// Values of one kind that rise or fall all the way stand as far apart as they are; others equally far.
pub(super) fn places_of(sweep: &Sweep) -> (Vec<u64>, Option<u64>) {
    let values: Vec<&str> = sweep.points.iter().map(|it| it.value.as_str()).collect();
    let Some(found) = magnitudes(&values).filter(|it| is_ordered(it)) else {
        let last = values.len().saturating_sub(1);
        let places: Vec<u64> = (0..values.len())
            .map(|at| share(at as u64, last as u64))
            .collect();
        let now = values
            .iter()
            .position(|it| Some(*it) == sweep.now.as_deref());
        return (places.clone(), now.map(|at| places[at]));
    };
    let (first, last) = (found[0], found[found.len() - 1]);
    let place = |it: u64| share(it.abs_diff(first), last.abs_diff(first));
    let now = sweep.now.as_deref().and_then(|now| {
        let with_now = magnitudes(&[&values[..], &[now]].concat())?;
        // Together they may be of another kind: whole numbers and decimals.
        let [first, last] = [0, values.len() - 1].map(|at| with_now[at]);
        let now = *with_now.last()?;
        let is_inside = (first.min(last)..=first.max(last)).contains(&now);
        is_inside.then(|| share(now.abs_diff(first), last.abs_diff(first)))
    });
    (found.into_iter().map(place).collect(), now)
}

fn is_ordered(values: &[u64]) -> bool {
    let rises = values.is_sorted_by(|one, next| one < next);
    !values.is_empty() && (rises || values.is_sorted_by(|one, next| one > next))
}

/// A single value stands in the middle.
fn share(part: u64, whole: u64) -> u64 {
    match whole {
        0 => WHOLE / 2,
        _ => (u128::from(part) * u128::from(WHOLE) / u128::from(whole)) as u64,
    }
}

/// An axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Axis {
    from: u64,
    to: u64,
    ticks: Vec<Tick>,
}

impl Axis {
    /// Of times in milliseconds; from zero, unless they are much closer to each other than to that. What is shown
    /// takes at least a fifth of its way, so that small differences look small.
    pub(super) fn of_times(times: impl Iterator<Item = u64> + Clone) -> Option<Self> {
        let (least, most) = (times.clone().min()?, times.max()?.max(1));
        let span = (most - least).max(most / 5);
        let from = most.saturating_sub(span + span / 3);
        let from = if from < most / 2 { 0 } else { from };
        let to = most.saturating_add((most - from) / 12);
        let ticks = ticks(from, to, MOST_TICKS);
        Some(Self { from, to, ticks })
    }

    /// Of chances in billionths, up to this one.
    pub(super) fn of_chances(most: u64) -> Self {
        const PART: u64 = 1000;
        let end = ENDS.into_iter().find(|it| *it >= most.div_ceil(PART));
        let end = end.unwrap_or(ENDS[ENDS.len() - 1]);
        let tick = |at: u64| Tick {
            at: at * PART,
            label: percent(at),
        };
        Self {
            from: 0,
            to: end * PART,
            ticks: [0, end / 2, end].map(tick).into(),
        }
    }
}

/// `2.5 %`, of ten-thousandths of a percent.
fn percent(at: u64) -> String {
    let text = format!("{}.{:04}", at / 10_000, at % 10_000);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::{Axis, percent};

    #[test]
    fn times_start_at_zero_unless_they_are_far_from_it() {
        let ends = |times: &[u64]| {
            let axis = Axis::of_times(times.iter().copied()).expect("an axis");
            (axis.from, axis.to)
        };
        assert_eq!(ends(&[60_000, 120_000]).0, 0);
        let (from, to) = ends(&[300_000, 310_000]);
        assert!(
            (200_000..300_000).contains(&from) && to > 310_000,
            "{from} {to}"
        );
        assert_eq!(ends(&[0]), (0, 1));
        assert_eq!(Axis::of_times(std::iter::empty()), None);
    }

    #[test]
    fn chances_end_at_round_figures() {
        let labels = |most| {
            let ticks = Axis::of_chances(most).ticks;
            ticks.into_iter().map(|it| it.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(14_000_000), ["0 %", "1 %", "2 %"]);
        assert_eq!(labels(510_000_000), ["0 %", "30 %", "60 %"]);
        assert_eq!(labels(1), ["0 %", "0.0005 %", "0.001 %"]);
        assert_eq!(percent(25_000), "2.5 %");
    }
}
