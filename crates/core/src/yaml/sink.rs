//! Where problems are collected, and the readers for single values that report them.

use super::{Doubt, Entry, Node, Scalar, Value};
use crate::diagnostic::catalog::shape::{self, Meant};
use crate::diagnostic::catalog::value;
use crate::diagnostic::edits::{line_end, take_out_entry};
use crate::diagnostic::{Diagnostic, Fix, Severity, Vocabulary};
use crate::source::{Span, Spanned};
use crate::time::Millis;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The keys of a mapping that are known, by their proper names.
pub(crate) type Keys<'n> = BTreeMap<&'static str, &'n Entry>;

/// Collects the problems of one text.
pub(crate) struct Sink<'a> {
    pub(crate) text: &'a str,
    problems: Vec<Diagnostic>,
    /// Where the text could not be read, by place and apart from each other: what is missing around
    /// there was perhaps written.
    unreadable: Vec<Span>,
    /// Lines about which nothing more is said.
    doubtful: Vec<Doubt>,
}

/// What a whole number may be.
#[derive(Clone, Copy)]
pub(crate) struct Number {
    /// The least that makes sense.
    pub(crate) least: u64,
    /// Whether it counts seconds, so that a duration can be understood.
    pub(crate) seconds: bool,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(text: &'a str, problems: Vec<Diagnostic>) -> Self {
        let errors = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        let unreadable = apart(errors.map(|problem| problem.span).collect());
        Self {
            text,
            problems,
            unreadable,
            doubtful: Vec::new(),
        }
    }

    /// A sink for what was read of `text`: problems of lines in doubt are only consequences, and are
    /// dropped.
    pub(crate) fn of(text: &'a str, problems: Vec<Diagnostic>, doubtful: Vec<Doubt>) -> Self {
        Self {
            doubtful,
            ..Self::new(text, problems)
        }
    }

    /// Whether a part of `span` is read otherwise than it is written.
    pub(crate) fn doubts(&self, span: Span) -> bool {
        self.doubtful.iter().any(|doubt| doubt.covers(span))
    }

    /// Whether a part of the text is not read at all.
    pub(crate) fn lost(&self) -> bool {
        self.doubtful.iter().any(|doubt| doubt.lost)
    }

