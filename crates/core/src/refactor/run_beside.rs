//! A task → a step that nothing waits for, so that it runs beside the steps that follow.

use super::candidates::{Candidate, Candidates};
use super::layout::{Layout, layout, separator};
use super::merge_steps::tasks;
use super::names::Names;
use super::set_flag::{Flag, set_flag};
use super::split_step::tasks_at;
use super::subject::{StageSubject, Subject};
use crate::diagnostic::Edit;
use crate::diagnostic::edits::take_out_item;
use crate::plan::Task;
use crate::scenario::{Needs, Own, Relation};
use crate::source::Span;

/// Proposes it for tasks that no later one is known to need, where something follows. A step that
/// halts keeps its tasks: a halt that nothing waits for is a matter of luck.
pub(super) fn find(subject: &Subject, view: &StageSubject, candidates: &mut Candidates) {
    let steps = &view.stage.steps;
    if view.stage.serial || view.name() == "teardown" {
        return;
    }
    let needs = subject.needs();
    let own: Vec<Own> = view.plan.tasks.iter().map(|task| needs.of(task)).collect();
    for (index, step) in steps.iter().enumerate().take(steps.len().saturating_sub(1)) {
        if step.halt_on_error || !step.wait_for_finish {
            continue;
        }
        for (number, task) in step.tasks.iter().enumerate() {
            if !candidates.want(task.span) || is_needed(&needs, &own, view, index, task.span) {
                continue;
            }
            let edits = match step.tasks.len() {
                1 => set_flag(subject, step, Flag::Wait, false),
                _ => run_task_beside(subject, view, index, number),
            };
            let Some(edits) = edits else { continue };
            let (stage, name, task_name) = (view.name(), &step.name.value, &task.value);
            candidates.add(Candidate {
                id: format!("run-beside:{stage}/{name}/{task_name}"),
                title: format!("Let `{task_name}` run beside the steps that follow"),
                place: task.span,
                stage: stage.to_owned(),
                edits,
                keeps_tasks: true,
            });
        }
    }
}

/// Whether a task of the same step or of a later one is known to need it; `own` has the needs of
/// each task of the plan.
fn is_needed(needs: &Needs, own: &[Own], view: &StageSubject, index: usize, place: Span) -> bool {
    let tasks: Vec<&Task> = tasks_at(view, std::slice::from_ref(&place)).collect();
    let others = view.plan.tasks.iter().zip(own);
    let mut others = others.filter(|(it, _)| it.span != place && it.step.0 >= index);
    others.any(|(other, own)| {
        tasks.iter().any(|task| match other.step.0 == index {
            true => own.names(&task.reference),
            false => needs.relation(own, other, task) == Relation::Needed,
        })
    })
}

/// Takes the task out, to a step before this one: it starts as early as before.
pub(crate) fn run_task_beside(
    subject: &Subject,
    view: &StageSubject,
    index: usize,
    number: usize,
) -> Option<Vec<Edit>> {
    let wanted = NewStep {
        behind: false,
        waited: false,
        halts: false,
    };
    new_step(subject, view, (index, number), wanted)
}

/// A step that a task is to have for itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewStep {
    /// Whether it comes behind the step that the task is in now, or before it.
    pub(crate) behind: bool,
    /// Whether the next step waits for it.
    pub(crate) waited: bool,
    /// Whether the stage halts when the task fails.
    pub(crate) halts: bool,
}

impl NewStep {
    /// What does not hold anyway, as keys.
    fn flags(self) -> impl Iterator<Item = (&'static str, bool)> {
        let halts = self.halts.then_some((Flag::Halt.key(), true));
        let waited = (!self.waited).then_some((Flag::Wait.key(), false));
        halts.into_iter().chain(waited)
    }
}

/// Takes a task out of its step, which has others, into a new one.
pub(crate) fn new_step(
    subject: &Subject,
    view: &StageSubject,
    (index, number): (usize, usize),
    wanted: NewStep,
) -> Option<Vec<Edit>> {
    let step = &view.stage.steps[index];
    let spans: Vec<Span> = view.stage.steps.iter().map(|step| step.span).collect();
    let task = step.tasks[number].span;
    let label = Names::beside(view.stage).label(tasks_at(view, std::slice::from_ref(&task)));
    let (name, text) = (subject.written.word(&label), subject.written.text);
    let own = tasks(&subject.written, step)?;
    match layout(&subject.written, view.stage.order_key?.end, &spans)? {
        Layout::Lines(steps) => {
            let at = steps[index];
            let prefix = at.prefix(text);
            let (next, indent) = (subject.written.line_break(), " ".repeat(prefix.len()));
            let (list, gone) = match own {
                Layout::Lines(lines) => {
                    let lines = lines[number];
                    let list = lines.moved_to(&subject.written, &lines.indentation(text));
                    (format!("{next}{list}"), Edit::delete(lines.span))
                }
                Layout::Brackets(_) => {
                    let list = format!(" [{}]{next}", task.slice(text));
                    (list, take_out_item(text, task))
                }
            };
            let flags = wanted.flags();
            let flags: String = flags
                .map(|(key, value)| format!("{indent}{key}: {value}{next}"))
                .collect();
            let new = format!("{prefix}step: {name}{next}{indent}tasks:{list}{flags}");
            // Where the task ended the text, it leaves a line break behind.
            let lead = match gone.span.end == at.span.end {
                true => "",
                false => at.missing_break(&subject.written),
            };
            let new = match wanted.behind {
                true => Edit::insert(at.span.end, format!("{lead}{new}")),
                false => Edit::insert(at.span.start, new),
            };
            Some(vec![new, gone])
        }
        Layout::Brackets(list) => {
            let separator = separator(&subject.written, list, spans[0]);
            let word = |it| subject.written.word(it);
            let mut entries = vec![
                format!("{}: {name}", word("step")),
                format!("{}: [{}]", word("tasks"), task.slice(text)),
            ];
            let flags = wanted.flags();
            entries.extend(flags.map(|(key, value)| format!("{}: {value}", word(key))));
            let new = format!("{{{}}}", entries.join(", "));
            let new = match wanted.behind {
                true => Edit::insert(step.span.end, format!("{separator}{new}")),
                false => Edit::insert(step.span.start, format!("{new}{separator}")),
            };
            Some(vec![new, take_out_item(text, task)])
        }
    }
}
