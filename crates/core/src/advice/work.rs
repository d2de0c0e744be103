//! Runs to be made, by anyone and in any order.

use super::change::{Change, Frame};
use super::contract::Given;
use super::measure::{Ended, Measure, ends};
use crate::forecast::Tally;
use crate::simulate::batch::Engine;
use std::ops::Range;
use std::sync::Arc;

/// A portion of the runs of one change.
#[derive(Debug, Clone)]
pub struct Work {
    pub(super) place: Place,
    pub(super) frame: Arc<Frame>,
    pub(super) change: Arc<Change>,
    pub(super) numbers: Range<u32>,
    /// How the runs without a change ended, from number 0 on; empty while they are made.
    pub(super) before: Arc<Vec<Ended>>,
    pub(super) given: Given,
}

/// What came of a portion. Portions may be given back in any order.
#[derive(Debug)]
pub struct Done {
    pub(super) place: Place,
    pub(super) numbers: Range<u32>,
    pub(super) what: What,
}

/// Whose runs they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    Of {
        part: Part,
        contestant: usize,
        change: usize,
    },
}

/// What is compared with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Levers,
    Risks,
    Faster,
    Failures,
    Offers,
}

#[derive(Debug)]
pub(super) enum What {
    Before(Vec<Ended>, Box<Tally>),
    Measured(Box<Measure>),
}

impl Work {
    /// Makes the runs.
    pub fn run(&self) -> Done {
        let setting = self.change.setting(&self.frame);
        let ends = ends(&setting, self.numbers.clone());
        let what = match self.place {
            Place::Before => {
                let tally = Tally::of(&Engine::new(&setting), self.numbers.clone());
                What::Before(ends, Box::new(tally))
            }
            Place::Of { .. } => {
                let before = self.before.get(self.numbers.start as usize..);
                let before = before.unwrap_or_default();
                What::Measured(Box::new(Measure::of(before, &ends, self.given)))
            }
        };
        Done {
            place: self.place,
            numbers: self.numbers.clone(),
            what,
        }
    }

    /// How much it is: tasks times runs.
    pub fn task_runs(&self) -> u64 {
        let runs = self.numbers.end.saturating_sub(self.numbers.start);
        self.frame.setting.plan.tasks.len() as u64 * u64::from(runs)
    }
}
