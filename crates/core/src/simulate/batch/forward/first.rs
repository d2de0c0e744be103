//! The first attempts of a task, in all lanes at once.

use super::course::Subject;
use crate::kubernetes::first_ready;
use crate::simulate::attempt::Life;
use crate::simulate::draws::{Chance, Lanes, Purpose};
use crate::simulate::{Behaviour, Fails, ImagePull};
use crate::template::Kind;
use crate::time::Millis;

/// What the first attempt of a task comes to if it lacks nothing when it starts.
#[derive(Debug, Default)]
pub(super) struct Firsts {
    /// By lane: how long it lasts if it succeeds. Empty if there is more to it than a duration and a chance.
    pub(super) lasts: Vec<Millis>,
    /// By lane: whether it fails by itself. Empty if it does in no lane.
    pub(super) fails: Vec<bool>,
    /// Whether one that fails lasts as long.
    fails_at_its_end: bool,
}

impl Firsts {
    /// Draws them.
    pub(super) fn draw(&mut self, subject: &Subject, draws: &mut Lanes) {
        self.lasts.clear();
        self.fails.clear();
        if !has_plain_start(subject.behaviour) {
            return;
        }
        let Behaviour {
            duration,
            fails,
            probe,
            ..
        } = subject.behaviour;
        self.fails_at_its_end = fails_at_its_end(subject);
        draws.at(subject.stream, 1);
        draws.times(duration, Purpose::Duration, &mut self.lasts);
        if probe.is_some() && subject.task.kind == Kind::Services {
            for lasts in &mut self.lasts {
                *lasts = first_ready(probe.as_ref(), *lasts);
            }
        }
        if fails.attempts.first() == Some(&1) {
            self.fails.resize(self.lasts.len(), true);
        } else if fails.chance != Chance::NEVER {
            draws.strikes(fails.chance, &mut self.fails);
        }
    }

    /// The life of the first attempt in this lane; `None` if it is not known.
    pub(super) fn life(&self, lane: usize) -> Option<Life> {
        let is_good = !self.fails.get(lane).copied().unwrap_or(false);
        let lasts = *self.lasts.get(lane)?;
        (is_good || self.fails_at_its_end).then_some(Life { lasts, is_good })
    }
}

/// Whether the first attempt begins when the task starts, with nothing to it but what [`Firsts::draw`] draws.
/// Every key is named, so that a new one cannot be overlooked.
fn has_plain_start(behaviour: &Behaviour) -> bool {
    let Behaviour {
        duration: _,
        needs: _,
        crash_after: _,
        fails: _,
        retries: _,
        restart_policy: _,
        outages,
        hazards,
        image,
        probe: _,
        liveness: _,
        is_static,
        pods: _,
    } = behaviour;
    let is_calm = outages.is_empty() && hazards.is_empty();
    is_calm && *image == ImagePull::Fails(0) && !is_static
}

/// Whether a first attempt that fails by itself does so when it would have succeeded.
fn fails_at_its_end(subject: &Subject) -> bool {
    let Fails { at, .. } = &subject.behaviour.fails;
    let crashes_early =
        subject.task.kind == Kind::Services && subject.behaviour.crash_after.is_some();
    at.is_none() && !crashes_early
}
