//! Tekton Pipelines: a `PipelineRun` with its pipeline inside.

use super::{Flow, Metadata, Node, go_duration, heading, losses, nodes};
use crate::plan::Plan;
use crate::simulate::Options;
use serde::Serialize;

/// The stage as a `PipelineRun` of Tekton (`tekton.dev/v1`); `None` if it has no task.
///
/// A failed task whose errors are ignored lets those after it run (`onError: continue`). Any other one makes the
/// run schedule nothing more, and what runs by then goes on: a halt.
pub fn tekton(plan: &Plan, options: &Options) -> Option<Flow> {
    let nodes = nodes(plan, options);
    if nodes.is_empty() {
        return None;
    }
    let run = PipelineRun {
        api_version: "tekton.dev/v1",
        kind: "PipelineRun",
        metadata: Metadata::of(plan),
        spec: Spec {
            // Without it, everything together has an hour; so each task has its own limit only.
            timeouts: Timeouts { pipeline: "0s" },
            pipeline_spec: PipelineSpec {
                tasks: nodes.iter().map(|node| task(node, &nodes)).collect(),
            },
        },
    };
    let body = serde_yaml::to_string(&run).ok()?;
    Some(Flow {
        text: heading(plan, &nodes, "a Task") + &body,
        losses: losses::of_tekton(plan, options),
    })
}

fn task<'a>(node: &'a Node, nodes: &'a [Node]) -> PipelineTask<'a> {
    PipelineTask {
        name: &node.name,
        display_name: &node.task.name,
        task_ref: TaskRef { name: &node.work },
        run_after: node
            .after
            .iter()
            .map(|at| nodes[*at].name.as_str())
            .collect(),
        on_error: (!node.task.halts).then_some("continue"),
        timeout: go_duration(node.limit),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PipelineRun<'a> {
    api_version: &'static str,
    kind: &'static str,
    metadata: Metadata,
    spec: Spec<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec<'a> {
    timeouts: Timeouts,
    pipeline_spec: PipelineSpec<'a>,
}

#[derive(Serialize)]
struct Timeouts {
    pipeline: &'static str,
}

#[derive(Serialize)]
struct PipelineSpec<'a> {
    tasks: Vec<PipelineTask<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PipelineTask<'a> {
    name: &'a str,
    display_name: &'a str,
    task_ref: TaskRef<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    run_after: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_error: Option<&'static str>,
    timeout: String,
}

#[derive(Serialize)]
struct TaskRef<'a> {
    name: &'a str,
}
