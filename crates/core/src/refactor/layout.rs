//! How the items of a list stand in the text, and how they are moved.

use super::written::Written;
use crate::diagnostic::edits::{ends_its_line, indentation, line_start, next_line};
use crate::source::Span;

/// A list whose items can be moved.
pub(super) enum Layout {
    /// Each item has lines of its own.
    Lines(Vec<Lines>),
    /// The items stand between brackets; the span has both of these, and no comment inside.
    Brackets(Span),
}

/// The lines of an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    /// All of them, with those before it that hold nothing but a comment, and the last line break.
    pub(super) span: Span,
    /// Where its dash is.
    pub(super) dash: usize,
    /// The item behind the dash.
    pub(super) item: Span,
}

/// How `items` stand in the list behind a key that ends at `key_end`; `None` if they are written in a
/// way in which they cannot be moved, such as an anchored list of somewhere else.
pub(super) fn layout(written: &Written, key_end: usize, items: &[Span]) -> Option<Layout> {
    let (first, last) = (items.first()?, items.last()?);
    if first.start < key_end || items.windows(2).any(|pair| pair[0].end > pair[1].start) {
        return None;
    }
    if let Some(open) = written.text[..first.start].trim_end().strip_suffix('[') {
        return brackets(written, Span::new(open.len(), last.end));
    }
    let mut from = next_line(written.text, key_end);
    let mut lines = Vec::with_capacity(items.len());
    for item in items {
        let item = own_lines(written.text, from, *item)?;
        from = item.span.end;
        lines.push(item);
    }
    Some(Layout::Lines(lines))
}

fn brackets(written: &Written, from_open: Span) -> Option<Layout> {
    let rest = &written.text[from_open.end..];
    let inside = rest.trim_start();
    let inside = inside.strip_prefix(',').unwrap_or(inside).trim_start();
    let after = inside.strip_prefix(']')?;
    let end = from_open.end + rest.len() - after.len();
    let span = Span::new(from_open.start, end);
    written
        .comments_in(span)
        .is_empty()
        .then_some(Layout::Brackets(span))
}

fn own_lines(text: &str, from: usize, item: Span) -> Option<Lines> {
    let start = line_start(text, item.start);
    let before = &text[start..item.start];
    let is_alone = before.trim() == "-" && ends_its_line(text, item);
    let gap = text.get(from..start)?;
    let is_comment = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    (is_alone && gap.lines().all(is_comment)).then(|| Lines {
        span: Span::new(from, next_line(text, item.end)),
        dash: start + before.trim_end().len() - 1,
        item,
    })
}

impl Lines {
    /// The line break, unless the item ends at the end of a text without one.
    pub(super) fn missing_break<'a>(&self, written: &Written<'a>) -> &'a str {
        if self.span.slice(written.text).ends_with(['\n', '\r']) {
            ""
        } else {
            written.line_break()
        }
    }

    /// Spaces up to its dash.
    pub(super) fn indentation(&self, text: &str) -> String {
        indentation(text, self.dash)
    }

    /// From the start of its line to the item: the dash with what is around it.
    pub(super) fn prefix(&self, text: &str) -> String {
        let gap = self.item.start - self.dash - 1;
        format!("{}-{}", self.indentation(text), " ".repeat(gap))
    }

    /// Its lines, moved so that the dash stands in the column of `indentation`.
    pub(super) fn moved_to(&self, written: &Written, indentation: &str) -> String {
        let now = self.indentation(written.text).len();
        let lines = self.span.slice(written.text).lines();
        let moved = lines.map(|line| {
            let bare = line.trim_start_matches(' ');
            let spaces = (line.len() - bare.len() + indentation.len()).saturating_sub(now);
            match bare.trim() {
                "" => written.line_break().to_owned(),
                _ => format!("{}{bare}{}", " ".repeat(spaces), written.line_break()),
            }
        });
        moved.collect()
    }
}

/// What stands between the items of a list in brackets, so that it looks like before.
pub(super) fn separator(written: &Written, list: Span, first: Span) -> String {
    if list.slice(written.text).contains('\n') {
        let indentation = indentation(written.text, first.start);
        return format!(",{}{indentation}", written.line_break());
    }
    ", ".to_owned()
}
