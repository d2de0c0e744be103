//! Argo Workflows: a `Workflow` whose only template is a DAG.

use super::{Flow, Metadata, Node, go_duration, heading, losses, names, nodes};
use crate::plan::Plan;
use crate::simulate::Options;
use serde::Serialize;

/// The resource that defines what the tasks do.
const TEMPLATES: &str = "laneway-tasks";

/// The stage as a `Workflow` of Argo (`argoproj.io/v1alpha1`); `None` if it has no task.
///
/// A failed task whose errors are ignored lets those after it run (`continueOn`). Any other one makes the DAG start
/// nothing more (its `failFast`, which is the default), and what runs by then goes on: a halt.
pub fn argo(plan: &Plan, options: &Options) -> Option<Flow> {
    let nodes = nodes(plan, options);
    if nodes.is_empty() {
        return None;
    }
    let stage = names::label(&plan.stage);
    let workflow = Workflow {
        api_version: "argoproj.io/v1alpha1",
        kind: "Workflow",
        metadata: Metadata::of(plan),
        spec: Spec {
            entrypoint: &stage,
            parallelism: options.max_parallel.map(|slots| slots.max(1)),
            templates: [Template {
                name: &stage,
                dag: Dag {
                    tasks: nodes.iter().map(|node| task(node, &nodes)).collect(),
                },
            }],
        },
    };
    let definition = format!("a template of the WorkflowTemplate {TEMPLATES}");
    let body = serde_yaml::to_string(&workflow).ok()?;
    Some(Flow {
        text: heading(plan, &nodes, &definition) + &body,
        losses: losses::of_argo(plan, options),
    })
}

fn task<'a>(node: &'a Node, nodes: &'a [Node]) -> DagTask<'a> {
    DagTask {
        name: &node.name,
        template_ref: TemplateRef {
            name: TEMPLATES,
            template: &node.work,
        },
        arguments: Arguments {
            parameters: [Parameter {
                name: "timeout",
                value: go_duration(node.limit),
            }],
        },
        dependencies: node
            .after
            .iter()
            .map(|at| nodes[*at].name.as_str())
            .collect(),
        continue_on: (!node.task.halts).then_some(ContinueOn {
            error: true,
            failed: true,
        }),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Workflow<'a> {
    api_version: &'static str,
    kind: &'static str,
    metadata: Metadata,
    spec: Spec<'a>,
}

#[derive(Serialize)]
struct Spec<'a> {
    entrypoint: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parallelism: Option<usize>,
    templates: [Template<'a>; 1],
}

#[derive(Serialize)]
struct Template<'a> {
    name: &'a str,
    dag: Dag<'a>,
}

#[derive(Serialize)]
struct Dag<'a> {
    tasks: Vec<DagTask<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DagTask<'a> {
    name: &'a str,
    template_ref: TemplateRef<'a>,
    arguments: Arguments,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dependencies: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    continue_on: Option<ContinueOn>,
}

#[derive(Serialize)]
struct TemplateRef<'a> {
    name: &'static str,
    template: &'a str,
}

#[derive(Serialize)]
struct Arguments {
    parameters: [Parameter; 1],
}

#[derive(Serialize)]
struct Parameter {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct ContinueOn {
    error: bool,
    failed: bool,
}
