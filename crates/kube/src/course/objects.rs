//! The objects of single tasks: what is applied, what stands in the way, and what others delete.

use super::store::Lost;
use super::{Course, Effect};
use crate::evaluate::Applied;
use crate::labels;
use crate::object::Key;
use crate::observe::{JobEnd, Progress};
use laneway_core::plan::TaskId;
use laneway_core::scheduler::{WaitCause, What};
use laneway_core::template::Kind;
use std::collections::{BTreeMap, BTreeSet};

impl Course<'_> {
    /// Starts a task: what stands in its way is deleted, then it is applied.
    pub(super) fn start(&mut self, task: TaskId) {
        self.record(What::TaskStarted(task));
        self.tasks[task.0].started = Some(self.now);
        if self.kind(task) == Kind::BuiltIn {
            self.begin_attempt(task);
            self.effects.push(Effect::Remove(task));
            return;
        }
        if self.order.bundles[task.0].objects.is_empty() {
            self.succeed(task);
            return;
        }
        self.recorder
            .wait(self.now, task, Some(WaitCause::Apply), &[], &[]);
        self.clear_the_way(task);
        if self.tasks[task.0].deleting.is_empty() {
            self.effects.push(Effect::Apply(task));
        }
    }

    /// A job of another run, or one that has failed, is made anew, also if it has another spec by now; one of this
    /// very run that is done or runs is left as it is, since applying the same again changes nothing.
    fn clear_the_way(&mut self, task: TaskId) {
        let own = self.order.bundles[task.0].workloads().map(|(key, _)| key);
        let own: BTreeSet<Key> = own.collect();
        let reference = &self.order.setting.plan.tasks[task.0].reference;
        let is_of_others = |key: &Key| self.keys_of_others(task).contains(key);
        let jobs = self
            .store
            .jobs(reference)
            .filter(|job| own.contains(&job.key) || !is_of_others(&job.key));
        let mut found = Vec::new();
        for job in jobs {
            let is_own_run = job.run == self.order.run;
            let (is_in_the_way, words) = match (&job.progress, is_own_run) {
                (Progress::Job(Some(JobEnd::Complete)), true) => (false, "is done already"),
                (Progress::Job(None), true) => (false, "runs already; it is waited for"),
                (_, true) => (true, "has failed and is deleted"),
                (_, false) => (true, "of an earlier run is deleted"),
            };
            found.push((job.key.clone(), job.uid.clone(), is_in_the_way, words));
        }
        for (key, uid, is_in_the_way, words) in found {
            self.say(task, format!("{key} {words}"));
            if is_in_the_way {
                self.tasks[task.0].deleting.insert(uid.clone());
                self.effects.push(Effect::Delete(task, key, uid));
            }
        }
    }

    /// The workloads of all other tasks: a job that is named twice is two jobs.
    fn keys_of_others(&self, task: TaskId) -> BTreeSet<Key> {
        let all = self
            .order
            .bundles
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != task.0);
        all.flat_map(|(_, bundle)| bundle.workloads().map(|(key, _)| key))
            .collect()
    }

    pub(super) fn applied(&mut self, task: TaskId, applied: Vec<Applied>) {
        let specs: BTreeMap<Key, String> = self.order.bundles[task.0]
            .workloads()
            .map(|(key, object)| {
                let annotations = object
                    .value()
                    .pointer("/spec/template/metadata/annotations");
                let spec = annotations
                    .and_then(|it| it.get(labels::SPEC))
                    .and_then(|it| it.as_str());
                (key, spec.unwrap_or_default().to_owned())
            })
            .collect();
        let with_spec = applied
            .into_iter()
            .filter_map(|it| Some((it.clone(), specs.get(&it.key)?.clone())));
        self.tasks[task.0].applied = Some(with_spec.collect());
        self.tasks[task.0].moments = self.moments(task);
        self.refresh(task);
    }

    pub(super) fn gone(&mut self, lost: Lost) {
        let (key, uid) = match lost {
            Lost::Nothing => return,
            Lost::Pod(key) => return self.refresh_all(&key),
            Lost::Workload(key, uid) => (key, uid),
        };
        for index in 0..self.tasks.len() {
            let run = &mut self.tasks[index];
            if run.deleting.remove(&uid) && run.deleting.is_empty() && run.settled.is_none() {
                self.effects.push(Effect::Apply(TaskId(index)));
            } else if run
                .applied
                .iter()
                .flatten()
                .any(|(applied, _)| applied.uid == uid)
            {
                run.is_met &= run.settled.is_none();
                run.ready_since = None;
                self.give_up(
                    TaskId(index),
                    &format!("{key} was deleted by somebody else"),
                );
            }
        }
    }
}
