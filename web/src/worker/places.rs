//! From bytes, as core counts, to UTF-16 code units and lines, as editors and people do.

use crate::protocol::{Change, Fix, Located, Place, Related, TextRange};
use laneway_core::diagnostic::{self, Diagnostic};
use laneway_core::source::{LineIndex, Span};

/// How far apart the counted places are, in bytes: what one lookup costs at most.
const STRIDE: usize = 1024;

/// Finds the places of one text.
pub(super) struct Places<'a> {
    text: &'a str,
    lines: LineIndex<'a>,
    /// Every [`STRIDE`] bytes, at a character boundary: the byte offset and the UTF-16 offset.
    counted: Vec<(usize, usize)>,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut counted = vec![(0, 0)];
        let mut units = 0;
        let mut next = STRIDE;
        for (offset, character) in text.char_indices() {
            if offset >= next {
                counted.push((offset, units));
                next = offset + STRIDE;
            }
            units += character.len_utf16();
        }
        Self {
            text,
            lines: LineIndex::new(text),
            counted,
        }
    }

    pub(super) fn problems(&self, diagnostics: &[Diagnostic]) -> Vec<Located> {
        diagnostics
            .iter()
            .map(|diagnostic| self.problem(diagnostic))
            .collect()
    }

    pub(super) fn ranges(&self, spans: &[Span]) -> Vec<TextRange> {
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
        let change = |edit: &diagnostic::Edit| Change {
            range: self.range(edit.span),
            text: edit.text.clone(),
        };
        Fix {
            title: fix.title.clone(),
            changes: fix.edits.iter().map(change).collect(),
        }
    }

    fn place(&self, span: Span) -> Place {
        let position = self.lines.position(span.start);
        Place {
            range: self.range(span),
            line: position.line,
            column: position.column,
        }
    }

    fn range(&self, span: Span) -> TextRange {
        TextRange {
            start: self.units(span.start),
            end: self.units(span.end),
        }
    }

    /// The UTF-16 offset of a byte offset; one inside a character is moved back to its start.
    fn units(&self, offset: usize) -> usize {
        let after = self.counted.partition_point(|(byte, _)| *byte <= offset);
        let (byte, units) = self.counted[after - 1];
        let rest = self.text[byte..].char_indices();
        let before = rest.take_while(|(at, character)| byte + at + character.len_utf8() <= offset);
        units
            + before
                .map(|(_, character)| character.len_utf16())
                .sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, offset: usize) -> usize {
        Places::new(text).units(offset)
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
    }

    #[test]
    fn agrees_with_a_full_count_everywhere_in_a_long_line() {
        let text = "a🚀é部".repeat(900);
        let places = Places::new(&text);
        for (offset, _) in text.char_indices() {
            assert_eq!(places.units(offset), text[..offset].encode_utf16().count());
        }
    }

    #[test]
    fn places_past_the_end_are_the_end() {
        assert_eq!(units("ab", 99), 2);
        assert_eq!(units("", 0), 0);
    }
}
