//! A cluster of words.

use crate::course::*;
use crate::manifest::{self, Given};
use laneway_core::analysis::{Request, analyze};
use serde_json::json;

pub(super) const PAGE: &str = "
services: [{name: frontend, image: i}, {name: backend, image: i, depends_on: [frontend]}]
jobs: [{name: migrate, image: i}, {name: scrub, image: i}]
workflows:
  - name: setup
    parallelize:
      - {step: frontend, tasks: [services.frontend], wait_for_finish: false}
      - {step: migrate, tasks: [jobs.migrate, jobs.scrub], halt_on_error: true}
      - {step: backend, tasks: [services.backend]}
";
pub(super) const FRONTEND: TaskId = TaskId(0);
pub(super) const MIGRATE: TaskId = TaskId(1);
pub(super) const SCRUB: TaskId = TaskId(2);
pub(super) const BACKEND: TaskId = TaskId(3);

/// Plays a run with a cluster of words.
pub(super) fn play(
    template: &str,
    script: impl FnOnce(&mut Course, &[Bundle]),
) -> (Vec<String>, Trace) {
    let analysis = analyze(&Request {
        template,
        ..Request::default()
    });
    let setting = analysis.run.expect("a plan").setting;
    let order = manifest::Order {
        template,
        plan: &setting.plan,
        application: "page",
        given: &Given::default(),
    };
    let bundles = manifest::bundles(&order).expect("objects");
    let mut course = Course::new(Order {
        setting: &setting,
        bundles: &bundles,
        run: "r1",
        settle: SETTLE,
    });
    script(&mut course, &bundles);
    let trace = course.trace();
    let name = |task: TaskId| setting.plan.tasks[task.0].name.clone();
    let shown = trace.events.iter().map(|event| {
        let at = event.at.0 / 1000;
        match &event.what {
            What::StepOpened(step) => format!("{at} step {}", setting.plan.steps[step.0].name),
            What::TaskStarted(task) => format!("{at} start {}", name(*task)),
            What::AttemptStarted(task, n) => format!("{at} attempt {} {n}", name(*task)),
            What::AttemptEnded(task, n, outcome) => {
                format!("{at} ended {} {n} {outcome:?}", name(*task))
            }
            What::TaskSettled(task, outcome) => format!("{at} settled {} {outcome:?}", name(*task)),
            What::TaskHealed(task) => format!("{at} healed {}", name(*task)),
            What::ServiceLost(task, _) => format!("{at} lost {}", name(*task)),
            What::Halted(task) => format!("{at} halt {}", name(*task)),
            other => format!("{at} {other:?}"),
        }
    });
    (shown.collect(), trace)
}

pub(super) fn secs(seconds: u64) -> Millis {
    Millis::from_secs(seconds)
}

/// The server takes what a task consists of.
pub(super) fn accept(
    course: &mut Course,
    bundles: &[Bundle],
    at: u64,
    task: TaskId,
) -> Vec<Effect> {
    let applied = bundles[task.0].workloads().map(|(key, _)| Applied {
        uid: format!("uid-{}", key.name),
        generation: 1,
        key,
    });
    let applied = applied.collect();
    course.take(secs(at), Input::Applied(task, Ok(applied)))
}

/// What the server says of a task's workload in this state, for a run.
pub(super) fn object(bundles: &[Bundle], task: TaskId, status: Value, run: &str) -> Value {
    let mut value = bundles[task.0].objects[0].value().clone();
    let uid = format!("uid-{}", bundles[task.0].objects[0].key().name);
    value["metadata"]["uid"] = json!(uid);
    value["metadata"]["generation"] = json!(1);
    value["metadata"]["labels"]["laneway.dev/run"] = json!(run);
    value["status"] = status;
    value
}

pub(super) fn say(
    course: &mut Course,
    bundles: &[Bundle],
    at: u64,
    task: TaskId,
    status: Value,
) -> Vec<Effect> {
    course.take(secs(at), Input::Seen(object(bundles, task, status, "r1")))
}

/// A pod of the task's workload, whose container is in this state.
pub(super) fn pod(
    course: &mut Course,
    bundles: &[Bundle],
    at: u64,
    task: TaskId,
    state: Value,
    restarts: i64,
) -> Vec<Effect> {
    let pod = pod_value(bundles, task, state, restarts);
    course.take(secs(at), Input::Seen(pod))
}

pub(super) fn pod_value(bundles: &[Bundle], task: TaskId, state: Value, restarts: i64) -> Value {
    let object = &bundles[task.0].objects[0];
    let key = object.key();
    let owner = match key.kind.as_str() {
        "Job" => ("Job", key.name.clone()),
        _ => ("ReplicaSet", format!("{}-h", key.name)),
    };
    let last = match restarts {
        0 => json!({}),
        _ => json!({"terminated": {"exitCode": 1, "reason": "Error"}}),
    };
    let metadata = json!({
        "name": format!("{}-pod", key.name),
        "labels": {"pod-template-hash": "h"},
        "annotations": object.value()["spec"]["template"]["metadata"]["annotations"],
        "ownerReferences": [{"kind": owner.0, "name": owner.1, "uid": format!("uid-{}", key.name), "controller": true}],
    });
    let mut container = json!({"name": "c", "restartCount": restarts, "lastState": last});
    container["state"] = state;
    let status = json!({"containerStatuses": [container]});
    json!({"kind": "Pod", "metadata": metadata, "status": status})
}

pub(super) fn running() -> Value {
    json!({"running": {}})
}

pub(super) fn ended(code: i64) -> Value {
    json!({"terminated": {"exitCode": code, "reason": "Error"}})
}

pub(super) fn ready() -> Value {
    json!({"observedGeneration": 1, "updatedReplicas": 1, "replicas": 1, "availableReplicas": 1})
}

pub(super) fn condition(kind: &str) -> Value {
    json!({"conditions": [{"type": kind, "status": "True", "reason": "BackoffLimitExceeded", "message": "m"}]})
}
