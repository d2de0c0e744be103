//! Applies and deletes objects.

use super::CALL;
use super::connect::Cluster;
use super::error::{code, is_passing, words};
use super::lock::Held;
use crate::evaluate::Applied;
use crate::labels::{MANAGER, RUN};
use crate::manifest::Bundle;
use crate::object::{Key, Object, Resource};
use k8s_openapi::api::core::v1::Pod;
use kube::api::{DeleteParams, LogParams, Patch, PatchParams, Preconditions};
use kube::{Api, Error, ResourceExt as _};
use serde_json::json;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How long to wait before a call is made again that the API server had no time for.
const AGAIN: Duration = Duration::from_secs(1);
/// How many lines of a failed container are shown.
const LINES: i64 = 8;

/// Applies objects for a run.
#[derive(Clone)]
pub(super) struct Hand {
    pub(super) cluster: Cluster,
    pub(super) run: String,
    pub(super) force: bool,
    pub(super) held: Held,
}

impl Hand {
    /// Applies what a task consists of, one object after the other.
    pub(super) async fn apply(
        &self,
        bundle: &Bundle,
        busy: &impl Fn(String),
    ) -> Result<Vec<Applied>, String> {
        let mut applied = Vec::new();
        for object in &bundle.objects {
            let done = self
                .apply_one(object, busy)
                .await
                .map_err(|why| format!("{}: {why}", object.key()))?;
            applied.extend(done.key.is_workload().then_some(done));
        }
        Ok(applied)
    }

    async fn apply_one(&self, object: &Object, busy: &impl Fn(String)) -> Result<Applied, String> {
        let mut marked = object.clone();
        marked
            .mapping(&["metadata", "labels"])
            .insert(RUN.to_owned(), json!(self.run));
        let api = self.cluster.api(&object.resource());
        let mut params = PatchParams::apply(MANAGER);
        params.force = self.force;
        let key = object.key();
        let patch = Patch::Apply(marked.value());
        let call = || api.patch(&key.name, &params, &patch);
        let there = self.persist(call, busy).await?;
        Ok(Applied {
            uid: there.uid().unwrap_or_default(),
            generation: there.metadata.generation.unwrap_or_default(),
            key,
        })
    }

    /// Deletes this very object and nothing that took its place. That it is gone, a watch tells.
    pub(super) async fn delete(
        &self,
        key: &Key,
        uid: &str,
        busy: &impl Fn(String),
    ) -> Result<(), String> {
        let api = self.cluster.api(&Resource::workload(&key.kind));
        let params = DeleteParams::background().preconditions(Preconditions {
            uid: Some(uid.to_owned()),
            resource_version: None,
        });
        let call = || async {
            match api.delete(&key.name, &params).await {
                Err(error) if code(&error) == Some(404) => Ok(()),
                other => other.map(drop),
            }
        };
        self.persist(call, busy)
            .await
            .map_err(|why| format!("{key} cannot be deleted: {why}"))
    }

    /// Calls until there is an answer. Nothing is written without the lock.
    async fn persist<T, F: Future<Output = Result<T, Error>>>(
        &self,
        call: impl Fn() -> F,
        busy: &impl Fn(String),
    ) -> Result<T, String> {
        loop {
            if !self.held.is_held() {
                return Err("the lock of this run was lost".to_owned());
            }
            match timeout(CALL, call()).await {
                Ok(Ok(done)) => return Ok(done),
                Ok(Err(error)) if !is_passing(&error) => return Err(words(&error)),
                Ok(Err(error)) => busy(words(&error)),
                Err(_) => busy(format!("no answer within {} s", CALL.as_secs())),
            }
            sleep(AGAIN).await;
        }
    }

    /// The last words of a container; nothing if they cannot be had.
    pub(super) async fn logs(&self, pod: &str, container: &str, previous: bool) -> Option<String> {
        let pods: Api<Pod> = Api::namespaced(self.cluster.client.clone(), &self.cluster.namespace);
        let params = LogParams {
            container: Some(container.to_owned()),
            previous,
            tail_lines: Some(LINES),
            limit_bytes: Some(16 * 1024),
            ..LogParams::default()
        };
        let text = timeout(CALL, pods.logs(pod, &params)).await.ok()?.ok()?;
        let text = text.trim_end();
        (!text.is_empty()).then(|| text.to_owned())
    }
}
