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

/// After this many bytes of a line there is another mark, so that long lines are looked up quickly.
const MARK_DISTANCE: usize = 1024;

/// Translates between byte offsets, lines and columns, and UTF-16 offsets.
///
/// Bytes are what everything inside works with; the other two exist for people and for editors.
/// An offset past the end, or inside a character, is moved back to the nearest character boundary.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    marks: Vec<Mark>,
}

/// A place that is known in all three ways; ascending in each of them.
#[derive(Debug, Clone, Copy)]
struct Mark {
    byte: usize,
    utf16: usize,
    position: Position,
}

impl<'a> LineIndex<'a> {
    /// Indexes `text`; `\n`, `\r\n` and a lone `\r` end a line. A leading byte order mark takes no
    /// column.
    pub fn new(text: &'a str) -> Self {
        let skipped = if text.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len_utf8()
        } else {
            0
        };
        let mut here = Mark {
            byte: skipped,
            utf16: skipped.min(1),
            position: Position { line: 1, column: 1 },
        };
        let mut marks = vec![here];
        let mut last = skipped;
        let mut characters = text[skipped..].chars().peekable();
        while let Some(character) = characters.next() {
            here.byte += character.len_utf8();
            here.utf16 += character.len_utf16();
            here.position.column += 1;
            let line_break =
                character == '\n' || (character == '\r' && characters.peek() != Some(&'\n'));
            if line_break {
                here.position.line += 1;
                here.position.column = 1;
            }
            if line_break || here.byte - last >= MARK_DISTANCE {
                marks.push(here);
                last = here.byte;
            }
        }
        Self { text, marks }
    }

    /// Line and column of a byte `offset`.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.boundary(offset);
        let mark = self.mark(|mark| mark.byte <= offset);
        let Position { line, column } = mark.position;
        let further = self.text.get(mark.byte..offset).unwrap_or_default();
        Position {
            line,
            column: column + further.chars().count(),
        }
    }

    /// Byte offset of a line and column; a line past the end is the end of the text, a column past
    /// the end of its line is that end (in front of its line break).
    pub fn offset(&self, position: Position) -> usize {
        let mark = self.mark(|mark| mark.position <= position);
        if mark.position.line < position.line {
            return self.text.len();
        }
        let line = &self.text[mark.byte..];
        let wanted = position.column.saturating_sub(mark.position.column);
        let mut characters = line.char_indices().enumerate();
        let within = characters
            .find(|(index, (_, character))| *index == wanted || matches!(character, '\n' | '\r'));
        mark.byte + within.map_or(line.len(), |(_, (offset, _))| offset)
    }

    /// The UTF-16 offset of a byte `offset`.
    pub fn utf16(&self, offset: usize) -> Utf16Offset {
        let offset = self.boundary(offset);
        let mark = self.mark(|mark| mark.byte <= offset);
        let Some(further) = self.text.get(mark.byte..offset) else {
            return Utf16Offset(0);
        };
        Utf16Offset(mark.utf16 + further.chars().map(char::len_utf16).sum::<usize>())
    }

    /// The byte offset of a UTF-16 offset; one between the halves of a surrogate pair is moved back
    /// to its first half.
    pub fn byte(&self, offset: Utf16Offset) -> usize {
        let mark = self.mark(|mark| mark.utf16 <= offset.0);
        if offset.0 < mark.utf16 {
            return 0;
        }
        let mut units = mark.utf16;
        for (within, character) in self.text[mark.byte..].char_indices() {
            units += character.len_utf16();
            if units > offset.0 {
                return mark.byte + within;
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

    /// The last mark for which `before` holds; the first one if there is none.
    fn mark(&self, before: impl Fn(&Mark) -> bool) -> Mark {
        self.marks[self.marks.partition_point(before).saturating_sub(1)]
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
    fn a_long_line_is_looked_up_all_the_same() {
        let text = "é😀".repeat(2000);
        let index = LineIndex::new(&text);
        assert_eq!(
            index.position(text.len()),
            Position {
                line: 1,
                column: 4001
            }
        );
        assert_eq!(index.utf16(text.len()), Utf16Offset(6000));
        assert_eq!(index.byte(Utf16Offset(3000)), 6000);
        assert_eq!(
            index.offset(Position {
                line: 1,
                column: 2001
            }),
            6000
        );
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
