//! Repairs: edits on the user's own text, so that comments and formatting survive.

use crate::order::sort_by_key;
use crate::source::Span;

/// A repair made of text edits on the user's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What a button that applies it says, in the imperative.
    pub title: String,
    /// Whether it keeps the meaning that the author surely had.
    pub safe: bool,
    /// Non-overlapping edits in ascending order, all against the same original text.
    pub edits: Vec<Edit>,
}

/// Replaces a range of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced, in bytes; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Puts `text` where `span` was.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }

    /// Puts `text` in at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), text)
    }

    /// Takes `span` out.
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

impl Fix {
    /// A repair that keeps the meaning that the author surely had.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(title.into(), true, edits)
    }

    /// A repair that the author should look at.
    pub fn unsure(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(title.into(), false, edits)
    }

    fn new(title: String, safe: bool, edits: Vec<Edit>) -> Self {
        let edits = ordered(edits);
        Self { title, safe, edits }
    }

    /// Whether it changes anything, and no two edits touch the same text; an alias can bring two uses
    /// of one place together.
    pub(super) fn is_possible(&self) -> bool {
        let mut pairs = self.edits.windows(2);
        !self.edits.is_empty() && pairs.all(|pair| pair[0].span.end <= pair[1].span.start)
    }

    /// The `text` after the repair. Edits that do not fit (of another text) are left out.
    pub fn apply(&self, text: &str) -> String {
        apply(&self.edits, text)
    }
}

/// Edits by place, no two of which begin at one.
pub(crate) fn ordered(mut edits: Vec<Edit>) -> Vec<Edit> {
    sort_by_key(&mut edits, |edit| edit.span);
    join_at_one_place(edits)
}

/// Joins an insertion with the edit that begins where it stands, so that no two edits begin at one
/// place and the result does not depend on whether they are applied from the front or from the back.
fn join_at_one_place(edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if last.span == Span::at(edit.span.start) => {
                last.span = edit.span;
                last.text.push_str(&edit.text);
            }
            _ => joined.push(edit),
        }
    }
    joined
}

/// The `text` after ascending, non-overlapping `edits`.
pub(crate) fn apply(edits: &[Edit], text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let Some(kept) = text.get(done..edit.span.start) else {
            continue;
        };
        if !text.is_char_boundary(edit.span.end) {
            continue;
        }
        result.push_str(kept);
        result.push_str(&edit.text);
        done = edit.span.end;
    }
    result.push_str(&text[done..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_applied_in_order() {
        let fix = Fix::safe(
            "Rename",
            vec![
                Edit::insert(0, "- "),
                Edit::replace(Span::new(3, 4), "key"),
                Edit::delete(Span::new(5, 6)),
            ],
        );
        assert_eq!(fix.apply("abcdef"), "- abckeye");
    }

    #[test]
    fn edits_that_begin_at_one_place_are_joined() {
        let fix = Fix::safe(
            "Insert",
            vec![
                Edit::insert(1, "one\n"),
                Edit::insert(1, "  "),
                Edit::replace(Span::new(1, 2), "B"),
                Edit::insert(3, "!"),
            ],
        );
        let joined = vec![
            Edit::replace(Span::new(1, 2), "one\n  B"),
            Edit::insert(3, "!"),
        ];
        assert_eq!(fix.edits, joined);
        assert_eq!(fix.apply("abc"), "aone\n  Bc!");
    }

    #[test]
    fn edits_of_another_text_are_left_out() {
        let edits = vec![
            Edit::delete(Span::new(1, 2)),
            Edit::insert(90, "x"),
            Edit::delete(Span::new(0, 1)),
        ];
        assert_eq!(Fix::safe("Cut", edits).apply("é!"), "é!");
    }
}
