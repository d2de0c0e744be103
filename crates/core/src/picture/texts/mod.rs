//! The picture in words: names for the accessible twin, explanations for hover and focus.

mod bar;
mod segment;
mod step;

pub use bar::{bar_name, end_label};
pub use segment::segment_text;
pub use step::{step_name, step_note};

use super::chart::{Chart, Row};
use super::hit::Target;
use crate::report::Report;

/// What the details say about something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The thing.
    pub title: String,
    /// What happened to it and why, a sentence or two each.
    pub lines: Vec<String>,
}

/// Explains what the pointer or the keyboard points at.
pub fn explain(report: &Report, chart: &Chart, target: Target) -> Option<Explanation> {
    match chart.rows.get(target.row)? {
        Row::Step(step) => Some(step::explain(report, chart, *step)),
        Row::Task(bar) => {
            let segment = target.segment.and_then(|index| bar.segments.get(index));
            Some(bar::explain(report, bar, segment))
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
