//! What of a scenario can be varied.

use crate::plan::Plan;
use crate::scenario::read::share;
use crate::template::Kind;
use crate::time::Millis;
use crate::yaml::{self, Node, Value};
use std::collections::BTreeSet;

/// A place of the scenario that can take other values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// As [`super::Vary`] names it.
    pub path: String,
    /// What the scenario says there; `None` if it leaves it to the defaults.
    pub now: Option<String>,
    /// The task that it is about, where the path does not name it.
    pub about: Option<String>,
}

/// Every figure that the scenario gives, in its order, and then those that it could give of the tasks of the stage and
/// of the cluster.
pub fn offers(scenario: &str, plan: &Plan) -> Vec<Offered> {
    let root = yaml::parse(scenario).root;
    let mut offers = Vec::new();
    if let Some(root) = &root {
        add_written(root, &mut Vec::new(), None, &mut offers);
    }
    let mut seen: BTreeSet<String> = offers.iter().map(|it| it.path.clone()).collect();
    let parents = |path: &str| {
        offers
            .iter()
            .any(|it| it.path.starts_with(&format!("{path}.")))
    };
    // A distribution is one place, and each of its figures is, too.
    let mut others = Vec::new();
    for path in usual(plan) {
        let now = parents(&path).then(|| "a distribution".to_owned());
        if seen.insert(path.clone()) {
            others.push(Offered {
                path,
                now,
                about: None,
            });
        }
    }
    offers.extend(others);
    offers
}

/// The figures of a tree: durations, percentages and numbers, but not the seed.
fn add_written(
    node: &Node,
    keys: &mut Vec<String>,
    about: Option<&str>,
    offers: &mut Vec<Offered>,
) {
    match &node.value {
        Value::Mapping(entries) => {
            let of_fault = keys.first().is_some_and(|it| it == "faults");
            let target = ["task", "tasks"]
                .into_iter()
                .find_map(|key| node.get(key)?.as_str());
            let about = about.or(target.filter(|_| of_fault));
            for entry in entries {
                let Some(name) = entry.name() else { continue };
                keys.push(name.to_owned());
                add_written(&entry.value, keys, about, offers);
                keys.pop();
            }
        }
        Value::Sequence(items) => {
            for (at, item) in items.iter().enumerate() {
                keys.push(at.to_string());
                add_written(item, keys, about, offers);
                keys.pop();
            }
        }
        Value::Scalar(scalar)
            if scalar.plain && is_figure(node, &scalar.text) && keys[0] != "seed" =>
        {
            offers.push(Offered {
                path: keys.join("."),
                now: Some(scalar.text.clone()),
                about: about.map(str::to_owned),
            });
        }
        Value::Scalar(_) | Value::Null => {}
    }
}

fn is_figure(node: &Node, text: &str) -> bool {
    text.parse::<Millis>().is_ok() || share::parse(text).is_some() || node.as_f64().is_some()
}

/// What most scenarios are asked about.
fn usual(plan: &Plan) -> Vec<String> {
    let mut paths = Vec::new();
    for task in &plan.tasks {
        let reference = &task.reference;
        let duration = match task.kind {
            Kind::Services => "ready_after",
            _ => "runs_for",
        };
        paths.push(format!("tasks.{reference}.{duration}"));
        if task.kind == Kind::Jobs {
            paths.push(format!("tasks.{reference}.retries"));
        }
    }
    let of_all = [
        "cluster.max_parallel",
        "cluster.apply_latency",
        "options.readiness_wait",
    ];
    paths.extend(of_all.map(str::to_owned));
    paths
}
