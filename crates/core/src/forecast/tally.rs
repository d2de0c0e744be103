//! What many runs came to, added up.

use super::counted::Counted;
use super::path::Paths;
use super::slack::Slack;
use super::straight::Straight;
use super::task_tally::{Ended, TaskTally};
use crate::scheduler::Background;
use crate::simulate::Setting;
use crate::simulate::batch::{Batch, End, Engine};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// So many cells of a batch fit the caches.
const CELLS: usize = 1 << 15;
/// A batch holds at least and at most so many runs; if it can, a multiple of those that are drawn together.
const LANES: (usize, usize) = (32, 256);
const DRAWN_TOGETHER: usize = 64;

/// What so many runs came to, added up. Everything in it is counted or summed exactly, so that it does not
/// matter in which order, in which portions and by how many threads the runs were simulated.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tally {
    pub(super) runs: u64,
    /// When the runs ended that succeeded.
    pub(super) succeeded: Counted,
    /// When those ended that came to their end with errors.
    pub(super) with_errors: Counted,
    /// When those halted that did.
    pub(super) halted: Counted,
    /// In plan order.
    pub(super) tasks: Vec<TaskTally>,
}

impl Tally {
    /// Of no runs yet.
    pub fn new(setting: &Setting) -> Self {
        Self {
            runs: 0,
            succeeded: Counted::default(),
            with_errors: Counted::default(),
            halted: Counted::default(),
            tasks: vec![TaskTally::default(); setting.plan.tasks.len()],
        }
    }

    /// Of the runs with these numbers.
    pub fn of(engine: &Engine, numbers: Range<u32>) -> Self {
        let tasks = engine.setting().plan.tasks.len().max(1);
        let lanes = (CELLS / tasks).clamp(LANES.0, LANES.1);
        let lanes = match lanes / DRAWN_TOGETHER {
            0 => lanes,
            times => times * DRAWN_TOGETHER,
        };
        Self::in_portions(engine, numbers, lanes)
    }

    /// Of the runs with these numbers, so many at a time. The portions make no difference to what comes out.
    pub fn in_portions(engine: &Engine, numbers: Range<u32>, portion: usize) -> Self {
        let mut tally = Self::new(engine.setting());
        let mut taker = Taker::new(engine);
        let mut batch = Batch::default();
        let portion = u32::try_from(portion.max(1)).unwrap_or(u32::MAX);
        let mut first = numbers.start;
        while first < numbers.end {
            let end = first.saturating_add(portion).min(numbers.end);
            engine.run(first..end, &mut batch);
            taker.take(&batch, first, &mut tally);
            first = end;
        }
        tally
    }

    /// Adds other runs of the same setting.
    pub fn merge(&mut self, other: Self) {
        self.runs += other.runs;
        self.succeeded.merge(other.succeeded);
        self.with_errors.merge(other.with_errors);
        self.halted.merge(other.halted);
        for (task, more) in self.tasks.iter_mut().zip(&other.tasks) {
            task.merge(more);
        }
    }

    /// How many runs it holds.
    pub fn runs(&self) -> u64 {
        self.runs
    }
}

/// Takes batches into a tally.
struct Taker<'a> {
    is_detached: bool,
    paths: Paths<'a>,
    slack: Slack<'a>,
    /// For what needs neither of them.
    straight: Option<Straight<'a>>,
}

impl<'a> Taker<'a> {
    fn new(engine: &'a Engine) -> Self {
        let (setting, loose) = (engine.setting(), engine.loose());
        Self {
            is_detached: setting.options.background == Background::Detach,
            slack: Slack::new(setting, loose),
            straight: Straight::new(setting, loose),
            paths: Paths::new(setting, loose),
        }
    }

    fn take(&mut self, batch: &Batch, first: u32, tally: &mut Tally) {
        self.take_ends(batch, tally);
        let ended = Ended::of(batch);
        let tasks = &mut tally.tasks;
        let straight = self.straight.as_mut();
        if straight.is_some_and(|it| it.take(batch, &ended, tasks)) {
            return;
        }
        self.paths.read(batch, first);
        self.paths
            .follow(batch, &ended, |task| tasks[task.0].critical += 1);
        self.slack.of(batch, &self.paths, |task, slack| {
            tasks[task.0].take(&batch.tasks[task.0], slack, &ended);
        });
    }

    fn take_ends(&self, batch: &Batch, tally: &mut Tally) {
        tally.runs += batch.ends.len() as u64;
        for end in &batch.ends {
            match *end {
                End::Halted { at, by } => {
                    tally.halted.add(at);
                    tally.tasks[by.0].halts += 1;
                }
                End::Ended {
                    last_step_done,
                    all_settled,
                    with_errors,
                } => {
                    let at = if self.is_detached {
                        last_step_done
                    } else {
                        all_settled
                    };
                    match with_errors {
                        true => tally.with_errors.add(at),
                        false => tally.succeeded.add(at),
                    }
                }
            }
        }
    }
}
