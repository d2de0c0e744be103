//! Templates that cannot be read as they are written.

use super::{WORKFLOWS, file};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;
use crate::template::Kind;
use crate::yaml::{Entry, Node, Nonsense, Parsed, Sink};
use std::collections::{BTreeMap, BTreeSet};

/// Problems that tell of a name that is not there.
const REFERENCES: [&str; 2] = ["unknown-reference", "unknown-dependency"];

/// Where a reading of the text is no template. References count only if all that they may name was
/// read: most templates end with their workflows.
pub(super) fn nonsense(text: &str, parsed: &Parsed, stop: Option<usize>) -> Vec<Nonsense> {
    let Some(root) = &parsed.root else {
        return Vec::new();
    };
    let last = root.entries().and_then(<[Entry]>::last);
    let all_named = stop.is_none() || last.and_then(Entry::name) == Some(WORKFLOWS);
    let unread = stop.map(|at| Diagnostic::error("", Span::at(at), ""));
    let mut sink = Sink::new(text, unread.into_iter().collect());
    file(&mut sink, root);
    let problems = sink.into_problems().into_iter();
    let errors = problems.filter(|problem| {
        let counts = all_named || !REFERENCES.contains(&problem.code);
        let wrong = problem.severity == Severity::Error || problem.code == "unknown-key";
        wrong && !problem.code.is_empty() && counts
    });
    let places = errors.map(|problem| Nonsense {
        at: problem.span.start,
        misplaced: false,
    });
    let mut places: Vec<Nonsense> = places.collect();
    misplaced(root, root, &mut places);
    places
}

/// Lists of the template that stand inside of something else, where the template has none.
fn misplaced(root: &Node, node: &Node, places: &mut Vec<Nonsense>) {
    for item in node.items().into_iter().flatten() {
        misplaced(root, item, places);
    }
    for entry in node.entries().into_iter().flatten() {
        let kinds = [
            Kind::Services,
            Kind::Jobs,
            Kind::Charts,
            Kind::Infrastructure,
        ];
        let lists = kinds.map(Kind::key).into_iter().chain([WORKFLOWS]);
        let absent = |name: &&str| root.entry(name).is_none();
        let is_list = entry.value.items().is_some();
        if is_list && lists.filter(absent).any(|list| entry.name() == Some(list)) {
            places.push(Nonsense {
                at: entry.key.span.start,
                misplaced: true,
            });
        }
        misplaced(root, &entry.value, places);
    }
}

/// Leaves out references to names that the damage has hidden: where several of a kind are unknown, a
/// part of their list is not read, and that is told already.
pub(super) fn drop_lost_names(text: &str, problems: &mut Vec<Diagnostic>) {
    let kind_and_name = |problem: &Diagnostic| {
        let written = problem.span.slice(text);
        written
            .split_once('.')
            .unwrap_or((Kind::Services.key(), written))
    };
    let mut unknown: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for problem in problems.iter().filter(|it| REFERENCES.contains(&it.code)) {
        let (kind, name) = kind_and_name(problem);
        unknown.entry(kind).or_default().insert(name);
    }
    problems.retain(|problem| {
        let several = || unknown[kind_and_name(problem).0].len() > 1;
        !REFERENCES.contains(&problem.code) || !several()
    });
}
