//! A part of a stage.

use laneway_core::plan::{Plan, Step, StepId, TaskId};
use laneway_core::simulate::Setting;

/// Which steps of a stage are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    Whole,
    /// The step of this name and all after it.
    From(String),
    /// The steps of these names, in the order of the plan.
    Only(Vec<String>),
}

/// The setting of a part of a stage. What its tasks need of the rest counts as met.
///
/// # Errors
/// If a step is named that the stage does not have.
pub fn select(setting: &Setting, part: &Part) -> Result<Setting, String> {
    let steps = &setting.plan.steps;
    let named = |name: &String| {
        let found = steps.iter().position(|step| step.name == *name);
        let names = || {
            steps
                .iter()
                .map(|step| step.name.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        found.ok_or_else(|| format!("the stage has no step {name}, but: {}", names()))
    };
    let kept: Vec<usize> = match part {
        Part::Whole => return Ok(setting.clone()),
        Part::From(name) => (named(name)?..steps.len()).collect(),
        Part::Only(names) => {
            let only: Vec<usize> = names.iter().map(named).collect::<Result<_, _>>()?;
            (0..steps.len())
                .filter(|step| only.contains(step))
                .collect()
        }
    };
    Ok(keep(setting, &kept))
}

fn keep(setting: &Setting, steps: &[usize]) -> Setting {
    let mut plan = Plan {
        stage: setting.plan.stage.clone(),
        steps: Vec::new(),
        tasks: Vec::new(),
    };
    let mut behaviours = Vec::new();
    let mut new_ids = vec![None; setting.plan.tasks.len()];
    for &index in steps {
        let step = &setting.plan.steps[index];
        let mut tasks = Vec::new();
        for &task in &step.tasks {
            let id = TaskId(plan.tasks.len());
            new_ids[task.0] = Some(id);
            tasks.push(id);
            let mut spec = setting.plan.tasks[task.0].clone();
            spec.step = StepId(plan.steps.len());
            plan.tasks.push(spec);
            behaviours.push(setting.behaviours[task.0].clone());
        }
        plan.steps.push(Step {
            tasks,
            ..step.clone()
        });
    }
    for need in behaviours.iter_mut().flat_map(|it| &mut it.needs) {
        need.tasks = need
            .tasks
            .iter()
            .filter_map(|task| new_ids[task.0])
            .collect();
    }
    Setting {
        plan,
        behaviours,
        options: setting.options,
        cluster: setting.cluster.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_core::analysis::{Request, analyze};

    const TEMPLATE: &str = "
services: [{name: a}, {name: b, depends_on: [a]}]
jobs: [{name: j}]
workflows:
  - name: setup
    parallelize:
      - {step: one, tasks: [services.a]}
      - {step: two, tasks: [jobs.j]}
      - {step: three, tasks: [services.b, jobs.j]}
";

    fn of(part: &Part) -> Result<String, String> {
        let analysis = analyze(&Request {
            template: TEMPLATE,
            ..Request::default()
        });
        let part = select(&analysis.run.expect("a run").setting, part)?;
        let shown = part
            .plan
            .tasks
            .iter()
            .zip(&part.behaviours)
            .map(|(task, behaviour)| {
                let needs: Vec<_> = behaviour
                    .needs
                    .iter()
                    .flat_map(|need| &need.tasks)
                    .map(|id| id.0)
                    .collect();
                format!(
                    "{}:{}{needs:?}",
                    part.plan.steps[task.step.0].name, task.name
                )
            });
        Ok(shown.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn steps_are_taken_with_their_tasks() {
        let name = |text: &str| text.to_owned();
        let whole = "one:services.a[] two:jobs.j[] three:services.b[0] three:jobs.j#2[]";
        assert_eq!(of(&Part::Whole).as_deref(), Ok(whole));
        assert_eq!(
            of(&Part::From(name("two"))).as_deref(),
            Ok("two:jobs.j[] three:services.b[] three:jobs.j#2[]")
        );
        let only = Part::Only(vec![name("three"), name("one")]);
        assert_eq!(
            of(&only).as_deref(),
            Ok("one:services.a[] three:services.b[0] three:jobs.j#2[]")
        );
        let missing = "the stage has no step four, but: one, two, three";
        assert_eq!(of(&Part::From(name("four"))), Err(missing.to_owned()));
    }
}
