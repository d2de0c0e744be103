//! Which pods are on which node, and which wait for room.

use super::cluster::Pods;
use crate::kubernetes::{NodeLoad, NodeSize, Requests, Short, choose};
use crate::plan::TaskId;
use crate::time::Millis;
use std::collections::BTreeSet;

/// As many tasks are named that hold room, or made some.
const NAMED: usize = 16;

/// The nodes of a cluster in a run.
#[derive(Debug, Clone)]
pub(super) struct Room {
    nodes: Vec<NodeLoad>,
    /// By task: its pods that are on nodes, and on which.
    placed: Vec<Placed>,
    /// Those that wait, the one that has waited longest first.
    waiting: Vec<Waiting>,
    /// Nodes on which room has been made since waiting pods were last tried.
    fresh: BTreeSet<usize>,
    /// Where room was made at one moment, and by whom.
    made: (Millis, Vec<(usize, TaskId)>),
}

#[derive(Debug, Clone, Default)]
struct Placed {
    requests: Requests,
    on: Vec<usize>,
}

/// A task that waits for room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) task: TaskId,
    pub(super) pods: Pods,
    /// The attempt that is to begin then.
    pub(super) attempt: u32,
}

/// A task that has found room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) waiting: Waiting,
    /// Who made the room, in plan order.
    pub(super) made_by: Vec<TaskId>,
}

impl Room {
    /// Empty nodes, for so many tasks.
    pub(super) fn new(nodes: &[NodeSize], tasks: usize) -> Self {
        Self {
            nodes: nodes.iter().copied().map(NodeLoad::empty).collect(),
            placed: vec![Placed::default(); tasks],
            waiting: Vec::new(),
            fresh: BTreeSet::new(),
            made: (Millis::ZERO, Vec::new()),
        }
    }

    /// Takes everything away again.
    pub(super) fn clear(&mut self) {
        self.nodes.iter_mut().for_each(NodeLoad::clear);
        self.placed.iter_mut().for_each(|placed| placed.on.clear());
        self.waiting.clear();
        self.fresh.clear();
        self.made.1.clear();
    }

    /// Places the pods of a task that are not on nodes yet, as many as fit; whether all are now.
    pub(super) fn place(&mut self, task: TaskId, pods: Pods) -> bool {
        let all = 0..self.nodes.len();
        self.place_on(task, pods, &all)
    }

    fn place_on(
        &mut self,
        task: TaskId,
        pods: Pods,
        nodes: &(impl Iterator<Item = usize> + Clone),
    ) -> bool {
        let placed = &mut self.placed[task.0];
        placed.requests = pods.requests;
        while placed.on.len() < pods.count as usize {
            let nodes = nodes.clone().map(|id| (id, self.nodes[id]));
            let Some(node) = choose(nodes, pods.requests) else {
                return false;
            };
            self.nodes[node].place(pods.requests);
            placed.on.push(node);
        }
        true
    }

    /// Puts a task behind all others that wait for room.
    pub(super) fn wait(&mut self, waiting: Waiting) {
        self.waiting.push(waiting);
    }

    /// Takes away the pods of a task at the moment `at`.
    pub(super) fn remove(&mut self, task: TaskId, at: Millis) {
        let Placed { requests, on } = std::mem::take(&mut self.placed[task.0]);
        if self.made.0 != at {
            self.made = (at, Vec::new());
        }
        for node in on {
            self.nodes[node].remove(requests);
            self.fresh.insert(node);
            self.made.1.push((node, task));
        }
    }

    /// Takes away the pods of a task whose node is lost: the room that they took is lost with them.
    pub(super) fn lose(&mut self, task: TaskId) {
        self.placed[task.0].on.clear();
    }

    /// Lets no pods of the task wait any more.
    pub(super) fn stop_waiting(&mut self, task: TaskId) {
        self.waiting.retain(|it| it.task != task);
    }

    /// Tries all that wait, in their order, on the nodes on which room was made: on the others they did
    /// not fit before. Returns those of which all pods are placed now.
    pub(super) fn try_waiting(&mut self) -> Vec<Found> {
        let nodes = std::mem::take(&mut self.fresh);
        if nodes.is_empty() || self.waiting.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for waiting in std::mem::take(&mut self.waiting) {
            let before = self.placed[waiting.task.0].on.len();
            if self.place_on(waiting.task, waiting.pods, &nodes.iter().copied()) {
                let on = &self.placed[waiting.task.0].on[before..];
                let makers = self.made.1.iter().filter(|(node, _)| on.contains(node));
                let makers: BTreeSet<TaskId> = makers.map(|(_, task)| *task).collect();
                found.push(Found {
                    made_by: makers.into_iter().take(NAMED).collect(),
                    waiting,
                });
            } else {
                self.waiting.push(waiting);
            }
        }
        found
    }

    /// What nodes have too little of for another such pod.
    pub(super) fn short_of(&self, pod: Requests) -> Short {
        let short = self.nodes.iter().map(|node| node.short_of(pod));
        short.fold(Short::default(), Short::or)
    }

    /// Who else has taken what there is too little of, in plan order.
    pub(super) fn holders(&self, task: TaskId, short: Short) -> Vec<TaskId> {
        let holds = |placed: &Placed| {
            let Requests { cpu, memory } = placed.requests;
            let takes = |asked: Option<u64>| asked.is_some_and(|asked| asked > 0);
            !placed.on.is_empty()
                && (short.pods || short.cpu && takes(cpu) || short.memory && takes(memory))
        };
        let tasks = self.placed.iter().enumerate();
        let holders = tasks.filter(|(id, placed)| *id != task.0 && holds(placed));
        holders.map(|(id, _)| TaskId(id)).take(NAMED).collect()
    }
}
