//! How runs with a change end, beside the same runs without it.

use super::contract::{Expected, Given, Saved};
use crate::forecast::{Counted, Differences, Ordered, ShareEstimate};
use crate::scheduler::Background;
use crate::simulate::Setting;
use crate::simulate::batch::{Batch, End, Engine};
use crate::time::Millis;
use std::ops::Range;

/// So many cells of a batch fit the caches.
const CELLS: usize = 1 << 14;
/// A batch holds at least and at most so many runs.
const LANES: (usize, usize) = (32, 256);
/// The high quantile that is shown, in millionths.
const HIGH: u32 = 950_000;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    Well(Millis),
    WithErrors(Millis),
    Halted(Millis),
}

/// Simulates the runs with these numbers.
pub(super) fn ends(setting: &Setting, numbers: Range<u32>) -> Vec<Ended> {
    let engine = Engine::new(setting);
    let lanes = (CELLS / setting.plan.tasks.len().max(1)).clamp(LANES.0, LANES.1);
    let lanes = u32::try_from(lanes).unwrap_or(u32::MAX);
    let mut batch = Batch::default();
    let mut ends = Vec::with_capacity(numbers.len());
    let mut first = numbers.start;
    while first < numbers.end {
        let end = first.saturating_add(lanes).min(numbers.end);
        engine.run(first..end, &mut batch);
        ends.extend(batch.ends.iter().map(|end| ended(*end, setting)));
        first = end;
    }
    ends
}

fn ended(end: End, setting: &Setting) -> Ended {
    match end {
        End::Halted { at, .. } => Ended::Halted(at),
        End::Ended {
            last_step_done,
            all_settled,
            with_errors,
        } => {
            let at = match setting.options.background {
                Background::Join => all_settled,
                Background::Detach => last_step_done,
            };
            match with_errors {
                true => Ended::WithErrors(at),
                false => Ended::Well(at),
            }
        }
    }
}

/// Runs of a change, added up beside those without it. Portions can be added in any order.
#[derive(Debug, Clone, Default)]
pub(super) struct Measure {
    runs: u64,
    halted: u64,
    with_errors: u64,
    finish: Counted,
    /// Of pairs of runs whose end counts.
    saved: Differences,
    /// Of pairs of runs in both of which something fails: when the stage tells.
    told: Differences,
}

impl Measure {
    /// Of the same runs without and with a change.
    pub(super) fn of(before: &[Ended], after: &[Ended], given: Given) -> Self {
        let mut measure = Self::default();
        for (before, after) in before.iter().zip(after) {
            measure.runs += 1;
            measure.halted += u64::from(matches!(after, Ended::Halted(_)));
            measure.with_errors += u64::from(matches!(after, Ended::WithErrors(_)));
            if let Some(after) = given.counts(*after) {
                measure.finish.add(after);
                if let Some(before) = given.counts(*before) {
                    measure.saved.add(before, after);
                }
            }
            if let (Some(before), Some(after)) = (failure(*before), failure(*after)) {
                measure.told.add(before, after);
            }
        }
        measure
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.runs += other.runs;
        self.halted += other.halted;
        self.with_errors += other.with_errors;
        self.finish.merge(other.finish);
        self.saved.merge(&other.saved);
        self.told.merge(&other.told);
    }

    /// What is saved in all pairs of runs, in milliseconds.
    pub(super) fn total_saved(&self) -> i128 {
        self.saved.total()
    }

    /// How many runs more halt, or end with errors, in this one.
    pub(super) fn more_failures(&self, than: &Self) -> [i128; 2] {
        let more = |one: u64, other: u64| i128::from(one) - i128::from(other);
        [
            more(self.halted, than.halted),
            more(self.with_errors, than.with_errors),
        ]
    }

    /// Whether some run does not end well.
    pub(super) fn has_failures(&self) -> bool {
        self.halted + self.with_errors > 0
    }

    pub(super) fn figures(&self) -> Figures {
        Figures {
            finish: self.finish.clone().in_order(),
            measure: self.clone(),
        }
    }
}

/// A measure whose times are in order.
#[derive(Debug)]
pub(super) struct Figures {
    finish: Ordered,
    measure: Measure,
}

impl Figures {
    /// How it ends.
    pub(super) fn expected(&self) -> Expected {
        let share = |count| ShareEstimate::of(count, self.measure.runs);
        Expected {
            mean_ms: self.finish.mean().map(|it| it.mean_ms),
            p95_ms: self.finish.quantile(HIGH),
            halted: share(self.measure.halted),
            with_errors: share(self.measure.with_errors),
        }
    }

    /// How much earlier it ends than the runs without the change; `None` if no two runs can be compared.
    pub(super) fn saved(&self, before: &Self) -> Option<Saved> {
        let high = [before, self].map(|it| it.finish.quantile(HIGH));
        let p95_ms = match high {
            [Some(before), Some(after)] => signed(before) - signed(after),
            _ => 0,
        };
        saved(&self.measure.saved, Some(p95_ms))
    }

    /// How much earlier a failure is told; `None` if there is none in both.
    pub(super) fn told(&self) -> Option<Saved> {
        saved(&self.measure.told, None)
    }
}

fn saved(differences: &Differences, p95_ms: Option<i64>) -> Option<Saved> {
    let estimate = differences.estimate()?;
    Some(Saved {
        runs: differences.count(),
        mean_ms: estimate.mean_ms,
        low_ms: estimate.bounds_ms.map(|it| it.0),
        high_ms: estimate.bounds_ms.map(|it| it.1),
        p95_ms,
    })
}

fn signed(time: Millis) -> i64 {
    i64::try_from(time.0).unwrap_or(i64::MAX)
}

fn failure(end: Ended) -> Option<Millis> {
    match end {
        Ended::Well(_) => None,
        Ended::WithErrors(at) | Ended::Halted(at) => Some(at),
    }
}

impl Given {
    /// The end of a run that counts.
    fn counts(self, end: Ended) -> Option<Millis> {
        match (self, end) {
            (_, Ended::Well(at)) | (Self::End, Ended::WithErrors(at)) => Some(at),
            _ => None,
        }
    }

    /// What is compared: runs that succeed, unless none does.
    pub(super) fn of(ends: &[Ended]) -> Self {
        let is_well = |end: &Ended| matches!(end, Ended::Well(_));
        if ends.iter().any(is_well) {
            Self::Success
        } else {
            Self::End
        }
    }
}
