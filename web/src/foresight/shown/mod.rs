//! A forecast as the panel draws it: every figure already as people read it.

mod advice;
mod chart;
mod command;
mod drag;
mod figures;
mod lesson;
mod play;
mod sweep;
mod tasks;

pub(super) use advice::AdvicePicture;
pub(super) use lesson::LessonPicture;
pub(super) use play::PlayPicture;
pub(super) use sweep::{Asked, Places, SweepPicture, places};

use super::messages::Progress;
use crate::protocol::Inputs;
use chart::Chart;
use command::command;
use figures::{interval, percent_interval, time};
use laneway_core::analysis::Run;
use laneway_core::forecast::{Forecast, Quantile, ShareEstimate, Spread, words};
use serde::Serialize;
use tasks::Tasks;

/// The quantiles that are shown, in billionths, and how they are called.
const SHOWN: [(u64, &str); 4] = [
    (500_000_000, "half by"),
    (900_000_000, "90 % by"),
    (950_000_000, "95 % by"),
    (990_000_000, "99 % by"),
];
/// So many tasks are named that halt.
const MOST_HALTS: usize = 5;

/// What many runs say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// How far they are.
    #[serde(flatten)]
    pub progress: Progress,
    /// What is said below, in a paragraph of sentences.
    words: Vec<String>,
    /// Succeeds, finishes with errors, halts.
    outcomes: [Outcome; 3],
    /// When successful runs end; empty if none succeeded.
    finish: Vec<Moment>,
    /// When and by what the runs halted that did.
    halted: Option<Halted>,
    chart: Option<Chart>,
    tasks: Tasks,
    /// What prints this forecast on the command line.
    command: String,
}

/// How likely an end is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    /// `97.3 %`.
    chance: String,
    /// `97.0 % to 97.6 %`.
    interval: String,
    /// In so many millionths of the runs.
    millionths: u64,
}

/// By when how many of the runs ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Moment {
    /// `95 % by`.
    name: &'static str,
    /// `4m 5s`.
    at: String,
    /// `4m 3s to 4m 8s`.
    interval: String,
    at_ms: u64,
}

/// The runs that halted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Halted {
    /// Half of them by this time: `1m 5s`.
    middle: String,
    /// The first and the last: `30s to 3m`.
    range: String,
    by: Vec<HaltBy>,
    /// So many more tasks halt now and then.
    more: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct HaltBy {
    task: String,
    chance: String,
    interval: String,
}

impl Picture {
    /// What a forecast says of a run of these inputs.
    pub(super) fn new(progress: Progress, run: &Run, inputs: &Inputs, forecast: &Forecast) -> Self {
        let outcomes = &forecast.outcomes;
        let report = &run.report;
        let finish = forecast.finish.succeeded.as_ref();
        Self {
            command: command(report, progress.done, !inputs.scenario.is_empty()),
            words: words(&report.stage, forecast),
            outcomes: [
                &outcomes.succeeded,
                &outcomes.finished_with_errors,
                &outcomes.halted,
            ]
            .map(outcome),
            finish: finish.map(moments).unwrap_or_default(),
            halted: forecast.halted_at.as_ref().map(|it| halted(it, forecast)),
            chart: Chart::of(forecast),
            tasks: Tasks::of(&forecast.tasks),
            progress,
        }
    }
}

fn outcome(share: &ShareEstimate) -> Outcome {
    Outcome {
        chance: share.chance.to_string(),
        interval: percent_interval(share),
        millionths: share.chance.billionths() / 1000,
    }
}

fn moments(spread: &Spread) -> Vec<Moment> {
    let moment = |(share, name): (u64, &'static str)| {
        let mut quantiles = spread.quantiles.iter();
        let found = quantiles.find(|it| it.share.billionths() == share)?;
        Some(Moment {
            name,
            at: time(found.at_ms),
            interval: interval(found.low_ms, found.high_ms),
            at_ms: found.at_ms.0,
        })
    };
    SHOWN.into_iter().filter_map(moment).collect()
}

fn halted(at: &Spread, forecast: &Forecast) -> Halted {
    let is_middle = |it: &&Quantile| it.share.billionths() == SHOWN[0].0;
    let middle = at.quantiles.iter().find(is_middle);
    let by = forecast.halted_by.iter().take(MOST_HALTS);
    let by = by.map(|it| HaltBy {
        task: it.task.clone(),
        chance: it.halts.chance.to_string(),
        interval: percent_interval(&it.halts),
    });
    Halted {
        middle: time(middle.map_or(at.max_ms, |it| it.at_ms)),
        range: interval(Some(at.min_ms), Some(at.max_ms)),
        by: by.collect(),
        more: forecast.halted_by.len().saturating_sub(MOST_HALTS),
    }
}
