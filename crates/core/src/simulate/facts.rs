//! What of a task no run changes.

use super::attempt::{given_up_after, stream};
use super::draws::Stream;
use super::{Behaviour, Options};
use crate::kubernetes::RestartPolicy;
use crate::plan::Task;
use crate::template::Kind;
use crate::time::Millis;

/// As much of it as most events ask for, side by side in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    /// Of all that is drawn for it.
    pub(super) stream: Stream,
    /// How long after its start it is given up.
    pub(super) limit: Millis,
    pub(super) kind: Kind,
    pub(super) is_static: bool,
    pub(super) has_pods: bool,
    /// Whether its image is there from the beginning.
    pub(super) has_image: bool,
    /// Whether there is something that its attempts may lack when they begin.
    pub(super) may_lack: bool,
    /// Whether the pod of an attempt is gone with it, because another attempt would have another pod.
    pub(super) has_pod_of_attempt: bool,
}

impl Facts {
    pub(super) fn new(task: &Task, behaviour: &Behaviour, options: &Options) -> Self {
        let is_never_restarted = behaviour.restart_policy == RestartPolicy::Never;
        Self {
            stream: stream(task),
            limit: given_up_after(task, behaviour, options),
            kind: task.kind,
            is_static: behaviour.is_static,
            has_pods: behaviour.pods.count > 0,
            has_image: behaviour.image.delay() == Some(Millis::ZERO),
            may_lack: !behaviour.needs.is_empty() || !behaviour.outages.is_empty(),
            has_pod_of_attempt: task.kind == Kind::Jobs && is_never_restarted,
        }
    }
}
