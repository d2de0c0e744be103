//! YAML text as a tree with spans. The only module that names the YAML parser.
//!
//! Reading never fails: what cannot be read is a problem, and the rest of the file is kept.

mod ahead;
mod anchors;
mod budget;
mod build;
mod explain;
mod merge;
mod node;
mod recover;
mod repair;
mod repeated;
mod schema;
mod sense;
mod sink;
mod stop;
mod suspect;
mod write;

use crate::diagnostic::{Diagnostic, Rewrite, tidy};
use crate::source::Span;

pub use budget::{MAX_COPIES, MAX_DEPTH, MAX_TEXT};
pub use node::{Entry, Node, Scalar, Value};
pub(crate) use sink::{Number, Sink, has_placeholder};
pub use write::scalar;

/// Everything a text holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// The first document; `None` if it is empty or nothing of it could be read.
    pub root: Option<Node>,
    /// What is wrong with the text as YAML, by place.
    pub problems: Vec<Diagnostic>,
    /// The comments, from `#` to the end of their line.
    pub comments: Vec<Span>,
    /// Lines that are read otherwise than they are written: what seems wrong there is only a
    /// consequence of what is reported already.
    pub(crate) doubtful: Vec<Doubt>,
}

/// Lines that are read otherwise than they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// Whole lines.
    pub(crate) span: Span,
    /// Whether they are not read at all.
    pub(crate) lost: bool,
}

impl Doubt {
    /// Whether a part of `span` is in doubt.
    pub(crate) fn covers(self, span: Span) -> bool {
        self.span.start <= span.end && span.start <= self.span.end
    }
}

impl Parsed {
    /// What was read from an edited text, with all places translated to the text before.
    #[must_use]
    pub(crate) fn before(mut self, rewrite: &Rewrite) -> Self {
        if let Some(root) = &mut self.root {
            root.move_spans(&|span| rewrite.original_span(span));
        }
        let problems = self.problems.into_iter();
        Self {
            root: self.root,
            problems: problems.map(|it| rewrite.original_diagnostic(it)).collect(),
            comments: self
                .comments
                .into_iter()
                .map(|it| rewrite.original_span(it))
                .collect(),
            doubtful: self
                .doubtful
                .into_iter()
                .map(|doubt| Doubt {
                    span: rewrite.original_span(doubt.span),
                    ..doubt
                })
                .collect(),
        }
    }
}

/// A place where a reading makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Nonsense {
    /// Byte offset.
    pub(crate) at: usize,
    /// Whether it would make sense elsewhere.
    pub(crate) misplaced: bool,
}

/// Says where a reading of a text makes no sense; reading stopped early at the given offset.
/// Without a judge, only what cannot be read is repaired.
pub(crate) type Judge<'j> = Option<&'j dyn Fn(&str, &Parsed, Option<usize>) -> Vec<Nonsense>>;

/// Reads `text`. Aliases and merge keys (`<<`) are expanded.
pub fn parse(text: &str) -> Parsed {
    parse_with(text, None)
}

/// Reads `text`; of several repairs, `judge` decides.
pub(crate) fn parse_with(text: &str, judge: Judge) -> Parsed {
    if let Some(problem) = budget::refuse(text) {
        return Parsed {
            problems: vec![problem],
            ..Parsed::default()
        };
    }
    let mut parsed = recover::read(text, judge);
    tidy(&mut parsed.problems);
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let parsed = parse(text);
        parsed.problems.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn the_bracket_around_a_key_is_the_one_that_is_never_closed() {
        let problems = parse("a: [\n  b: c\n").problems;
        assert_eq!(problems[0].code, "unclosed-bracket");
        assert_eq!(problems[0].span, Span::new(3, 4));
    }

    #[test]
    fn hostile_texts_give_one_clear_error() {
        let mut laughs = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
        for (this, last) in ('b'..='z').zip('a'..) {
            let aliases = vec![format!("*{last}"); 9].join(", ");
            laughs += &format!("{this}: &{this} [{aliases}]\n");
        }
        assert_eq!(codes(&laughs), ["too-many-copies"]);
        assert_eq!(codes(&"[".repeat(1 << 20)), ["too-deep"]);
        assert_eq!(codes(&"{a: ".repeat(1 << 18)), ["too-deep"]);
        assert_eq!(codes(&"- ".repeat(1 << 19)), ["too-deep"]);
        assert_eq!(codes("a\0b"), ["binary-file"]);
        assert_eq!(codes(&" ".repeat(MAX_TEXT + 1)), ["too-large"]);
        assert_eq!(codes("a: &a [*a]"), ["alias-inside-itself"]);
        assert_eq!(codes(""), [""; 0]);
    }

    #[test]
    fn a_chain_of_anchors_cannot_grow_too_deep() {
        let mut text = "a0: &a0 [x]\n".to_owned();
        for link in 1..200 {
            text += &format!("a{link}: &a{link} [*a{}]\n", link - 1);
        }
        assert_eq!(codes(&text), ["too-deep"]);
    }

    #[test]
    fn what_stands_around_an_error_is_kept() {
        let parsed = parse("a: 1\nb: [x, y\nc: 2\n");
        assert_eq!(parsed.problems.len(), 1);
        let root = parsed.root.expect("a tree");
        assert_eq!(root.get("a").and_then(Node::as_u64), Some(1));
        let items = root.get("b").and_then(Node::items);
        assert_eq!(items.map(<[Node]>::len), Some(2));
        assert_eq!(root.get("c").and_then(Node::as_u64), Some(2));
    }

    #[test]
    fn spans_cover_what_was_written() {
        let text = "\u{feff}a:\r\n  - 'b c'  # note\r\n  - {d: é}\r\ne:\r\n";
        let parsed = parse(text);
        let root = parsed.root.expect("a tree");
        let items = root.get("a").expect("the key");
        assert_eq!(items.span.slice(text), "- 'b c'  # note\r\n  - {d: é}");
        let texts: Vec<_> = items
            .items()
            .into_iter()
            .flatten()
            .map(|item| item.span.slice(text))
            .collect();
        assert_eq!(texts, ["'b c'", "{d: é}"]);
        assert_eq!(
            parsed
                .comments
                .iter()
                .map(|span| span.slice(text))
                .collect::<Vec<_>>(),
            ["# note"]
        );
        let nothing = root.get("e").expect("the key");
        assert!(nothing.is_null());
        assert_eq!(text[..nothing.span.start].chars().last(), Some(':'));
    }

    #[test]
    fn merge_keys_and_aliases_are_expanded() {
        let text = "base: &base {a: 1, b: 2}\nown:\n  <<: *base\n  b: 3\nlist: [*base]\n";
        let root = parse(text).root.expect("a tree");
        let own = root.get("own").expect("the key");
        assert_eq!(own.get("a").and_then(Node::as_u64), Some(1));
        assert_eq!(own.get("b").and_then(Node::as_u64), Some(3));
        let list = root.get("list").and_then(Node::items).expect("a list");
        assert_eq!(list[0].span.slice(text), "*base");
        assert_eq!(codes("<<: 1\n"), ["merge-value"]);
    }

    #[test]
    fn repeated_and_odd_keys_are_problems() {
        assert_eq!(
            codes("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n"),
            ["duplicate-key", "duplicate-key"]
        );
        assert_eq!(codes("? [a]\n: b\n"), ["key-is-no-text"]);
    }

    #[test]
    fn only_the_first_document_is_read() {
        assert_eq!(codes("a: 1\n---\nb: 2\n"), ["several-documents"]);
        assert_eq!(codes("---\na: 1\n...\n"), [""; 0]);
    }
}
