//! The container of a service or job.

use super::probe::probe;
use super::workload::Subject;
use super::written::{Item, number, text, words};
use laneway_core::template::Kind;
use laneway_core::yaml::Node;
use serde_json::{Map, Value, json};

/// A port that a service listens on.
pub(super) struct Port {
    pub(super) port: i64,
    pub(super) target: i64,
    pub(super) protocol: String,
}

/// The container as a pod's template holds it.
pub(super) fn container(subject: &Subject, ports: &[Port]) -> Result<Value, String> {
    let item = subject.item;
    let mut container = Map::new();
    container.insert("name".into(), json!(subject.name));
    container.insert("image".into(), json!(image(subject)?));
    for key in ["command", "args"] {
        if let Some(node) = item.get(key) {
            // Arguments are never a program: a line of them is one word.
            let words = match (key, node.items()) {
                ("args", None) => vec![text(node, key)?],
                _ => words(node, key)?,
            };
            container.insert(key.into(), json!(words));
        }
    }
    let envs = envs(subject)?;
    if !envs.is_empty() {
        container.insert("env".into(), json!(envs));
    }
    if !ports.is_empty() {
        let all = ports
            .iter()
            .map(|port| json!({"containerPort": port.target, "protocol": port.protocol}));
        container.insert("ports".into(), all.collect());
    }
    for (key, written) in [
        ("readinessProbe", "readiness_probe"),
        ("livenessProbe", "liveness_probe"),
    ] {
        let made = item
            .get(written)
            .map(|node| probe(node, written, ports))
            .transpose()?;
        if let Some(made) = made.flatten() {
            container.insert(key.into(), made);
        }
    }
    Ok(Value::Object(container))
}

/// Its own image, or that of the service which it is made from.
fn image(subject: &Subject) -> Result<String, String> {
    if let Some(image) = subject.item.text("image")? {
        return Ok(image);
    }
    let Some(service) = source(subject)? else {
        return Err(
            "it has no `image`: write one, or give its objects in the folder of --manifests"
                .to_owned(),
        );
    };
    let image = service.text("image")?;
    image.ok_or_else(|| "the service of its `from_services` has no `image`".to_owned())
}

/// The service that `from_services` names.
fn source<'s>(subject: &Subject<'s>) -> Result<Option<Item<'s>>, String> {
    let Some(name) = subject.item.text("from_services")? else {
        return Ok(None);
    };
    let found = subject.written.item(Kind::Services, &name);
    let missing =
        || format!("its `from_services` names `{name}`, which is no service of the template");
    found.map(Some).ok_or_else(missing)
}

/// The variables of the service that it is made from, and its own.
fn envs(subject: &Subject) -> Result<Vec<Value>, String> {
    let mut all: Vec<(String, String)> = Vec::new();
    for item in source(subject)?.into_iter().chain([subject.item]) {
        for (name, value) in item
            .get("envs")
            .map(variables)
            .transpose()?
            .unwrap_or_default()
        {
            all.retain(|(known, _)| *known != name);
            all.push((name, value));
        }
    }
    let value = |(name, value): &(String, String)| json!({"name": name, "value": value});
    Ok(all.iter().map(value).collect())
}

/// As a mapping, or as a list of items with `key` (or `name`) and `value`.
fn variables(node: &Node) -> Result<Vec<(String, String)>, String> {
    if let Some(entries) = node.entries() {
        let named = entries
            .iter()
            .filter_map(|entry| Some((entry.name()?, &entry.value)));
        return named
            .map(|(name, value)| Ok((name.to_owned(), text(value, name)?)))
            .collect();
    }
    let items = node
        .items()
        .ok_or("`envs` is no list of items with `key` and `value`")?;
    let variable = |item: &Node| {
        let name = item.get("key").or_else(|| item.get("name"));
        let name = name.ok_or("an item of `envs` has no `key`")?;
        let name = text(name, "key")?;
        let value = item.get("value").filter(|value| !value.is_null());
        Ok((
            name.clone(),
            value
                .map(|it| text(it, &name))
                .transpose()?
                .unwrap_or_default(),
        ))
    };
    items.iter().map(variable).collect()
}

/// `ports`: numbers, or mappings with `port` and perhaps `target_port` and `protocol`.
pub(super) fn ports(item: Item) -> Result<Vec<Port>, String> {
    let Some(node) = item.get("ports") else {
        return Ok(Vec::new());
    };
    let items = node.items().ok_or("`ports` is no list")?;
    let port = |item: &Node| {
        if item.entries().is_none() {
            let port = number(item, "ports")?;
            return Ok(Port {
                port,
                target: port,
                protocol: "TCP".to_owned(),
            });
        }
        let get = |key: &str| item.get(key).filter(|node| !node.is_null());
        let target = ["target_port", "container_port"].into_iter().find_map(get);
        let port = get("port")
            .or(target)
            .ok_or("an item of `ports` has no `port`")?;
        let protocol = get("protocol")
            .map(|node| text(node, "protocol"))
            .transpose()?;
        Ok(Port {
            port: number(port, "port")?,
            target: number(target.unwrap_or(port), "target_port")?,
            protocol: protocol.map_or_else(|| "TCP".to_owned(), |it| it.to_uppercase()),
        })
    };
    items.iter().map(port).collect()
}
