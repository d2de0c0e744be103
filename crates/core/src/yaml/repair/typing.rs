//! Every slip of typing that may have happened in one line, undone.

use super::Repair;
use super::flow;
use super::lines::Line;
use crate::diagnostic::catalog::syntax::Broken;
use crate::diagnostic::edits::line_end;
use crate::diagnostic::{Edit, Fix};
use crate::order::sort_by_key;
use crate::source::Span;

/// Longer lines are written by programs, which do not slip.
const LONGEST: usize = 300;

/// What the line may have been, the most likely first.
pub(super) fn slips(text: &str, line: Line) -> Vec<Repair> {
    let directive = line.content.starts_with("%YAML") || line.content.starts_with("%TAG");
    if line.content.is_empty() || line.content.len() > LONGEST || directive {
        return Vec::new();
    }
    [
        tab(text, line),
        dash(text, line),
        colon(text, line),
        outer_character(text, line),
        flow::slips(text, line),
        value_start(text, line),
    ]
    .concat()
}

/// A tab in the indentation: the columns of the lines around it.
fn tab(text: &str, line: Line) -> Vec<Repair> {
    let whole = &text[line.start..line_end(text, line.start)];
    let content = whole.trim_start_matches([' ', '\t']);
    let indentation = Span::new(line.start, line.start + whole.len() - content.len());
    if !indentation.slice(text).contains('\t') {
        return Vec::new();
    }
    let mut columns: Vec<usize> = super::lines::columns_above(text, line)
        .into_iter()
        .collect();
    let written = indentation.end - indentation.start;
    sort_by_key(&mut columns, |column| column.abs_diff(written + 1));
    let at = indentation.slice(text).find('\t').unwrap_or(0) + line.start;
    let repair = |column: usize| Repair {
        cause: Some((Broken::Tab, Span::new(at, at + 1))),
        fix: Fix::unsure(
            format!("Indent it by {column} spaces"),
            vec![Edit::replace(indentation, " ".repeat(column))],
        ),
    };
    columns.into_iter().map(repair).collect()
}

/// A dash that is missing, or the space behind it.
fn dash(text: &str, line: Line) -> Vec<Repair> {
    let start = line.start + line.column;
    let whole = Span::new(start, line.end());
    let cause = Some((Broken::MissingDash, whole));
    if let Some(rest) = line.content.strip_prefix('-') {
        if rest.is_empty() || rest.starts_with([' ', '-']) {
            return Vec::new();
        }
        let edit = Edit::insert(start + 1, " ");
        let fix = Fix::unsure("Put a space behind the dash", vec![edit]);
        return vec![Repair { cause, fix }];
    }
    let mut fixes = vec![Edit::insert(start, "- ")];
    if text[line.start..start].ends_with("  ") {
        fixes.push(Edit::replace(Span::new(start - 2, start), "- "));
    }
    fixes
        .into_iter()
        .map(|edit| Repair {
            cause,
            fix: Fix::unsure("Put a dash in front", vec![edit]),
        })
        .collect()
}

/// A colon that is missing behind the first word, or the space behind it.
fn colon(text: &str, line: Line) -> Vec<Repair> {
    let start = line.first_word();
    let content = &text[start..line.end()];
    let (word, rest) = content.split_at(first_word_length(content));
    let end = start + word.len();
    let whole = Span::new(start, line.end());
    if word.is_empty() {
        return Vec::new();
    }
    let (broken, fix) = match rest.chars().next() {
        Some(':') if rest.len() > 1 && !rest[1..].starts_with(' ') => (
            Broken::NoSpace,
            Fix::safe(
                "Put a space behind the colon",
                vec![Edit::insert(end + 1, " ")],
            ),
        ),
        None | Some(' ') => (
            Broken::MissingColon,
            Fix::unsure(
                format!("Put a colon behind `{word}`"),
                vec![Edit::insert(end, ":")],
            ),
        ),
        Some(_) => return Vec::new(),
    };
    vec![Repair {
        cause: Some((broken, whole)),
        fix,
    }]
}

/// How long the word or the text in quotes is with which the content begins.
fn first_word_length(content: &str) -> usize {
    let quote = content.chars().next().filter(|it| matches!(it, '"' | '\''));
    if let Some(quote) = quote {
        return content[1..].find(quote).map_or(0, |length| length + 2);
    }
    let end = content.find(|it: char| !it.is_alphanumeric() && !matches!(it, '_' | '-'));
    end.unwrap_or(content.len())
}

/// A character too many at the end or the beginning of the line.
fn outer_character(text: &str, line: Line) -> Vec<Repair> {
    const AT_END: [char; 7] = [']', '}', ':', ',', '"', '\'', '`'];
    let mut spans = Vec::new();
    let end = line.end();
    let kept = line.content.trim_end_matches(AT_END).trim_end();
    for (at, character) in line.content.char_indices().rev() {
        if at < kept.len() {
            break;
        }
        if AT_END.contains(&character) {
            let from = line.end() - line.content.len() + at;
            let before = text[..from].trim_end_matches(' ').len();
            spans.push((Span::new(before, from + 1), character));
            if from + 1 == end {
                continue;
            }
        }
    }
    spans.truncate(2);
    let start = line.start + line.column;
    let first = line.content.chars().next().unwrap_or(' ');
    if !first.is_alphanumeric() && !matches!(first, '-' | '"' | '\'' | '[' | '{') {
        let rest = line.content[first.len_utf8()..].trim_start();
        spans.push((Span::new(start, line.end() - rest.len()), first));
    }
    spans
        .into_iter()
        .map(|(span, character)| remove(text, span, character))
        .collect()
}

/// A character too many in front of the value.
fn value_start(text: &str, line: Line) -> Vec<Repair> {
    let start = line.first_word();
    let content = &text[start..line.end()];
    let value = content.find(": ").map_or(start, |colon| start + colon + 2);
    let values = [Some(value), Some(start).filter(|start| *start != value)];
    let mut repairs = Vec::new();
    for value in values.into_iter().flatten() {
        let first = text[value..line.end()].chars().next();
        if let Some(first) = first.filter(|it| "@`%*|>&!,:]}[{\"'".contains(*it)) {
            let span = Span::new(value, value + first.len_utf8());
            repairs.push(remove(text, span, first));
        }
    }
    repairs
}

/// Takes a character out.
pub(super) fn remove(text: &str, span: Span, character: char) -> Repair {
    let shown = Span::new(span.end - span.slice(text).trim_start().len(), span.end);
    let broken = match character {
        ']' | '}' => Broken::StrayBracket,
        '[' | '{' => Broken::Unclosed { open: character },
        '"' | '\'' => Broken::UnclosedQuote,
        ',' => Broken::Comma,
        ':' => Broken::Colon,
        other => Broken::Character(other),
    };
    Repair {
        cause: Some((broken, shown)),
        fix: Fix::unsure(format!("Remove `{character}`"), vec![Edit::delete(span)]),
    }
}
