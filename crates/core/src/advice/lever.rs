//! The duration of one task, varied.

use super::change::Change;
use super::contract::{Lever, Setpoint, Swing};
use super::measure::{Figures, Measure};
use crate::plan::TaskId;
use crate::simulate::Setting;
use crate::simulate::draws::{Time, Unit};
use crate::time::Millis;

/// 10 % of all random numbers lie below.
const TENTH: u32 = u32::MAX / 10;
/// 10 % less and more, in millionths.
const LESS: u32 = 900_000;
const MORE: u32 = 1_100_000;

/// A task and between which times it is varied.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) task: TaskId,
    swing: Swing,
    low: Millis,
    high: Millis,
}

/// The tasks whose duration can vary, those that set the end most often first, each with its changes:
/// shorter, longer, and 10 % faster.
pub(super) fn levers(setting: &Setting, weights: &[u64]) -> Vec<(Range, Vec<Change>)> {
    let behaviours = setting.behaviours.iter().enumerate();
    let ranges = behaviours.map(|(task, it)| range(TaskId(task), &it.duration));
    let mut ranges: Vec<Range> = ranges.filter(|it| it.low < it.high).collect();
    crate::order::sort_by_key(&mut ranges, |it| std::cmp::Reverse(weights[it.task.0]));
    let with_changes = |it: Range| {
        let changes = vec![
            Change::Takes(it.task, it.low),
            Change::Takes(it.task, it.high),
            Change::Scaled(it.task, LESS),
        ];
        (it, changes)
    };
    ranges.into_iter().map(with_changes).collect()
}

fn range(task: TaskId, time: &Time) -> Range {
    let (swing, low, high) = match time {
        Time::Fixed(time) => (Swing::TenPercent, time.share(LESS), time.share(MORE)),
        Time::Drawn(sampler, more) => {
            let at = |word| sampler.draw(Unit::new(word, 0)) + *more;
            (Swing::Percentiles, at(TENTH), at(u32::MAX - TENTH))
        }
    };
    Range {
        task,
        swing,
        low,
        high,
    }
}

/// How much the end moves with it.
pub(super) fn score(_: &Measure, measures: &[Measure]) -> i128 {
    measures.iter().map(|it| it.total_saved().abs()).sum()
}

impl Range {
    /// Its row, from what became of its changes.
    pub(super) fn row(&self, setting: &Setting, measures: &[Measure], now: &Figures) -> Lever {
        let plan = &setting.plan;
        let task = &plan.tasks[self.task.0];
        let figures: Vec<Figures> = measures.iter().map(Measure::figures).collect();
        let point = |at: usize, takes_ms| Setpoint {
            takes_ms,
            then: figures[at].expected(),
        };
        Lever {
            task: task.name.clone(),
            step: plan.steps[task.step.0].name.clone(),
            swing: self.swing,
            low: point(0, self.low),
            high: point(1, self.high),
            faster: figures[2].saved(now),
        }
    }
}

/// The widest swing of the mean first, then that of the high quantile, then what being faster saves.
pub(super) fn sort(levers: &mut Vec<Lever>) {
    let width = |low: Option<Millis>, high: Option<Millis>| match (low, high) {
        (Some(low), Some(high)) => low.0.abs_diff(high.0),
        _ => 0,
    };
    crate::order::sort_by_key(levers, |it| {
        let (low, high) = (&it.low.then, &it.high.then);
        let mean = width(low.mean_ms, high.mean_ms);
        let p95 = width(low.p95_ms, high.p95_ms);
        std::cmp::Reverse((mean, p95, it.faster.map(|it| it.mean_ms)))
    });
}
