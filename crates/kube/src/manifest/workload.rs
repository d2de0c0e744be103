//! The objects that a service, a job or infrastructure code of the template stands for.

use super::container::{Port, container, ports};
use super::written::{Item, Written, number};
use crate::labels;
use crate::object::Object;
use laneway_core::plan::Task;
use laneway_core::template::Kind;
use serde_json::{Value, json};

/// What objects are made of.
pub(super) struct Subject<'a> {
    pub(super) application: &'a str,
    pub(super) task: &'a Task,
    /// What they are called.
    pub(super) name: &'a str,
    pub(super) item: Item<'a>,
    pub(super) written: &'a Written,
}

/// Its objects.
pub(super) fn made(subject: &Subject) -> Result<Vec<Object>, String> {
    if subject.name.is_empty() {
        return Err("its name holds no letter or digit".to_owned());
    }
    let ports = ports(subject.item)?;
    let container = container(subject, &ports)?;
    let values = match subject.task.kind {
        Kind::Services => {
            let mut values = vec![deployment(subject, &container)?];
            values.extend((!ports.is_empty()).then(|| service(subject, &ports)));
            values
        }
        _ => vec![job(subject, &container)],
    };
    Ok(values.into_iter().filter_map(Object::new).collect())
}

/// What its pods are found by; never changes.
fn selector(subject: &Subject) -> Value {
    json!({
        labels::APPLICATION: subject.application,
        labels::TASK: subject.task.reference,
    })
}

fn deployment(subject: &Subject, container: &Value) -> Result<Value, String> {
    let replicas = subject
        .item
        .get("replicas")
        .map(|node| number(node, "replicas"))
        .transpose()?;
    Ok(json!({
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": subject.name},
        "spec": {
            "replicas": replicas.unwrap_or(1),
            "selector": {"matchLabels": selector(subject)},
            "template": {
                "metadata": {"labels": selector(subject)},
                "spec": {"containers": [container]},
            },
        },
    }))
}

fn service(subject: &Subject, ports: &[Port]) -> Value {
    let port = |(index, port): (usize, &Port)| {
        json!({
            "name": format!("port-{}", index + 1),
            "port": port.port,
            "protocol": port.protocol,
            "targetPort": port.target,
        })
    };
    let ports: Vec<Value> = ports.iter().enumerate().map(port).collect();
    json!({
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": subject.name},
        "spec": {"ports": ports, "selector": selector(subject)},
    })
}

fn job(subject: &Subject, container: &Value) -> Value {
    json!({
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": subject.name},
        "spec": {
            "template": {
                "spec": {"containers": [container], "restartPolicy": "Never"},
            },
        },
    })
}
