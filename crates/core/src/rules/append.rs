//! A fix that several rules share: one more task at the end of a stage.

use crate::diagnostic::edits::{indentation, line_break, line_end, line_start};
use crate::diagnostic::{Edit, Fix};
use crate::template::Stage;
use crate::yaml;

/// Adds `reference` as the last task: to `order_from`, or in a step of its own called `label`.
pub(super) fn append(text: &str, stage: &Stage, label: &str, reference: &str) -> Option<Fix> {
    let edit = append_edit(text, stage, label, reference)?;
    Some(Fix::unsure(
        format!("Add `{reference}` at the end of `{}`", stage.name.value),
        vec![edit],
    ))
}

pub(super) fn append_edit(text: &str, stage: &Stage, label: &str, reference: &str) -> Option<Edit> {
    let last = stage.steps.last()?.span;
    let start = line_start(text, last.start);
    let before = text[start..last.start].trim_end();
    let reference = yaml::scalar(reference);
    let label = yaml::scalar(label);
    if before.trim() != "-" {
        let item = match stage.serial {
            true => format!(", {reference}"),
            false => format!(", {{step: {label}, tasks: [{reference}]}}"),
        };
        return Some(Edit::insert(last.end, item));
    }
    let line = format!(
        "{}{}- ",
        line_break(text),
        indentation(text, start + before.len() - 1)
    );
    let item = match stage.serial {
        true => format!("{line}{reference}"),
        false => {
            let next = format!("{}{}", line_break(text), indentation(text, last.start));
            format!("{line}step: {label}{next}tasks: [{reference}]")
        }
    };
    Some(Edit::insert(line_end(text, last.end), item))
}
