//! What is valid YAML, but hardly what its author meant: the traces that a slip of typing leaves
//! where it breaks nothing.

use super::ahead;
use super::stop::Stop;
use super::{Node, Parsed, Scalar, Value};
use crate::diagnostic::edits::{line_end, line_start};
use crate::diagnostic::{Diagnostic, Severity};
use crate::order::sort_by_key;
use crate::source::Span;

/// The places of a tree that look like slips, and how many of them are worse than odd.
pub(super) fn suspects(text: &str, parsed: &Parsed, read_to: usize) -> Vec<Suspect> {
    let mut found = Vec::new();
    let mut texts = Vec::new();
    if let Some(root) = &parsed.root {
        walk(text, root, Role::Value, &mut found);
        spread(text, root, &mut texts);
    }
    found.extend(tabs(text, read_to, &texts));
    let errors = parsed.problems.iter();
    let errors = errors.filter(|problem| problem.severity == Severity::Error);
    found.extend(errors.map(|problem| Suspect {
        slip: slip_of(text, problem),
        ..Suspect::at(problem.span, true)
    }));
    sort_by_key(&mut found, |suspect| suspect.span);
    found
}

/// A place that looks like a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Suspect {
    /// All of it.
    pub(super) span: Span,
    /// Whether it speaks against a reading by itself.
    pub(super) counts: bool,
    /// What may have happened there.
    pub(super) slip: Slip,
}

/// What may have happened at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// Anything.
    Typing,
    /// A lost dash made one item of two.
    LostDash,
    /// Nothing: it is a mistake of its own.
    None,
}

/// A repeated key may be that of a second item, if the first one begins its item and says something
/// else; an alias may be inside what it stands for because a line is indented too far.
fn slip_of(text: &str, problem: &Diagnostic) -> Slip {
    if problem.code == "alias-inside-itself" {
        return Slip::Typing;
    }
    let first = problem.related.first().map(|related| related.span);
    let Some(first) = first.filter(|_| problem.code == "duplicate-key") else {
        return Slip::None;
    };
    let begins = text[line_start(text, first.start)..first.start]
        .trim_end()
        .ends_with('-');
    let line = |key: Span| text[key.start..line_end(text, key.start)].trim_end();
    match begins && line(first) != line(problem.span) {
        true => Slip::LostDash,
        false => Slip::None,
    }
}

impl Suspect {
    /// Where anything may have happened.
    pub(super) fn at(span: Span, counts: bool) -> Self {
        Self {
            span,
            counts,
            slip: Slip::Typing,
        }
    }
}

/// A line that went into a text speaks louder than a place where reading stops.
const SWALLOWED: usize = 2;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Key,
    Item,
    Value,
}

fn walk(text: &str, node: &Node, role: Role, found: &mut Vec<Suspect>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => {
            let span = node.span;
            if let Some(counts) = looks_odd(text, span, scalar, role) {
                found.push(Suspect::at(span, counts));
            }
            let swallowed = swallowed(span.slice(text), scalar.plain);
            found.extend(vec![Suspect::at(span, true); swallowed * SWALLOWED]);
        }
        Value::Sequence(items) => {
            for item in items {
                walk(text, item, Role::Item, found);
            }
        }
        Value::Mapping(entries) => {
            for entry in entries {
                walk(text, &entry.key, Role::Key, found);
                walk(text, &entry.value, Role::Value, found);
            }
        }
    }
}

/// Whether it looks odd, and if so, whether that counts.
fn looks_odd(text: &str, span: Span, scalar: &Scalar, role: Role) -> Option<bool> {
    if !scalar.plain {
        return None;
    }
    let word = scalar.text.as_str();
    // Most scalars never ask, and their line may be long.
    let starts_line = || {
        let before = &text[line_start(text, span.start)..span.start];
        before.trim().is_empty()
    };
    if role == Role::Key
        && (word.starts_with('-')
            || word.ends_with(':')
            || word.contains(['"', '\'', '[', ']', '{', '}']))
        && !word.contains("${")
    {
        return Some(true);
    }
    if role != Role::Key && word.starts_with('-') && word.len() > 1 && starts_line() {
        return Some(true);
    }
    if has_stray_end(word) || word.starts_with([':', ',', ']', '}']) {
        return Some(true);
    }
    if several_references(word) {
        return Some(true);
    }
    if role == Role::Key || !key_without_space(word) {
        return None;
    }
    let before = text[..span.start].trim_end_matches(' ');
    let own = starts_line() || (role == Role::Item && before.ends_with('-'));
    own.then_some(false)
}

