//! Outages: a pod for each, which is ready except in it. Whoever is struck needs that pod.

use k8s_openapi::api::core::v1::Pod;
use laneway_core::simulate::draws::{Draws, RunNumber};
use laneway_core::simulate::{Outage, Setting, Window};
use serde_json::{Value, json};

/// The node of the test kubelet.
const NODE: &str = "laneway";

/// The windows of a run in which something is not available.
#[derive(Debug)]
pub struct Weather {
    draws: Draws,
    windows: Vec<Window>,
}

impl Weather {
    /// All outages of a setting.
    pub fn of(setting: &Setting) -> Self {
        let mut weather = Self {
            draws: Draws::new(setting.options.seed, RunNumber(0)),
            windows: Vec::new(),
        };
        for behaviour in &setting.behaviours {
            let needs = behaviour.needs.iter().flat_map(|need| &need.outages);
            for outage in behaviour.outages.iter().chain(needs) {
                let window = outage.window(&weather.draws);
                if window.from < window.until && !weather.windows.contains(&window) {
                    weather.windows.push(window);
                }
            }
        }
        weather
    }

    /// The pods that are there outside of these outages.
    pub fn names(&self, outages: &[Outage]) -> impl Iterator<Item = String> {
        let windows = outages.iter().map(|outage| outage.window(&self.draws));
        let numbers = windows.filter_map(|window| self.windows.iter().position(|it| *it == window));
        numbers.map(name)
    }

    /// The pods. Their time begins when they are made.
    pub fn pods(&self) -> Vec<Pod> {
        self.windows
            .iter()
            .enumerate()
            .map(|(number, window)| pod(&name(number), *window))
            .collect()
    }
}

fn name(number: usize) -> String {
    format!("fair-weather-{number}")
}

fn pod(name: &str, window: Window) -> Pod {
    let lasts = window.until - window.from;
    // The first restart comes at once.
    let script = match window.from.0 {
        0 => format!("sleep {lasts}; serve"),
        _ => format!("serve {}; exit 1 | sleep {lasts}; serve", window.from),
    };
    let value: Value = json!({
        "metadata": {"name": name, "annotations": {"laneway.dev/script": script}},
        "spec": {"nodeName": NODE, "containers": [{"name": "weather", "image": "script"}]},
    });
    serde_json::from_value(value).expect("a pod")
}
