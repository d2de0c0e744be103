//! A namespace of its own for every run.

use k8s_openapi::api::core::v1::{Namespace, Node, Pod};
use kube::api::{DeleteParams, Patch, PatchParams, PostParams};
use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::{Api, Client, Config, ResourceExt};
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

/// The annotation of a node that the test kubelet is to lose.
const LOST: &str = "laneway.dev/lost";

/// A namespace, which goes when this is dropped, and nodes beside it.
pub struct Home {
    /// What calls are made on.
    pub runtime: Runtime,
    /// Somebody who may do anything.
    pub client: Client,
    /// The namespace, for runs.
    pub place: Place,
    /// The names of its nodes.
    nodes: Vec<String>,
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
            nodes: Vec::new(),
        }
    }

    /// Its name.
    pub fn namespace(&self) -> &str {
        self.place.namespace.as_deref().unwrap_or_default()
    }

    /// Makes nodes that the test kubelet plays, and waits until pods can come to them.
    ///
    /// # Panics
    /// If it does not play them.
    pub fn raise(&mut self, nodes: &[Node]) {
        let api: Api<Node> = Api::all(self.client.clone());
        let begun = Instant::now();
        self.nodes.extend(nodes.iter().map(ResourceExt::name_any));
        self.runtime.block_on(async {
            for node in nodes {
                let made = api.create(&PostParams::default(), node).await;
                made.expect("a node is made");
            }
            for node in nodes {
                let own = taints(node);
                let is_accepted = |node: Node| taints(&node) == own && is_ready(&node);
                while !api.get(&node.name_any()).await.is_ok_and(is_accepted) {
                    assert!(begun.elapsed() < PATIENCE, "nobody plays the node");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        });
    }

    /// Loses a node after so long, or finds it again.
    pub fn lose(&self, node: &str, is_lost: bool, after: Duration) {
        let (api, node): (Api<Node>, _) = (Api::all(self.client.clone()), node.to_owned());
        self.runtime.spawn(async move {
            tokio::time::sleep(after).await;
            let mark = is_lost.then_some("true");
            let patch = Patch::Merge(json!({"metadata": {"annotations": {LOST: mark}}}));
            let patched = api.patch(&node, &PatchParams::default(), &patch).await;
            if let Err(error) = patched {
                eprintln!("{node} is not lost: {error}");
            }
        });
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

fn taints(node: &Node) -> usize {
    let spec = node.spec.as_ref();
    spec.map_or(0, |spec| spec.taints.iter().flatten().count())
}

fn is_ready(node: &Node) -> bool {
    let status = node.status.as_ref();
    let mut conditions = status
        .into_iter()
        .flat_map(|it| it.conditions.iter().flatten());
    conditions.any(|it| it.type_ == "Ready" && it.status == "True")
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
        let api: Api<Node> = Api::all(self.client.clone());
        for node in &self.nodes {
            self.runtime.block_on(api.delete(node, &params)).ok();
        }
    }
}
