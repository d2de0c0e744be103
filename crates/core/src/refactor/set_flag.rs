//! A step → the same with `halt_on_error` or `wait_for_finish`, or without.

use super::subject::Subject;
use crate::diagnostic::Edit;
use crate::diagnostic::edits::{line_end, put_entry_after, take_out_entry};
use crate::source::Span;
use crate::template::Step;

/// What a step says with yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flag {
    /// `halt_on_error`
    Halt,
    /// `wait_for_finish`
    Wait,
}

impl Flag {
    /// Its key.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Halt => "halt_on_error",
            Self::Wait => "wait_for_finish",
        }
    }

    /// What holds where the key is absent.
    fn default(self) -> bool {
        self == Self::Wait
    }

    fn place(self, step: &Step) -> Option<Span> {
        match self {
            Self::Halt => step.places.halt_on_error,
            Self::Wait => step.places.wait_for_finish,
        }
    }
}

/// Lets a step say this. What holds anyway is not said, unless a comment stands beside it. `None` if the keys of the
/// step stand somewhere else, or there is nothing to do.
pub(crate) fn set_flag(subject: &Subject, step: &Step, flag: Flag, on: bool) -> Option<Vec<Edit>> {
    let is_own = |place: Span| step.span.start <= place.start && place.end <= step.span.end;
    let text = subject.written.text;
    let tasks = step.places.tasks.filter(|place| is_own(*place))?;
    let entry = || format!("{}: {on}", subject.written.word(flag.key()));
    let has_comment = |place: Span| text[place.end..line_end(text, place.end)].contains('#');
    Some(vec![match flag.place(step) {
        Some(place) if !is_own(place) => return None,
        Some(place) if on != flag.default() || has_comment(place) => Edit::replace(place, entry()),
        Some(place) => take_out_entry(text, place),
        None if on != flag.default() => put_entry_after(text, step.span.start, tasks, &entry()),
        None => return None,
    }])
}
