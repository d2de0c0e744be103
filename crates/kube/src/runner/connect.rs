//! Which cluster, and which of its namespaces.

use super::error::Failure;
use crate::object::Resource;
use http::header::{HeaderValue, USER_AGENT};
use kube::api::DynamicObject;
use kube::config::{KubeConfigOptions, Kubeconfig, KubeconfigError};
use kube::core::ApiResource;
use kube::{Api, Client, Config};
use serde_json::Value;
use std::path::PathBuf;

/// How an API server names this client in its audit log.
const AGENT: HeaderValue = HeaderValue::from_static(concat!("laneway/", env!("CARGO_PKG_VERSION")));

/// Where to run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// A kubeconfig; else that of `KUBECONFIG`, the user's own, or the cluster that this program runs in.
    pub kubeconfig: Option<PathBuf>,
    /// A context of the kubeconfig; else the current one.
    pub context: Option<String>,
    /// A namespace; else the context's own.
    pub namespace: Option<String>,
}

/// A namespace of a cluster.
#[derive(Clone)]
pub(super) struct Cluster {
    pub(super) client: Client,
    pub(super) namespace: String,
}

impl Cluster {
    pub(super) async fn at(place: &Place) -> Result<Self, Failure> {
        let mut config = match place {
            Place {
                kubeconfig: None,
                context: None,
                ..
            } => Config::infer().await.map_err(|error| unreachable(&error))?,
            place => named(place).await.map_err(|error| unreachable(&error))?,
        };
        config.headers.push((USER_AGENT, AGENT));
        // Retries are made here, where they can be told of.
        config.default_retry = false;
        let namespace = place
            .namespace
            .clone()
            .unwrap_or_else(|| config.default_namespace.clone());
        Ok(Self {
            client: Client::try_from(config)?,
            namespace,
        })
    }

    /// The objects of a kind.
    pub(super) fn api(&self, resource: &Resource) -> Api<DynamicObject> {
        Api::namespaced_with(
            self.client.clone(),
            &self.namespace,
            &api_resource(resource),
        )
    }
}

async fn named(place: &Place) -> Result<Config, KubeconfigError> {
    let options = KubeConfigOptions {
        context: place.context.clone(),
        ..KubeConfigOptions::default()
    };
    match &place.kubeconfig {
        None => Config::from_kubeconfig(&options).await,
        Some(path) => Config::from_custom_kubeconfig(Kubeconfig::read_from(path)?, &options).await,
    }
}

fn unreachable(error: &dyn std::fmt::Display) -> Failure {
    Failure::Unusable(format!(
        "no cluster can be told from the kubeconfig: {error}"
    ))
}

fn api_resource(resource: &Resource) -> ApiResource {
    ApiResource {
        group: resource.group.clone(),
        version: resource.version.clone(),
        api_version: resource.api_version(),
        kind: resource.kind.clone(),
        plural: resource.plural(),
    }
}

/// An object as the rest of this crate reads it. Lists leave out the kinds of their items.
pub(super) fn value(object: &DynamicObject, kind: &str) -> Value {
    let mut value = serde_json::to_value(object).unwrap_or_default();
    value["kind"] = Value::String(kind.to_owned());
    value
}
