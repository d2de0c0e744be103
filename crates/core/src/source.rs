//! Byte spans of the user's text and their translation into lines and columns.

use serde::{Deserialize, Serialize};

/// A half-open range of byte offsets into one text.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`, both byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// An empty range at `offset`: an insertion point.
    pub fn at(offset: usize) -> Self {
        Self {
            start: offset,
            end: offset,
        }
    }

    /// The text of the range; empty if it is none of `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// A value together with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs `value` with `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A 1-based line and a 1-based column counted in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode scalar values.
    pub column: usize,
}

/// An offset counted in UTF-16 code units from the start of the text: what JavaScript strings and
/// editors use.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Utf16Offset(pub usize);

/// The byte order mark, which some editors put in front of a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Translates between byte offsets, lines and columns, and UTF-16 offsets.
///
/// Bytes are what everything inside works with; the other two exist for people and for editors.
/// An offset past the end, or inside a character, is moved back to the nearest character boundary.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    lines: Vec<LineStart>,
}

/// Where a line starts, in both encodings.
#[derive(Debug, Clone, Copy)]
struct LineStart {
    byte: usize,
    utf16: usize,
}

impl<'a> LineIndex<'a> {
    /// Indexes `text`; `\n`, `\r\n` and a lone `\r` end a line. A leading byte order mark takes no
    /// column.
    pub fn new(text: &'a str) -> Self {
        let mark = text.starts_with(BYTE_ORDER_MARK);
        let mut lines = vec![LineStart {
            byte: if mark { BYTE_ORDER_MARK.len_utf8() } else { 0 },
            utf16: usize::from(mark),
        }];
        let mut utf16 = 0;
        let mut characters = text.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            utf16 += character.len_utf16();
            let next = characters.peek().map(|(_, next)| *next);
            if character == '\n' || (character == '\r' && next != Some('\n')) {
                let byte = offset + 1;
                lines.push(LineStart { byte, utf16 });
            }
        }
        Self { text, lines }
    }

    /// Line and column of a byte `offset`.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.boundary(offset);
        let line = self.line_at(offset);
        let start = self.lines[line].byte.min(offset);
        Position {
            line: line + 1,
            column: self.text[start..offset].chars().count() + 1,
        }
    }

    /// Byte offset of a line and column; a line past the end is the end of the text, a column past
    /// the end of its line is that end (in front of its line break).
    pub fn offset(&self, position: Position) -> usize {
        let Some(start) = self.lines.get(position.line.max(1) - 1) else {
            return self.text.len();
        };
        let line = &self.text[start.byte..];
        let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
        let within = line.char_indices().nth(position.column.max(1) - 1);
        start.byte + within.map_or(line.len(), |(offset, _)| offset)
    }

    /// The UTF-16 offset of a byte `offset`.
    pub fn utf16(&self, offset: usize) -> Utf16Offset {
        let offset = self.boundary(offset);
        let start = self.lines[self.line_at(offset)];
        if offset < start.byte {
            return Utf16Offset(0);
        }
        let units: usize = self.text[start.byte..offset]
            .chars()
            .map(char::len_utf16)
            .sum();
        Utf16Offset(start.utf16 + units)
    }

    /// The byte offset of a UTF-16 offset; one between the halves of a surrogate pair is moved back
    /// to its first half.
    pub fn byte(&self, offset: Utf16Offset) -> usize {
        let line = self
            .lines
            .partition_point(|start| start.utf16 <= offset.0)
            .saturating_sub(1);
        let start = self.lines[line];
        if offset.0 < start.utf16 {
            return 0;
        }
        let mut units = start.utf16;
        for (within, character) in self.text[start.byte..].char_indices() {
            units += character.len_utf16();
            if units > offset.0 {
                return start.byte + within;
            }
        }
        self.text.len()
    }

    fn boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// 0-based index of the line that holds a byte offset.
    fn line_at(&self, offset: usize) -> usize {
        self.lines
            .partition_point(|start| start.byte <= offset)
            .saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}a: é\r\n😀: x\rlast\n";

    #[test]
    fn positions_count_characters_and_skip_the_byte_order_mark() {
        let index = LineIndex::new(TEXT);
        let at = |needle: &str| {
            let position = index.position(TEXT.find(needle).expect("in the text"));
            (position.line, position.column)
        };
        assert_eq!(at("\u{feff}"), (1, 1));
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("é"), (1, 4));
        assert_eq!(at("😀"), (2, 1));
        assert_eq!(at("x"), (2, 4));
        assert_eq!(at("last"), (3, 1));
        let end = index.position(TEXT.len() + 7);
        assert_eq!((end.line, end.column), (4, 1));
    }

    #[test]
    fn every_character_boundary_survives_both_round_trips() {
        let index = LineIndex::new(TEXT);
        for (offset, character) in TEXT.char_indices() {
            assert_eq!(
                index.byte(index.utf16(offset)),
                offset,
                "UTF-16 of {offset}"
            );
            let inside_line_break = character == '\n' && TEXT[..offset].ends_with('\r');
            if offset > 0 && !inside_line_break {
                assert_eq!(
                    index.offset(index.position(offset)),
                    offset,
                    "position of {offset}"
                );
            }
        }
        assert_eq!(index.utf16(TEXT.len()).0, TEXT.encode_utf16().count());
        assert_eq!(index.byte(Utf16Offset(usize::MAX)), TEXT.len());
    }

    #[test]
    fn an_offset_inside_a_character_is_moved_back() {
        let index = LineIndex::new(TEXT);
        let emoji = TEXT.find('😀').expect("in the text");
        assert_eq!(index.utf16(emoji + 2), index.utf16(emoji));
        assert_eq!(index.byte(Utf16Offset(index.utf16(emoji).0 + 1)), emoji);
        assert_eq!(index.position(emoji + 3), index.position(emoji));
    }
}
