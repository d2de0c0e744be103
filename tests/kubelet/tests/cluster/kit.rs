//! A namespace of its own for each test, and waiting.

use k8s_openapi::api::core::v1::{ContainerStatus, Namespace, Pod};
use kube::api::{ListParams, PostParams};
use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::{Api, Client, Resource, ResourceExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::time::{Duration, Instant};

/// How to reach the cluster that is meant for tests. No other variable is looked at, so nobody's own cluster is used.
const VARIABLE: &str = "LANEWAY_CLUSTER";
/// Longer than anything takes here on the busiest machine; only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(180);
const POLL: Duration = Duration::from_millis(100);

/// A part of the cluster for one test.
pub(crate) struct Place {
    client: Client,
    namespace: String,
}

impl Place {
    /// A new namespace whose name begins with that of the test.
    pub(crate) async fn new(test: &str) -> Self {
        let Some(file) = std::env::var_os(VARIABLE) else {
            panic!("{VARIABLE} names no cluster: run `cargo xtask test --only cluster`");
        };
        let kubeconfig = Kubeconfig::read_from(file).expect("a readable kubeconfig");
        let options = KubeConfigOptions::default();
        let config = kube::Config::from_custom_kubeconfig(kubeconfig, &options).await;
        let client = Client::try_from(config.expect("a valid kubeconfig")).expect("a client");
        let namespaces: Api<Namespace> = Api::all(client.clone());
        let wanted = json!({"metadata": {"generateName": format!("{test}-")}});
        let wanted = serde_json::from_value(wanted).expect("a namespace");
        let made = namespaces.create(&PostParams::default(), &wanted).await;
        let namespace = made.expect("a new namespace").name_any();
        Self { client, namespace }
    }

    /// Objects of one kind in it.
    pub(crate) fn api<K>(&self) -> Api<K>
    where
        K: Resource<Scope = kube::core::NamespaceResourceScope, DynamicType = ()>,
    {
        Api::namespaced(self.client.clone(), &self.namespace)
    }

    /// Makes an object.
    pub(crate) async fn create<K>(&self, name: &str, spec: Value)
    where
        K: Resource<Scope = kube::core::NamespaceResourceScope, DynamicType = ()>,
        K: Clone + Debug + DeserializeOwned + Serialize,
    {
        let object = json!({"metadata": {"name": name}, "spec": spec});
        let object = serde_json::from_value(object).expect("an object of that kind");
        let (api, usual) = (self.api::<K>(), PostParams::default());
        let made = api.create(&usual, &object).await;
        made.expect("the API server takes it");
    }

    /// Waits until an object of that name is as wanted, and returns it.
    pub(crate) async fn until<K>(&self, name: &str, is_so: impl Fn(&K) -> bool) -> K
    where
        K: Resource<Scope = kube::core::NamespaceResourceScope, DynamicType = ()>,
        K: Clone + Debug + DeserializeOwned,
    {
        let api = self.api::<K>();
        let started = Instant::now();
        loop {
            let found = api.get_opt(name).await.expect("an answer");
            if let Some(object) = found.as_ref().filter(|it| is_so(it)) {
                return object.clone();
            }
            assert!(started.elapsed() < PATIENCE, "{name} stays {found:#?}");
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until the pods with the label `app: NAME` are as wanted, and returns them.
    pub(crate) async fn until_pods(&self, app: &str, are_so: impl Fn(&[Pod]) -> bool) -> Vec<Pod> {
        let labelled = ListParams::default().labels(&format!("app={app}"));
        let started = Instant::now();
        loop {
            let pods = self.api::<Pod>().list(&labelled).await.expect("an answer");
            if are_so(&pods.items) {
                return pods.items;
            }
            assert!(started.elapsed() < PATIENCE, "pods stay {:#?}", pods.items);
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until the one pod of `app` is as wanted.
    pub(crate) async fn until_pod(&self, app: &str, is_so: impl Fn(&Pod) -> bool) -> Pod {
        let mut pods = self
            .until_pods(app, |pods| matches!(pods, [pod] if is_so(pod)))
            .await;
        pods.remove(0)
    }
}

/// A Deployment's description.
pub(crate) fn deployment(app: &str, replicas: u32, script: &str) -> Value {
    json!({
        "replicas": replicas,
        "selector": {"matchLabels": {"app": app}},
        "template": pod(app, "Always", script),
    })
}

/// A Job's description, whose pods are not tried again.
pub(crate) fn job(app: &str, script: &str) -> Value {
    json!({"backoffLimit": 0, "template": pod(app, "Never", script)})
}

/// A pod's description within that of another object.
pub(crate) fn pod(app: &str, policy: &str, script: &str) -> Value {
    json!({
        "metadata": {"labels": {"app": app}},
        "spec": {"restartPolicy": policy, "containers": [
            {"name": "app", "image": "script", "args": [script]},
        ]},
    })
}

/// The state of a pod's only container; `None` before the kubelet has seen it.
pub(crate) fn container(pod: &Pod) -> Option<&ContainerStatus> {
    pod.status.as_ref()?.container_statuses.as_ref()?.first()
}

/// Whether the pod's only container is ready.
pub(crate) fn is_ready(pod: &Pod) -> bool {
    container(pod).is_some_and(|it| it.ready)
}

/// Why the pod's only container waits.
pub(crate) fn waits_for(pod: &Pod) -> Option<&str> {
    let state = container(pod)?.state.as_ref()?;
    state.waiting.as_ref()?.reason.as_deref()
}

/// The pod's phase.
pub(crate) fn phase(pod: &Pod) -> &str {
    let status = pod.status.as_ref();
    status
        .and_then(|it| it.phase.as_deref())
        .unwrap_or_default()
}
