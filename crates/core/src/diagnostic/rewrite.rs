//! A text with edits applied, and the way back to where things stood before.

use super::{Diagnostic, Edit, fix};
use crate::source::Span;

/// An edited text whose offsets can be translated back.
#[derive(Debug, Clone)]
pub struct Rewrite {
    text: String,
    changes: Vec<Change>,
}

/// An edit, and where its text stands now.
#[derive(Debug, Clone, Copy)]
struct Change {
    now: Span,
    before: Span,
}

impl Rewrite {
    /// Applies ascending, non-overlapping `edits` to `text`.
    pub fn new(text: &str, edits: &[Edit]) -> Self {
        let mut changes = Vec::with_capacity(edits.len());
        let (mut taken, mut added) = (0, 0);
        for edit in edits {
            let start = edit.span.start - taken + added;
            changes.push(Change {
                now: Span::new(start, start + edit.text.len()),
                before: edit.span,
            });
            taken += edit.span.end - edit.span.start;
            added += edit.text.len();
        }
        Self {
            text: fix::apply(edits, text),
            changes,
        }
    }

    /// The edited text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte of the edited text stood before; one that was put in, where it was put in.
    pub fn original(&self, offset: usize) -> usize {
        let after = self
            .changes
            .partition_point(|change| change.now.start <= offset);
        let Some(change) = after.checked_sub(1).map(|last| self.changes[last]) else {
            return offset;
        };
        if offset < change.now.end {
            return change.before.start;
        }
        change.before.end + (offset - change.now.end)
    }

    /// Where a range of the edited text stood before.
    pub fn original_span(&self, span: Span) -> Span {
        Span::new(self.original(span.start), self.original(span.end))
    }

    /// A problem of the edited text as one of the text before. A fix that touches what was put in
    /// has no meaning there and is left out.
    pub fn original_diagnostic(&self, mut problem: Diagnostic) -> Diagnostic {
        problem.span = self.original_span(problem.span);
        for related in &mut problem.related {
            related.span = self.original_span(related.span);
        }
        problem
            .fixes
            .retain(|fix| fix.edits.iter().all(|edit| !self.touches(edit.span)));
        for edit in problem.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = self.original_span(edit.span);
        }
        problem
    }

    fn touches(&self, span: Span) -> bool {
        self.changes.iter().any(|change| {
            if span.start == span.end {
                change.now.start < span.start && span.start < change.now.end
            } else {
                span.start < change.now.end && change.now.start < span.end
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kept_byte_finds_its_way_back() {
        let text = "abcdefgh";
        let edits = [
            Edit::insert(0, "__"),
            Edit::delete(Span::new(2, 4)),
            Edit::replace(Span::new(5, 6), "XYZ"),
        ];
        let rewrite = Rewrite::new(text, &edits);
        assert_eq!(rewrite.text(), "__abeXYZgh");
        for (offset, byte) in rewrite.text().bytes().enumerate() {
            let original = rewrite.original(offset);
            if byte.is_ascii_lowercase() {
                assert_eq!(text.as_bytes()[original], byte);
            }
        }
        assert_eq!(rewrite.original(6), 5);
        assert_eq!(rewrite.original(rewrite.text().len()), text.len());
    }
}
