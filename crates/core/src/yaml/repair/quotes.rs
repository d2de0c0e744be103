//! Repairs of quoted texts, and of texts that need quotes.

use super::super::scalar;
use super::super::stop::Stop;
use super::Repair;
use super::lines::Line;
use crate::diagnostic::catalog::syntax::Broken;
use crate::diagnostic::{Edit, Fix};
use crate::source::Span;

/// What may follow a backslash between double quotes.
const ESCAPES: &str = "0abt\tnvfre \"/\\N_LPxuU";

/// The missing quote at the end of its line, or before what closes the brackets around it.
pub(super) fn close(text: &str, stop: &Stop) -> Vec<Repair> {
    let here = Line::at(text, stop.at);
    let opened = stop.open.last().map(|open| Line::at(text, open.start));
    let lines = [opened, Some(here), here.before(text)];
    let mut repairs = Vec::new();
    for line in lines.into_iter().flatten() {
        for quote in ['"', '\''] {
            if line.content.matches(quote).count() % 2 == 1 {
                let start = line.start + line.column;
                let inside = line.content.trim_end_matches([']', '}', ',', ' ']).len();
                repairs.extend([start + inside, line.end()].map(|end| Repair {
                    cause:
                        line.content.rfind(quote).map(|at| {
                            (Broken::UnclosedQuote, Span::new(start + at, start + at + 1))
                        }),
                    fix: Fix::unsure(
                        format!("Insert `{quote}`"),
                        vec![Edit::insert(end, quote.to_string())],
                    ),
                }));
            }
        }
    }
    repairs
}

/// Nothing behind the closing quote.
pub(super) fn end(text: &str, stop: &Stop) -> Vec<Repair> {
    let from = text[..stop.at].trim_end().len();
    let rest = Span::new(from, Line::at(text, stop.at).end());
    vec![Fix::unsure("Remove what follows the quote", vec![Edit::delete(rest)]).into()]
}

/// A second backslash for each that begins no escape.
pub(super) fn backslashes(text: &str, stop: &Stop) -> Vec<Repair> {
    let line = Line::at(text, stop.at);
    let content = Span::new(stop.at, line.end().max(stop.at)).slice(text);
    let mut edits = Vec::new();
    let mut characters = content.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character != '\\' {
            continue;
        }
        let known = characters
            .peek()
            .is_some_and(|(_, next)| ESCAPES.contains(*next));
        if known {
            characters.next();
        } else {
            edits.push(Edit::insert(stop.at + at, "\\"));
        }
    }
    vec![Fix::safe("Double the backslash", edits).into()]
}

/// Quotes around the value that begins where reading stopped.
pub(super) fn value(text: &str, stop: &Stop) -> Vec<Repair> {
    let start = stop.at;
    let line = Line::at(text, start);
    let whole = Span::new(start, line.end().max(start));
    let item = whole.slice(text).find([',', ']', '}']);
    let item = Span::new(start, item.map_or(whole.end, |length| start + length));
    let in_brackets = stop.open.last().is_some_and(|open| open.flow);
    vec![quoted(text, if in_brackets { item } else { whole }).into()]
}

/// Quotes around a value that holds a colon.
pub(super) fn value_with_colon(text: &str, stop: &Stop) -> Vec<Repair> {
    let line = Line::at(text, stop.at);
    let before = Span::new(line.start, stop.at).slice(text);
    let Some(colon) = before.find(": ") else {
        return Vec::new();
    };
    let gap = before[colon + 1..].len() - before[colon + 1..].trim_start().len();
    let start = line.start + colon + 1 + gap;
    vec![quoted(text, Span::new(start, line.end().max(start))).into()]
}

/// Quotes around an item with `${NAME}` between brackets.
pub(super) fn placeholder(text: &str, stop: &Stop) -> Vec<Repair> {
    let line = Line::at(text, stop.at);
    let content = Span::new(line.start, line.end()).slice(text);
    let Some(at) = content.find("${").map(|at| line.start + at) else {
        return Vec::new();
    };
    let before = &text[line.start..at];
    let start = before
        .rfind(['[', ',', ' '])
        .map_or(line.start, |it| line.start + it + 1);
    let Some(brace) = text[at..line.end()].find('}').map(|it| at + it + 1) else {
        return Vec::new();
    };
    let rest = &text[brace..line.end()];
    let end = brace + rest.find([',', ']', ' ']).unwrap_or(rest.len());
    let item = Span::new(start, end);
    vec![Repair {
        cause: Some((Broken::Placeholder, item)),
        fix: quoted(text, item),
    }]
}

fn quoted(text: &str, span: Span) -> Fix {
    let content = span.slice(text);
    let written = match scalar(content) {
        plain if plain == content => format!("'{}'", content.replace('\'', "''")),
        quoted => quoted,
    };
    Fix::safe("Put it in quotes", vec![Edit::replace(span, written)])
}
