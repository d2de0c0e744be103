//! Bytes inside, lines and characters on the wire.

use laneway_core::diagnostic::Edit;
use laneway_core::source::{LineIndex, Position as Counted, Span, Utf16Offset};
use lsp_types::{InitializeParams, Position, PositionEncodingKind, Range, TextEdit};

/// What a character of a position is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    /// A UTF-16 code unit: what the protocol says if nothing else was agreed on.
    #[default]
    Utf16,
    /// A byte.
    Utf8,
}

impl Encoding {
    /// Bytes, if the client can count them.
    pub(super) fn agreed(client: &InitializeParams) -> Self {
        let general = client.capabilities.general.as_ref();
        let offered = general.and_then(|it| it.position_encodings.as_ref());
        if offered.is_some_and(|it| it.contains(&PositionEncodingKind::UTF8)) {
            Self::Utf8
        } else {
            Self::Utf16
        }
    }

    /// How the protocol calls it.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf8 => PositionEncodingKind::UTF8,
        }
    }
}

/// Translates the places of one text.
pub(super) struct Places<'a> {
    text: &'a str,
    index: LineIndex<'a>,
    encoding: Encoding,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str, encoding: Encoding) -> Self {
        Self {
            text,
            index: LineIndex::new(text),
            encoding,
        }
    }

    /// Line and character of a byte offset.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.index.position(offset).line;
        let start = self.line_start(line);
        let character = match self.encoding {
            Encoding::Utf8 => offset - start,
            Encoding::Utf16 => self.index.utf16(offset).0 - self.index.utf16(start).0,
        };
        Position::new(saturate(line - 1), saturate(character))
    }

    /// The byte offset of a position; one behind the end of its line is that end, one behind the
    /// last line the end of the text.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize + 1;
        let start = self.line_start(line);
        let column = usize::MAX;
        let end = self.index.offset(Counted { line, column });
        let character = position.character as usize;
        let offset = match self.encoding {
            Encoding::Utf8 => start.saturating_add(character),
            Encoding::Utf16 => {
                let units = self.index.utf16(start).0.saturating_add(character);
                self.index.byte(Utf16Offset(units))
            }
        };
        self.text.floor_char_boundary(offset.min(end))
    }

    pub(super) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    pub(super) fn span(&self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    pub(super) fn edit(&self, edit: &Edit) -> TextEdit {
        TextEdit::new(self.range(edit.span), edit.text.clone())
    }

    /// On the wire a byte order mark is a character like any other; the index does not count it.
    fn line_start(&self, line: usize) -> usize {
        match line {
            1 => 0,
            line => self.index.offset(Counted { line, column: 1 }),
        }
    }
}

fn saturate(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}é: 😀x\r\nb\r\n";

    #[test]
    fn characters_are_counted_as_agreed() {
        let table = [
            (Encoding::Utf16, "x", (0, 6)),
            (Encoding::Utf8, "x", (0, 11)),
            (Encoding::Utf16, "b", (1, 0)),
            (Encoding::Utf8, "b", (1, 0)),
            (Encoding::Utf16, "é", (0, 1)),
            (Encoding::Utf8, "é", (0, 3)),
        ];
        for (encoding, part, (line, character)) in table {
            let offset = TEXT.find(part).expect("in the text");
            let position = Places::new(TEXT, encoding).position(offset);
            assert_eq!(
                position,
                Position::new(line, character),
                "{encoding:?} {part}"
            );
        }
    }

    #[test]
    fn every_place_finds_its_way_back() {
        for encoding in [Encoding::Utf16, Encoding::Utf8] {
            let places = Places::new(TEXT, encoding);
            for (offset, character) in TEXT.char_indices().filter(|(_, it)| *it != '\n') {
                let back = places.offset(places.position(offset));
                assert_eq!(back, offset, "{encoding:?} {character:?}");
            }
        }
    }

    #[test]
    fn positions_outside_of_the_text_are_moved_into_it() {
        for encoding in [Encoding::Utf16, Encoding::Utf8] {
            let places = Places::new(TEXT, encoding);
            let end_of_first = TEXT.find('\r').expect("in the text");
            assert_eq!(places.offset(Position::new(0, 99)), end_of_first);
            assert_eq!(places.offset(Position::new(0, u32::MAX)), end_of_first);
            assert_eq!(places.offset(Position::new(9, 0)), TEXT.len());
            let last = Position::new(u32::MAX, u32::MAX);
            assert_eq!(places.offset(last), TEXT.len());
        }
        // Between the halves of a surrogate pair.
        let places = Places::new(TEXT, Encoding::Utf16);
        assert_eq!(
            places.offset(Position::new(0, 5)),
            TEXT.find('😀').expect("in the text")
        );
    }
}
