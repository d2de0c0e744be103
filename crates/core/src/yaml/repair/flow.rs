//! Slips within brackets and quotes that begin and end on one line.

use super::Repair;
use super::lines::Line;
use super::typing::remove;
use crate::diagnostic::catalog::syntax::Broken;
use crate::diagnostic::{Edit, Fix};
use crate::source::Span;

/// Every bracket, quote and comma of the line may be one too many or another one, and each may be
/// missing where an item begins or ends.
pub(super) fn slips(text: &str, line: Line) -> Vec<Repair> {
    let start = line.end() - line.content.len();
    let content = line.content;
    let has = |characters: &[char]| content.contains(characters);
    let mut repairs = Vec::new();
    let json_style = content.starts_with(['"', '\'', ',']);
    if has(&['[', ']', '{', '}']) || json_style {
        repairs.extend(brackets(text, start, content));
        repairs.extend(commas(text, start, content));
    }
    if has(&['"', '\'']) {
        repairs.extend(quotes(text, start, content));
    }
    repairs
}

fn brackets(text: &str, start: usize, content: &str) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let count = |bracket| content.matches(bracket).count();
    let whole = Span::new(start, start + content.len());
    let one = |at: usize| Span::new(start + at, start + at + 1);
    for (open, close) in [('[', ']'), ('{', '}')] {
        // A line of its own may open or close what others go on with.
        let balanced = count(open) == count(close) && count(open) > 0;
        if !balanced {
            let place = content.find(open).map_or(whole, one);
            let cause = Some((Broken::Unclosed { open }, place));
            repairs.extend(ends(start, content).map(|at| insert(cause, at, close)));
            let place = content.rfind(close).map_or(whole, one);
            let cause = Some((Broken::StrayBracket, place));
            repairs.extend(starts(start, content).map(|at| insert(cause, at, open)));
        }
    }
    for (at, bracket) in content.char_indices() {
        let here = Span::new(start + at, start + at + 1);
        let other = match bracket {
            '[' => '{',
            ']' => '}',
            '{' => '[',
            '}' => ']',
            _ => continue,
        };
        repairs.push(remove(text, here, bracket));
        let broken = match bracket {
            ']' | '}' => Broken::WrongBracket {
                open: if bracket == '}' { '[' } else { '{' },
                close: bracket,
            },
            open => Broken::Unclosed { open },
        };
        repairs.push(Repair {
            cause: Some((broken, here)),
            fix: Fix::unsure(
                format!("Write `{other}` instead"),
                vec![Edit::replace(here, other.to_string())],
            ),
        });
    }
    repairs
}

fn commas(text: &str, start: usize, content: &str) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut before = ' ';
    let mut characters = content.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let separates = character == ' ' && !matches!(before, ',' | ':' | '-' | ' ' | '[' | '{');
        if separates && !matches!(next, ' ' | ',' | '#') {
            let place = start + at;
            repairs.push(Repair {
                cause: Some((Broken::Comma, Span::new(place, place + 1))),
                fix: Fix::unsure("Insert a comma", vec![Edit::insert(place, ",")]),
            });
            repairs.push(Repair {
                cause: Some((Broken::MissingColon, Span::new(place, place + 1))),
                fix: Fix::unsure("Insert a colon", vec![Edit::insert(place, ":")]),
            });
        }
        if character == ',' && matches!(before, ',' | '[' | '{') {
            let place = Span::new(start + at, start + at + 1);
            repairs.push(remove(text, place, ','));
        }
        if character != ' ' || before != ',' {
            before = character;
        }
    }
    repairs
}

fn quotes(text: &str, start: usize, content: &str) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for quote in ['"', '\''] {
        let places: Vec<usize> = content.match_indices(quote).map(|(at, _)| at).collect();
        if places.len().is_multiple_of(2) {
            continue;
        }
        let last = start + places[places.len() - 1];
        let cause = Some((Broken::UnclosedQuote, Span::new(last, last + 1)));
        let near = ends(start, content).chain(starts(start, content));
        repairs.extend(near.map(|at| insert(cause, at, quote)));
        for at in places {
            let here = Span::new(start + at, start + at + 1);
            repairs.push(remove(text, here, quote));
        }
    }
    repairs
}

fn insert(cause: Option<(Broken, Span)>, at: usize, character: char) -> Repair {
    Repair {
        cause,
        fix: Fix::unsure(
            format!("Insert `{character}`"),
            vec![Edit::insert(at, character.to_string())],
        ),
    }
}

/// Where an item may end: at the end, and in front of every bracket and comma.
fn ends(start: usize, content: &str) -> impl Iterator<Item = usize> {
    let inner = content
        .char_indices()
        .filter(|(_, it)| matches!(it, ']' | '}' | ',' | ':'));
    let inner: Vec<usize> = inner.map(|(at, _)| start + at).collect();
    [start + content.len()].into_iter().chain(inner)
}

/// Where an item may begin: behind dashes, colons, brackets and commas.
fn starts(start: usize, content: &str) -> impl Iterator<Item = usize> {
    let mut places = Vec::new();
    let mut begins = true;
    for (at, character) in content.char_indices() {
        if begins && character != ' ' {
            places.push(start + at);
        }
        begins = matches!(character, ':' | ',' | '[' | '{' | '-') || (begins && character == ' ');
    }
    if content.starts_with(['"', '\'']) && content.ends_with(':') {
        places.push(start + content.len());
    }
    places.into_iter()
}
