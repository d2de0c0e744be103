//! The attempts of one number, of one task in several lanes at once.

use super::course::Subject;
use crate::kubernetes::first_ready;
use crate::plan::Task;
use crate::simulate::attempt::Life;
use crate::simulate::draws::{Chance, Lanes, Purpose};
use crate::simulate::{Behaviour, Fails, ImagePull};
use crate::template::Kind;
use crate::time::Millis;

/// What attempts come to that lack nothing when they start.
#[derive(Debug, Default)]
pub(in crate::simulate::batch) struct Attempts {
    /// By lane: how long it lasts if it succeeds. Empty if there is more to it than a duration and a chance.
    pub(super) lasts: Vec<Millis>,
    /// The lanes in which it fails by itself, ascending; and the same by lane.
    pub(super) failing: Vec<usize>,
    fails: Vec<bool>,
    /// Whether one that fails lasts as long.
    pub(super) fails_at_its_end: bool,
}

impl Attempts {
    /// Nothing is known of any lane.
    pub(super) fn clear(&mut self) {
        self.lasts.clear();
        self.failing.clear();
    }

    /// Draws those of this number.
    pub(in crate::simulate::batch) fn draw(
        &mut self,
        subject: &Subject,
        number: u32,
        draws: &mut Lanes,
    ) {
        self.clear();
        if !subject.has_plain_start {
            return;
        }
        let Behaviour {
            duration,
            fails,
            probe,
            ..
        } = subject.behaviour;
        self.fails_at_its_end = fails_at_its_end(subject);
        draws.at(subject.stream, number);
        draws.times(duration, Purpose::Duration, &mut self.lasts);
        if probe.is_some() && subject.task.kind == Kind::Services {
            for lasts in &mut self.lasts {
                *lasts = first_ready(probe.as_ref(), *lasts);
            }
        }
        if fails.attempts.binary_search(&number).is_ok() {
            self.failing.extend(0..self.lasts.len());
        } else if fails.chance != Chance::NEVER {
            draws.strikes(fails.chance, &mut self.failing);
        }
        self.fails.clear();
        self.fails.resize(self.lasts.len(), false);
        for lane in &self.failing {
            self.fails[*lane] = true;
        }
    }

    /// Whether it is known to fail in this lane.
    pub(super) fn fails(&self, lane: usize) -> bool {
        self.fails[lane]
    }

    /// Its life in this lane; `None` if it is not known.
    pub(in crate::simulate::batch) fn life(&self, lane: usize) -> Option<Life> {
        let lasts = *self.lasts.get(lane)?;
        let is_good = !self.fails(lane);
        (is_good || self.fails_at_its_end).then_some(Life { lasts, is_good })
    }
}

/// Whether a first attempt that starts with the task always takes some time, and no more than its limit.
pub(super) fn is_always_in_time(task: &Task, behaviour: &Behaviour, limit: Millis) -> bool {
    let Behaviour {
        duration, probe, ..
    } = behaviour;
    let most = match task.kind {
        Kind::Services => first_ready(probe.as_ref(), duration.most()),
        _ => duration.most(),
    };
    duration.least() > Millis::ZERO && most <= limit
}

/// Whether the first attempt begins when the task starts, with nothing to it but what [`Attempts::draw`] draws.
/// Every key is named, so that a new one cannot be overlooked.
pub(super) fn has_plain_start(behaviour: &Behaviour) -> bool {
    let Behaviour {
        duration: _,
        needs: _,
        crash_after: _,
        fails: _,
        retries: _,
        restart_policy: _,
        outages,
        hazards,
        node_losses: _,
        image,
        probe: _,
        liveness: _,
        is_static,
        pods: _,
    } = behaviour;
    let is_calm = outages.is_empty() && hazards.is_empty();
    is_calm && *image == ImagePull::Fails(0) && !is_static
}

/// Whether an attempt that fails by itself does so when it would have succeeded.
fn fails_at_its_end(subject: &Subject) -> bool {
    let Fails { at, .. } = &subject.behaviour.fails;
    let crashes_early =
        subject.task.kind == Kind::Services && subject.behaviour.crash_after.is_some();
    at.is_none() && !crashes_early
}
