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

/// Adds `reference` before the step at `at`: as an item, or in a step of its own called `label`.
pub(super) fn insert(
    text: &str,
    stage: &Stage,
    at: usize,
    label: &str,
    reference: &str,
) -> Option<Fix> {
    let next = stage.steps.get(at)?;
    let title = format!("Add `{reference}` before `{}`", next.name.value);
    let start = line_start(text, next.span.start);
    let before = text[start..next.span.start].trim_end();
    let (reference, label) = (yaml::scalar(reference), yaml::scalar(label));
    let in_line = match stage.serial {
        true => reference.clone(),
        false => format!("{{step: {label}, tasks: [{reference}]}}"),
    };
    if before.trim() != "-" {
        let edit = Edit::insert(next.span.start, format!("{in_line}, "));
        return Some(Fix::unsure(title, vec![edit]));
    }
    let (indent, end) = (
        indentation(text, start + before.len() - 1),
        line_break(text),
    );
    let item = match stage.serial {
        true => format!("{indent}- {reference}{end}"),
        false => {
            format!("{indent}- step: {label}{end}{indent}  tasks: [{reference}]{end}")
        }
    };
    Some(Fix::unsure(title, vec![Edit::insert(start, item)]))
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
