//! The attempts of a task, read from its pods.

use super::Course;
use crate::evaluate::{Moment, moment};
use laneway_core::plan::TaskId;
use laneway_core::scheduler::{AttemptOutcome, LossCause, Settlement, What};
use laneway_core::simulate::ServiceError;
use laneway_core::template::Kind;
use std::collections::BTreeMap;

impl Course<'_> {
    /// How far each pod of a task is; those on their way out do not count.
    pub(super) fn moments(&self, task: TaskId) -> BTreeMap<String, Moment> {
        let applied = self.tasks[task.0].applied.iter().flatten();
        let pods = applied.flat_map(|(applied, spec)| self.store.pods(applied, spec));
        pods.filter(|pod| !pod.is_leaving)
            .map(|pod| (pod.name.clone(), moment(pod)))
            .collect()
    }

    /// One row shows the attempts of one pod. That is the first that runs, until another one has crashed more often,
    /// since whoever is in trouble decides when the task gets ready; or until another one takes its place.
    pub(super) fn follow(&mut self, task: TaskId) {
        let moments = self.moments(task);
        let before = std::mem::replace(&mut self.tasks[task.0].moments, moments.clone());
        let is_over = self.tasks[task.0].settled.is_some() && self.kind(task) != Kind::Services;
        if is_over {
            return;
        }
        if self.is_lost(task) {
            self.lose(task);
        }
        let ended_before = |pod: &str| before.get(pod).map_or(0, |moment| moment.ended);
        let run = &self.tasks[task.0];
        let own = run.followed.as_ref().filter(|_| !run.is_met);
        let most = own
            .and_then(|pod| moments.get(pod))
            .map_or(-1, |moment| moment.ended);
        let is_news = |pod: &String, moment: &Moment| own == Some(pod) || moment.ended > most;
        let crashed = moments
            .iter()
            .find(|(pod, moment)| moment.ended > ended_before(pod) && is_news(pod, moment));
        if let Some((pod, moment)) = crashed {
            self.tasks[task.0].followed = Some(pod.clone());
            self.crash(task);
            let is_just_settled = self.settled.iter().any(|settled| settled.task == task);
            if moment.is_running() && !is_just_settled {
                self.begin_attempt(task);
            }
            return;
        }
        let run = &self.tasks[task.0];
        let is_there = run
            .followed
            .as_ref()
            .is_some_and(|pod| moments.contains_key(pod));
        let has_begun = |pod: &str, moment: &Moment| {
            let begun = before.get(pod).map_or(0, |moment| moment.begun);
            moment.is_running() && (!is_there || moment.begun > begun)
        };
        let next = moments.iter().find(|(pod, moment)| has_begun(pod, moment));
        // A job whose pod is deleted is about to say why, or to make another.
        let is_given_up = self.kind(task) == Kind::Services || next.is_some();
        if !is_there && run.followed.is_some() && run.is_open && is_given_up {
            self.end_attempt(task, self.bad_end(task));
        }
        let run = &self.tasks[task.0];
        let is_wanted = !run.is_open && !run.is_met;
        if (!is_there && is_given_up) || (is_wanted && next.is_some()) {
            self.tasks[task.0].followed = next.map(|(pod, _)| pod.clone());
        }
        let followed = self.tasks[task.0]
            .followed
            .as_ref()
            .and_then(|pod| moments.get(pod));
        if is_wanted && followed.is_some_and(|moment| moment.is_running()) {
            self.begin_attempt(task);
        }
    }

    /// Whether the pod that it follows goes with its node.
    fn is_lost(&self, task: TaskId) -> bool {
        let run = &self.tasks[task.0];
        let applied = run.applied.iter().flatten();
        let mut pods = applied.flat_map(|(applied, spec)| self.store.pods(applied, spec));
        pods.any(|pod| pod.is_lost && pod.is_leaving && run.followed.as_ref() == Some(&pod.name))
    }

    /// The node under its pod is lost. Nobody has said so before, and another pod takes its place.
    fn lose(&mut self, task: TaskId) {
        let run = &mut self.tasks[task.0];
        run.followed = None;
        run.ready_since = None;
        if std::mem::take(&mut run.is_met) {
            self.record(What::ServiceLost(task, LossCause::NodeLost));
        }
        self.end_attempt(task, AttemptOutcome::NodeLost);
    }

    fn bad_end(&self, task: TaskId) -> AttemptOutcome {
        match self.kind(task) {
            Kind::Services => AttemptOutcome::Crashed,
            _ => AttemptOutcome::Failed,
        }
    }

    /// Its container has ended, and was not meant to.
    fn crash(&mut self, task: TaskId) {
        let run = &mut self.tasks[task.0];
        if run.settled.is_some() && std::mem::take(&mut run.is_met) {
            self.record(What::ServiceLost(task, LossCause::Crashed));
            return;
        }
        if !run.is_open {
            // It began and ended while nobody looked.
            self.begin_attempt(task);
        }
        self.end_attempt(task, self.bad_end(task));
        let options = &self.order.setting.options;
        let spec = &self.order.setting.plan.tasks[task.0];
        let is_error = options.service_error == ServiceError::FirstCrash && spec.halts;
        if is_error && spec.kind == Kind::Services && self.tasks[task.0].settled.is_none() {
            self.settle(task, Settlement::Degraded);
        }
    }

    pub(super) fn begin_attempt(&mut self, task: TaskId) {
        let (unmet, outside) = self.unmet_needs(task);
        self.recorder.wait(self.now, task, None, &[], &[]);
        let run = &mut self.tasks[task.0];
        (run.unmet, run.unmet_outside) = (unmet, outside);
        run.is_open = true;
        run.attempt += 1;
        let number = run.attempt;
        self.record(What::AttemptStarted(task, number));
    }

    pub(super) fn end_attempt(&mut self, task: TaskId, outcome: AttemptOutcome) {
        let run = &mut self.tasks[task.0];
        if std::mem::take(&mut run.is_open) {
            let number = run.attempt;
            self.record(What::AttemptEnded(task, number, outcome));
        }
    }

    /// What the task is said to need and is not there: most likely why it crashes.
    fn unmet_needs(&self, task: TaskId) -> (Vec<TaskId>, Vec<String>) {
        let needs = &self.order.setting.behaviours[task.0].needs;
        let is_met = |task: &TaskId| self.tasks[task.0].is_met;
        let unmet = needs
            .iter()
            .filter(|need| !need.tasks.is_empty() && !need.tasks.iter().any(is_met));
        (
            unmet
                .filter_map(|need| need.tasks.first().copied())
                .collect(),
            Vec::new(),
        )
    }
}
