//! Probes: the same words, written as Kubernetes does.

use super::container::Port;
use super::written::{number, text, words};
use laneway_core::yaml::Node;
use serde_json::{Map, Value, json};

const NUMBERS: [(&str, &str); 5] = [
    ("initial_delay_seconds", "initialDelaySeconds"),
    ("period_seconds", "periodSeconds"),
    ("timeout_seconds", "timeoutSeconds"),
    ("success_threshold", "successThreshold"),
    ("failure_threshold", "failureThreshold"),
];

/// The probe. One that does not say what it asks tries to connect to the first port; `None` if there is none
/// either, and so nothing to ask.
pub(super) fn probe(node: &Node, of: &str, ports: &[Port]) -> Result<Option<Value>, String> {
    if node.entries().is_none() {
        return Err(format!("`{of}` is {}, not a mapping", node.kind()));
    }
    let Some((key, question)) = question(node, ports)? else {
        return Ok(None);
    };
    let mut probe = Map::new();
    probe.insert(key.to_owned(), question);
    for (written, key) in NUMBERS {
        if let Some(value) = node.get(written).filter(|it| !it.is_null()) {
            probe.insert(key.to_owned(), json!(number(value, written)?));
        }
    }
    Ok(Some(Value::Object(probe)))
}

/// What is asked, and its key.
fn question(node: &Node, ports: &[Port]) -> Result<Option<(&'static str, Value)>, String> {
    let get = |key: &str| node.get(key).filter(|it| !it.is_null());
    if let Some(http) = get("http_get") {
        let mut question = Map::new();
        question.insert("port".into(), port(http, ports)?);
        for (written, key) in [("path", "path"), ("scheme", "scheme"), ("host", "host")] {
            if let Some(value) = http.get(written) {
                question.insert(key.into(), json!(text(value, written)?));
            }
        }
        return Ok(Some(("httpGet", Value::Object(question))));
    }
    if let Some(tcp) = get("tcp_socket") {
        return Ok(Some(("tcpSocket", json!({"port": port(tcp, ports)?}))));
    }
    if let Some(grpc) = get("grpc") {
        return Ok(Some(("grpc", json!({"port": port(grpc, ports)?}))));
    }
    if let Some(exec) = get("exec") {
        let command = exec.get("command").unwrap_or(exec);
        return Ok(Some(("exec", json!({"command": words(command, "exec")?}))));
    }
    let first = ports.first().map(|port| json!({"port": port.target}));
    Ok(first.map(|question| ("tcpSocket", question)))
}

/// A number, or the name of a port; the first one if it is not said.
fn port(node: &Node, ports: &[Port]) -> Result<Value, String> {
    match (node.get("port"), ports.first()) {
        (Some(port), _) => {
            let written = text(port, "port")?;
            Ok(written
                .parse::<i64>()
                .map_or_else(|_| json!(written), |number| json!(number)))
        }
        (None, Some(first)) => Ok(json!(first.target)),
        (None, None) => Err("a probe needs a `port`".to_owned()),
    }
}
