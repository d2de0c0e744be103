//! In which step a task is.

use super::flag::{elsewhere, has_steps, of_template, step_name, with_stage, written_step};
use super::ground::Ground;
use super::shape::{Shape, Step};
use super::{Granted, Refusal};
use crate::plan::Task;
use crate::refactor::{NewStep, StageSubject, add_reference, move_task, new_step};
use crate::template::Reference;

const WHAT: &str = "none of them can go to another";

/// A task of the plan and its reference in the text.
struct Written {
    step: usize,
    number: usize,
    /// Whether the reference stands for all of a kind.
    is_all: bool,
}

pub(super) fn move_to(ground: &Ground, name: &str, to: usize) -> Result<Granted, Refusal> {
    let task = ground.task(name)?;
    let (reference, target) = (&task.reference, step_name(ground, to)?);
    with_stage(ground, |subject, view| {
        if task.step.0 == to {
            let why = format!("`{reference}` is in step `{target}` already.");
            return Err(Refusal::new(why, ""));
        }
        has_steps(view, WHAT)?;
        let own = written(ground, view, task)?;
        let step = written_step(ground, view, to).ok_or_else(|| elsewhere(&target))?;
        let edits = match own.is_all {
            // Named there, it is none of `all` any more.
            true => add_reference(&subject.written, &view.stage.steps[step], reference)
                .map(|edit| vec![edit]),
            false => move_task(subject, view, (own.step, own.number), step),
        };
        let edits = edits.ok_or_else(|| elsewhere(&target))?;
        let mut wished = Shape::of(ground.template());
        let steps = wished.steps(view.name()).into_iter().next();
        if let Some(steps) = steps {
            taken(ground, steps, task);
            steps[to].tasks.push(reference.clone());
            if steps[task.step.0].tasks.is_empty() && !own.is_all {
                steps.remove(task.step.0);
            }
        }
        let done = format!("`{reference}` is in step `{target}`");
        of_template(ground, edits, done, |after| *after == wished)
    })
}

pub(super) fn move_out(ground: &Ground, name: &str, behind: bool) -> Result<Granted, Refusal> {
    let task = ground.task(name)?;
    let reference = &task.reference;
    with_stage(ground, |subject, view| {
        has_steps(view, WHAT)?;
        let own = written(ground, view, task)?;
        let step = &ground.setting.plan.steps[task.step.0];
        if own.is_all {
            let why = format!("`{reference}` is one of a kind that is written as `all`.");
            return Err(Refusal::new(
                why,
                "Move it to a step that is there, or name it in the text.",
            ));
        }
        if step.tasks.len() == 1 {
            let why = format!("`{reference}` has step `{}` for itself already.", step.name);
            return Err(Refusal::new(why, ""));
        }
        let wanted = NewStep {
            behind,
            waited: step.waited,
            halts: step.halt_on_error,
        };
        let edits = new_step(subject, view, (own.step, own.number), wanted);
        let edits = edits.ok_or_else(|| elsewhere(&step.name))?;
        let where_to = if behind { "behind" } else { "before" };
        let done = format!(
            "`{reference}` has a step of its own {where_to} `{}`",
            step.name
        );
        let at = task.step.0 + usize::from(behind);
        of_template(ground, edits, done, |after| {
            let mut after = after.clone();
            let mut wished = Shape::of(ground.template());
            let label = after
                .steps(view.name())
                .and_then(|it| Some(it.get(at)?.name.clone()));
            if let (Some(steps), Some(name)) = (wished.steps(view.name()), label) {
                taken(ground, steps, task);
                let tasks = vec![reference.clone()];
                let (waited, halts) = (wanted.waited, wanted.halts);
                steps.insert(
                    at,
                    Step {
                        name,
                        waited,
                        halts,
                        tasks,
                    },
                );
            }
            after == wished
        })
    })
}

/// Takes the task out of its step.
fn taken(ground: &Ground, steps: &mut [Step], task: &Task) {
    let plan = &ground.setting.plan;
    let mut own = plan.steps[task.step.0].tasks.iter();
    let at = own.position(|it| plan.tasks[it.0].name == task.name);
    if let Some(at) = at {
        steps[task.step.0].tasks.remove(at);
    }
}

fn written(ground: &Ground, view: &StageSubject, task: &Task) -> Result<Written, Refusal> {
    let name = step_name(ground, task.step.0)?;
    let step = written_step(ground, view, task.step.0).ok_or_else(|| elsewhere(&name))?;
    let tasks = view.stage.steps[step].tasks.iter();
    let number = tasks.clone().position(|it| it.span == task.span);
    let number = number.ok_or_else(|| elsewhere(&name))?;
    let is_all = matches!(
        view.stage.steps[step].tasks[number].value,
        Reference::All(_)
    );
    Ok(Written {
        step,
        number,
        is_all,
    })
}
