//! A sweep as the panel draws it: every figure already as people read it.

mod axes;
mod places;

pub(in crate::foresight) use places::{Places, places};

use super::command::sweep_command;
use super::figures::{interval, percent_interval, time};
use crate::foresight::messages::Progress;
use crate::foresight::sweep::Value;
use crate::protocol::{Change, Inputs};
use crate::worker::places::Places as TextPlaces;
use axes::{Axis, places_of};
use laneway_core::forecast::{Quantile, ShareEstimate};
use laneway_core::sweep::{Sweep, words};
use serde::Serialize;

/// What the runs of all values say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SweepPicture {
    /// How far they are.
    #[serde(flatten)]
    progress: Progress,
    /// So many of each value are shown.
    runs: u64,
    /// What is said below, in a paragraph of sentences.
    words: Vec<String>,
    parameter: String,
    /// What the scenario says there; empty if it leaves it to the defaults, or says more than one value.
    now: String,
    /// Where that stands, in millionths of the width, if it is within the values.
    now_at: Option<u64>,
    /// The axis of the ends, in milliseconds; `None` if no run succeeds.
    times: Option<Axis>,
    /// The axis of halts and ends with errors, in billionths; `None` if there are neither.
    chances: Option<Axis>,
    budgets: Vec<String>,
    points: Vec<Point>,
    /// What prints this sweep on the command line.
    command: String,
}

/// What is said of one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Point {
    value: String,
    /// In millionths of the width.
    at: u64,
    /// Whether the scenario says just this.
    is_now: bool,
    /// When half of the successful runs have ended; `None` if no run succeeds.
    half: Option<Moment>,
    /// When 95 % of them have.
    most: Option<Moment>,
    halts: Chance,
    errors: Chance,
    /// Which of the budgets are kept.
    kept: Vec<bool>,
    /// What writes the value into the scenario.
    changes: Vec<Change>,
}

/// By when so many of the runs have ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Moment {
    /// `4m 5s`.
    text: String,
    /// `4m 3s to 4m 8s`.
    interval: String,
    at: u64,
    /// The ends of the interval; where one is not known, the time itself.
    low: u64,
    high: u64,
}

/// How likely an end is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Chance {
    /// `1.4 %`.
    text: String,
    /// `1.1 % to 1.7 %`.
    interval: String,
    at: u64,
    low: u64,
    high: u64,
}

/// What a sweep is about.
pub(in crate::foresight) struct Asked<'a> {
    /// The texts.
    pub(in crate::foresight) inputs: &'a Inputs,
    /// The values as they were written,
    pub(in crate::foresight) range: &'a str,
    /// and one by one.
    pub(in crate::foresight) values: &'a [Value],
}

impl SweepPicture {
    pub(in crate::foresight) fn new(progress: Progress, sweep: &Sweep, asked: &Asked<'_>) -> Self {
        let (places, now_at) = places_of(sweep);
        let text = TextPlaces::new(&asked.inputs.scenario);
        let points = sweep.points.iter().zip(places).zip(asked.values);
        let points = points
            .enumerate()
            .map(|(index, ((point, at), value))| Point {
                value: point.value.clone(),
                at,
                is_now: sweep.now.as_ref() == Some(&point.value),
                half: point.p50.as_ref().map(moment),
                most: point.p95.as_ref().map(moment),
                halts: chance(&point.outcomes.halted),
                errors: chance(&point.outcomes.finished_with_errors),
                kept: sweep.budgets.iter().map(|it| it.kept[index]).collect(),
                changes: text.changes(std::slice::from_ref(&value.edit)),
            });
        let points: Vec<Point> = points.collect();
        let moments = points.iter().flat_map(|it| [&it.half, &it.most]).flatten();
        let times = Axis::of_times(moments.flat_map(|it| [it.low, it.high]));
        let risks = || points.iter().flat_map(|it| [&it.halts, &it.errors]);
        // Of what never happened only the interval is more than nothing.
        let most = risks().filter(|it| it.at > 0).map(|it| it.high).max();
        Self {
            progress,
            runs: sweep.runs,
            words: words(sweep),
            parameter: sweep.parameter.clone(),
            now: sweep.now.clone().unwrap_or_default(),
            now_at,
            times,
            chances: most.map(Axis::of_chances),
            budgets: sweep.budgets.iter().map(|it| it.budget.clone()).collect(),
            points,
            command: sweep_command(sweep, asked.range, !asked.inputs.scenario.is_empty()),
        }
    }
}

fn moment(quantile: &Quantile) -> Moment {
    let at = quantile.at_ms;
    Moment {
        text: time(at),
        interval: interval(quantile.low_ms, quantile.high_ms),
        at: at.0,
        low: quantile.low_ms.unwrap_or(at).0,
        high: quantile.high_ms.unwrap_or(at).0,
    }
}

fn chance(share: &ShareEstimate) -> Chance {
    Chance {
        text: share.chance.to_string(),
        interval: percent_interval(share),
        at: share.chance.billionths(),
        low: share.low.billionths(),
        high: share.high.billionths(),
    }
}
