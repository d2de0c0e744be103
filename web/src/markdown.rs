//! The Markdown that core writes, as blocks that views build elements from: no text of a user ever
//! becomes markup. Only what core uses is known; anything else stays the text it is.

mod inline;

use inline::inlines;
use serde::{Deserialize, Serialize};
use std::iter::Peekable;
use std::str::Lines;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading, with its level from 1 on.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list of points, in no order.
    List(Vec<Vec<Inline>>),
    /// Lines of code.
    Code(String),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// A quote of code.
    Code(String),
    /// Stressed strongly.
    Strong(String),
    /// Stressed.
    Emphasis(String),
    /// What it says, and where it leads.
    Link(String, String),
}

/// Reads a whole text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = vec![];
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        blocks.extend(block(line, &mut lines));
    }
    blocks
}

fn block<'t>(first: &'t str, rest: &mut Peekable<Lines<'t>>) -> Option<Block> {
    if is_fence(first) {
        let code = rest.take_while(|line| !is_fence(line));
        return Some(Block::Code(code.flat_map(|line| [line, "\n"]).collect()));
    }
    if let Some((level, title)) = heading(first) {
        return Some(Block::Heading(level, inlines(title)));
    }
    if let Some(start) = point(first) {
        return Some(list(start, rest));
    }
    let is_blank = first.trim().is_empty();
    (!is_blank).then(|| Block::Paragraph(inlines(&whole(first, rest))))
}

fn list<'t>(first: &'t str, rest: &mut Peekable<Lines<'t>>) -> Block {
    let mut points = vec![inlines(&whole(first, rest))];
    while let Some(start) = rest.peek().copied().and_then(point) {
        rest.next();
        points.push(inlines(&whole(start, rest)));
    }
    Block::List(points)
}

/// A sentence with the lines that go on with it.
fn whole<'t>(first: &'t str, rest: &mut Peekable<Lines<'t>>) -> String {
    let mut whole = first.trim().to_owned();
    while let Some(more) = rest.next_if(|line| continues(line)) {
        whole.extend([" ", more.trim()]);
    }
    whole
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```")
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let title = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - title.len()).ok()?;
    let title = title.strip_prefix(' ')?;
    (1..=6).contains(&level).then_some((level, title))
}

fn point(line: &str) -> Option<&str> {
    line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))
}

/// Whether a line goes on with what the line before it says.
fn continues(line: &str) -> bool {
    let ends = line.trim().is_empty() || is_fence(line);
    !ends && heading(line).is_none() && point(line).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    #[test]
    fn a_page_is_read_block_by_block() {
        let page = "# late-halt\n\n*Hint*\n\nTwo\nlines.\n\n```yaml\n- a: 1\n\n# b\n```\n\n* one\n  and on\n* two\nEnd\n";
        assert_eq!(
            blocks(page),
            [
                Block::Heading(1, text("late-halt")),
                Block::Paragraph(vec![Inline::Emphasis("Hint".to_owned())]),
                Block::Paragraph(text("Two lines.")),
                Block::Code("- a: 1\n\n# b\n".to_owned()),
                Block::List(vec![text("one and on"), text("two End")]),
            ]
        );
    }

    #[test]
    fn what_is_no_markdown_stays_text() {
        assert_eq!(blocks("#x"), [Block::Paragraph(text("#x"))]);
        assert_eq!(blocks("-x"), [Block::Paragraph(text("-x"))]);
        assert_eq!(blocks("<b>x</b>"), [Block::Paragraph(text("<b>x</b>"))]);
        assert_eq!(blocks(" \n\n"), []);
    }

    #[test]
    fn code_that_is_never_closed_goes_to_the_end() {
        assert_eq!(blocks("```\na\nb"), [Block::Code("a\nb\n".to_owned())]);
    }
}
