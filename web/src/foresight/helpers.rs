//! The helpers of a lead: who knows what, who is busy with what, and who has to be replaced.

use super::messages::{Part, Work};
use crate::protocol::Inputs;
use std::ops::Range;

/// A helper that is busy with what nobody wants any more is replaced if it has been for so long, in
/// milliseconds: it may be busy for ever. Otherwise it is waited for, which costs less than a new one.
const STUCK: f64 = 500.0;

/// Decides, as a pure function from what it hears to what has to be done, which helper simulates which
/// runs, and when the panel is told.
pub trait Leads {
    /// What the panel asks.
    type Ask;
    /// What the panel is told.
    type Told;

    /// Takes note of what it hears at `now`, in milliseconds; returns what has to be done, in order.
    fn update(&mut self, heard: Heard<Self::Ask>, now: f64) -> Vec<Command<Self::Told>>;
}

/// What a lead hears.
#[derive(Debug)]
pub enum Heard<Ask> {
    /// From the panel.
    Ask(Ask),
    /// From the helper of this number.
    Part(usize, Part),
    /// A helper has died.
    Died {
        /// Whether it had loaded.
        loaded: bool,
    },
}

/// What has to be done.
#[derive(Debug, PartialEq)]
pub enum Command<Told> {
    /// Start the helper of this number, in place of the one that has it.
    Start(usize),
    /// Give this work to the helper of this number.
    Work(usize, Work),
    /// End all helpers.
    Dismiss,
    /// Tell the panel.
    Tell(Told),
}

/// So many helpers, which start when they are needed.
#[derive(Debug)]
pub(super) struct Helpers(Vec<Helper>);

#[derive(Debug, Default)]
struct Helper {
    is_started: bool,
    /// Of which subject it knows the inputs.
    knows: u32,
    busy: Option<Busy>,
}

/// What a helper is busy with.
#[derive(Debug)]
pub(super) struct Busy {
    /// The number of what is simulated, from 1.
    pub(super) subject: u32,
    /// The numbers of the runs.
    pub(super) runs: Range<u32>,
    pub(super) since: f64,
}

impl Helpers {
    /// At least one.
    pub(super) fn new(count: usize) -> Self {
        Self((0..count.max(1)).map(|_| Helper::default()).collect())
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Those that have nothing to do.
    pub(super) fn free(&self) -> Vec<usize> {
        let numbers = 0..self.0.len();
        numbers.filter(|it| self.0[*it].busy.is_none()).collect()
    }

    /// Gives a free helper these runs of a subject, whose inputs come along if it does not know them.
    pub(super) fn employ<Told>(
        &mut self,
        helper: usize,
        subject: u32,
        inputs: &Inputs,
        runs: Range<u32>,
        now: f64,
    ) -> Vec<Command<Told>> {
        let state = &mut self.0[helper];
        let is_new = state.knows != subject;
        let mut commands = vec![];
        if !std::mem::replace(&mut state.is_started, true) {
            commands.push(Command::Start(helper));
        }
        state.knows = subject;
        state.busy = Some(Busy {
            subject,
            runs: runs.clone(),
            since: now,
        });
        let inputs = is_new.then(|| inputs.clone());
        let work = Work {
            subject,
            inputs,
            runs,
        };
        commands.push(Command::Work(helper, work));
        commands
    }

    /// A helper is free again; what it was busy with.
    pub(super) fn free_again(&mut self, helper: usize) -> Option<Busy> {
        self.0[helper].busy.take()
    }

    /// Replaces those that have been busy for long; what they were busy with comes back.
    pub(super) fn replace_stuck<Told>(&mut self, now: f64) -> (Vec<Command<Told>>, Vec<Busy>) {
        let (mut commands, mut returned) = (vec![], vec![]);
        for (number, helper) in self.0.iter_mut().enumerate() {
            let stuck = helper.busy.take_if(|busy| now - busy.since > STUCK);
            let Some(busy) = stuck else { continue };
            helper.knows = 0;
            commands.push(Command::Start(number));
            returned.push(busy);
        }
        (commands, returned)
    }

    /// They are gone, and start afresh with the next work.
    pub(super) fn forget(&mut self) {
        self.0.fill_with(Helper::default);
    }
}
