//! A step → the same with `halt_on_error`, or without.

use super::subject::Subject;
use crate::diagnostic::Edit;
use crate::diagnostic::edits::{put_entry_after, take_out_entry};
use crate::template::Step;

const KEY: &str = "halt_on_error";

/// Makes a step halt the stage when one of its tasks fails, or no longer so. `None` if its keys stand
/// somewhere else.
pub(crate) fn set_halt(subject: &Subject, step: &Step, halts: bool) -> Option<Vec<Edit>> {
    let is_own =
        |place: crate::source::Span| step.span.start <= place.start && place.end <= step.span.end;
    let text = subject.written.text;
    let tasks = step.places.tasks.filter(|place| is_own(*place))?;
    let entry = || format!("{}: {halts}", subject.written.word(KEY));
    Some(vec![match step.places.halt_on_error {
        Some(place) if !is_own(place) => return None,
        Some(place) if halts => Edit::replace(place, entry()),
        Some(place) => take_out_entry(text, place),
        None if halts => put_entry_after(text, step.span.start, tasks, &entry()),
        None => return None,
    }])
}
