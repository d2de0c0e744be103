//! A task → an earlier step.

use super::layout::{Layout, layout};
use super::merge_steps::{dissolve, saved_comments, tasks};
use super::subject::{StageSubject, Subject};
use crate::diagnostic::Edit;
use crate::diagnostic::edits::take_out_item;
use crate::source::Span;

/// Moves the task with this number of the step `from` to the end of the step `to`, which comes before it.
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
    let (own, others) = (tasks(written, step)?, tasks(written, target)?);
    let gone = match &own {
        Layout::Lines(lines) => Edit::delete(lines.get(number)?.span),
        Layout::Brackets(_) => take_out_item(written.text, task),
    };
    let reference = task.slice(written.text);
    let mut edits = vec![gone];
    if let (Layout::Brackets(_), Layout::Lines(own)) = (&others, &own) {
        let spans: Vec<Span> = steps.iter().map(|step| step.span).collect();
        if let Layout::Lines(lines) = layout(written, view.stage.order_key?.end, &spans)? {
            let own = own.get(number)?.span;
            edits.extend(saved_comments(written, lines[to], own, Span::default()));
        }
    }
    edits.push(match (&others, &own) {
        (Layout::Brackets(_), _) => {
            let end = target.tasks.last()?.span.end;
            Edit::insert(end, format!(", {reference}"))
        }
        (Layout::Lines(others), Layout::Lines(own)) => {
            let last = others.last()?;
            let indentation = last.indentation(written.text);
            let lines = own.get(number)?.moved_to(written, &indentation);
            Edit::insert(last.span.end, lines)
        }
        (Layout::Lines(others), Layout::Brackets(_)) => {
            let last = others.last()?;
            let (prefix, next) = (last.prefix(written.text), written.line_break());
            Edit::insert(last.span.end, format!("{prefix}{reference}{next}"))
        }
    });
    Some(edits)
}
