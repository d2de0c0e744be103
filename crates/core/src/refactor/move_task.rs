//! A task → another step.

use super::layout::{Layout, layout};
use super::merge_steps::{dissolve, saved_comments, tasks};
use super::subject::{StageSubject, Subject};
use super::written::Written;
use crate::diagnostic::Edit;
use crate::diagnostic::edits::take_out_item;
use crate::source::Span;
use crate::template::Step;

/// Moves the task with this number of the step `from` to the end of the step `to`.
/// A step that holds nothing else goes away. `None` if they are written in a way in which they cannot be
/// moved.
pub(crate) fn move_task(
    subject: &Subject,
    view: &StageSubject,
    (from, number): (usize, usize),
    to: usize,
) -> Option<Vec<Edit>> {
    let (written, steps) = (&subject.written, &view.stage.steps);
    let (step, target) = (steps.get(from)?, steps.get(to)?);
    if step.tasks.len() == 1 {
        return dissolve(written, view.stage, from..from + 1, to);
    }
    let task = step.tasks.get(number)?.span;
    let own = tasks(written, step)?;
    let gone = match &own {
        Layout::Lines(lines) => Edit::delete(lines.get(number)?.span),
        Layout::Brackets(_) => take_out_item(written.text, task),
    };
    let reference = task.slice(written.text);
    let mut edits = vec![gone];
    let is_list = !target.tasks.is_empty();
    if let (true, Layout::Lines(own)) = (is_list, &own) {
        let own = own.get(number)?;
        if let Layout::Lines(others) = tasks(written, target)? {
            let last = others.last()?;
            let indentation = last.indentation(written.text);
            let lines = own.moved_to(written, &indentation);
            let lead = last.missing_break(written);
            edits.push(Edit::insert(last.span.end, format!("{lead}{lines}")));
            return Some(edits);
        }
        let spans: Vec<Span> = steps.iter().map(|step| step.span).collect();
        if let Layout::Lines(lines) = layout(written, view.stage.order_key?.end, &spans)? {
            edits.extend(saved_comments(
                written,
                lines[to],
                own.span,
                Span::default(),
            ));
        }
    }
    edits.push(add_reference(written, target, reference)?);
    Some(edits)
}

/// Puts a reference at the end of the tasks of a step.
pub(crate) fn add_reference(written: &Written, step: &Step, reference: &str) -> Option<Edit> {
    let Some(end) = step.tasks.last().map(|it| it.span.end) else {
        let place = step.places.tasks?;
        let list = place.slice(written.text).trim_end();
        let inside = list.strip_suffix(']')?.trim_end();
        let is_own = step.span.start <= place.start && place.end <= step.span.end;
        let at = place.start + inside.len();
        return (is_own && inside.ends_with('[')).then(|| Edit::insert(at, reference));
    };
    Some(match tasks(written, step)? {
        Layout::Brackets(_) => Edit::insert(end, format!(", {reference}")),
        Layout::Lines(lines) => {
            let last = lines.last()?;
            let (prefix, next) = (last.prefix(written.text), written.line_break());
            let lead = last.missing_break(written);
            Edit::insert(last.span.end, format!("{lead}{prefix}{reference}{next}"))
        }
    })
}