/// What may begin its lines with tabs: texts and brackets of several lines.
fn spread(text: &str, node: &Node, found: &mut Vec<Span>) {
    let written = node.span.slice(text);
    let block = matches!(node.value, Value::Sequence(_) | Value::Mapping(_))
        && !written.starts_with(['[', '{']);
    match &node.value {
        Value::Sequence(items) if block => {
            for item in items {
                spread(text, item, found);
            }
        }
        Value::Mapping(entries) if block => {
            for entry in entries {
                spread(text, &entry.value, found);
            }
        }
        _ if written.contains('\n') => found.push(node.span),
        _ => {}
    }
}

/// Tabs in the indentation that the parser lets pass, up to `read_to`.
fn tabs(text: &str, read_to: usize, texts: &[Span]) -> Vec<Suspect> {
    let mut found = Vec::new();
    for (at, _) in text[..read_to].match_indices('\t') {
        let indentation = text[line_start(text, at)..at].trim().is_empty();
        let inside = texts.iter().any(|span| span.start < at && at < span.end);
        let content = text[at..].trim_start_matches([' ', '\t']);
        let empty = content.is_empty() || content.starts_with(['\n', '\r', '#']);
        if indentation && !inside && !empty {
            let span = Span::new(at, at + 1);
            found.push(Suspect::at(span, true));
        }
    }
    found
}

/// The same for the texts in quotes of what was not read for certain when reading stopped.
pub(super) fn unread(text: &str, stop: &Stop) -> Vec<usize> {
    let quoted = ahead::quoted(text, stop.read_to.min(stop.met), stop.met);
    let swallowed = quoted.map(|span| (span.start, swallowed(span.slice(text), false)));
    let places = swallowed.map(|(start, count)| vec![start; count * SWALLOWED]);
    places.flatten().collect()
}

/// How many lines of a text in quotes or without any look like something of their own.
fn swallowed(written: &str, plain: bool) -> usize {
    if !plain && !written.starts_with(['"', '\'']) {
        return 0;
    }
    let further = written.lines().skip(1).map(str::trim);
    let lines = further.filter(|line| !line.is_empty());
    let odd = lines.filter(|line| looks_like_structure(line) || (plain && looks_alone(line)));
    odd.count()
}

fn looks_like_structure(line: &str) -> bool {
    line.starts_with("- ") || line.contains(": ") || line.ends_with(':')
}

/// A dash, a single word, or a word and a bracket.
fn looks_alone(line: &str) -> bool {
    let bracket = [" [", " {", ":[", ":{"].iter().any(|it| line.contains(it));
    line.starts_with('-') || !line.contains(' ') || bracket
}

/// `web]` or `web"`: the end of something that never began.
fn has_stray_end(word: &str) -> bool {
    let closes = |open, close| word.ends_with(close) && !word.contains(open);
    let placeholder = word.contains("${");
    let quote = !word.contains(' ')
        && ['"', '\'']
            .into_iter()
            .any(|it| word.ends_with(it) && word.matches(it).count() == 1);
    closes('[', ']') || (closes('{', '}') && !placeholder) || quote
}

/// `services.web services.api`
fn several_references(word: &str) -> bool {
    let mut words = word.split_whitespace();
    let is_reference = |word: &str| {
        let (kind, name) = word.split_once('.').unwrap_or((word, ""));
        let plain = |it: char| it.is_ascii_lowercase() || it == '_';
        !kind.is_empty() && !name.is_empty() && kind.chars().all(plain) && !name.contains('/')
    };
    word.contains(' ') && words.all(is_reference)
}

/// `step:web`
fn key_without_space(word: &str) -> bool {
    word.split_once(':').is_some_and(|(key, value)| {
        let plain = |it: char| it.is_ascii_lowercase() || it == '_';
        !key.is_empty() && key.chars().all(plain) && !value.starts_with('/') && !value.is_empty()
    })
}
