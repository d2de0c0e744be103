//! Labels of new steps.

use crate::plan::Task;
use crate::rules::free_name;
use crate::template::Stage;
use std::collections::BTreeSet;

/// The label of a step that holds tasks of several kinds.
const MIXED: &str = "tasks";

/// Gives each new step of a stage a label of its own.
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// With the labels of the stage taken.
    pub(super) fn beside(stage: &Stage) -> Self {
        let steps = stage.steps.iter();
        Self {
            taken: steps.map(|step| step.name.value.clone()).collect(),
        }
    }

    /// With no label taken.
    pub(super) fn new() -> Self {
        Self {
            taken: BTreeSet::new(),
        }
    }

    /// `migrate` for `jobs.migrate` alone, `services` for several services.
    pub(super) fn label<'t>(&mut self, tasks: impl IntoIterator<Item = &'t Task>) -> String {
        let tasks: Vec<&Task> = tasks.into_iter().collect();
        let name = match tasks.as_slice() {
            [task] => task.reference.split_once('.').map_or("", |it| it.1),
            [first, rest @ ..] if rest.iter().all(|it| it.kind == first.kind) => first.kind.key(),
            _ => MIXED,
        };
        let name = if self.taken.contains(name) {
            free_name(name, &mut 2, &self.taken)
        } else {
            name.to_owned()
        };
        self.taken.insert(name.clone());
        name
    }
}
