//! Repairs of indentation, and of lines without a colon.

use super::super::stop::Stop;
use super::Repair;
use crate::diagnostic::catalog::syntax::Broken;
use crate::diagnostic::edits::{line_end, line_start, next_line, shift};
use crate::diagnostic::{Edit, Fix};
use crate::order::sort_by_key;
use crate::source::Span;
use std::collections::BTreeSet;

/// How wide a tab may have been meant, the most likely first.
const TAB_WIDTHS: [usize; 4] = [2, 4, 8, 1];
/// How far most people indent.
const STEP: usize = 2;
/// How many columns are tried, the nearest first.
const NEAREST: usize = 8;
/// Longer blocks are not moved with their first line.
const LONGEST_BLOCK: usize = 200;
/// Tabs that are more lines apart are slips of their own.
const TAB_GAP: usize = 3;

/// A line of the text without its indentation, trailing space and comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) start: usize,
    pub(super) column: usize,
    pub(super) content: &'t str,
}

impl<'t> Line<'t> {
    /// The line that holds `offset`.
    pub(super) fn at(text: &'t str, offset: usize) -> Self {
        let start = line_start(text, offset);
        let line = &text[start..line_end(text, start)];
        let content = line.trim_start_matches(' ');
        Self {
            start,
            column: line.len() - content.len(),
            content: without_comment(content).trim_end(),
        }
    }

    /// The line above that holds anything.
    pub(super) fn before(self, text: &'t str) -> Option<Self> {
        let mut line = self;
        while line.start > 0 {
            line = Self::at(text, line.start - 1);
            if !line.content.is_empty() {
                return Some(line);
            }
        }
        None
    }

    /// Whether its indentation holds a tab.
    pub(super) fn has_tab(self) -> bool {
        self.content.starts_with('\t')
    }

    /// The line below that holds anything.
    pub(super) fn after(self, text: &'t str) -> Option<Self> {
        let mut start = next_line(text, self.start);
        while start < text.len() {
            let line = Self::at(text, start);
            if !line.content.is_empty() {
                return Some(line);
            }
            start = next_line(text, start);
        }
        None
    }

    /// Offset behind the last thing written in it.
    pub(super) fn end(self) -> usize {
        self.start + self.column + self.content.len()
    }

    /// Its dashes and its key, if it has one.
    pub(super) fn beginning(self) -> Option<&'t str> {
        self.content.find(':').map(|colon| &self.content[..colon])
    }

    /// Offset of what stands behind its dashes.
    pub(super) fn first_word(self) -> usize {
        self.end() - self.content.trim_start_matches(['-', ' ']).len()
    }
}

fn without_comment(line: &str) -> &str {
    if line.starts_with('#') {
        return "";
    }
    line.find(" #").map_or(line, |at| &line[..at])
}

/// Spaces for the tabs in the indentations around a place.
pub(super) fn tabs(text: &str, place: usize) -> Vec<Repair> {
    let mut runs: Vec<Span> = Vec::new();
    let mut gap = 0;
    let mut start = 0;
    while start < text.len() {
        let line = &text[start..line_end(text, start)];
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        let span = Span::new(start, start + indentation);
        gap += 1;
        if span.slice(text).contains('\t') {
            if gap > TAB_GAP {
                runs.retain(|run| place <= run.start);
            }
            runs.push(span);
            gap = 0;
        } else if gap > TAB_GAP && start > place {
            break;
        }
        start = next_line(text, start);
    }
    let fix = |width: usize| {
        let spaces = " ".repeat(width);
        let edits = runs
            .iter()
            .map(|run| Edit::replace(*run, run.slice(text).replace('\t', &spaces)));
        Repair::from(Fix::safe(
            "Indent with spaces instead of tabs",
            edits.collect(),
        ))
    };
    TAB_WIDTHS.map(fix).to_vec()
}

/// A colon behind the first word, or a space behind the first colon.
pub(super) fn colon(text: &str, stop: &Stop) -> Vec<Repair> {
    let here = Line::at(text, stop.at);
    let lines = [Some(here), here.before(text)];
    lines
        .into_iter()
        .flatten()
        .filter_map(|line| line_colon(text, line))
        .collect()
}

