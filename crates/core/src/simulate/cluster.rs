//! The nodes of a cluster, and what the tasks put on them.

use super::room::Room;
use crate::kubernetes::{NodeSize, Requests};
use crate::plan::TaskId;

/// The nodes that pods are placed on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cluster {
    /// In the order in which the first of equals is taken; none where there is room for all pods.
    pub nodes: Vec<NodeSize>,
}

/// The pods that a task has at once, all alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pods {
    /// How many: the replicas of a service, one of a job, and none of what has no pods.
    pub count: u32,
    /// What each of them asks for.
    pub requests: Requests,
}

impl Cluster {
    /// Whether there may be too little room.
    pub fn is_limited(&self) -> bool {
        !self.nodes.is_empty()
    }

    /// Whether all these pods find room when there are no others.
    pub fn has_room_for(&self, pods: Pods) -> bool {
        !self.is_limited() || Room::new(&self.nodes, 1).place(TaskId(0), pods)
    }
}
