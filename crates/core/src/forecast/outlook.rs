//! From a tally to a forecast.

use super::contract::{
    Finish, Forecast, HaltBy, Histogram, Outcomes, Quantile, SlackForecast, Spread, TaskForecast,
};
use super::counted::{Counted, Ordered};
use super::statistics::{CONFIDENCE, MeanEstimate, Share, ShareEstimate, Sums, rank, significance};
use super::tally::Tally;
use super::task_tally::TaskTally;
use crate::plan::Plan;
use crate::time::Millis;
use std::cmp::Reverse;

/// The quantiles that every spread names, in millionths.
const QUANTILES: [u32; 9] = [
    50_000, 100_000, 250_000, 500_000, 750_000, 900_000, 950_000, 990_000, 999_000,
];
/// A histogram has at most so many spans.
const MOST_SPANS: u64 = 40;

/// What to expect, and any quantile of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// As it is printed.
    pub forecast: Forecast,
    succeeded: Ordered,
}

impl Outlook {
    /// The time that at least this share of the successful runs, in millionths, is not later than. `None` if
    /// none succeeded.
    pub fn quantile(&self, millionths: u32) -> Option<Quantile> {
        quantile(&self.succeeded, millionths)
    }

    /// The mean of the successful runs.
    pub fn mean(&self) -> Option<MeanEstimate> {
        self.succeeded.mean()
    }
}

impl Tally {
    /// What all of it says about this plan.
    pub fn outlook(self, plan: &Plan) -> Outlook {
        let mut ended = self.succeeded.clone();
        ended.merge(self.with_errors.clone());
        let mut all = ended.clone();
        all.merge(self.halted.clone());
        let [succeeded, ended, all] = [self.succeeded, ended, all].map(Counted::in_order);
        let halted = self.halted.in_order();
        let share = |of: &Ordered| ShareEstimate::of(of.count(), self.runs);
        let end = ended.sums();
        let tasks = plan.tasks.iter().zip(&self.tasks);
        let took = self.tasks.iter().map(|task| task.took.total()).sum();
        let back_off = self.tasks.iter().map(|task| task.back_off).sum();
        let forecast = Forecast {
            runs: self.runs,
            confidence: CONFIDENCE,
            outcomes: Outcomes {
                succeeded: share(&succeeded),
                finished_with_errors: share(&self.with_errors.in_order()),
                halted: share(&halted),
            },
            halted_at: spread(&halted),
            halted_by: halted_by(plan, &self.tasks, self.runs),
            histogram: histogram(&succeeded),
            curve_ms: curve(&succeeded),
            back_off: (ended.count() > 0).then(|| Share::of(back_off, took)),
            tasks: tasks
                .map(|(task, tally)| {
                    let step = &plan.steps[task.step.0].name;
                    task_forecast(&task.name, step, tally, &end)
                })
                .collect(),
            finish: Finish {
                succeeded: spread(&succeeded),
                ended: spread(&ended),
                all: spread(&all),
            },
        };
        Outlook {
            forecast,
            succeeded,
        }
    }
}

fn spread(times: &Ordered) -> Option<Spread> {
    Some(Spread {
        runs: times.count(),
        mean: times.mean()?,
        min_ms: times.least()?,
        max_ms: times.most()?,
        quantiles: QUANTILES
            .iter()
            .filter_map(|it| quantile(times, *it))
            .collect(),
    })
}

fn quantile(times: &Ordered, millionths: u32) -> Option<Quantile> {
    let (low_ms, high_ms) = times.quantile_bounds(millionths);
    Some(Quantile {
        share: Share::from_billionths(u64::from(millionths) * 1000),
        at_ms: times.quantile(millionths)?,
        low_ms,
        high_ms,
    })
}

