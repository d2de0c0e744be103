//! Runs without a queue of events: task by task, each in all runs of a batch.
//!
//! A task starts when the steps before it have settled and a slot is free, and what becomes of it follows
//! from its start, from what it draws, and from when its needs are met. So the tasks can be followed one
//! after the other, as long as none depends on a later one ([`order`] says whether). A halt makes nothing
//! happen that would not have happened without it: it is looked for afterwards.
//!
//! Nothing in here says how tasks behave: attempts and retries are those of the event engine.

mod attempts;
mod course;
mod lane;
mod moment;
mod order;
mod pass;
mod slots;

pub(super) use attempts::Attempts;
pub(super) use course::Subject;

use super::{Batch, Loose};
use crate::plan::TaskId;
use crate::simulate::Setting;
use pass::Pass;
use std::ops::Range;

/// A setting that can be simulated task by task.
#[derive(Debug)]
pub(super) struct Forward<'a> {
    setting: &'a Setting,
    /// Every task comes after all that it depends on.
    order: Vec<TaskId>,
    subjects: Vec<Subject<'a>>,
    /// By task: whether another one needs it.
    is_needed: Vec<bool>,
    slots: Option<usize>,
}

impl<'a> Forward<'a> {
    /// `None` if the setting is one for the event engine.
    pub(super) fn new(setting: &'a Setting, loose: &Loose) -> Option<Self> {
        let order = order::order(setting)?;
        let longest = order::longest(setting)?;
        let plan = &setting.plan;
        let subjects = plan.tasks.iter().zip(&setting.behaviours).enumerate();
        let subjects = subjects.map(|(id, (task, behaviour))| {
            let heals_until = loose.is_needed[id].then_some(longest);
            Subject::new(task, behaviour, &setting.options, heals_until)
        });
        let mut is_needed = vec![false; plan.tasks.len()];
        let needs = setting.behaviours.iter().flat_map(|it| &it.needs);
        for task in needs.flat_map(|need| &need.tasks) {
            is_needed[task.0] = true;
        }
        Some(Self {
            subjects: subjects.collect(),
            order,
            is_needed,
            slots: order::slots(setting),
            setting,
        })
    }

    /// Simulates the runs with these numbers into a batch that is made ready for them. Returns the lanes of
    /// those runs that only the event engine can follow.
    pub(super) fn run(&self, numbers: Range<u32>, batch: &mut Batch) -> Vec<usize> {
        let mut pass = Pass::new(self, numbers, batch);
        let mut step = None;
        for &task in &self.order {
            let of = self.setting.plan.tasks[task.0].step;
            if step.replace(of) != Some(of) {
                pass.open();
            }
            pass.simulate(task);
        }
        pass.end()
    }
}
