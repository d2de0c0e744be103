//! What becomes of single tasks.

use super::{Course, Effect, Order, Told};
use crate::evaluate::{Applied, Diagnosis, Moment, Verdict, diagnose, judge};
use crate::object::Key;
use laneway_core::plan::TaskId;
use laneway_core::scheduler::{AttemptOutcome, Settled, Settlement, WaitCause, What};
use laneway_core::simulate::wait_limit;
use laneway_core::template::Kind;
use laneway_core::time::Millis;
use std::collections::{BTreeMap, BTreeSet};

/// One task of a run.
#[derive(Debug, Default)]
pub(super) struct TaskRun {
    /// Whether it is ready only after it has stayed so for a while.
    has_window: bool,
    limit: Millis,
    pub(super) started: Option<Millis>,
    /// What has to be gone before it is applied.
    pub(super) deleting: BTreeSet<String>,
    /// Its workloads, once they are applied, each with the hash of its pods' template.
    pub(super) applied: Option<Vec<(Applied, String)>>,
    pub(super) settled: Option<Settlement>,
    /// Whether others find it.
    pub(super) is_met: bool,
    was_met: bool,
    pub(super) ready_since: Option<Millis>,
    pub(super) attempt: u32,
    pub(super) is_open: bool,
    /// The pod whose containers are its attempts, and how far its pods were.
    pub(super) followed: Option<String>,
    pub(super) moments: BTreeMap<String, Moment>,
    pub(super) unmet: Vec<TaskId>,
    pub(super) unmet_outside: Vec<String>,
    why: Option<Diagnosis>,
    /// What was told of it last.
    told: String,
}

impl TaskRun {
    pub(super) fn new(order: &Order, index: usize) -> Self {
        let task = &order.setting.plan.tasks[index];
        let mut workloads = order.bundles[index].workloads();
        let is_service = task.kind == Kind::Services;
        Self {
            has_window: is_service && workloads.any(|(_, object)| !object.has_readiness_probe()),
            limit: wait_limit(task, &order.setting.options),
            ..Self::default()
        }
    }

    pub(super) fn went_wrong(&self) -> bool {
        self.settled.is_some_and(|settled| !settled.is_good())
    }

    fn deadline(&self) -> Option<Millis> {
        Some(self.started? + self.limit).filter(|_| self.settled.is_none())
    }

    fn believed_at(&self, settle: Millis) -> Option<Millis> {
        let window = if self.has_window {
            settle
        } else {
            Millis::ZERO
        };
        Some(self.ready_since? + window).filter(|_| !self.is_met)
    }

    pub(super) fn next_tick(&self, settle: Millis) -> Option<Millis> {
        self.deadline()
            .into_iter()
            .chain(self.believed_at(settle))
            .min()
    }
}

