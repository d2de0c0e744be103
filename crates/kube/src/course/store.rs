//! What is known of the cluster: facts, not objects.

use crate::evaluate::Applied;
use crate::object::{Key, text};
use crate::observe::{Pod, Workload};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub(super) struct Store {
    workloads: BTreeMap<Key, Workload>,
    pods: BTreeMap<String, Pod>,
    /// Names of pods by the workload that they came from.
    of_workload: BTreeMap<Key, BTreeSet<String>>,
}

/// What is not there any more.
pub(super) enum Lost {
    /// A workload, and which one of its name it was.
    Workload(Key, String),
    /// A pod of this workload.
    Pod(Key),
    /// Nothing that was known.
    Nothing,
}

impl Store {
    /// Takes an object in; tells which workload it is or belongs to.
    pub(super) fn see(&mut self, value: &Value) -> Option<Key> {
        if text(value, "/kind") == "Pod" {
            let pod = Pod::read(value);
            let (kind, name) = pod.workload();
            let key = Key::new(kind, name);
            self.of_workload
                .entry(key.clone())
                .or_default()
                .insert(pod.name.clone());
            self.pods.insert(pod.name.clone(), pod);
            return Some(key);
        }
        let workload = Workload::read(value)?;
        let key = workload.key.clone();
        self.workloads.insert(key.clone(), workload);
        Some(key)
    }

    /// Forgets an object.
    pub(super) fn lose(&mut self, value: &Value) -> Lost {
        let name = text(value, "/metadata/name");
        match text(value, "/kind") {
            "Pod" => self.lose_pod(name),
            kind => self.lose_workload(&Key::new(kind, name), text(value, "/metadata/uid")),
        }
    }

    /// Forgets all of a kind but these.
    pub(super) fn lose_others(&mut self, kind: &str, names: &[String]) -> Vec<Lost> {
        let known: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        if kind == "Pod" {
            let gone: Vec<String> = self
                .pods
                .keys()
                .filter(|it| !known.contains(it.as_str()))
                .cloned()
                .collect();
            return gone.iter().map(|name| self.lose_pod(name)).collect();
        }
        let is_gone = |key: &&Key| key.kind == kind && !known.contains(key.name.as_str());
        let gone: Vec<Key> = self.workloads.keys().filter(is_gone).cloned().collect();
        let uid = |key: &Key| self.workloads[key].uid.clone();
        let gone: Vec<(Key, String)> = gone.iter().map(|key| (key.clone(), uid(key))).collect();
        gone.iter()
            .map(|(key, uid)| self.lose_workload(key, uid))
            .collect()
    }

    fn lose_pod(&mut self, name: &str) -> Lost {
        let Some(pod) = self.pods.remove(name) else {
            return Lost::Nothing;
        };
        let (kind, owner) = pod.workload();
        let key = Key::new(kind, owner);
        if let Some(names) = self.of_workload.get_mut(&key) {
            names.remove(name);
        }
        Lost::Pod(key)
    }

    fn lose_workload(&mut self, key: &Key, uid: &str) -> Lost {
        if self
            .workloads
            .get(key)
            .is_some_and(|known| known.uid == uid)
        {
            self.workloads.remove(key);
        }
        Lost::Workload(key.clone(), uid.to_owned())
    }

    pub(super) fn workload(&self, key: &Key) -> Option<&Workload> {
        self.workloads.get(key)
    }

    /// The jobs that a task of this reference has, of whatever run.
    pub(super) fn jobs(&self, reference: &str) -> impl Iterator<Item = &Workload> {
        let jobs = self.workloads.values().filter(|it| it.key.kind == "Job");
        jobs.filter(move |it| it.task == reference)
    }

    /// The pods of an applied workload that were made from this template.
    pub(super) fn pods<'s>(
        &'s self,
        applied: &'s Applied,
        spec: &'s str,
    ) -> impl Iterator<Item = &'s Pod> {
        let names = self.of_workload.get(&applied.key).into_iter().flatten();
        let pods = names.filter_map(|name| self.pods.get(name));
        let is_own = move |pod: &&Pod| {
            let of_this_job = pod.owner.kind != "Job" || pod.owner.uid == applied.uid;
            of_this_job && pod.spec == spec
        };
        pods.filter(is_own)
    }
}
