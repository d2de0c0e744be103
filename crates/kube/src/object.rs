//! Objects of Kubernetes as values, and what is known of their kinds.

use serde_json::{Map, Value};
use std::fmt;

/// An object: a mapping with `apiVersion`, `kind` and `metadata.name`.
#[derive(Debug, Clone, PartialEq)]
pub struct Object(Value);

/// What names an object in a namespace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// `Deployment`.
    pub kind: String,
    /// `web`.
    pub name: String,
}

impl Key {
    /// A key.
    pub fn new(kind: &str, name: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            name: name.to_owned(),
        }
    }

    /// Whether pods come from it, so that it can get ready or complete.
    pub fn is_workload(&self) -> bool {
        WORKLOADS.contains(&self.kind.as_str())
    }
}

/// As people and `kubectl` write it: `deployment/web`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.to_lowercase(), self.name)
    }
}

impl Object {
    /// `None` for what is no object.
    pub fn new(value: Value) -> Option<Self> {
        let has = |path| value.pointer(path).is_some_and(Value::is_string);
        let is_one = ["/apiVersion", "/kind", "/metadata/name"]
            .into_iter()
            .all(has);
        is_one.then_some(Self(value))
    }

    /// What it holds.
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// Kind and name.
    pub fn key(&self) -> Key {
        Key::new(text(&self.0, "/kind"), text(&self.0, "/metadata/name"))
    }

    /// What kind it is.
    pub fn resource(&self) -> Resource {
        Resource::new(text(&self.0, "/apiVersion"), text(&self.0, "/kind"))
    }

    /// The text at a path; empty where there is none.
    pub fn text(&self, path: &str) -> &str {
        text(&self.0, path)
    }

    /// The mapping at a path, which is made where there is none.
    pub fn mapping(&mut self, path: &[&str]) -> &mut Map<String, Value> {
        let mut at = &mut self.0;
        for key in path {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            at = &mut at[*key];
        }
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        match at {
            Value::Object(map) => map,
            _ => unreachable!("it was made one above"),
        }
    }

    /// Whether a service made of it has a moment at which it says by itself that it is ready.
    pub fn has_readiness_probe(&self) -> bool {
        let containers = self.0.pointer("/spec/template/spec/containers");
        let containers = containers.and_then(Value::as_array);
        containers.is_some_and(|all| all.iter().any(|it| it.get("readinessProbe").is_some()))
    }
}

pub(crate) fn text<'v>(value: &'v Value, path: &str) -> &'v str {
    value
        .pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Kinds that pods come from.
pub const WORKLOADS: [&str; 4] = ["Deployment", "StatefulSet", "DaemonSet", "Job"];

/// Kinds that no namespace holds.
const OF_THE_CLUSTER: [&str; 10] = [
    "APIService",
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "IngressClass",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PriorityClass",
    "StorageClass",
];

/// A kind of objects, as the API server names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resource {
    /// `apps`; empty for the core.
    pub group: String,
    /// `v1`.
    pub version: String,
    /// `Deployment`.
    pub kind: String,
}

impl Resource {
    /// The kind of `apiVersion` and `kind`.
    pub fn new(api_version: &str, kind: &str) -> Self {
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        Self {
            group: group.to_owned(),
            version: version.to_owned(),
            kind: kind.to_owned(),
        }
    }

    /// A kind that pods come from.
    pub fn workload(kind: &str) -> Self {
        let group = if kind == "Job" { "batch/v1" } else { "apps/v1" };
        Self::new(group, kind)
    }

    /// `apps/v1`.
    pub fn api_version(&self) -> String {
        match self.group.as_str() {
            "" => self.version.clone(),
            group => format!("{group}/{}", self.version),
        }
    }

    /// `deployments`: what its address and a Role call it. By the rules that all kinds of Kubernetes follow.
    pub fn plural(&self) -> String {
        let kind = self.kind.to_lowercase();
        let ends = |end| kind.ends_with(end);
        if kind == "endpoints" {
            return kind;
        }
        match kind.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
            _ if ends("s") || ends("x") || ends("ch") || ends("sh") => format!("{kind}es"),
            _ => format!("{kind}s"),
        }
    }

    /// Whether a namespace holds it.
    pub fn is_namespaced(&self) -> bool {
        !OF_THE_CLUSTER.contains(&self.kind.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn kinds_have_the_names_of_their_addresses() {
        for (kind, plural) in [
            ("Deployment", "deployments"),
            ("NetworkPolicy", "networkpolicies"),
            ("Ingress", "ingresses"),
            ("Gateway", "gateways"),
            ("Endpoints", "endpoints"),
        ] {
            assert_eq!(Resource::new("v1", kind).plural(), plural);
        }
        assert!(!Resource::new("v1", "Namespace").is_namespaced());
        assert_eq!(Resource::workload("Job").api_version(), "batch/v1");
    }

    #[test]
    fn an_object_has_a_kind_and_a_name() {
        assert_eq!(Object::new(json!({"kind": "Job"})), None);
        let job =
            json!({"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "a"}, "spec": 1});
        let mut job = Object::new(job).expect("an object");
        assert_eq!(job.key().to_string(), "job/a");
        job.mapping(&["spec", "template"])
            .insert("x".into(), json!(1));
        assert_eq!(job.value()["spec"], json!({"template": {"x": 1}}));
    }
}
