//! Tree → template. Every problem is collected; what its author most likely meant is read on.

mod damage;
mod declared;
mod fields;
mod lists;
mod misplaced;
mod pasted;
mod services;
mod stages;
mod steps;
mod tasks;

pub(crate) use lists::{CHART_TIMEOUT, JOB_TIMEOUT};

use super::Template;
use crate::diagnostic::catalog::{shape, value};
use crate::diagnostic::{Diagnostic, Vocabulary, tidy};
use crate::foreign;
use crate::secrets;
use crate::source::Span;
use crate::yaml::{self, Node, Parsed, Sink, Value};
use declared::Declared;
use stages::Stages;

const WORKFLOWS: &str = "workflows";
/// The keys of a template that are read: a key that is one of these is not a misspelled one.
const KEYS: [&str; 6] = [
    WORKFLOWS,
    "services",
    "jobs",
    "charts",
    "infrastructure",
    "app_imports",
];

#[cfg(test)]
thread_local! {
    static READINGS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many templates this thread has read.
#[cfg(test)]
pub(crate) fn readings() -> usize {
    READINGS.get()
}

/// Reads a template, a fragment of one, or the documentation page's own form. The problems are
/// sorted by place; the template holds as much as can be understood.
pub fn read(text: &str) -> (Template, Vec<Diagnostic>) {
    #[cfg(test)]
    READINGS.set(READINGS.get() + 1);
    let (parsed, repaired) = parse(text);
    let Parsed {
        root,
        problems,
        comments,
        doubtful,
    } = parsed;
    let damaged = !doubtful.is_empty();
    // Of a damaged text the workflows may be what is lost.
    let may_be_foreign = !damaged || !text.contains(WORKFLOWS);
    if let Some(root) = root.as_ref().filter(|_| may_be_foreign)
        && let Some(found) = foreign::recognise(root)
    {
        return (
            Template::default(),
            other_tools(text, root, found, problems),
        );
    }
    let mut sink = Sink::of(text, problems, doubtful);
    for secret in secrets::find(text, root.as_ref(), &comments) {
        sink.report(value::secret(secret));
    }
    let mut template = match root {
        Some(root) => file(&mut sink, &root),
        None => {
            sink.report_absence(Span::new(0, text.len()), shape::empty_file());
            Template::default()
        }
    };
    template.repaired = repaired;
    let mut problems = sink.into_problems();
    if damaged {
        damage::drop_lost_names(text, &mut problems);
    }
    tidy(&mut problems);
    (template, problems)
}

/// What is wrong with a file of another tool, which may well hold several documents.
fn other_tools(
    text: &str,
    root: &Node,
    found: foreign::Found,
    mut problems: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    problems.retain(|problem| problem.code != "several-documents");
    problems.push(foreign::explain(text, root, found));
    tidy(&mut problems);
    problems
}

/// The tree of a template, read as what is meant.
pub(crate) fn tree(text: &str) -> Option<Node> {
    parse(text).0.root
}

/// The tree, and whether it is read from the documentation page's own form.
fn parse(text: &str) -> (Parsed, bool) {
    pasted::repair(text, yaml::parse_with(text, Some(&damage::nonsense)))
}

fn file(sink: &mut Sink, root: &Node) -> Template {
    let (mut template, unclear) = lists::lists(sink, root);
    if let Some(imports) = root.entry("app_imports") {
        sink.report(value::imports_not_simulated(imports.key.span));
    }
    let Some(workflows) = workflows(sink, root) else {
        return template;
    };
    let stages = Stages::new(sink, &Declared::of(&template, &unclear)).read(workflows);
    template.stages = stages;
    template
}

/// The list of stages: under its key, or the whole file.
fn workflows<'n>(sink: &mut Sink, root: &'n Node) -> Option<&'n Node> {
    let file = Span::new(0, sink.text.len());
    let entries = match &root.value {
        Value::Sequence(_) => return Some(root),
        Value::Mapping(entries) => entries,
        Value::Null => {
            sink.report_absence(file, shape::empty_file());
            return None;
        }
        Value::Scalar(_) => {
            sink.report_absence(file, shape::missing_workflows(root.span, root.kind()));
            return None;
        }
    };
    if let Some(workflows) = root.get(WORKFLOWS) {
        return Some(workflows);
    }
    if stages::is_stage(root) {
        return Some(root);
    }
    let vocabulary = Vocabulary::new(KEYS);
    let misspelled = entries.iter().find_map(|entry| {
        let name = entry.name().filter(|name| !KEYS.contains(name))?;
        (vocabulary.nearest(name) == Some(WORKFLOWS)).then_some((entry, name))
    });
    let Some((entry, name)) = misspelled else {
        let first_key = entries.first().map_or(root.span, |entry| entry.key.span);
        sink.report_absence(file, shape::missing_workflows(first_key, root.kind()));
        return None;
    };
    sink.report(shape::misspelled_workflows(entry.key.span, name));
    Some(&entry.value)
}

#[cfg(test)]
mod tests;
