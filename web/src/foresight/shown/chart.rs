//! The histogram and the cumulative curve over one axis.

use laneway_core::forecast::Forecast;
use laneway_core::time::Millis;
use serde::Serialize;

/// Distances of ticks that people count in, in milliseconds.
const STEPS: [u64; 21] = [
    1, 5, 10, 50, 100, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
    600_000, 900_000, 1_800_000, 3_600_000, 10_800_000, 43_200_000,
];
/// An axis has at most so many ticks.
const MOST_TICKS: u64 = 7;

/// When successful runs end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Chart {
    from_ms: u64,
    to_ms: u64,
    /// One after the other from `from_ms`, equally long.
    bars: Vec<Bar>,
    /// How long a bar is: `5s`.
    width: String,
    /// By when 0 %, 1 % … 100 % of the runs have ended.
    curve_ms: Vec<Millis>,
    ticks: Vec<Tick>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Bar {
    /// `3m 20s`.
    from: String,
    /// So many runs end in it.
    count: u64,
    /// Of the runs, the share that has ended by its end, in millionths.
    up_to_millionths: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tick {
    pub(super) at: u64,
    pub(super) label: String,
}

impl Chart {
    /// `None` if no run succeeded.
    pub(super) fn of(forecast: &Forecast) -> Option<Self> {
        let histogram = forecast.histogram.as_ref()?;
        let all: u64 = histogram.counts.iter().sum();
        let mut up_to = 0;
        let mut from = histogram.from_ms;
        let bars = histogram.counts.iter().map(|&count| {
            up_to += count;
            let bar = Bar {
                from: from.spoken(),
                count,
                up_to_millionths: millionths(up_to, all),
            };
            from = from + histogram.width_ms;
            bar
        });
        let bars = bars.collect();
        Some(Self {
            from_ms: histogram.from_ms.0,
            to_ms: from.0,
            bars,
            width: histogram.width_ms.spoken(),
            curve_ms: forecast.curve_ms.clone(),
            ticks: ticks(histogram.from_ms.0, from.0, MOST_TICKS),
        })
    }
}

fn millionths(part: u64, all: u64) -> u64 {
    (u128::from(part) * 1_000_000 / u128::from(all.max(1))) as u64
}

/// At most one more than so many, at round times between two, all in milliseconds.
pub(super) fn ticks(from: u64, to: u64, most: u64) -> Vec<Tick> {
    let span = to - from;
    let mut steps = STEPS
        .into_iter()
        .chain((0..36).map(|doublings| 86_400_000 << doublings));
    let step = steps.find(|step| span / step < most);
    let step = step.unwrap_or(u64::MAX);
    (from.div_ceil(step)..=to / step)
        .map(|n| Tick {
            at: n * step,
            label: Millis(n * step).spoken(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{MOST_TICKS, ticks};

    #[test]
    fn ticks_stand_at_round_times() {
        for (from, to, expected) in [
            (
                52_000,
                118_000,
                &["1m", "1m 10s", "1m 20s", "1m 30s", "1m 40s", "1m 50s"][..],
            ),
            (0, 600_000, &["0s", "2m", "4m", "6m", "8m", "10m"]),
            (30_000, 30_001, &["30s", "30s 1ms"]),
        ] {
            let labels: Vec<String> = ticks(from, to, MOST_TICKS)
                .into_iter()
                .map(|it| it.label)
                .collect();
            assert_eq!(labels, expected);
        }
        assert!(ticks(0, u64::MAX, MOST_TICKS).len() <= 8);
    }
}
