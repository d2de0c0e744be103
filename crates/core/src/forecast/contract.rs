//! The part `forecast` of the `simulate` JSON contract (documented in `docs/json.md`).

use super::statistics::{MeanEstimate, Share, ShareEstimate};
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// What to expect of many runs. Absent values are null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// From so many runs, those with the numbers 0, 1, 2 …
    pub runs: u64,
    /// How sure all the intervals are: in this share of forecasts they hold the true value.
    pub confidence: Share,
    /// How the stage ends.
    pub outcomes: Outcomes,
    /// When it ends.
    pub finish: Finish,
    /// When the runs halted that did; null if none did.
    pub halted_at: Option<Spread>,
    /// The tasks that halted some run, the most frequent first.
    pub halted_by: Vec<HaltBy>,
    /// How often successful runs ended when; null if none succeeded.
    pub histogram: Option<Histogram>,
    /// The cumulative curve of successful runs: by when 0 %, 1 %, 2 % … 100 % of them had ended; empty if
    /// none succeeded.
    pub curve_ms: Vec<Millis>,
    /// Of all the time that tasks were under way, the share in which Kubernetes waited to try again; null
    /// if no run came to its end.
    pub back_off: Option<Share>,
    /// In plan order.
    pub tasks: Vec<TaskForecast>,
}

/// How likely each end is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// Every task succeeds.
    pub succeeded: ShareEstimate,
    /// Some task fails or degrades, and the stage goes on.
    pub finished_with_errors: ShareEstimate,
    /// A task of a halting step fails or degrades.
    pub halted: ShareEstimate,
}

/// When the stage ends; null where there is no such run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finish {
    /// Given that it succeeds.
    pub succeeded: Option<Spread>,
    /// Given that it comes to its end, with errors or without.
    pub ended: Option<Spread>,
    /// In any case; a halt counts as the end.
    pub all: Option<Spread>,
}

/// Times of several runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// How many runs they are of.
    pub runs: u64,
    /// Their mean.
    pub mean: MeanEstimate,
    /// The earliest.
    pub min_ms: Millis,
    /// The latest.
    pub max_ms: Millis,
    /// 5, 10, 25, 50, 75, 90, 95, 99 and 99.9 %.
    pub quantiles: Vec<Quantile>,
}

/// A time that a share of the runs is not later than; exact for the runs that were simulated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantile {
    /// The share.
    pub share: Share,
    /// The time.
    pub at_ms: Millis,
    /// The true quantile is hardly lower; null if there are too few runs to tell.
    pub low_ms: Option<Millis>,
    /// It is hardly higher; null if there are too few runs to tell.
    pub high_ms: Option<Millis>,
}

/// A task that halts the stage now and then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HaltBy {
    /// Its name.
    pub task: String,
    /// Its step.
    pub step: String,
    /// How often.
    pub halts: ShareEstimate,
}

/// How many runs ended in each of several spans of time, one after the other and equally long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    /// When the first begins.
    pub from_ms: Millis,
    /// How long each is; its end belongs to the next.
    pub width_ms: Millis,
    /// How many runs ended in each.
    pub counts: Vec<u64>,
}

/// What to expect of a task, in runs that come to their end; null where none does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskForecast {
    /// Its name.
    pub task: String,
    /// Its step.
    pub step: String,
    /// How often it lies on the critical path.
    pub criticality: Option<ShareEstimate>,
    /// How much it matters for the spread of the end (SSI): its criticality times its own standard
    /// deviation in that of the end. Null also if the end is always the same.
    pub significance: Option<Share>,
    /// From its start until it settles.
    pub took: Option<MeanEstimate>,
    /// How many attempts it makes until it settles, in the mean.
    pub attempts: Option<Share>,
    /// Of that time, the share in which Kubernetes waits to try again.
    pub back_off: Option<Share>,
    /// How much later it could settle without moving the end.
    pub slack: Option<SlackForecast>,
}

/// How the slack of a task is distributed; quantiles are within 1/32 of the true ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlackForecast {
    /// The share of runs in which there is none.
    pub none: Share,
    /// The mean.
    pub mean_ms: Millis,
    /// In 10 % of the runs it is not more.
    pub p10_ms: Millis,
    /// The median.
    pub p50_ms: Millis,
    /// In 90 % of the runs it is not more.
    pub p90_ms: Millis,
}
