//! How far a pod is, as attempts of its task.

use crate::observe::{Pod, State};

/// The attempts of one pod, by the container that has begun most often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// How often it has begun.
    pub begun: i64,
    /// How often it has ended badly. A container that did its work counts as running: its Job has the last word.
    pub ended: i64,
}

impl Moment {
    /// Whether an attempt is going on.
    pub fn is_running(self) -> bool {
        self.begun > self.ended
    }
}

/// How far a pod is.
pub fn moment(pod: &Pod) -> Moment {
    let moments = pod.main().map(|container| {
        let is_done = matches!(&container.state, State::Ended(exit) if exit.code == 0);
        Moment {
            begun: container.begun(),
            ended: container.ended() - i64::from(is_done),
        }
    });
    moments
        .max_by_key(|moment| (moment.ended, moment.begun))
        .unwrap_or_default()
}
