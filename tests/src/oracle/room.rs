//! Room on nodes: counted anew from the pods that are there, whenever somebody asks.

use super::task::TaskState;
use laneway_core::kubernetes::{NodeSize, RestartPolicy};
use laneway_core::plan::TaskId;
use laneway_core::scheduler::Resource;
use laneway_core::simulate::{Pods, Setting};
use laneway_core::template::Kind;
use laneway_core::time::Millis;

/// Every pod that is on a node, or was until that part of the node was lost.
pub(super) type Places = Vec<Pod>;

/// A pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pod {
    /// Its node.
    pub(super) on: usize,
    /// Its task.
    pub(super) of: TaskId,
    /// Whether it is only the room that it took which is still missing.
    pub(super) is_lost: bool,
}

/// What one node still has: cores in thousandths, bytes, pods.
fn free(setting: &Setting, places: &Places, node: usize) -> [u64; 3] {
    let NodeSize { cpu, memory, pods } = setting.cluster.nodes[node];
    let mut free = [cpu, memory, u64::from(pods)];
    for pod in places.iter().filter(|pod| pod.on == node) {
        let takes = asked(setting.behaviours[pod.of.0].pods);
        for (free, takes) in free.iter_mut().zip(takes) {
            *free -= takes;
        }
    }
    free
}

/// What a pod takes of each.
fn asked(pods: Pods) -> [u64; 3] {
    let requests = pods.requests;
    [requests.cpu.unwrap_or(0), requests.memory.unwrap_or(0), 1]
}

/// The node for another such pod: where the larger share of cores and memory would be left, the shares in
/// whole percent; the first of equals. Pods that ask for nothing count as 100 thousandths and 200 MiB.
fn best(setting: &Setting, places: &Places, pods: Pods) -> Option<usize> {
    let mut best = None;
    for (node, size) in setting.cluster.nodes.iter().enumerate() {
        let free = free(setting, places, node);
        if free
            .iter()
            .zip(asked(pods))
            .any(|(free, takes)| *free < takes)
        {
            continue;
        }
        let on_node = places.iter().filter(|pod| pod.on == node);
        let all = on_node
            .map(|pod| setting.behaviours[pod.of.0].pods)
            .chain([pods]);
        let all: Vec<Pods> = all.collect();
        let cpu: u64 = all.iter().map(|it| it.requests.cpu.unwrap_or(100)).sum();
        let memory = all
            .iter()
            .map(|it| it.requests.memory.unwrap_or(200 * 1024 * 1024));
        let mut shares = Vec::new();
        for (size, taken) in [(size.cpu, cpu), (size.memory, memory.sum())] {
            shares.extend((size.saturating_sub(taken) * 100).checked_div(size));
        }
        let score = shares.iter().sum::<u64>() / (shares.len() as u64).max(1);
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, node));
        }
    }
    best.map(|(_, node)| node)
}

/// Where the missing pods of a task come to lie, one after the other, as many as fit; whether that is all.
pub(super) fn place(setting: &Setting, places: &Places, task: TaskId) -> (Places, bool) {
    let pods = setting.behaviours[task.0].pods;
    let mut all = places.clone();
    let mut new = Vec::new();
    let own = places.iter().filter(|pod| pod.of == task && !pod.is_lost);
    let has = own.count();
    for _ in has..pods.count as usize {
        let Some(node) = best(setting, &all, pods) else {
            return (new, false);
        };
        let pod = Pod {
            on: node,
            of: task,
            is_lost: false,
        };
        all.push(pod);
        new.push(pod);
    }
    (new, true)
}

/// What some node has too little of for another pod of the task.
pub(super) fn lacks(setting: &Setting, places: &Places, task: TaskId) -> Vec<Resource> {
    let takes = asked(setting.behaviours[task.0].pods);
    let nodes = 0..setting.cluster.nodes.len();
    let free: Vec<[u64; 3]> = nodes.map(|node| free(setting, places, node)).collect();
    let all = [Resource::Cpu, Resource::Memory, Resource::Pods];
    let lacking = (0..3).filter(|at| free.iter().any(|free| free[*at] < takes[*at]));
    lacking.map(|at| all[at]).collect()
}

/// The first 16 other tasks with pods that take some of that.
pub(super) fn holders(
    setting: &Setting,
    places: &Places,
    task: TaskId,
    lacks: &[Resource],
) -> Vec<TaskId> {
    let takes = |id: TaskId| {
        let [cpu, memory, _] = asked(setting.behaviours[id.0].pods);
        lacks.iter().any(|lack| match lack {
            Resource::Cpu => cpu > 0,
            Resource::Memory => memory > 0,
            Resource::Pods => true,
        })
    };
    let ids = (0..setting.behaviours.len()).map(TaskId);
    let has_pod = |id: &TaskId| places.iter().any(|pod| pod.of == *id && !pod.is_lost);
    let holds = |id: &TaskId| *id != task && has_pod(id) && takes(*id);
    ids.filter(holds).take(16).collect()
}

/// Whether the pods of a task whose attempt or wait has just ended are gone: those of a job with its
/// attempt, or, where the kubelet restarts it in place, with the job. Services stay.
pub(super) fn is_gone(setting: &Setting, task: TaskId, state: &TaskState) -> bool {
    let is_job = setting.plan.tasks[task.0].kind == Kind::Jobs;
    let never = setting.behaviours[task.0].restart_policy == RestartPolicy::Never;
    is_job && (never || state.settled.is_some())
}

/// A time in which the pods of a task found no room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomWait {
    /// Since when.
    pub from: Millis,
    /// Until when.
    pub until: Option<Millis>,
    /// How many attempts came before.
    pub attempts: usize,
    /// Who held the room, or made it in the end.
    pub on: Vec<TaskId>,
    /// What there was too little of.
    pub lacks: Vec<Resource>,
}
