//! Nodes that are lost under a task: read off what it has done so far.

use super::job_retry_delay;
use super::task::TaskState;
use laneway_core::kubernetes::RestartPolicy;
use laneway_core::plan::TaskId;
use laneway_core::scheduler::AttemptOutcome;
use laneway_core::simulate::Setting;
use laneway_core::simulate::draws::Draws;
use laneway_core::template::Kind;
use laneway_core::time::Millis;

/// A time in which the pods of a task were lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// Since when.
    pub at: Millis,
    /// When they were replaced.
    pub replaced: Option<Millis>,
    /// How many attempts came before.
    pub attempts: usize,
    /// How many pods of its Job had failed by then, this one among them.
    failed_pods: usize,
}

/// All moments of the run at which the node under the task is lost, except the very beginning.
pub(super) fn moments(setting: &Setting, draws: &Draws, id: TaskId) -> Vec<Millis> {
    let losses = setting.behaviours[id.0].node_losses.iter();
    let moments = losses.map(|loss| loss.moment(draws));
    moments.filter(|at| *at > Millis::ZERO).collect()
}

impl Loss {
    /// A loss at this moment.
    pub(super) fn new(setting: &Setting, id: TaskId, state: &TaskState, at: Millis) -> Self {
        Self {
            at,
            replaced: None,
            attempts: state.attempts.len(),
            failed_pods: 1 + failed_pods(setting, id, state),
        }
    }

    /// When the pods are deleted.
    pub(super) fn evicted(&self, setting: &Setting) -> Millis {
        self.at + setting.options.node_loss.evicted
    }

    /// When they are replaced; `None` if the job is given up instead.
    pub(super) fn replaced_at(&self, setting: &Setting, id: TaskId) -> Option<Millis> {
        let evicted = self.evicted(setting);
        if setting.plan.tasks[id.0].kind == Kind::Services {
            return Some(evicted);
        }
        if self.failed_pods > setting.behaviours[id.0].retries as usize {
            return None;
        }
        let not_ready = self.at + setting.options.node_loss.noticed;
        Some(evicted.max(not_ready + job_retry_delay(self.failed_pods)))
    }
}

/// How many pods of the job have failed: with each attempt that failed, if each has a pod of its own, and
/// with each node that was lost.
pub(super) fn failed_pods(setting: &Setting, id: TaskId, state: &TaskState) -> usize {
    let by_itself = match setting.behaviours[id.0].restart_policy {
        RestartPolicy::Never => {
            let attempts = state.attempts.iter();
            attempts
                .filter(|it| it.outcome == AttemptOutcome::Failed)
                .count()
        }
        RestartPolicy::OnFailure => 0,
    };
    by_itself + state.losses.len()
}