fn line_colon(text: &str, line: Line) -> Option<Repair> {
    let start = line.first_word();
    let content = &text[start..line.end()];
    let word = content.find(|it: char| !it.is_alphanumeric() && !matches!(it, '_' | '-'));
    let (word, rest) = content.split_at(word.unwrap_or(content.len()));
    let end = start + word.len();
    if word.is_empty() {
        return None;
    }
    let (broken, fix) = match rest.chars().next() {
        Some(':') if !rest.contains(": ") && rest.len() > 1 => {
            let edit = Edit::insert(end + 1, " ");
            (
                Broken::NoSpace,
                Fix::safe("Put a space behind the colon", vec![edit]),
            )
        }
        None | Some(' ') => {
            let title = format!("Put a colon behind `{word}`");
            (
                Broken::MissingColon,
                Fix::unsure(title, vec![Edit::insert(end, ":")]),
            )
        }
        Some(_) => return None,
    };
    Some(Repair {
        cause: Some((broken, Span::new(start, line.end()))),
        fix,
    })
}

/// A space behind the dash, or a dash where the line above has one.
pub(super) fn dash(text: &str, stop: &Stop) -> Vec<Repair> {
    let line = Line::at(text, stop.at);
    let start = line.start + line.column;
    let above = line.before(text);
    let has_key = line.content.contains(": ") || line.content.ends_with(':');
    let (title, edit) = match line.content.strip_prefix('-') {
        Some(rest) if !rest.starts_with([' ', '-']) && !rest.is_empty() => {
            ("Put a space behind the dash", Edit::insert(start + 1, " "))
        }
        None if above.is_some_and(|above| above.content.starts_with("- ")) && !has_key => {
            ("Put a dash in front", Edit::insert(start, "- "))
        }
        _ => return Vec::new(),
    };
    vec![Repair {
        cause: Some((Broken::MissingDash, Span::new(start, line.end()))),
        fix: Fix::unsure(title, vec![edit]),
    }]
}

/// Another indentation of the line where reading stopped.
pub(super) fn indent(text: &str, stop: &Stop) -> Vec<Repair> {
    shifts(text, Line::at(text, stop.at))
}

/// The line, with those that belong to it, at the column of one of the lines above.
pub(super) fn shifts(text: &str, line: Line) -> Vec<Repair> {
    let mut columns: Vec<usize> = columns_above(text, line).into_iter().collect();
    columns.retain(|column| *column != line.column);
    // Of two that are as near, the deeper one: spaces are forgotten more often than added.
    sort_by_key(&mut columns, |column| {
        (column.abs_diff(line.column), std::cmp::Reverse(*column))
    });
    columns.truncate(NEAREST);
    let block = Span::new(line.start, end_of_block(text, line));
    let content = Span::new(line.start + line.column, line.end());
    let repair = |column: usize, lines: Span| {
        let by = column.cast_signed() - line.column.cast_signed();
        let title = format!("Indent it by {column} spaces");
        Repair {
            cause: Some((Broken::Indentation, content)),
            fix: Fix::unsure(title, shift(text, lines, by)),
        }
    };
    let with_block = columns.iter().map(|column| repair(*column, block));
    let alone = columns.iter().map(|column| repair(*column, content));
    with_block.chain(alone).collect()
}

/// Columns at which the enclosing keys and dashes stand, and what belongs to them may stand.
pub(super) fn columns_above(text: &str, line: Line) -> BTreeSet<usize> {
    let mut columns = BTreeSet::new();
    let mut least = usize::MAX;
    let mut above = line;
    while let Some(before) = above.before(text) {
        if before.column < least {
            least = before.column;
            columns.insert(before.column);
            columns.insert(before.first_word() - before.start);
            columns.insert(before.first_word() - before.start + STEP);
        }
        if least == 0 {
            break;
        }
        above = before;
    }
    if let Some(below) = line.after(text) {
        columns.insert(below.column);
        columns.insert(below.column.saturating_sub(STEP));
    }
    columns
}

fn end_of_block(text: &str, line: Line) -> usize {
    let mut end = line.end();
    let mut start = next_line(text, line.start);
    for _ in 0..LONGEST_BLOCK {
        if start >= text.len() {
            return end;
        }
        let next = Line::at(text, start);
        if !next.content.is_empty() {
            if next.column <= line.column {
                return end;
            }
            end = next.end();
        }
        start = next_line(text, start);
    }
    line.end()
}
