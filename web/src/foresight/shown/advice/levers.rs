//! What slows a stage, and what failures cost it.

use super::saving::Saving;
use super::{End, end, time};
use laneway_core::advice;
use serde::Serialize;

/// What the duration of a task does to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Lever {
    task: String,
    step: String,
    /// Between which times it is varied: `25s to 1m`.
    takes: String,
    /// When the stage then ends in the mean: `4m to 4m 30s`.
    ends: String,
    low_ms: u64,
    high_ms: u64,
    /// What is saved if it takes 10 % less.
    faster: Option<Saving>,
}

/// What a source of failures and delays costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Risk {
    what: String,
    without: End,
    saved: Option<Saving>,
}

impl Lever {
    /// `None` if no end can be compared.
    pub(super) fn of(lever: &advice::Lever) -> Option<Self> {
        let (low, high) = (lever.low.then.mean_ms?, lever.high.then.mean_ms?);
        let between = |low, high| format!("{} to {}", time(low), time(high));
        Some(Self {
            task: lever.task.clone(),
            step: lever.step.clone(),
            takes: between(lever.low.takes_ms, lever.high.takes_ms),
            ends: if low == high {
                time(low)
            } else {
                between(low, high)
            },
            low_ms: low.0,
            high_ms: high.0,
            faster: lever.faster.as_ref().map(Saving::of),
        })
    }
}

impl Risk {
    pub(super) fn of(risk: &advice::Risk) -> Self {
        Self {
            what: risk.what.clone(),
            without: end(&risk.without),
            saved: risk.saved.as_ref().map(Saving::of),
        }
    }
}
