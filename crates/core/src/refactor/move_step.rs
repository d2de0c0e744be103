//! A step → before an earlier one.

use super::layout::{Layout, layout, separator};
use super::subject::{StageSubject, Subject};
use crate::diagnostic::Edit;
use crate::source::Span;

/// Moves the step `from` before the step `to`, which comes before it, with its comments. `None` if they
/// are written in a way in which they cannot be moved.
pub(crate) fn move_step(
    subject: &Subject,
    view: &StageSubject,
    from: usize,
    to: usize,
) -> Option<Vec<Edit>> {
    let written = &subject.written;
    let spans: Vec<Span> = view.stage.steps.iter().map(|step| step.span).collect();
    let (moved, before) = (*spans.get(from)?, *spans.get(from.checked_sub(1)?)?);
    Some(match layout(written, view.stage.order_key?.end, &spans)? {
        Layout::Lines(lines) => {
            let gone = lines[from];
            let next = gone.missing_break(written);
            let text = format!("{}{next}", gone.span.slice(written.text));
            vec![
                Edit::insert(lines[to].span.start, text),
                Edit::delete(gone.span),
            ]
        }
        Layout::Brackets(list) => {
            let separator = separator(written, list, spans[0]);
            let text = format!("{}{separator}", moved.slice(written.text));
            vec![
                Edit::insert(spans[to].start, text),
                Edit::delete(Span::new(before.end, moved.end)),
            ]
        }
    })
}
