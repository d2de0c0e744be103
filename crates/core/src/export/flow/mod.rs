//! The order of a stage in the languages of workflow engines. They run graphs of tasks: what a step means there is
//! written as which tasks a task runs after, and whether it matters how those ended.
//!
//! Only the order is written. What a task does is named, to be defined once in the engine; and whatever of a stage's
//! meaning an engine cannot keep is told as a problem of the template.

mod argo;
mod losses;
mod names;
mod tekton;
#[cfg(test)]
mod tests;

pub use argo::argo;
pub use tekton::tekton;

use crate::diagnostic::Diagnostic;
use crate::plan::{Plan, Task};
use crate::simulate::{Options, wait_limit};
use crate::time::Millis;
use serde::Serialize;

/// A stage as another engine's workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The manifest, in YAML.
    pub text: String,
    /// What the other engine does otherwise, in the order of [`Self::text`]'s stage.
    pub losses: Vec<Diagnostic>,
}

/// A task as a node of a graph.
#[derive(Debug, PartialEq, Eq)]
struct Node<'a> {
    task: &'a Task,
    /// Unique in the graph, and a DNS label.
    name: String,
    /// What defines its work: one for all occurrences of a reference.
    work: String,
    /// The indices of the nodes that have to be over.
    after: Vec<usize>,
    /// How long it is waited for.
    limit: Millis,
}

/// What a manifest is called: engines add something to the name of the stage, so that it can run again.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    generate_name: String,
}

impl Metadata {
    fn of(plan: &Plan) -> Self {
        Self {
            generate_name: format!("{}-", names::label(&plan.stage)),
        }
    }
}

/// The nodes of a stage, in plan order.
///
/// A step begins when every task of every waited step before it has settled. The last of those steps began only when
/// all before it had settled; so its tasks stand for all.
fn nodes<'a>(plan: &'a Plan, options: &Options) -> Vec<Node<'a>> {
    let mut names = names::Names::default();
    let mut nodes: Vec<Node> = Vec::with_capacity(plan.tasks.len());
    let mut barrier: Vec<usize> = Vec::new();
    for step in &plan.steps {
        for id in &step.tasks {
            let task = &plan.tasks[id.0];
            nodes.push(Node {
                task,
                name: names.unique(&task.name),
                work: names::label(&task.reference),
                after: barrier.clone(),
                limit: wait_limit(task, options),
            });
        }
        if step.waited && !step.tasks.is_empty() {
            barrier = step.tasks.iter().map(|id| id.0).collect();
        }
    }
    nodes
}

/// The first lines of a manifest: what it is, and what has to be there for it to run.
fn heading(plan: &Plan, nodes: &[Node], definition: &str) -> String {
    let mut works: Vec<(&str, &str)> = nodes
        .iter()
        .map(|node| (node.work.as_str(), node.task.reference.as_str()))
        .collect();
    works.sort_unstable();
    works.dedup();
    let mut text = format!(
        "# The order of the stage {}, as Laneway reads it. What a task does is defined once, as\n# {definition}:\n",
        printable(&plan.stage)
    );
    for (work, reference) in works {
        text.push_str(&format!("#   {work}  ({})\n", printable(reference)));
    }
    text
}

/// A name without what would end a comment.
fn printable(name: &str) -> String {
    name.replace(
        |it: char| it.is_control() || it == '\u{2028}' || it == '\u{2029}',
        " ",
    )
}

/// As Go's `time.ParseDuration` reads it.
fn go_duration(Millis(time): Millis) -> String {
    match time % 1000 {
        0 => format!("{}s", time / 1000),
        _ => format!("{time}ms"),
    }
}
