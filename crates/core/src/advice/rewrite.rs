//! Edits of a stage as edits of its text.

use super::contract::Kind;
use super::edit::Edit;
use crate::refactor::{
    Candidate, Candidates, Flag, StageSubject, Subject, find_parallelize, merge, move_step,
    move_task, run_task_beside, set_flag,
};
use crate::source::Span;
use crate::template::Step;

/// A change of the text, still to be proved.
pub(super) struct Rewrite {
    pub(super) kind: Kind,
    pub(super) candidate: Candidate,
}

/// `None` if the stage is written in a way in which this cannot be done.
pub(super) fn rewrite(subject: &Subject, view: &StageSubject, edit: Edit) -> Option<Rewrite> {
    let steps = &view.stage.steps;
    let written = &subject.written;
    let edits = match edit {
        Edit::RunBeside { step } => set_flag(subject, &steps[step], Flag::Wait, false),
        Edit::RunTaskBeside { step, number } => run_task_beside(subject, view, step, number),
        Edit::Merge { step } => merge(written, view.stage, step, step + 1),
        Edit::MoveTask { step, number, to } => move_task(subject, view, (step, number), to),
        Edit::MoveStep { step, to } => move_step(subject, view, step, to),
        Edit::Halt { step, on } => set_flag(subject, &steps[step], Flag::Halt, on),
    }?;
    let (kind, id, title, place) = described(view, edit);
    Some(Rewrite {
        kind,
        candidate: Candidate {
            id,
            title,
            place,
            stage: view.name().to_owned(),
            edits: crate::diagnostic::ordered(edits),
            keeps_tasks: true,
        },
    })
}

/// `order_from` as steps, if it is that.
pub(super) fn parallelize(subject: &Subject, view: &StageSubject) -> Option<Rewrite> {
    let mut candidates = Candidates::at(view.stage.span, subject.written.text);
    find_parallelize(subject, view, &mut candidates);
    let candidate = candidates.into_iter().next()?;
    Some(Rewrite {
        kind: Kind::Parallelize,
        candidate,
    })
}

/// Kind, name, title and place.
fn described(view: &StageSubject, edit: Edit) -> (Kind, String, String, Span) {
    let stage = view.name();
    let step = |number: usize| -> (&Step, &str) {
        let step = &view.stage.steps[number];
        (step, &step.name.value)
    };
    match edit {
        Edit::RunBeside { step: at } => {
            let (it, name) = step(at);
            (
                Kind::RunBeside,
                format!("run-beside:{stage}/{name}"),
                format!("Do not wait for step `{name}`: let it run beside those that follow"),
                it.span,
            )
        }
        Edit::RunTaskBeside { step: at, number } => {
            let (it, name) = step(at);
            let task = &it.tasks[number];
            (
                Kind::RunBeside,
                format!("run-beside:{stage}/{name}/{}", task.value),
                format!("Let `{}` run beside the steps that follow", task.value),
                task.span,
            )
        }
        Edit::Merge { step: at } => {
            let ((it, name), (second, gone)) = (step(at), step(at + 1));
            (
                Kind::MergeSteps,
                format!("merge:{stage}/{name}+{gone}"),
                format!("Merge step `{gone}` into step `{name}`"),
                Span::new(it.span.start, second.span.end.max(it.span.start)),
            )
        }
        Edit::MoveTask {
            step: at,
            number,
            to,
        } => {
            let ((it, name), (_, target)) = (step(at), step(to));
            let task = &it.tasks[number];
            (
                Kind::MoveTask,
                format!("move:{stage}/{name}/{}/{target}", task.value),
                format!(
                    "Move `{}` from step `{name}` to step `{target}`",
                    task.value
                ),
                task.span,
            )
        }
        Edit::MoveStep { step: at, to } => {
            let ((it, name), (_, target)) = (step(at), step(to));
            (
                Kind::MoveStep,
                format!("move:{stage}/{name}/{target}"),
                format!("Move step `{name}` before step `{target}`"),
                it.span,
            )
        }
        Edit::Halt { step: at, on } => {
            let (it, name) = step(at);
            let (kind, key, title) = match on {
                true => (Kind::AddHalt, "halt", "Halt when a task of"),
                false => (Kind::DropHalt, "go-on", "Go on when a task of"),
            };
            (
                kind,
                format!("{key}:{stage}/{name}"),
                format!("{title} step `{name}` fails"),
                it.span,
            )
        }
    }
}
