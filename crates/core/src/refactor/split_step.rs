//! One step → two: from a task on, the rest comes in a step of its own.

use super::candidates::{Candidate, Candidates};
use super::layout::{Layout, layout};
use super::merge_steps::tasks;
use super::names::Names;
use super::subject::{StageSubject, Subject};
use crate::diagnostic::Edit;
use crate::plan::Task;
use crate::source::Span;
use crate::template::Step;

/// Proposes it before every task of a step but the first.
pub(super) fn find(subject: &Subject, view: &StageSubject, candidates: &mut Candidates) {
    if view.stage.serial {
        return;
    }
    for (index, step) in view.stage.steps.iter().enumerate() {
        for (from, task) in step.tasks.iter().enumerate().skip(1) {
            if !candidates.want(task.span) {
                continue;
            }
            let Some(edits) = edits(subject, view, index, from) else {
                continue;
            };
            let (stage, name, task_name) = (view.name(), &step.name.value, &task.value);
            candidates.add(Candidate {
                id: format!("split:{stage}/{name}/{task_name}"),
                title: format!("Split step `{name}` before `{task_name}`"),
                place: task.span,
                stage: stage.to_owned(),
                edits,
                keeps_tasks: true,
            });
        }
    }
}

fn edits(subject: &Subject, view: &StageSubject, index: usize, from: usize) -> Option<Vec<Edit>> {
    let step = &view.stage.steps[index];
    let spans: Vec<Span> = view.stage.steps.iter().map(|step| step.span).collect();
    let moved: Vec<Span> = step.tasks[from..].iter().map(|task| task.span).collect();
    let name = subject
        .written
        .word(&Names::beside(view.stage).label(tasks_at(view, &moved)));
    let text = subject.written.text;
    let own = tasks(&subject.written, step)?;
    let steps = layout(&subject.written, view.stage.order_key?.end, &spans)?;
    match (steps, own) {
        (Layout::Lines(steps), Layout::Lines(tasks)) => {
            let at = steps[index];
            let gone = Span::new(tasks[from].span.start, tasks[tasks.len() - 1].span.end);
            let indent = tasks[from].indentation(text);
            let list = tasks[from..]
                .iter()
                .map(|it| it.moved_to(&subject.written, &indent));
            let new = new_step(
                subject,
                &at.prefix(text),
                &name,
                &list.collect::<String>(),
                step,
            );
            // Where the moved tasks end the text, they leave a line break behind.
            let lead = if gone.end == at.span.end {
                ""
            } else {
                at.missing_break(&subject.written)
            };
            Some(vec![
                Edit::delete(gone),
                Edit::insert(at.span.end, format!("{lead}{new}")),
            ])
        }
        (Layout::Lines(steps), Layout::Brackets(_)) => {
            let at = steps[index];
            let new = new_step(
                subject,
                &at.prefix(text),
                &name,
                &in_brackets(text, &moved),
                step,
            );
            let lead = at.missing_break(&subject.written);
            Some(vec![
                gone(step, from),
                Edit::insert(at.span.end, format!("{lead}{new}")),
            ])
        }
        (Layout::Brackets(list), Layout::Brackets(_)) => {
            let separator = super::layout::separator(&subject.written, list, spans[0]);
            let word = |it| subject.written.word(it);
            let mut entries = vec![
                format!("{}: {name}", word("step")),
                format!("{}: {}", word("tasks"), in_brackets(text, &moved)),
            ];
            entries.extend(flags(step).map(|(key, value)| format!("{}: {value}", word(key))));
            let new = format!("{separator}{{{}}}", entries.join(", "));
            Some(vec![gone(step, from), Edit::insert(step.span.end, new)])
        }
        (Layout::Brackets(_), Layout::Lines(_)) => None,
    }
}

/// Takes the tasks from there on out of a list in brackets.
fn gone(step: &Step, from: usize) -> Edit {
    let last = step.tasks[step.tasks.len() - 1].span;
    Edit::delete(Span::new(step.tasks[from - 1].span.end, last.end))
}

fn in_brackets(text: &str, tasks: &[Span]) -> String {
    let written: Vec<&str> = tasks.iter().map(|task| task.slice(text)).collect();
    format!("[{}]", written.join(", "))
}

/// The tasks of the plan that stand at these places.
pub(super) fn tasks_at<'v>(
    view: &'v StageSubject,
    places: &'v [Span],
) -> impl Iterator<Item = &'v Task> {
    let tasks = view.plan.tasks.iter();
    tasks.filter(|task| places.contains(&task.span))
}

/// A step on lines of its own with the keys of another one; `tasks` in brackets, or as lines.
fn new_step(subject: &Subject, prefix: &str, name: &str, tasks: &str, like: &Step) -> String {
    let next = subject.written.line_break();
    let indent = " ".repeat(prefix.len());
    let tasks = if tasks.starts_with('[') {
        format!(" {tasks}{next}")
    } else {
        format!("{next}{tasks}")
    };
    let flags = flags(like).map(|(key, value)| format!("{indent}{key}: {value}{next}"));
    let flags: String = flags.collect();
    format!("{prefix}step: {name}{next}{indent}tasks:{tasks}{flags}")
}

/// The keys of a step that do not say what is the default anyway.
fn flags(step: &Step) -> impl Iterator<Item = (&'static str, bool)> {
    let halt = step.halt_on_error.then_some(("halt_on_error", true));
    let wait = (!step.wait_for_finish).then_some(("wait_for_finish", false));
    halt.into_iter().chain(wait)
}
