//! Which lines can be folded away.

use super::{Side, Texts};
use crate::diagnostic::edits::{line_start, next_line};
use crate::source::Span;
use crate::yaml::{self, Node, Value};
use std::collections::BTreeMap;

/// Several lines of which an editor can show the first one only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// From a place in the first line to one in the last.
    pub span: Span,
    /// Whether the lines are comments.
    pub is_comment: bool,
}

/// The folds of one of the texts, by place; at most one starts on each line.
pub fn folds(texts: Texts, side: Side) -> Vec<Fold> {
    let text = texts.on(side);
    let mut folds = Folds {
        text,
        by_line: BTreeMap::new(),
    };
    for block in comment_blocks(text, &yaml::parse(text).comments) {
        folds.add(block, true);
    }
    if let Some((root, _)) = side.read(text) {
        folds.inside(&root);
    }
    folds.by_line.into_values().collect()
}

struct Folds<'t> {
    text: &'t str,
    /// The longest one by the start of its line.
    by_line: BTreeMap<usize, Fold>,
}

impl Folds<'_> {
    fn inside(&mut self, node: &Node) {
        match &node.value {
            Value::Sequence(items) => {
                for item in items {
                    self.add(item.span, false);
                    self.inside(item);
                }
            }
            Value::Mapping(entries) => {
                for entry in entries {
                    self.add(entry.span(), false);
                    self.inside(&entry.value);
                }
            }
            Value::Null | Value::Scalar(_) => {}
        }
    }

    fn add(&mut self, span: Span, is_comment: bool) {
        let line = line_start(self.text, span.start);
        if span.slice(self.text).trim_end().contains(['\n', '\r']) {
            let fold = Fold { span, is_comment };
            let longest = self.by_line.entry(line).or_insert(fold);
            if longest.span.end < span.end {
                *longest = fold;
            }
        }
    }
}

/// Comments that fill lines that follow one another.
fn comment_blocks(text: &str, comments: &[Span]) -> Vec<Span> {
    let fills_its_line = |span: &&Span| {
        text[line_start(text, span.start)..span.start]
            .trim()
            .is_empty()
    };
    let mut blocks: Vec<Span> = Vec::new();
    for comment in comments.iter().filter(fills_its_line) {
        let start = line_start(text, comment.start);
        match blocks.last_mut() {
            Some(block) if next_line(text, block.end) == start => block.end = comment.end,
            _ => blocks.push(*comment),
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_several_lines_can_be_folded() {
        let text = "\
# What this
# is.
workflows: # the stages
  - name: setup
    # Why.
    order_from: [
      services.é,
      ]
services: [a, b]
jobs:
  - name: x
    command: |
      one
      two
";
        let texts = Texts {
            template: text,
            scenario: "",
        };
        let line = |offset: usize| text[..offset].matches('\n').count() + 1;
        let found = folds(texts, Side::Template).into_iter();
        let lines: Vec<_> = found
            .map(|it| (line(it.span.start), line(it.span.end), it.is_comment))
            .collect();
        let expected = [
            (1, 2, true),
            (3, 8, false),
            (4, 8, false),
            (6, 8, false),
            (10, 14, false),
            (11, 14, false),
            (12, 14, false),
        ];
        assert_eq!(lines, expected);
    }
}
