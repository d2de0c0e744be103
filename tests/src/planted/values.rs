//! Times, numbers and booleans that are written as something else.

use super::ground::Ground;
use super::place::{entry_behind, instead_of};
use super::plant::{Expected, MARK, Plant, Remedy};
use laneway_core::yaml::{Entry, Node};

/// A chart's `timeout` without its unit.
pub(super) fn chart_timeout(ground: &Ground) -> Vec<Plant> {
    let plants = ground.of("charts").filter_map(|chart| {
        let expected = Expected::error("chart-timeout").safe();
        let edit = match chart.node.entry("timeout") {
            Some(entry) => instead_of(entry.value.span, "300"),
            None => {
                let name = chart.node.entry("name")?;
                entry_behind(
                    ground.text,
                    &chart.node,
                    name,
                    &format!("timeout: {MARK}300"),
                )
            }
        };
        Some(Plant::new(vec![edit], expected))
    });
    plants.collect()
}

/// A job's `completed_timeout` as a text, or with a unit.
pub(super) fn completed_timeout(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for wrong in ["\"600\"", "10m"] {
        plants.extend(ground.of("jobs").filter_map(|job| {
            let expected = Expected::error("not-a-number").safe();
            let edit = match job.node.entry("completed_timeout") {
                Some(entry) => instead_of(entry.value.span, wrong),
                None => {
                    let name = job.node.entry("name")?;
                    let written = format!("completed_timeout: {MARK}{wrong}");
                    entry_behind(ground.text, &job.node, name, &written)
                }
            };
            Some(Plant::new(vec![edit], expected))
        }));
    }
    plants
}

/// The numbers of services and probes as texts, in quotes or in words.
pub(super) fn numbers(ground: &Ground) -> Vec<Plant> {
    const KEYS: [&str; 6] = [
        "replicas",
        "initial_delay_seconds",
        "period_seconds",
        "timeout_seconds",
        "failure_threshold",
        "success_threshold",
    ];
    let mut plants = Vec::new();
    for service in ground.of("services") {
        let probes = ["readiness_probe", "liveness_probe"].map(|key| service.node.get(key));
        let mappings = [Some(&service.node)].into_iter().chain(probes).flatten();
        let entries = mappings.flat_map(|it| it.entries().unwrap_or_default());
        let read = |it: &&Entry| it.name().is_some_and(|key| KEYS.contains(&key));
        for entry in entries.filter(read) {
            for (wrong, remedy) in [("\"3\"", Remedy::Safe), ("several", Remedy::None)] {
                let edit = instead_of(entry.value.span, wrong);
                let expected = Expected::error("not-a-number").with(remedy);
                plants.push(Plant::new(vec![edit], expected));
            }
        }
    }
    plants
}

/// `yes`, `"true"` and other words for a boolean, with the same meaning.
pub(super) fn booleans(ground: &Ground) -> Vec<Plant> {
    const KEYS: [&str; 3] = ["halt_on_error", "wait_for_finish", "static"];
    let steps = ground.written_steps().map(|(_, _, step)| &step.node);
    let services = ground.of("services").map(|service| &service.node);
    let mappings: Vec<&Node> = steps.chain(services).collect();
    let mut plants = Vec::new();
    for entry in mappings
        .iter()
        .flat_map(|it| it.entries().unwrap_or_default())
    {
        let key = entry.name().filter(|key| KEYS.contains(key));
        let Some(value) = key.and_then(|_| entry.value.as_bool()) else {
            continue;
        };
        let words = if value {
            ["yes", "\"true\"", "on"]
        } else {
            ["no", "'false'", "off"]
        };
        for word in words {
            let edit = instead_of(entry.value.span, word);
            let expected = Expected::error("not-a-boolean").safe();
            plants.push(Plant::new(vec![edit], expected));
        }
    }
    plants
}
