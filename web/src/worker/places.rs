//! From bytes, as core counts, to UTF-16 code units and lines, as editors and people do.

use crate::protocol::{Change, Fix, Located, Place, Related, TextRange};
use laneway_core::diagnostic::{self, Diagnostic, Edit};
use laneway_core::source::{LineIndex, Position, Span, Utf16Offset};

/// Finds the places of one text.
pub(crate) struct Places<'a> {
    index: LineIndex<'a>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            index: LineIndex::new(text),
        }
    }

    pub(crate) fn problems(&self, diagnostics: &[Diagnostic]) -> Vec<Located> {
        diagnostics
            .iter()
            .map(|diagnostic| self.problem(diagnostic))
            .collect()
    }

    pub(crate) fn ranges(&self, spans: &[Span]) -> Vec<TextRange> {
        spans.iter().map(|span| self.range(*span)).collect()
    }

    fn problem(&self, diagnostic: &Diagnostic) -> Located {
        let related = |related: &diagnostic::Related| Related {
            message: related.message.clone(),
            place: self.place(related.span),
        };
        Located {
            code: diagnostic.code.to_owned(),
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            place: self.place(diagnostic.span),
            related: diagnostic.related.iter().map(related).collect(),
            fixes: diagnostic.fixes.iter().map(|fix| self.fix(fix)).collect(),
        }
    }

    fn fix(&self, fix: &diagnostic::Fix) -> Fix {
        Fix {
            title: fix.title.clone(),
            safe: fix.safe,
            changes: self.changes(&fix.edits),
        }
    }

    pub(crate) fn changes(&self, edits: &[Edit]) -> Vec<Change> {
        let change = |edit: &Edit| Change {
            range: self.range(edit.span),
            text: edit.text.clone(),
        };
        edits.iter().map(change).collect()
    }

    /// The 1-based line of a byte offset.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.index.position(offset).line
    }

    /// All of a 1-based line.
    pub(crate) fn whole_line(&self, line: usize) -> Span {
        let at = |column| self.index.offset(Position { line, column });
        Span::new(at(1), at(usize::MAX))
    }

    fn place(&self, span: Span) -> Place {
        let position = self.index.position(span.start);
        Place {
            range: self.range(span),
            line: position.line,
            column: position.column,
        }
    }

    /// The byte offset of an editor's offset.
    pub(crate) fn byte(&self, units: usize) -> usize {
        self.index.byte(Utf16Offset(units))
    }

    pub(crate) fn range(&self, span: Span) -> TextRange {
        TextRange {
            start: self.index.utf16(span.start).0,
            end: self.index.utf16(span.end).0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, offset: usize) -> usize {
        Places::new(text).range(Span::at(offset)).start
    }

    #[test]
    fn counts_utf16_code_units() {
        let text = "a: 🚀 部署 é";
        assert_eq!(units(text, text.find('部').unwrap()), 6);
        assert_eq!(units(text, text.len()), text.encode_utf16().count());
    }

    #[test]
    fn moves_into_a_character_back_to_its_start() {
        assert_eq!(units("🚀x", 2), 0);
        assert_eq!(units("🚀x", 4), 2);
        assert_eq!(Places::new("🚀x").byte(1), 0);
    }

    #[test]
    fn leads_there_and_back_everywhere_in_a_long_line() {
        let text = format!("\u{feff}{}", "a🚀é部".repeat(900));
        let places = Places::new(&text);
        for (offset, _) in text.char_indices() {
            let units = text[..offset].encode_utf16().count();
            assert_eq!(places.range(Span::at(offset)).start, units);
            assert_eq!(places.byte(units), offset);
        }
    }

    #[test]
    fn places_past_the_end_are_the_end() {
        assert_eq!(units("ab", 99), 2);
        assert_eq!(units("", 0), 0);
        assert_eq!(Places::new("é").byte(99), 2);
    }
}
