//! What the tasks take one after another: each is predicted in a stage of its own.

use super::predict_run;
use laneway_core::plan::{Plan, StepId, TaskId};
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::{Background, Behaviour, Setting};
use laneway_core::time::Millis;

/// The sum of what each task takes alone, with its needs met and outside all outages, on a node that lasts; its own failures
/// and back-off are kept.
pub fn serial(setting: &Setting, number: RunNumber) -> Millis {
    let tasks = (0..setting.plan.tasks.len()).map(TaskId);
    tasks
        .map(|task| predicted_alone(setting, number, task))
        .fold(Millis::ZERO, |sum, it| sum + it)
}

fn predicted_alone(setting: &Setting, number: RunNumber, id: TaskId) -> Millis {
    let task = &setting.plan.tasks[id.0];
    let mut step = setting.plan.steps[task.step.0].clone();
    step.tasks = vec![TaskId(0)];
    let mut task = task.clone();
    task.step = StepId(0);
    let mut options = setting.options;
    options.background = Background::Join;
    let alone = Setting {
        plan: Plan {
            stage: setting.plan.stage.clone(),
            steps: vec![step],
            tasks: vec![task],
        },
        behaviours: vec![Behaviour {
            needs: Vec::new(),
            outages: Vec::new(),
            node_losses: Vec::new(),
            ..setting.behaviours[id.0].clone()
        }],
        options,
        cluster: setting.cluster.clone(),
    };
    let (at, _) = predict_run(&alone, number).tasks[0]
        .settled
        .expect("a task alone settles");
    at
}
