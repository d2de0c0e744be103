//! Edits that put something in, or take it out, in the style of what stands around it.

use super::ground::{Item, holds, is_shared};
use super::plant::MARK;
use laneway_core::diagnostic::Edit;
use laneway_core::diagnostic::edits::{
    indentation, line_break, line_end, line_start, put_entry_after,
};
use laneway_core::source::Span;
use laneway_core::yaml::{self, Entry, Node};

/// A reference as it can stand anywhere: one with a placeholder needs quotes within brackets.
pub(super) fn quoted(reference: &str) -> String {
    match reference.contains('{') {
        true => format!("\"{reference}\""),
        false => yaml::scalar(reference),
    }
}

/// Marks a place of the text that stays as it is.
pub(super) fn mark(offset: usize) -> Edit {
    Edit::insert(offset, MARK)
}

/// Puts `text` where a node was, with the mark in front.
pub(super) fn instead_of(span: Span, text: &str) -> Edit {
    Edit::replace(span, format!("{MARK}{text}"))
}

/// Puts `written` on the line of its key, with the mark in front, whatever stood there or below.
pub(super) fn value_of(text: &str, entry: &Entry, written: &str) -> Edit {
    let key = entry.key.span.end;
    let colon = text[key..].find(':').map_or(key, |at| key + at + 1);
    let behind = Span::new(colon, entry.value.span.end);
    Edit::replace(behind, format!(" {MARK}{written}"))
}

/// Puts `written` (`key: value`) in behind an entry of a mapping.
pub(super) fn entry_behind(text: &str, mapping: &Node, entry: &Entry, written: &str) -> Edit {
    put_entry_after(
        text,
        mapping.span.start,
        trimmed(text, entry.span()),
        written,
    )
}

/// Puts an item in behind another one.
pub(super) fn item_behind(text: &str, item: Span, written: &str) -> Edit {
    match dash(text, item) {
        Some(dash) => {
            let line = format!("{}{}- ", line_break(text), indentation(text, dash));
            let end = trimmed(text, item).end;
            Edit::insert(line_end(text, end), format!("{line}{written}"))
        }
        None => Edit::insert(item.end, format!(", {written}")),
    }
}

/// Puts an item in before another one.
pub(super) fn item_before(text: &str, item: Span, written: &str) -> Edit {
    match dash(text, item) {
        Some(dash) => {
            let indent = indentation(text, dash);
            let line = format!("{indent}- {written}{}", line_break(text));
            Edit::insert(line_start(text, dash), line)
        }
        None => Edit::insert(item.start, format!("{written}, ")),
    }
}

/// Lets a service depend on one more.
pub(super) fn dependency(text: &str, service: &Item, on: &str) -> Option<Edit> {
    if is_shared(text, &service.node) {
        return None;
    }
    let Some(entry) = service.node.entry("depends_on") else {
        let name = service.node.entry("name")?;
        let written = format!("depends_on: [{on}]");
        return Some(entry_behind(text, &service.node, name, &written));
    };
    if !holds(service.node.span, entry.value.span) {
        return None;
    }
    match entry.value.items()?.last() {
        Some(last) => Some(item_behind(text, last.span, on)),
        None => Some(Edit::replace(entry.value.span, format!("[{on}]"))),
    }
}

/// Where the dash of an item in block style stands.
pub(super) fn dash(text: &str, item: Span) -> Option<usize> {
    let start = line_start(text, item.start);
    let before = text[start..item.start].trim_end();
    (before.trim() == "-").then(|| start + before.len() - 1)
}

/// Whether a mapping or list is written within brackets.
pub(super) fn in_brackets(text: &str, node: &Node) -> bool {
    node.span.slice(text).starts_with(['[', '{'])
}

/// Without the line breaks at its end that belong to a block scalar.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let length = span.slice(text).trim_end().len();
    Span::new(span.start, span.start + length)
}
