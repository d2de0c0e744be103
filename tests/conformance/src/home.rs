//! A namespace of its own for every run.

use k8s_openapi::api::core::v1::{Namespace, Pod};
use kube::api::{DeleteParams, PostParams};
use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::{Api, Client, Config, ResourceExt as _};
use laneway_kube::runner::Place;
use serde_json::json;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Names the kubeconfig of the cluster.
pub const CLUSTER: &str = "LANEWAY_CLUSTER";
/// How long anything may take that takes a moment.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How to reach the cluster.
///
/// # Panics
/// If nobody has started one for tests.
pub fn kubeconfig() -> PathBuf {
    let path = std::env::var_os(CLUSTER);
    path.expect("`cargo xtask conformance` starts a cluster and names it")
        .into()
}

/// A namespace, which goes when this is dropped.
pub struct Home {
    /// What calls are made on.
    pub runtime: Runtime,
    /// Somebody who may do anything.
    pub client: Client,
    /// The namespace, for runs.
    pub place: Place,
}

impl Home {
    /// A new one.
    ///
    /// # Panics
    /// If there is no cluster.
    pub fn new() -> Self {
        let threads = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        let runtime = threads.expect("a runtime");
        let (client, namespace) = runtime.block_on(async {
            let config = Kubeconfig::read_from(kubeconfig()).expect("a kubeconfig");
            let options = KubeConfigOptions::default();
            let config = Config::from_custom_kubeconfig(config, &options).await;
            let client = Client::try_from(config.expect("a cluster")).expect("a client");
            let namespace = json!({"metadata": {"generateName": "conformance-"}});
            let namespace: Namespace = serde_json::from_value(namespace).expect("a namespace");
            let made = Api::all(client.clone())
                .create(&PostParams::default(), &namespace)
                .await;
            (client, made.expect("a new namespace").name_any())
        });
        Self {
            runtime,
            client,
            place: Place {
                kubeconfig: Some(kubeconfig()),
                namespace: Some(namespace),
                context: None,
            },
        }
    }

    /// Its name.
    pub fn namespace(&self) -> &str {
        self.place.namespace.as_deref().unwrap_or_default()
    }

    /// Makes pods, and waits until the kubelet has them.
    ///
    /// # Panics
    /// If it does not take them.
    pub fn make(&self, pods: &[Pod]) {
        let api: Api<Pod> = Api::namespaced(self.client.clone(), self.namespace());
        let begun = Instant::now();
        self.runtime.block_on(async {
            for pod in pods {
                api.create(&PostParams::default(), pod)
                    .await
                    .expect("a pod is made");
            }
            for pod in pods {
                let is_taken = |pod: Pod| {
                    pod.status
                        .is_some_and(|status| status.phase.as_deref() == Some("Running"))
                };
                while !api.get(&pod.name_any()).await.is_ok_and(is_taken) {
                    assert!(begun.elapsed() < PATIENCE, "the kubelet takes no pods");
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
        });
    }
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let api: Api<Namespace> = Api::all(self.client.clone());
        let params = DeleteParams::background();
        let gone = api.delete(self.namespace(), &params);
        // If it stays, the cluster goes soon.
        self.runtime.block_on(gone).ok();
    }
}