impl Course<'_> {
    pub(super) fn kind(&self, task: TaskId) -> Kind {
        self.order.setting.plan.tasks[task.0].kind
    }

    /// Looks again at all tasks that applied this workload.
    pub(super) fn refresh_all(&mut self, key: &Key) {
        for index in 0..self.tasks.len() {
            let applied = self.tasks[index].applied.iter().flatten();
            if applied.into_iter().any(|(applied, _)| applied.key == *key) {
                self.refresh(TaskId(index));
            }
        }
    }

    /// Looks at what is known of a task, and draws conclusions.
    pub(super) fn refresh(&mut self, task: TaskId) {
        let run = &self.tasks[task.0];
        let Some(applied) = &run.applied else {
            return;
        };
        let judged = applied
            .iter()
            .map(|(applied, _)| (applied, judge(applied, self.store.workload(&applied.key))));
        let judged: Vec<(Key, Verdict)> = judged
            .map(|(applied, verdict)| (applied.key.clone(), verdict))
            .collect();
        self.follow(task);
        self.explain(task);
        if self.is_hopeless(task) {
            return self.lose_hope(task);
        }
        let bad = judged
            .iter()
            .find(|(_, verdict)| matches!(verdict, Verdict::Failed { .. } | Verdict::Replaced));
        if let Some((key, verdict)) = bad {
            return self.fail(task, key, verdict);
        }
        let is_there = judged.iter().all(|(_, verdict)| match verdict {
            Verdict::Ready => !self.has_unready_pods(task),
            verdict => *verdict == Verdict::Complete,
        });
        let run = &mut self.tasks[task.0];
        match is_there {
            true => drop(run.ready_since.get_or_insert(self.now)),
            false => run.ready_since = None,
        }
        self.believe(task);
    }

    /// Whether a pod of it has just said that it is not ready: what its controller says of it may be older.
    fn has_unready_pods(&self, task: TaskId) -> bool {
        let applied = self.tasks[task.0].applied.iter().flatten();
        let mut pods = applied.flat_map(|(applied, spec)| self.store.pods(applied, spec));
        pods.any(|pod| pod.is_unready && !pod.is_leaving)
    }

    /// Succeeds once it has been ready for long enough.
    fn believe(&mut self, task: TaskId) {
        let at = self.tasks[task.0].believed_at(self.order.settle);
        if at.is_some_and(|at| at <= self.now) {
            self.succeed(task);
        }
    }

    fn fail(&mut self, task: TaskId, key: &Key, verdict: &Verdict) {
        let why = match verdict {
            Verdict::Failed { reason, message } => {
                let outcome = match reason.as_str() {
                    "DeadlineExceeded" => AttemptOutcome::TimedOut,
                    _ => AttemptOutcome::Failed,
                };
                self.end_attempt(task, outcome);
                // It was not tried again, so it did not wait for that.
                self.recorder.forget_wait(task);
                let known = self.tasks[task.0].why.take().map(|why| why.words);
                known.unwrap_or_else(|| {
                    format!(
                        "{key} failed: {reason}: {message}{}",
                        self.lack_of_pods(task)
                    )
                })
            }
            _ => format!("{key} was replaced by somebody else"),
        };
        self.give_up(task, &why);
    }

    /// Whether it waits for an image that can never be there, in a step that halts: nobody need wait for its limit.
    fn is_hopeless(&self, task: TaskId) -> bool {
        let run = &self.tasks[task.0];
        let is_hopeless = run.why.as_ref().is_some_and(|why| why.is_hopeless);
        is_hopeless && run.settled.is_none() && self.order.setting.plan.tasks[task.0].halts
    }

    fn lose_hope(&mut self, task: TaskId) {
        let why = self.tasks[task.0].why.as_ref().map(|why| why.words.clone());
        self.give_up(task, &why.unwrap_or_default());
    }

    /// What was wanted is there.
    pub(super) fn succeed(&mut self, task: TaskId) {
        let is_service = self.kind(task) == Kind::Services;
        let (outcome, settlement) = match is_service {
            true => (AttemptOutcome::Ready, Settlement::Ready),
            false => (AttemptOutcome::Succeeded, Settlement::Succeeded),
        };
        let has_pods = self.tasks[task.0]
            .applied
            .as_ref()
            .is_some_and(|applied| !applied.is_empty());
        if has_pods && !self.tasks[task.0].is_open {
            self.begin_attempt(task);
        }
        self.recorder.wait(self.now, task, None, &[], &[]);
        self.end_attempt(task, outcome);
        let run = &mut self.tasks[task.0];
        run.is_met = true;
        run.why = None;
        let is_back = std::mem::replace(&mut run.was_met, true);
        match run.settled {
            None => self.settle(task, settlement),
            Some(_) if is_back => {}
            Some(_) => self.record(What::TaskHealed(task)),
        }
    }

    /// It will not come to what was wanted.
    pub(super) fn give_up(&mut self, task: TaskId, why: &str) {
        if self.tasks[task.0].settled.is_some() {
            return;
        }
        self.say(task, why.to_owned());
        let outcome = match self.kind(task) {
            Kind::Services => AttemptOutcome::Crashed,
            _ => AttemptOutcome::Failed,
        };
        self.end_attempt(task, outcome);
        self.recorder.wait(self.now, task, None, &[], &[]);
        let settlement = match self.kind(task) {
            Kind::Services => Settlement::Degraded,
            _ => Settlement::Failed,
        };
        self.settle(task, settlement);
    }

    /// Tells what keeps a task, or what became of it; the same only once.
    pub(super) fn say(&mut self, task: TaskId, words: String) {
        let told = &mut self.tasks[task.0].told;
        if *told != words {
            told.clone_from(&words);
            self.recorder.tell(Told::Why(task, words));
        }
    }

    pub(super) fn settle(&mut self, task: TaskId, outcome: Settlement) {
        self.tasks[task.0].settled = Some(outcome);
        self.record(What::TaskSettled(task, outcome));
        self.settled.push(Settled { task, outcome });
    }

    /// Lets happen what is due by now.
    pub(super) fn tick(&mut self) {
        for index in 0..self.tasks.len() {
            self.believe(TaskId(index));
            if self.tasks[index]
                .deadline()
                .is_some_and(|deadline| deadline <= self.now)
            {
                self.time_out(TaskId(index));
            }
        }
    }

    /// A service goes on and may heal; anything else is given up.
    fn time_out(&mut self, task: TaskId) {
        let limit = self.tasks[task.0].limit.spoken();
        let why = self.tasks[task.0]
            .why
            .as_ref()
            .map(|why| format!(": {}", why.words))
            .unwrap_or_else(|| self.lack_of_pods(task));
        if self.kind(task) == Kind::Services {
            self.say(task, format!("was not ready within {limit}{why}"));
            self.settle(task, Settlement::Degraded);
        } else {
            self.end_attempt(task, AttemptOutcome::TimedOut);
            self.give_up(task, &format!("was not done within {limit}{why}"));
        }
    }

    /// Why a task may have come to nothing whose pods nobody has ever seen: a Job says in an event only what kept its
    /// controller from making them.
    fn lack_of_pods(&self, task: TaskId) -> String {
        let run = &self.tasks[task.0];
        let workload = run.applied.iter().flatten().next();
        let (Some((applied, _)), 0) = (workload, run.attempt) else {
            return String::new();
        };
        match self.moments(task).is_empty() {
            true => format!(
                "; it had no pod: `kubectl describe {}` says what keeps it from being made",
                applied.key
            ),
            false => String::new(),
        }
    }

    /// Says why it waits, whenever that has changed, and asks for the last words of what has ended.
    fn explain(&mut self, task: TaskId) {
        let run = &self.tasks[task.0];
        let applied = || run.applied.iter().flatten();
        let workloads = applied().filter_map(|(applied, _)| self.store.workload(&applied.key));
        let pods = applied().flat_map(|(applied, spec)| self.store.pods(applied, spec));
        let why = diagnose(workloads, pods);
        let is_waited_for = !run.is_met;
        let cause = match &why {
            _ if run.is_open
                || !is_waited_for
                || (run.settled.is_some() && self.kind(task) != Kind::Services) =>
            {
                None
            }
            Some(why) if why.is_unschedulable => Some(WaitCause::Unschedulable),
            Some(why) if why.is_image => Some(WaitCause::ImagePull),
            _ if run.attempt > 0 => Some(WaitCause::BackOff),
            _ => None,
        };
        self.recorder
            .wait(self.now, task, cause, &run.unmet, &run.unmet_outside);
        let Some(new) = why.filter(|_| is_waited_for) else {
            self.tasks[task.0].why = None;
            return;
        };
        // Pulling and pausing take turns, and mean the same.
        let is_same = |old: &Diagnosis| *old == new || (old.is_image && new.is_image);
        if run.why.as_ref().is_some_and(is_same) {
            return;
        }
        let is_same_end = run.why.as_ref().is_some_and(|old| old.logs == new.logs);
        if let Some((pod, container, previous)) = new.logs.clone().filter(|_| !is_same_end) {
            self.effects.push(Effect::Logs {
                task,
                pod,
                container,
                previous,
            });
        }
        self.say(task, new.words.clone());
        self.tasks[task.0].why = Some(new);
    }
}
