//! Pods and their containers.

use super::{Owner, condition, number};
use crate::labels;
use crate::object::text;
use serde_json::Value;

/// Why a pod is deleted that does not tolerate its node any longer.
///
/// Source: `addConditionAndDeletePod` in `pkg/controller/tainteviction/taint_eviction.go`.
const TAKEN: &str = "DeletionByTaintManager";

/// What is known of a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pod {
    /// Its name.
    pub name: String,
    /// What made it.
    pub owner: Owner,
    /// The hash that the controller of a Deployment gave its template; empty for others.
    pub template_hash: String,
    /// The hash of the template that it was made from, which Laneway wrote.
    pub spec: String,
    /// Whether it is on its way out.
    pub is_leaving: bool,
    /// Whether it goes because its node has not been heard of for too long.
    pub is_lost: bool,
    /// Whether it says of itself that it is not ready, and may still get so.
    pub is_unready: bool,
    /// Why no node takes it.
    pub unschedulable: Option<String>,
    /// Why it was taken from its node: `Evicted`, `NodeLost`.
    pub reason: String,
    /// Its containers, those that only prepare first.
    pub containers: Vec<Container>,
}

/// What is known of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// Its name.
    pub name: String,
    /// Whether it only prepares the pod.
    pub prepares: bool,
    /// How often it was started again.
    pub restarts: i64,
    /// What it does now.
    pub state: State,
    /// How it ended before.
    pub last: Option<Exit>,
}

/// What a container does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It has not started, or not again.
    Waiting {
        /// `ImagePullBackOff`, `CrashLoopBackOff`.
        reason: String,
        /// In words.
        message: String,
    },
    /// It runs.
    Running,
    /// It has ended.
    Ended(Exit),
}

/// How a container ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// Its exit code.
    pub code: i64,
    /// `Error`, `OOMKilled`.
    pub reason: String,
}

impl Pod {
    /// Reads a pod as the API server gives it.
    pub fn read(value: &Value) -> Self {
        let metadata = |kind: &str, name: &str| {
            let found = value
                .pointer(kind)
                .and_then(|map| map.get(name))
                .and_then(Value::as_str);
            found.unwrap_or_default().to_owned()
        };
        Self {
            name: text(value, "/metadata/name").to_owned(),
            owner: owner(value).unwrap_or_default(),
            template_hash: metadata("/metadata/labels", "pod-template-hash"),
            spec: metadata("/metadata/annotations", labels::SPEC),
            is_leaving: value.pointer("/metadata/deletionTimestamp").is_some(),
            is_lost: condition(value, "DisruptionTarget", "True")
                .is_some_and(|(reason, _)| reason == TAKEN),
            is_unready: condition(value, "Ready", "False").is_some()
                && !matches!(text(value, "/status/phase"), "Failed" | "Succeeded"),
            unschedulable: condition(value, "PodScheduled", "False")
                .filter(|(reason, _)| reason == "Unschedulable")
                .map(|(_, message)| message),
            reason: text(value, "/status/reason").to_owned(),
            containers: containers(value),
        }
    }

    /// The kind and name of the workload that it came from. Between a Deployment and its pods stands a
    /// ReplicaSet, which is named after both.
    pub fn workload(&self) -> (&str, &str) {
        let suffix = format!("-{}", self.template_hash);
        match (
            self.owner.kind.as_str(),
            self.owner.name.strip_suffix(&suffix),
        ) {
            ("ReplicaSet", Some(name)) => ("Deployment", name),
            (kind, _) => (kind, &self.owner.name),
        }
    }

    /// The containers that do the work.
    pub fn main(&self) -> impl Iterator<Item = &Container> {
        self.containers.iter().filter(|it| !it.prepares)
    }
}

impl Container {
    /// How often it has begun.
    pub fn begun(&self) -> i64 {
        let is_new = matches!(self.state, State::Waiting { .. }) && self.last.is_none();
        if is_new && self.restarts == 0 {
            0
        } else {
            self.restarts + 1
        }
    }

    /// How often it has ended.
    pub fn ended(&self) -> i64 {
        match self.state {
            State::Running => self.begun() - 1,
            _ => self.begun(),
        }
    }

    /// How it ended last.
    pub fn last_exit(&self) -> Option<&Exit> {
        match &self.state {
            State::Ended(exit) => Some(exit),
            _ => self.last.as_ref(),
        }
    }
}

fn owner(value: &Value) -> Option<Owner> {
    let mut all = value
        .pointer("/metadata/ownerReferences")?
        .as_array()?
        .iter();
    let owner = all.find(|it| it["controller"] == true)?;
    let get = |key: &str| owner[key].as_str().unwrap_or_default().to_owned();
    Some(Owner {
        kind: get("kind"),
        name: get("name"),
        uid: get("uid"),
    })
}

fn containers(value: &Value) -> Vec<Container> {
    let of = |path: &str, prepares| {
        let all = value
            .pointer(path)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        all.map(move |it| container(it, prepares))
            .collect::<Vec<_>>()
    };
    let mut all = of("/status/initContainerStatuses", true);
    all.extend(of("/status/containerStatuses", false));
    all
}

fn container(value: &Value, prepares: bool) -> Container {
    let exit = |path: &str| {
        let ended = value.pointer(path)?;
        Some(Exit {
            code: number(ended, "/exitCode"),
            reason: text(ended, "/reason").to_owned(),
        })
    };
    let waiting = || State::Waiting {
        reason: text(value, "/state/waiting/reason").to_owned(),
        message: text(value, "/state/waiting/message").to_owned(),
    };
    let state = match (value.pointer("/state/running"), exit("/state/terminated")) {
        (Some(_), _) => State::Running,
        (None, Some(exit)) => State::Ended(exit),
        (None, None) => waiting(),
    };
    Container {
        name: text(value, "/name").to_owned(),
        prepares,
        restarts: number(value, "/restartCount"),
        state,
        last: exit("/lastState/terminated"),
    }
}
