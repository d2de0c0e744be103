//! A stage with its steps arranged in another way, without a text of its own.

use crate::plan::{Plan, Step, StepId, Task, TaskId};
use crate::simulate::{Behaviour, Need, Setting};

/// The steps of a stage in order; tasks are those of the plan that it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) steps: Vec<ShapeStep>,
}

/// One step of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShapeStep {
    pub(super) waited: bool,
    pub(super) halts: bool,
    pub(super) tasks: Vec<TaskId>,
}

/// Where each task stands: the number of its step, and whether that is waited for.
pub(super) type Places = Vec<(usize, bool)>;

impl Shape {
    /// As the plan has it.
    pub(super) fn of(plan: &Plan) -> Self {
        let steps = plan.steps.iter().map(|step| ShapeStep {
            waited: step.waited,
            halts: step.halt_on_error,
            tasks: step.tasks.clone(),
        });
        Self {
            steps: steps.collect(),
        }
    }

    /// As another plan of the same tasks has it; `None` if they are not the same.
    pub(super) fn of_other(plan: &Plan, other: &Plan) -> Option<Self> {
        let mut names: Vec<(&str, TaskId)> = (plan.tasks.iter().enumerate())
            .map(|(id, task)| (task.name.as_str(), TaskId(id)))
            .collect();
        names.sort_unstable();
        let find = |id: &TaskId| {
            let name = other.tasks[id.0].name.as_str();
            let at = names.binary_search_by_key(&name, |it| it.0).ok()?;
            Some(names[at].1)
        };
        let mut steps = Vec::with_capacity(other.steps.len());
        for step in &other.steps {
            steps.push(ShapeStep {
                waited: step.waited,
                halts: step.halt_on_error,
                tasks: step.tasks.iter().map(find).collect::<Option<_>>()?,
            });
        }
        (plan.tasks.len() == other.tasks.len()).then_some(Self { steps })
    }

    pub(super) fn places(&self, tasks: usize) -> Places {
        let mut places = vec![(0, true); tasks];
        for (number, step) in self.steps.iter().enumerate() {
            for task in &step.tasks {
                places[task.0] = (number, step.waited);
            }
        }
        places
    }

    /// The setting with its steps in this shape.
    pub(super) fn setting(&self, of: &Setting) -> Setting {
        let order: Vec<TaskId> = self
            .steps
            .iter()
            .flat_map(|it| &it.tasks)
            .copied()
            .collect();
        let mut new_ids = vec![TaskId(0); of.plan.tasks.len()];
        for (new, old) in order.iter().enumerate() {
            new_ids[old.0] = TaskId(new);
        }
        let mut steps = Vec::with_capacity(self.steps.len());
        let mut tasks = Vec::with_capacity(order.len());
        for (number, step) in self.steps.iter().enumerate() {
            let first = tasks.len();
            tasks.extend(step.tasks.iter().map(|id| {
                let task = &of.plan.tasks[id.0];
                let by_itself = task.halts && !of.plan.steps[task.step.0].halt_on_error;
                Task {
                    step: StepId(number),
                    halts: step.halts || by_itself,
                    ..task.clone()
                }
            }));
            steps.push(Step {
                name: String::new(),
                waited: step.waited,
                halt_on_error: step.halts,
                tasks: (first..tasks.len()).map(TaskId).collect(),
                span: crate::source::Span::default(),
            });
        }
        let behaviours = order.iter().map(|old| {
            let behaviour = &of.behaviours[old.0];
            Behaviour {
                needs: behaviour
                    .needs
                    .iter()
                    .map(|it| renamed(it, &new_ids))
                    .collect(),
                ..behaviour.clone()
            }
        });
        Setting {
            behaviours: behaviours.collect(),
            options: of.options,
            cluster: of.cluster.clone(),
            plan: Plan {
                stage: of.plan.stage.clone(),
                steps,
                tasks,
            },
        }
    }
}

fn renamed(need: &Need, new_ids: &[TaskId]) -> Need {
    let mut tasks: Vec<TaskId> = need.tasks.iter().map(|task| new_ids[task.0]).collect();
    tasks.sort_unstable();
    Need {
        tasks,
        ..need.clone()
    }
}
