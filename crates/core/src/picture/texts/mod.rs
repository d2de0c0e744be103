//! The picture in words: names for the accessible twin, explanations for hover and focus.

mod bar;
mod many;
mod segment;
mod step;

pub(super) use bar::was_lost;
pub use bar::{bar_name, end_label};
pub use many::many_text;
pub use segment::segment_text;
pub use step::{step_name, step_note};

use super::chart::{Chart, Row};
use super::condense::around;
use super::ghost::Ghost;
use super::hit::Target;
use super::layout::Layout;
use crate::report::Report;

/// What the details say about something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The thing.
    pub title: String,
    /// What happened to it and why, a sentence or two each.
    pub lines: Vec<String>,
}

/// Explains what the pointer or the keyboard points at; where that is drawn together with others, these first.
pub fn explain(
    report: &Report,
    chart: &Chart,
    ghost: Option<&Ghost>,
    layout: &Layout,
    target: Target,
) -> Option<Explanation> {
    match chart.rows.get(target.row)? {
        Row::Step(step) => Some(step::explain(report, chart, *step)),
        Row::Task(bar) => {
            let moved = ghost.and_then(|ghost| ghost.moved(target.row));
            let segment = target.segment.and_then(|index| bar.segments.get(index));
            let mut told = bar::explain(report, bar, moved, segment);
            let sight = [layout.labels, layout.width];
            let many = segment.and_then(|it| around(&bar.segments, it, &layout.scale, sight));
            told.lines.splice(0..0, many.map(|many| many_text(&many)));
            Some(told)
        }
    }
}

/// `a`, `a and b`, `a, b and 3 more`: a list that stays short.
pub(crate) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first, second] => format!("{} and {}", first.as_ref(), second.as_ref()),
        [first, second, third] => {
            format!(
                "{}, {} and {}",
                first.as_ref(),
                second.as_ref(),
                third.as_ref()
            )
        }
        [first, second, rest @ ..] => {
            format!(
                "{}, {} and {} more",
                first.as_ref(),
                second.as_ref(),
                rest.len()
            )
        }
    }
}

/// `1 attempt`, `2 attempts`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
