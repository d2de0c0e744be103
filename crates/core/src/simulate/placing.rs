//! Where the pods of a simulated world find room.

use super::cluster::Pods;
use super::queue::DueWhat;
use super::room::{Found, Room, Waiting};
use super::sink::Sink;
use super::world::World;
use super::{Behaviour, Setting};
use crate::kubernetes::Short;
use crate::plan::TaskId;
use crate::scheduler::{Resource, WaitCause};
use crate::template::Kind;

impl<S: Sink> World<'_, S> {
    /// Whether all pods of the task are on nodes, so that this attempt can begin. If not, it begins when
    /// there is room.
    pub(super) fn has_place(&mut self, task: TaskId, attempt: u32) -> bool {
        let has_pods = self.facts[task.0].has_pods;
        let Some(room) = self.room.as_mut().filter(|_| has_pods) else {
            return true;
        };
        let pods = self.setting.behaviours[task.0].pods;
        if room.place(task, pods) {
            return true;
        }
        room.wait(Waiting {
            task,
            pods,
            attempt,
        });
        self.mind_deadline(task);
        self.open_wait(task, WaitCause::Unschedulable);
        self.tell_why(task, pods);
        false
    }

    fn tell_why(&mut self, task: TaskId, pods: Pods) {
        if let Some(room) = self.room.as_ref().filter(|_| S::ASKS_WHY) {
            let short = room.short_of(pods.requests);
            let holders = room.holders(task, short);
            self.sink.note_holders(task, holders, resources(short));
        }
    }

    /// Whoever waits for room and finds it begins with the restarts of the moment.
    pub(super) fn place_waiting(&mut self) {
        let Some(room) = &mut self.room else { return };
        for Found { waiting, made_by } in room.try_waiting() {
            let Waiting { task, attempt, .. } = waiting;
            self.sink.note_makers(task, made_by);
            self.push(self.now, DueWhat::Placed, task, attempt);
        }
    }

    /// The pod of an attempt is gone with it, where another attempt would have another pod.
    pub(super) fn leave_after_attempt(&mut self, task: TaskId) {
        if self.facts[task.0].has_pod_of_attempt {
            self.leave(task);
        }
    }

    /// A job that has settled has no pods any more; those of a service go on.
    pub(super) fn leave_when_settled(&mut self, task: TaskId) {
        if self.facts[task.0].kind != Kind::Services {
            self.leave(task);
            if let Some(room) = &mut self.room {
                room.stop_waiting(task);
            }
        }
    }

    fn leave(&mut self, task: TaskId) {
        self.tasks[task.0].has_pod = false;
        if let Some(room) = &mut self.room {
            room.remove(task, self.now);
        }
    }
}

/// The nodes of a run, if some task has pods for which there may be too little room.
pub(super) fn room(setting: &Setting) -> Option<Room> {
    let has_pods = |behaviour: &Behaviour| behaviour.pods != Pods::default();
    let is_limited = setting.cluster.is_limited() && setting.behaviours.iter().any(has_pods);
    is_limited.then(|| Room::new(&setting.cluster.nodes, setting.plan.tasks.len()))
}

fn resources(short: Short) -> Vec<Resource> {
    let all = [
        (short.cpu, Resource::Cpu),
        (short.memory, Resource::Memory),
        (short.pods, Resource::Pods),
    ];
    let short = all.into_iter().filter(|(is_short, _)| *is_short);
    short.map(|(_, resource)| resource).collect()
}
