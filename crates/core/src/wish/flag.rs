//! `halt_on_error` and `wait_for_finish` of a step.

use super::ground::{Ground, new_problem};
use super::shape::{Shape, Step};
use super::{Granted, Refusal, Text};
use crate::analysis;
use crate::diagnostic::{Edit, Severity, ordered};
use crate::refactor::{Flag, StageSubject, Subject, set_flag};

pub(super) fn halt(ground: &Ground, step: usize, on: bool) -> Result<Granted, Refusal> {
    let say = match on {
        true => "halts the stage when one of its tasks fails",
        false => "lets the stage go on when one of its tasks fails",
    };
    flip(ground, step, Flag::Halt, on, say, |it| &mut it.halts)
}

pub(super) fn wait(ground: &Ground, step: usize, on: bool) -> Result<Granted, Refusal> {
    let say = match on {
        true => "is waited for by the steps behind it",
        false => "runs beside the steps behind it",
    };
    flip(ground, step, Flag::Wait, on, say, |it| &mut it.waited)
}

fn flip(
    ground: &Ground,
    index: usize,
    flag: Flag,
    on: bool,
    say: &str,
    part: fn(&mut Step) -> &mut bool,
) -> Result<Granted, Refusal> {
    with_stage(ground, |subject, view| {
        let name = step_name(ground, index)?;
        let mut wished = Shape::of(ground.template());
        let stage = wished.steps(view.name()).and_then(|it| it.get_mut(index));
        let is_on = part(stage.ok_or_else(|| no_step(ground, index))?);
        if *is_on == on {
            return Err(Refusal::new(format!("Step `{name}` {say} already."), ""));
        }
        *is_on = on;
        has_steps(view, &format!("`{}` has no place there", flag.key()))?;
        let step = written_step(ground, view, index).ok_or_else(|| elsewhere(&name))?;
        let edits = set_flag(subject, &view.stage.steps[step], flag, on);
        let edits = edits.ok_or_else(|| elsewhere(&name))?;
        of_template(ground, edits, format!("Step `{name}` {say}"), |after| {
            *after == wished
        })
    })
}

/// The stage as it is written. A template with errors is not edited: what it means is not clear.
pub(super) fn with_stage<T>(
    ground: &Ground,
    act: impl FnOnce(&Subject, &StageSubject) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let stage = &ground.setting.plan.stage;
    let subject = ground.subject().ok_or_else(|| {
        let help = "Mend what the problems say of it first.";
        Refusal::new(
            "The template has errors, so it is not clear what an edit would do.",
            help,
        )
    })?;
    let views = subject.stages();
    let view = views.iter().find(|view| view.name() == stage);
    let view = view.ok_or_else(|| {
        let why =
            format!("Stage `{stage}` is not written in the template, or is too large for this.");
        Refusal::new(why, "Edit the text.")
    })?;
    act(subject, view)
}

/// A serial stage has tasks instead of steps, with this consequence.
pub(super) fn has_steps(view: &StageSubject, what: &str) -> Result<(), Refusal> {
    match view.stage.serial {
        true => Err(Refusal::new(
            format!("The tasks of `order_from` are no steps, so {what}."),
            "Write the order as steps first: `Refactor …` of the template offers that.",
        )),
        false => Ok(()),
    }
}

/// Which step of the text a step of the plan is.
pub(super) fn written_step(ground: &Ground, view: &StageSubject, index: usize) -> Option<usize> {
    let span = ground.setting.plan.steps.get(index)?.span;
    let steps = view.stage.steps.iter();
    steps.clone().position(|step| step.span == span)
}

pub(super) fn step_name(ground: &Ground, index: usize) -> Result<String, Refusal> {
    let step = ground.setting.plan.steps.get(index);
    step.map(|it| it.name.clone())
        .ok_or_else(|| no_step(ground, index))
}

fn no_step(ground: &Ground, index: usize) -> Refusal {
    let stage = &ground.setting.plan.stage;
    Refusal::new(format!("Stage `{stage}` has no step {}.", index + 1), "")
}

/// Its keys are shared, or written in a way in which they cannot be edited.
pub(super) fn elsewhere(name: &str) -> Refusal {
    Refusal::new(
        format!(
            "What step `{name}` says stands somewhere else, such as behind an anchor, or in a form that cannot be edited here."
        ),
        "Write it out in the step first.",
    )
}

/// Edits of the template are granted if they bring no error, and make it say what was wished for.
pub(super) fn of_template(
    ground: &Ground,
    edits: Vec<Edit>,
    done: String,
    is_as_wished: impl FnOnce(&Shape) -> bool,
) -> Result<Granted, Refusal> {
    let edits = ordered(edits);
    let tangled = || {
        Refusal::new(
            "That cannot be written without changing something else, such as what shares an anchor with it.",
            "Write it out in the template first.",
        )
    };
    let in_order = |pair: &[Edit]| pair[0].span.end <= pair[1].span.start;
    if !edits.windows(2).all(in_order) {
        return Err(tangled());
    }
    let after = ground.edited_template(&edits);
    let before = ground.checked();
    let (now, template) = analysis::check_and_read(&analysis::Request {
        template: &after,
        ..ground.request.clone()
    });
    let error = Severity::Error;
    let new = new_problem(&before.template, &now.template, error);
    if let Some(problem) = new.or_else(|| new_problem(&before.scenario, &now.scenario, error)) {
        return Err(Refusal::new(
            format!("That cannot be: {}", problem.message),
            "",
        ));
    }
    if !is_as_wished(&Shape::of(&template)) {
        return Err(tangled());
    }
    Ok(Granted {
        text: Text::Template,
        edits,
        after,
        done,
    })
}
