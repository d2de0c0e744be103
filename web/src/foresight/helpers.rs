//! The helpers of a lead: who knows what, who is busy with what, and who has to be replaced.

use super::messages::{Part, Work};
use crate::protocol::Inputs;
use std::collections::VecDeque;
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
pub(super) struct Helpers {
    all: Vec<Helper>,
    /// Each may be given so much work at once.
    at_once: usize,
}

#[derive(Debug, Default)]
struct Helper {
    is_started: bool,
    /// Of which subject it knows the inputs.
    knows: u32,
    /// What it is at, and what it was given to do next.
    busy: VecDeque<Busy>,
}

/// What a helper is busy with, or will be.
#[derive(Debug)]
pub(super) struct Busy {
    /// The number of what is simulated, from 1.
    pub(super) subject: u32,
    /// The numbers of the runs.
    pub(super) runs: Range<u32>,
    /// When it was given, or began if there was something before it.
    pub(super) since: f64,
}

impl Helpers {
    /// At least one, each of which is given one piece of work at a time.
    pub(super) fn new(count: usize) -> Self {
        Self::with_work(count, 1)
    }

    /// At least one, each of which has the next piece of work before it is done with one, so that it never waits.
    pub(super) fn never_waiting(count: usize) -> Self {
        Self::with_work(count, 2)
    }

    fn with_work(count: usize, at_once: usize) -> Self {
        let all = (0..count.max(1)).map(|_| Helper::default()).collect();
        Self { all, at_once }
    }

    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// Whom work can be given to, once for each piece of it: those who have none come first.
    pub(super) fn free(&self) -> Vec<usize> {
        let with = |work: usize| {
            let numbers = 0..self.all.len();
            numbers.filter(move |it| self.all[*it].busy.len() <= work)
        };
        (0..self.at_once).flat_map(with).collect()
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
        let state = &mut self.all[helper];
        let is_new = state.knows != subject;
        let mut commands = vec![];
        if !std::mem::replace(&mut state.is_started, true) {
            commands.push(Command::Start(helper));
        }
        state.knows = subject;
        state.busy.push_back(Busy {
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

    /// A helper has done a piece of work; which that was.
    pub(super) fn done(&mut self, helper: usize, now: f64) -> Option<Busy> {
        let busy = &mut self.all[helper].busy;
        let done = busy.pop_front();
        if let Some(next) = busy.front_mut() {
            next.since = now;
        }
        done
    }

    /// Replaces those that have been busy for long; what they were busy with comes back.
    pub(super) fn replace_stuck<Told>(&mut self, now: f64) -> (Vec<Command<Told>>, Vec<Busy>) {
        let (mut commands, mut returned) = (vec![], vec![]);
        for (number, helper) in self.all.iter_mut().enumerate() {
            let busy = helper.busy.front();
            if busy.is_some_and(|busy| now - busy.since > STUCK) {
                helper.knows = 0;
                commands.push(Command::Start(number));
                returned.extend(helper.busy.drain(..));
            }
        }
        (commands, returned)
    }

    /// They are gone, and start afresh with the next work.
    pub(super) fn forget(&mut self) {
        self.all.fill_with(Helper::default);
    }
}
