//! What facts mean for a task. Pure.
//!
//! kube's own conditions are not used: they hold on the status of an older generation, and know no failed Job.

mod diagnosis;
mod moment;
#[cfg(test)]
mod tests;

pub use diagnosis::{Diagnosis, diagnose};
pub use moment::{Moment, moment};

use crate::object::Key;
use crate::observe::{JobEnd, Progress, Rollout, Workload};

/// An object as it was applied. What is seen later is compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Kind and name.
    pub key: Key,
    /// Which one of this name.
    pub uid: String,
    /// The generation that our change led to.
    pub generation: i64,
}

/// What became of an applied workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Its pods are on their way; or nothing has been seen of it yet.
    Going,
    /// All its pods are ready.
    Ready,
    /// It has done its work.
    Complete,
    /// It will not do its work.
    Failed {
        /// Of its controller.
        reason: String,
        /// In words.
        message: String,
    },
    /// Another one of its name stands in its place.
    Replaced,
}

/// Judges what is seen of an applied workload: only of the very same object, and only if its controller has looked
/// at our change.
pub fn judge(applied: &Applied, seen: Option<&Workload>) -> Verdict {
    let Some(seen) = seen else {
        return Verdict::Going;
    };
    if seen.uid != applied.uid {
        return Verdict::Replaced;
    }
    match &seen.progress {
        Progress::Job(None) => Verdict::Going,
        Progress::Job(Some(JobEnd::Complete)) => Verdict::Complete,
        Progress::Job(Some(JobEnd::Failed { reason, message })) => Verdict::Failed {
            reason: reason.clone(),
            message: message.clone(),
        },
        Progress::Rollout(rollout) if is_complete(rollout, applied.generation) => Verdict::Ready,
        Progress::Rollout(_) => Verdict::Going,
    }
}

/// Source: `DeploymentComplete` in `pkg/controller/deployment/util/deployment_util.go`.
fn is_complete(rollout: &Rollout, generation: i64) -> bool {
    rollout.observed >= generation
        && rollout.updated >= rollout.desired
        && rollout.all == rollout.updated
        && rollout.available >= rollout.desired
}