fn halted_by(plan: &Plan, tallies: &[TaskTally], runs: u64) -> Vec<HaltBy> {
    let tasks = plan.tasks.iter().zip(tallies);
    let halting = tasks.filter(|(_, tally)| tally.halts > 0);
    let mut halting: Vec<HaltBy> = halting
        .map(|(task, tally)| HaltBy {
            task: task.name.clone(),
            step: plan.steps[task.step.0].name.clone(),
            halts: ShareEstimate::of(tally.halts, runs),
        })
        .collect();
    halting.sort_by_key(|it| Reverse(it.halts.runs));
    halting
}

/// By when each hundredth had ended.
fn curve(times: &Ordered) -> Vec<Millis> {
    let hundredths = (0..=100).map(|percent| times.quantile(percent * 10_000));
    hundredths.flatten().collect()
}

fn histogram(times: &Ordered) -> Option<Histogram> {
    let (least, most) = (times.least()?, times.most()?);
    let width_ms = width(most - least);
    let from_ms = Millis(least.0 / width_ms.0 * width_ms.0);
    let spans = (most - from_ms).0 / width_ms.0 + 1;
    let up_to = |span: u64| times.before(from_ms + width_ms.times(span));
    Some(Histogram {
        from_ms,
        width_ms,
        counts: (0..spans)
            .map(|span| up_to(span + 1) - up_to(span))
            .collect(),
    })
}

/// The shortest span that people count in (1, 2, 5 … ms, 1, 2, 5, 15, 30 s …) of which few enough cover this
/// length wherever they begin.
fn width(length: Millis) -> Millis {
    const MILLIS: [u64; 9] = [1, 2, 5, 10, 20, 50, 100, 200, 500];
    const SECONDS: [u64; 14] = [
        1, 2, 5, 15, 30, 60, 120, 300, 900, 1800, 3600, 7200, 14_400, 43_200,
    ];
    const DAY: u64 = 86_400_000;
    let short = MILLIS.into_iter().chain(SECONDS.map(|it| it * 1000));
    let mut widths = short.chain((0..37).map(|doublings| DAY << doublings));
    let fits = |width: &u64| length.0 / width <= MOST_SPANS - 2;
    Millis(widths.find(fits).unwrap_or(u64::MAX))
}

fn task_forecast(name: &str, step: &str, tally: &TaskTally, end: &Sums) -> TaskForecast {
    let ended = tally.took.count();
    let any = ended > 0;
    let criticality = any.then(|| ShareEstimate::of(tally.critical, ended));
    TaskForecast {
        task: name.to_owned(),
        step: step.to_owned(),
        significance: criticality.and_then(|it| significance(it.chance, &tally.took, end)),
        criticality,
        took: tally.took.estimate(),
        attempts: any.then(|| Share::of(tally.attempts.into(), ended.into())),
        back_off: any.then(|| Share::of(tally.back_off, tally.took.total())),
        slack: slack(tally, ended),
    }
}

fn slack(tally: &TaskTally, ended: u64) -> Option<SlackForecast> {
    let at = |millionths| tally.slack.at_rank(rank(ended, millionths));
    let whole = u128::from(ended);
    Some(SlackForecast {
        none: Share::of(tally.without_slack.into(), whole),
        p10_ms: at(100_000)?,
        p50_ms: at(500_000)?,
        p90_ms: at(900_000)?,
        mean_ms: Millis(u64::try_from((tally.slack_sum + whole / 2) / whole).unwrap_or(u64::MAX)),
    })
}

#[cfg(test)]
mod tests {
    use super::width;
    use crate::time::Millis;

    #[test]
    fn spans_are_ones_that_people_count_in() {
        for (length, expected) in [
            (0, 1),
            (38, 1),
            (39, 2),
            (30_000, 1000),
            (600_000, 30_000),
            (86_400_000, 3_600_000),
        ] {
            assert_eq!(width(Millis(length)), Millis(expected), "{length}");
        }
        assert!(width(Millis::MAX) > Millis(1 << 59));
    }
}
