//! A node that is not heard of for a while, and comes back before its pods are evicted.

use super::ensure;
use crate::ground::Ground;
use crate::home::Home;
use crate::trial::{Stage, trial};
use kube::api::ListParams;
use laneway_core::analysis::{Request, analyze};
use laneway_core::plan::TaskId;
use std::collections::BTreeMap;
use std::time::Duration;

/// The node is missed after 50 s, at the latest 10 s later.
const SILENT: Duration = Duration::from_secs(65);

const TEMPLATE: &str = "
services:
  - { name: web, image: script, args: [\"sleep 1s; serve\"] }
jobs:
  - { name: a, image: script, args: [\"sleep 20s; exit 0\"] }
  - { name: b, image: script, args: [\"sleep 1s; exit 0\"] }
workflows:
  - name: setup
    parallelize:
      - { step: one, tasks: [services.web, jobs.a], halt_on_error: true }
      - { step: two, tasks: [jobs.b] }
";

/// One node, large enough for all.
const NODE: &str = "cluster: { nodes: [{ cpu: 8, memory: 8Gi }] }";

pub(super) fn silent_and_back() -> Result<String, String> {
    let request = Request {
        template: TEMPLATE,
        scenario: NODE,
        ..Request::default()
    };
    let setting = analyze(&request).run.ok_or("no stage")?.setting;
    let mut home = Home::new();
    let ground = Ground::of(home.namespace(), &setting, None);
    let mut stage = Stage::new(TEMPLATE);
    for (task, bundle) in stage.bundles.iter_mut().enumerate() {
        for object in &mut bundle.objects {
            ground.hold(object, &setting, TaskId(task));
        }
    }
    home.raise(&ground.nodes());
    let node = format!("{}-0", home.namespace());
    let ran = trial(&home.place, &stage, &mut |line| {
        if line == "settled services.web Ready" {
            home.lose(&node, true, Duration::ZERO);
            home.lose(&node, false, SILENT);
        }
    });
    let ran = ran.map_err(|failure| failure.to_string())?;
    ran.is_done()?;
    let missed = home
        .runtime
        .block_on(home.api("Event").list(&ListParams::default()));
    let missed = missed.map_err(|error| error.to_string())?;
    let mut reasons = missed.iter().map(|event| &event.data["reason"]);
    ensure(reasons.any(|reason| reason == "NodeNotReady"), || {
        "nobody missed the node".to_owned()
    })?;
    let once = BTreeMap::from([("jobs.a".to_owned(), 1), ("jobs.b".to_owned(), 1)]);
    let pods = home.pods_of_jobs();
    ensure(pods == once, || format!("pods of jobs: {pods:?}"))?;
    ensure(!ran.hears("ServiceLost"), || format!("{:#?}", ran.lines))?;
    Ok(format!(
        "missed, and back after {} s: the job that was done meanwhile was not run again, and the run came to its end",
        SILENT.as_secs()
    ))
}
