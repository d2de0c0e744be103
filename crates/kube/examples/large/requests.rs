//! What an API server says of its requests in its audit log.

use k8s_openapi::jiff::Timestamp;
use serde::Deserialize;
use std::error::Error;
use std::fs;
use std::path::Path;

/// A line of the log, as far as it is read here (audit.k8s.io/v1, `Event`).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    verb: String,
    #[serde(default)]
    user_agent: String,
    object_ref: Option<ObjectRef>,
    request_received_timestamp: Timestamp,
    stage_timestamp: Timestamp,
}

#[derive(Deserialize)]
struct ObjectRef {
    namespace: Option<String>,
}

/// Requests of one client.
pub(super) struct Requests {
    pub(super) count: usize,
    /// How long the writes among them took within the API server, in milliseconds; ascending.
    pub(super) writes: Vec<f64>,
}

/// Those of clients whose name begins like this, in a namespace.
pub(super) fn requests(
    log: &Path,
    agent: &str,
    namespace: &str,
) -> Result<Requests, Box<dyn Error>> {
    let text = fs::read_to_string(log)?;
    let events: Vec<Event> = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let is_own = |event: &&Event| {
        let place = event.object_ref.as_ref();
        let place = place.and_then(|it| it.namespace.as_deref());
        // What is asked of the server itself, such as which kinds it knows, has no namespace.
        event.user_agent.starts_with(agent) && place.is_none_or(|it| it == namespace)
    };
    let own: Vec<&Event> = events.iter().filter(is_own).collect();
    let writes = own
        .iter()
        .filter(|event| ["create", "patch", "update"].contains(&event.verb.as_str()));
    let took = writes.map(|event| {
        let took = event
            .stage_timestamp
            .duration_since(event.request_received_timestamp);
        took.as_secs_f64() * 1000.0
    });
    let mut writes: Vec<f64> = took.collect();
    writes.sort_by(f64::total_cmp);
    Ok(Requests {
        count: own.len(),
        writes,
    })
}
