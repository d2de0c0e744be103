//! Brackets and quotes of which the parser has not told yet: it holds back what could still become a
//! key.

use super::stop::Open;
use crate::source::Span;
use std::iter::Peekable;
use std::str::CharIndices;

/// The brackets between two offsets that are opened and not closed, outermost first.
pub(super) fn unclosed(text: &str, from: usize, to: usize) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    for mark in Marks::new(text, from, to) {
        match mark {
            Mark::Opening(start) => open.push(Open { start, flow: true }),
            Mark::Closing(_) => drop(open.pop()),
            Mark::Quoted(_) => {}
        }
    }
    open
}

/// Where the bracket that opens at `from` turns out to be closed by another kind.
pub(super) fn mismatch(text: &str, from: usize) -> Option<usize> {
    let mut open = Vec::new();
    for mark in Marks::new(text, from, text.len()) {
        match mark {
            Mark::Opening(start) => open.push(start),
            Mark::Closing(at) => {
                let opening = open.pop().map(|start| &text[start..=start]);
                let pair = (opening, &text[at..=at]);
                if !matches!(pair, (Some("["), "]") | (Some("{"), "}")) {
                    return Some(at);
                }
            }
            Mark::Quoted(_) => {}
        }
    }
    None
}

/// The texts in quotes between two offsets, with their quotes as far as they have them.
pub(super) fn quoted(text: &str, from: usize, to: usize) -> impl Iterator<Item = Span> {
    Marks::new(text, from, to).filter_map(|mark| match mark {
        Mark::Quoted(span) => Some(span),
        _ => None,
    })
}

/// Something that decides where things end.
enum Mark {
    Opening(usize),
    Closing(usize),
    Quoted(Span),
}

/// The marks between two offsets.
struct Marks<'t> {
    characters: Peekable<CharIndices<'t>>,
    from: usize,
    to: usize,
    /// The last thing that is no space: it decides what a bracket or a quote means.
    before: char,
    space: bool,
}

impl<'t> Marks<'t> {
    fn new(text: &'t str, from: usize, to: usize) -> Self {
        Self {
            characters: text[from..to].char_indices().peekable(),
            from,
            to,
            before: '\n',
            space: true,
        }
    }

    fn skip_comment(&mut self) {
        let inside = |(_, it): &(usize, char)| !matches!(it, '\n' | '\r');
        while self.characters.next_if(inside).is_some() {}
    }

    /// The text in quotes that begins at `start`.
    fn quoted(&mut self, start: usize, quote: char) -> Span {
        let end = self.characters.find(|(_, it)| *it == quote);
        let end = end.map_or(self.to, |(offset, _)| self.from + offset + 1);
        Span::new(start, end)
    }
}

impl Iterator for Marks<'_> {
    type Item = Mark;

    fn next(&mut self) -> Option<Mark> {
        while let Some((offset, character)) = self.characters.next() {
            let at = self.from + offset;
            let begins = begins_value(self.before);
            let mark = match character {
                '#' if self.space => {
                    self.skip_comment();
                    continue;
                }
                '"' | '\'' if begins => Some(Mark::Quoted(self.quoted(at, character))),
                '[' | '{' if begins => Some(Mark::Opening(at)),
                ']' | '}' => Some(Mark::Closing(at)),
                _ => None,
            };
            self.space = character.is_whitespace();
            if !self.space || matches!(character, '\n' | '\r') {
                self.before = character;
            }
            if mark.is_some() {
                return mark;
            }
        }
        None
    }
}

/// Whether a value can begin behind this character.
fn begins_value(before: char) -> bool {
    matches!(before, '\n' | '\r' | ':' | '-' | ',' | '[' | '{' | '?')
}

#[cfg(test)]
mod tests {
    use super::unclosed;

    #[test]
    fn finds_what_is_open() {
        let table = [
            ("- {a: [b, c], d: [e", vec![2, 17]),
            ("- a[b\n- '[' # [\n- \"{\"", vec![]),
            ("k: [a]\nj: {", vec![10]),
        ];
        for (text, expected) in table {
            let open = unclosed(text, 0, text.len());
            let starts: Vec<usize> = open.iter().map(|open| open.start).collect();
            assert_eq!(starts, expected, "{text:?}");
        }
    }
}
