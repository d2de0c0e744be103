//! Deployments, StatefulSets, DaemonSets and Jobs.

use super::{condition, number};
use crate::labels;
use crate::object::{Key, text};
use serde_json::Value;

/// What is known of an object that pods come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workload {
    /// Kind and name.
    pub key: Key,
    /// Which one of this name.
    pub uid: String,
    /// Counts the changes of its spec.
    pub generation: i64,
    /// The run that applied it last; empty if none did.
    pub run: String,
    /// The task it belongs to, as its label says.
    pub task: String,
    /// How far it is.
    pub progress: Progress,
}

/// How far a workload is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Of what has to get ready.
    Rollout(Rollout),
    /// Of a Job: how it ended, if it has.
    Job(Option<JobEnd>),
}

/// How far the pods of a Deployment (StatefulSet, DaemonSet) are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rollout {
    /// Up to which generation the controller has looked.
    pub observed: i64,
    /// Pods that there should be.
    pub desired: i64,
    /// Pods of the newest template.
    pub updated: i64,
    /// Pods of any template.
    pub all: i64,
    /// Pods that have been ready for long enough.
    pub available: i64,
    /// Why it gets no further, as its controller says.
    pub trouble: Option<String>,
}

/// How a Job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobEnd {
    /// It has done its work.
    Complete,
    /// It will not.
    Failed {
        /// `BackoffLimitExceeded`, `DeadlineExceeded`.
        reason: String,
        /// In words.
        message: String,
    },
}

impl Workload {
    /// Reads an object as the API server gives it; `None` if no pods come from its kind.
    pub fn read(value: &Value) -> Option<Self> {
        let key = Key::new(text(value, "/kind"), text(value, "/metadata/name"));
        let label = |name: &str| {
            let labels = value.pointer("/metadata/labels");
            let label = labels
                .and_then(|labels| labels.get(name))
                .and_then(Value::as_str);
            label.unwrap_or_default().to_owned()
        };
        let progress = match key.kind.as_str() {
            "Job" => Progress::Job(job_end(value)),
            "DaemonSet" => Progress::Rollout(daemon_set(value)),
            "Deployment" | "StatefulSet" => Progress::Rollout(replicas(value)),
            _ => return None,
        };
        Some(Self {
            uid: text(value, "/metadata/uid").to_owned(),
            generation: number(value, "/metadata/generation"),
            run: label(labels::RUN),
            task: label(labels::TASK),
            key,
            progress,
        })
    }
}

fn replicas(value: &Value) -> Rollout {
    let desired = value.pointer("/spec/replicas").and_then(Value::as_i64);
    Rollout {
        observed: number(value, "/status/observedGeneration"),
        desired: desired.unwrap_or(1),
        updated: number(value, "/status/updatedReplicas"),
        all: number(value, "/status/replicas"),
        available: number(value, "/status/availableReplicas"),
        trouble: trouble(value),
    }
}

fn daemon_set(value: &Value) -> Rollout {
    let updated = number(value, "/status/updatedNumberScheduled");
    Rollout {
        observed: number(value, "/status/observedGeneration"),
        desired: number(value, "/status/desiredNumberScheduled"),
        updated,
        all: updated,
        available: number(value, "/status/numberAvailable"),
        trouble: trouble(value),
    }
}

/// A quota or an admission rule lets no pod be made, or nothing has moved for long.
fn trouble(value: &Value) -> Option<String> {
    let failure = condition(value, "ReplicaFailure", "True");
    let stuck = || condition(value, "Progressing", "False");
    let (reason, message) = failure.or_else(stuck)?;
    Some(format!("{reason}: {message}"))
}

/// Since Kubernetes 1.31 the verdict stands first in `FailureTarget` and `SuccessCriteriaMet`, and in `Failed` and
/// `Complete` only when the last pod is gone.
///
/// Source: `pkg/controller/job/job_controller.go`; KEP-3998, KEP-3939.
fn job_end(value: &Value) -> Option<JobEnd> {
    let holds = |kind| condition(value, kind, "True");
    if let Some((reason, message)) = holds("FailureTarget").or_else(|| holds("Failed")) {
        return Some(JobEnd::Failed { reason, message });
    }
    let complete = holds("SuccessCriteriaMet").or_else(|| holds("Complete"));
    complete.map(|_| JobEnd::Complete)
}
