//! From tasks to the objects that they apply. Pure: texts in, objects and problems out.

mod container;
mod given;
mod probe;
mod stamp;
#[cfg(test)]
mod tests;
mod workload;
mod written;

pub use given::Given;

use crate::object::{Key, Object};
use laneway_core::plan::{Plan, Task, TaskId};
use laneway_core::template::Kind;
use std::fmt;
use written::Written;

/// What manifests are made of.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The text of the template.
    pub template: &'a str,
    /// The stage.
    pub plan: &'a Plan,
    /// The application that objects are labelled with: a valid name.
    pub application: &'a str,
    /// Objects that were given; they replace what would be made of the template.
    pub given: &'a Given,
}

/// The objects of one task, in the order in which they are applied.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bundle {
    /// None for a static service and for the removal of the environment.
    pub objects: Vec<Object>,
}

impl Bundle {
    /// The objects that have to get ready or complete.
    pub fn workloads(&self) -> impl Iterator<Item = (Key, &Object)> {
        let keyed = self.objects.iter().map(|object| (object.key(), object));
        keyed.filter(|(key, _)| key.is_workload())
    }
}

/// Why a task cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The task, or the file.
    pub of: String,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.of, self.message)
    }
}

/// The objects of every task of the plan, in plan order.
///
/// # Errors
/// All tasks that nothing can be applied for, and what is wrong with the given objects.
pub fn bundles(order: &Order) -> Result<Vec<Bundle>, Vec<Problem>> {
    let written = Written::read(order.template);
    let mut problems = order.given.problems();
    let mut bundles = Vec::new();
    for index in 0..order.plan.tasks.len() {
        match bundle(order, &written, TaskId(index)) {
            Ok(bundle) => bundles.push(bundle),
            Err(message) => problems.push(Problem {
                of: order.plan.tasks[index].name.clone(),
                message,
            }),
        }
    }
    match problems.is_empty() {
        true => Ok(bundles),
        false => Err(problems),
    }
}

/// The application that a template names by `app`, as a name.
pub fn application(template: &str) -> Option<String> {
    let name = crate::labels::name(&Written::read(template).application()?);
    (!name.is_empty()).then_some(name)
}

fn bundle(order: &Order, written: &Written, id: TaskId) -> Result<Bundle, String> {
    let task = &order.plan.tasks[id.0];
    let mut objects = order.given.of(&task.reference);
    let has_workload = objects.iter().any(|object| object.key().is_workload());
    if !has_workload {
        objects.extend(made(order, written, task, !objects.is_empty())?);
    }
    let stamp = stamp::Stamp {
        application: order.application,
        task,
    };
    let objects = objects.into_iter().map(|object| stamp.put_on(object));
    Ok(Bundle {
        objects: objects.collect::<Result<_, _>>()?,
    })
}

/// What the template says of a task, as objects.
fn made(
    order: &Order,
    written: &Written,
    task: &Task,
    some_given: bool,
) -> Result<Vec<Object>, String> {
    let (_, name) = task
        .reference
        .split_once('.')
        .unwrap_or(("", &task.reference));
    match task.kind {
        Kind::BuiltIn => Ok(Vec::new()),
        Kind::Charts if some_given => Ok(Vec::new()),
        Kind::Charts => Err(format!(
            "a chart is applied from its rendered objects: run `helm template {name} …` and put its output \
             into a file {}.yaml of the folder given by --manifests",
            task.reference
        )),
        kind => {
            let Some(item) = written.item(kind, name) else {
                return Err(missing(task, some_given));
            };
            if kind == Kind::Services && item.is_static() {
                return Ok(Vec::new());
            }
            workload::made(&workload::Subject {
                application: order.application,
                task,
                name: &crate::labels::name(name),
                item,
                written,
            })
        }
    }
}

fn missing(task: &Task, some_given: bool) -> String {
    let what = match task.kind {
        Kind::Services => "Deployment",
        _ => "Job",
    };
    match some_given {
        true => format!("the given objects hold no {what}, and the template does not describe it"),
        false => format!(
            "the template does not describe it: give it an `image`, or its {what} in the folder of --manifests"
        ),
    }
}