    pub(crate) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems
    }

    pub(crate) fn report(&mut self, problem: Diagnostic) {
        if !self.doubts(problem.span) {
            self.problems.push(problem);
        }
    }

    /// How many problems there are so far.
    pub(crate) fn said(&self) -> usize {
        self.problems.len()
    }

    /// The problems reported since there were so many.
    pub(crate) fn since(&self, said: usize) -> impl Iterator<Item = &Diagnostic> {
        self.problems[said..].iter()
    }

    /// Whether a part of `owner`, or what follows it, could not be read.
    pub(crate) fn is_damaged(&self, owner: Span) -> bool {
        let next = self
            .unreadable
            .partition_point(|span| span.end < owner.start);
        let next = self.unreadable.get(next);
        next.is_some_and(|span| span.start <= next_content(self.text, owner.end))
    }

    /// [`is_damaged`](Self::is_damaged), also where the mapping is anchored.
    pub(crate) fn is_node_damaged(&self, node: &Node) -> bool {
        let mut entries = node.entries().unwrap_or_default().iter();
        self.is_damaged(node.span) || entries.any(|entry| self.is_damaged(entry.span()))
    }

    /// Reports that a key is missing in a mapping, unless part of it could not be read.
    pub(crate) fn report_missing(&mut self, mapping: &Node, problem: Diagnostic) {
        if !self.is_node_damaged(mapping) {
            self.report(problem);
        }
    }

    /// Reports that something is missing in `owner`, unless part of it could not be read.
    pub(crate) fn report_absence(&mut self, owner: Span, problem: Diagnostic) {
        if !self.is_damaged(owner) {
            self.report(problem);
        }
    }

    /// `expected` with its article.
    pub(crate) fn wrong_type(&mut self, node: &Node, what: &str, expected: &str) {
        let unknown_alias = node.is_null() && node.span.slice(self.text).starts_with('*');
        if !unknown_alias {
            self.report_absence(
                node.span,
                shape::wrong_type(node.span, what, expected, node.kind()),
            );
        }
    }

    /// Sorts the keys of a mapping, where Laneway knows them all. A misspelled key is read as what
    /// it means; `synonyms` are words that people write instead.
    pub(crate) fn keys<'n>(
        &mut self,
        entries: impl IntoIterator<Item = &'n Entry>,
        owner: &str,
        known: &[&'static str],
        synonyms: &[(&str, &'static str)],
    ) -> Keys<'n> {
        self.keys_with_choice(entries, owner, known, synonyms, &[])
    }

    /// Like [`keys`](Self::keys), where only one of the keys in `choice` can be there. One that is
    /// misspelled beside another is not read.
    pub(crate) fn keys_with_choice<'n>(
        &mut self,
        entries: impl IntoIterator<Item = &'n Entry>,
        owner: &str,
        known: &[&'static str],
        synonyms: &[(&str, &'static str)],
        choice: &[&'static str],
    ) -> Keys<'n> {
        let mut keys = Keys::new();
        let mut unknown = Vec::new();
        for entry in entries {
            let Some(name) = entry.name() else { continue };
            match known.iter().find(|known| **known == name) {
                Some(known) => {
                    keys.insert(known, entry);
                }
                None if name.starts_with("x-") => {}
                None => unknown.push((entry, name)),
            }
        }
        for (entry, name) in unknown {
            let absent = known
                .iter()
                .copied()
                .filter(|known| !keys.contains_key(known));
            let absent: Vec<&'static str> = absent.collect();
            let synonym = synonyms.iter().find(|(word, _)| *word == name);
            let synonym = synonym
                .map(|(_, key)| *key)
                .filter(|key| absent.contains(key));
            let meant = match synonym {
                Some(key) => Meant::Surely(key),
                None => meant_key(absent, name),
            };
            let remove = || {
                let edits = vec![take_out_entry(self.text, entry.span())];
                Fix::unsure("Remove it", edits)
            };
            let taken = choice.iter().find(|key| keys.contains_key(*key));
            let in_choice = meant.key().filter(|meant| choice.contains(meant));
            if let (Some(meant), Some(taken)) = (in_choice, taken) {
                let problem = shape::second_of_two(entry.key.span, name, owner, meant, taken);
                let problem = problem.fix(remove());
                self.report(problem);
                continue;
            }
            let problem = shape::unknown_key(entry.key.span, name, owner, known, meant);
            let problem = problem.fix((meant == Meant::Nothing).then(remove));
            self.report(problem);
            let meant = known.iter().find(|known| Some(**known) == meant.key());
            if let Some(meant) = meant {
                keys.insert(meant, entry);
            }
        }
        keys
    }

    /// A name or label: any scalar that is not empty.
    pub(crate) fn text(&mut self, node: &Node, what: &str) -> Option<Spanned<String>> {
        match node.scalar() {
            Some(scalar) if !scalar.text.trim().is_empty() => {
                Some(Spanned::new(scalar.text.clone(), node.span))
            }
            Some(_) => {
                self.report(shape::wrong_type(node.span, what, "a name", "empty"));
                None
            }
            None => {
                self.wrong_type(node, what, "a name");
                None
            }
        }
    }

    /// The items of a list; nothing at all is an empty one, a single value a list of one.
    pub(crate) fn list<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        expected: &str,
    ) -> Vec<Cow<'n, Node>> {
        match &node.value {
            Value::Sequence(items) => items.iter().map(Cow::Borrowed).collect(),
            Value::Null => Vec::new(),
            Value::Scalar(scalar) if has_placeholder(&scalar.text) => vec![Cow::Borrowed(node)],
            Value::Scalar(scalar) => {
                let found = node.kind();
                let open = scalar.plain && scalar.text.ends_with(']') && !scalar.text.contains('[');
                self.report(shape::not_a_list(node.span, what, expected, found, open));
                let items = self.parts(node, scalar);
                items.into_iter().map(Cow::Owned).collect()
            }
            Value::Mapping(_) => {
                self.wrong_type(node, what, expected);
                Vec::new()
            }
        }
    }

    /// `a, b` written without brackets.
    fn parts(&self, node: &Node, scalar: &Scalar) -> Vec<Node> {
        if !scalar.plain || node.span.slice(self.text) != scalar.text {
            return vec![node.clone()];
        }
        let mut parts = Vec::new();
        let mut start = node.span.start;
        for part in scalar.text.trim_matches(['[', ']']).split(',') {
            let from = start + (part.len() - part.trim_start().len());
            let text = part.trim().to_owned();
            let span = Span::new(from, from + text.len());
            start += part.len() + 1;
            if !text.is_empty() {
                parts.push(Node {
                    value: Value::Scalar(Scalar { text, plain: true }),
                    span,
                });
            }
        }
        parts
    }

    /// A boolean of YAML 1.2; other words for one are errors and read as what they mean.
    pub(crate) fn boolean(&mut self, entry: Option<&Entry>, key: &str, default: bool) -> bool {
        let Some(node) = entry.map(|entry| &entry.value) else {
            return default;
        };
        if let Some(value) = node.as_bool() {
            return value;
        }
        let Some(scalar) = node.scalar() else {
            self.wrong_type(node, &format!("`{key}`"), "`true` or `false`");
            return default;
        };
        if has_placeholder(&scalar.text) {
            return default;
        }
        let meant = match scalar.text.to_lowercase().as_str() {
            "true" | "yes" | "on" | "y" | "1" => Some(true),
            "false" | "no" | "off" | "n" | "0" => Some(false),
            _ => None,
        };
        let written = format!("`{}`", node.span.slice(self.text));
        self.report(shape::not_a_boolean(node.span, key, &written, meant));
        meant.unwrap_or(default)
    }

    /// A whole number that is not negative.
    pub(crate) fn number(
        &mut self,
        node: Option<&Node>,
        what: &str,
        number: Number,
    ) -> Option<u64> {
        let node = node.filter(|node| !node.is_null())?;
        let Some(scalar) = node.scalar() else {
            self.wrong_type(node, what, "a whole number");
            return None;
        };
        if let Some(value) = node.as_u64() {
            if value < number.least {
                self.report(value::too_small(node.span, what, number.least));
            }
            return Some(value.max(number.least));
        }
        if has_placeholder(&scalar.text) {
            return None;
        }
        if node.as_f64().is_some_and(|value| value < 0.0) {
            self.report(value::too_small(node.span, what, number.least));
            return None;
        }
        let meant = meant_number(&scalar.text, number);
        let written = format!("`{}`", node.span.slice(self.text));
        self.report(value::not_a_number(node.span, what, &written, meant));
        meant
    }
}

/// Whether a text holds `${NAME}`, which is filled in elsewhere.
pub(crate) fn has_placeholder(text: &str) -> bool {
    text.contains("${")
}

/// The key that a word is nearly, or can become.
fn meant_key(keys: Vec<&'static str>, word: &str) -> Meant<'static> {
    let keys = Vocabulary::new(keys);
    let begun = || keys.begun_by(word).map_or(Meant::Nothing, Meant::Begun);
    keys.nearest(word).map_or_else(begun, Meant::Surely)
}

fn meant_number(text: &str, number: Number) -> Option<u64> {
    let plain = text.trim().parse().ok();
    let seconds = || {
        let duration: Option<Millis> = text.parse().ok().or_else(|| Millis::guess(text));
        duration.map(|duration| duration.0.div_ceil(1000))
    };
    let meant = plain.or_else(|| number.seconds.then(seconds).flatten());
    meant.filter(|value| *value >= number.least)
}

/// Joins what overlaps.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

/// The end of the next line with anything behind `offset`: what could not be read may stand there.
fn next_content(text: &str, offset: usize) -> usize {
    let rest = &text[offset..];
    line_end(text, offset + (rest.len() - rest.trim_start().len()))
}
