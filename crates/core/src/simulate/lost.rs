//! What is lost again: services that crash once they are ready, and nodes with all that is on them.

use super::attempt::Next;
use super::hazard::crash_after_ready;
use super::queue::DueWhat;
use super::sink::Sink;
use super::world::World;
use crate::plan::TaskId;
use crate::scheduler::{AttemptOutcome, LossCause, WaitCause, What};
use crate::time::Millis;

impl<S: Sink> World<'_, S> {
    /// A service has got ready: lets it crash later, if it does. Nothing is lost any more once all has
    /// settled.
    pub(super) fn expect_crash(&mut self, task: TaskId) {
        let (_, behaviour) = self.task(task);
        if behaviour.is_static || behaviour.hazards.is_empty() || self.is_over {
            return;
        }
        let number = self.tasks[task.0].attempt;
        let draws = self.draws.attempt(self.facts[task.0].stream, number);
        if let Some(after) = crash_after_ready(&behaviour.hazards, number, &draws) {
            self.push(self.now + after, DueWhat::Crash, task, number);
        }
    }

    /// The container of a service that is ready exits, and is restarted.
    pub(super) fn crash(&mut self, task: TaskId) {
        if self.is_over {
            return;
        }
        self.go_down(task, LossCause::Crashed);
        let (spec, behaviour) = self.task(task);
        let run = &mut self.tasks[task.0];
        let lived = self.now - run.attempt_started;
        let options = &self.setting.options;
        if let Next::Attempt(delay) = run.retries.next(spec.kind, behaviour, options, lived) {
            self.back_off(task, delay);
        }
    }

    /// Lets every node be lost when it is. At the very beginning there is nothing on it.
    pub(super) fn expect_node_losses(&mut self) {
        let setting = self.setting;
        for (id, behaviour) in setting.behaviours.iter().enumerate() {
            for loss in &behaviour.node_losses {
                let at = loss.moment(&self.draws);
                if at > Millis::ZERO {
                    self.push(at, DueWhat::NodeLoss, TaskId(id), 0);
                }
            }
        }
    }

    /// The node under the pods of the task is lost, if it has any then. Nothing of them answers any more; it
    /// takes a while until they are replaced.
    pub(super) fn lose_node(&mut self, task: TaskId) {
        let run = &mut self.tasks[task.0];
        if self.is_over || !std::mem::take(&mut run.has_pod) {
            return;
        }
        let in_pause = !run.is_attempt_open && !run.is_met && run.attempt > 0;
        if let Some(room) = &mut self.room {
            room.lose(task);
        }
        self.close_wait(task);
        self.sink.forget_unmet(task);
        let run = &mut self.tasks[task.0];
        if run.is_met {
            self.go_down(task, LossCause::NodeLost);
        } else if std::mem::take(&mut run.is_attempt_open) {
            let number = run.attempt;
            self.record(What::AttemptEnded(task, number, AttemptOutcome::NodeLost));
        }
        if self.tasks[task.0].settled.is_none() {
            self.mind_deadline(task);
        }
        self.open_wait(task, WaitCause::NodeLost);
        self.replace(task, in_pause);
    }

    /// Lets the lost pods of the task be replaced, or the task be given up.
    fn replace(&mut self, task: TaskId, in_pause: bool) {
        let (spec, behaviour) = self.task(task);
        let options = &self.setting.options;
        let retries = &mut self.tasks[task.0].retries;
        match retries.after_loss(spec.kind, behaviour, options, in_pause) {
            Next::GivenUp(delay) => self.push_next(delay, DueWhat::Failure, task, 0),
            Next::Attempt(delay) => {
                let evicted = options.node_loss.evicted;
                if delay > evicted {
                    self.push(self.now + evicted, DueWhat::Evicted, task, 0);
                }
                if self.may_retry(task) {
                    let next = self.tasks[task.0].attempt + 1;
                    self.push_next(delay, DueWhat::Replaced, task, next);
                }
            }
        }
    }

    /// Others do not find the service any more.
    fn go_down(&mut self, task: TaskId, cause: LossCause) {
        self.tasks[task.0].is_met = false;
        self.record(What::ServiceLost(task, cause));
    }
}
