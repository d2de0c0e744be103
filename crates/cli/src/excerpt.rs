//! Cuts excerpts out of a text, so that the cost of showing a problem does not grow with the file.

use laneway_core::source::Span;
use std::ops::Range;

/// Lines around a place that belong to its excerpt.
const CONTEXT_LINES: usize = 2;
/// Places that are more bytes apart have excerpts of their own.
const LONGEST: usize = 16 * 1024;

/// A text and where its lines start.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

/// Some whole lines of a text.
pub(crate) struct Excerpt<'a> {
    pub(crate) text: &'a str,
    /// 1-based number of the first line.
    pub(crate) line: usize,
    start: usize,
}

/// Whether both places fit into one excerpt.
pub(crate) fn are_near(one: Span, other: Span) -> bool {
    one.start.abs_diff(other.start) <= LONGEST
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self { text, starts }
    }

    /// The lines of `spans` and some around them; without spans the first ones.
    pub(crate) fn around(&self, spans: impl IntoIterator<Item = Span>) -> Excerpt<'a> {
        let cover =
            |one: Span, other: Span| Span::new(one.start.min(other.start), one.end.max(other.end));
        let span = spans.into_iter().reduce(cover).unwrap_or_default();
        let line = self.line(span.start).saturating_sub(CONTEXT_LINES);
        let end = self.line(span.end) + CONTEXT_LINES + 1;
        let start = self.starts[line];
        let end = self.starts.get(end).copied().unwrap_or(self.text.len());
        Excerpt {
            text: &self.text[start..end],
            line: line + 1,
            start,
        }
    }
}

impl Lines<'_> {
    /// Whether the excerpts around both places would meet.
    pub(crate) fn are_close(&self, one: Span, next: Span) -> bool {
        self.line(next.start) <= self.line(one.end) + 2 * CONTEXT_LINES + 1
    }

    /// The number of the line, from 0.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|it| *it <= offset) - 1
    }
}

impl Excerpt<'_> {
    /// A span of the whole text, within the excerpt and on character boundaries.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        let within = |offset: usize| {
            let offset = offset.saturating_sub(self.start).min(self.text.len());
            self.text.floor_char_boundary(offset)
        };
        within(span.start)..within(span.end)
    }

    /// In bytes.
    pub(crate) fn longest_line(&self) -> usize {
        self.text.lines().map(str::len).max().unwrap_or(0)
    }
}
