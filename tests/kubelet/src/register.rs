//! Being a node: registering, sending signs of life, and telling when pods can come.

use crate::status::NODE_ADDRESS;
use k8s_openapi::api::coordination::v1::Lease;
use k8s_openapi::api::core::v1::Node;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::MicroTime;
use k8s_openapi::jiff::Timestamp;
use kube::api::{Patch, PatchParams, PostParams};
use kube::{Api, Client};
use serde_json::{Value, json};
use std::time::Duration;

/// Where nodes show that they live.
const LEASES: &str = "kube-node-lease";
/// How often. The real kubelet's is as long: a lease of 40 s, renewed when a quarter is over.
const HEARTBEAT: Duration = Duration::from_secs(10);
const LEASE_SECONDS: i32 = 40;
/// How long to wait after the API server gave no answer, or not yet the right one.
const RETRY: Duration = Duration::from_millis(100);

/// Registers the node, whose logs are to be had on `port`, and returns when the scheduler may choose it. Tries until
/// the API server is there.
pub async fn register(client: &Client, name: &str, port: u16) {
    until_done("registering the node", || create(client, name, port)).await;
    sign(client, name).await;
    until_done("waiting for the node to be accepted", || {
        accepted(client, name)
    })
    .await;
}

/// Sends signs of life for ever.
pub async fn live(client: Client, name: String) {
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        sign(&client, &name).await;
    }
}

async fn until_done<F: Future<Output = kube::Result<bool>>>(what: &str, again: impl Fn() -> F) {
    let mut told = String::new();
    loop {
        match again().await {
            Ok(true) => return,
            Ok(false) => {}
            Err(error) => {
                let problem = error.to_string();
                if problem != told {
                    eprintln!("{what}: {problem}");
                }
                told = problem;
            }
        }
        tokio::time::sleep(RETRY).await;
    }
}

async fn create(client: &Client, name: &str, port: u16) -> kube::Result<bool> {
    let nodes: Api<Node> = Api::all(client.clone());
    let node = serde_json::from_value(description(name)).map_err(kube::Error::SerdeError)?;
    match nodes.create(&PostParams::default(), &node).await {
        // It was registered before.
        Err(kube::Error::Api(answer)) if answer.code == 409 => {}
        other => drop(other?),
    }
    let mut status = status(port);
    status["capacity"] = room();
    status["allocatable"] = room();
    report(client, name, &status).await
}

/// Shows that another node is there, whatever room it is said to have, and sends signs of life for ever.
pub(crate) async fn live_as(client: Client, name: String, port: u16) {
    until_done("showing a node", || async {
        report(&client, &name, &status(port)).await
    })
    .await;
    sign(&client, &name).await;
    live(client, name).await;
}

/// Sends a sign of life.
pub(crate) async fn sign(client: &Client, name: &str) {
    until_done("sending a sign of life", || renew(client, name)).await;
}

async fn report(client: &Client, name: &str, status: &Value) -> kube::Result<bool> {
    let status = Patch::Strategic(json!({"status": status}));
    let nodes: Api<Node> = Api::all(client.clone());
    match nodes
        .patch_status(name, &PatchParams::default(), &status)
        .await
    {
        Err(kube::Error::Api(answer)) if answer.code == 404 => Ok(true),
        other => other.map(|_| true),
    }
}

fn description(name: &str) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": name, "labels": {
            "kubernetes.io/arch": "amd64",
            "kubernetes.io/hostname": name,
            "kubernetes.io/os": "linux",
        }},
    })
}

/// Room for everything.
fn room() -> Value {
    json!({"cpu": "10k", "memory": "100Ti", "ephemeral-storage": "100Ti", "pods": "20000"})
}

/// Nothing is wrong.
fn status(port: u16) -> Value {
    let now = Timestamp::now();
    let condition = |kind: &str, is_so: bool, reason: &str| {
        let word = if is_so { "True" } else { "False" };
        json!({
            "type": kind, "status": word, "reason": reason,
            "lastHeartbeatTime": now, "lastTransitionTime": now,
        })
    };
    json!({
        "addresses": [{"type": "InternalIP", "address": NODE_ADDRESS}],
        "daemonEndpoints": {"kubeletEndpoint": {"Port": port}},
        "conditions": [
            condition("Ready", true, "KubeletReady"),
            condition("MemoryPressure", false, "KubeletHasSufficientMemory"),
            condition("DiskPressure", false, "KubeletHasNoDiskPressure"),
            condition("PIDPressure", false, "KubeletHasSufficientPID"),
        ],
        "nodeInfo": {
            "architecture": "amd64", "operatingSystem": "linux", "osImage": "none", "kernelVersion": "none",
            "machineID": "", "systemUUID": "", "bootID": "", "kubeProxyVersion": "",
            "containerRuntimeVersion": "laneway://0", "kubeletVersion": "v1.36.3",
        },
    })
}

async fn renew(client: &Client, name: &str) -> kube::Result<bool> {
    let leases: Api<Lease> = Api::namespaced(client.clone(), LEASES);
    let lease = json!({
        "apiVersion": "coordination.k8s.io/v1",
        "kind": "Lease",
        "metadata": {"name": name},
        "spec": {
            "holderIdentity": name,
            "leaseDurationSeconds": LEASE_SECONDS,
            "renewTime": MicroTime(Timestamp::now()),
        },
    });
    let ours = PatchParams::apply("laneway-kubelet").force();
    leases.patch(name, &ours, &Patch::Apply(lease)).await?;
    Ok(true)
}

/// Whether the controllers have taken away what keeps pods from a new node.
async fn accepted(client: &Client, name: &str) -> kube::Result<bool> {
    let node = Api::<Node>::all(client.clone()).get(name).await?;
    let taints = node.spec.and_then(|spec| spec.taints).unwrap_or_default();
    Ok(taints.is_empty())
}
