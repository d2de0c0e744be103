//! References: what a task names.

use super::declared::{Declared, KINDS};
use crate::diagnostic::catalog::{reference, shape};
use crate::diagnostic::edits::{indentation, line_break, line_start, take_out_item};
use crate::diagnostic::{Fix, Vocabulary};
use crate::source::{Span, Spanned};
use crate::template::{Kind, REMOVE_ENVIRONMENT, Reference};
use crate::yaml::{self, Node, Sink, Value, has_placeholder};

const CRON_JOBS: [&str; 4] = ["cron_jobs", "cron_job", "cronjobs", "cronjob"];
/// More members of a kind are not written out by a fix.
const MOST_WRITTEN_OUT: usize = 50;
/// Words that are written for a kind, beside misspellings.
const SYNONYMS: [(&str, &str); 4] = [
    ("svc", "services"),
    ("infra", "infrastructure"),
    ("helm", "charts"),
    ("helm_charts", "charts"),
];

/// Reads an item of `order_from` or `tasks`; `None` if it can be no task.
pub(super) fn task(
    sink: &mut Sink,
    declared: &Declared,
    node: &Node,
) -> Option<Spanned<Reference>> {
    let written = written(sink, node)?;
    let reference = reference(sink, declared, node.span, &written)?;
    Some(Spanned::new(reference, node.span))
}

/// The text of a reference, also of one that was split by a colon.
fn written(sink: &mut Sink, node: &Node) -> Option<String> {
    const WHAT: &str = "A task";
    const EXPECTED: &str = "a reference such as `services.web`";
    if let Some(text) = node.as_str().filter(|text| !text.is_empty()) {
        return Some(text.to_owned());
    }
    if let Value::Mapping(entries) = &node.value
        && let [entry] = entries.as_slice()
        && let Some(key) = entry.name()
        && let Some(value) = split_value(&entry.value)
    {
        let text = match value {
            "" => key.to_owned(),
            value => format!("{key}.{value}"),
        };
        sink.report(shape::stray_colon(
            node.span,
            WHAT,
            EXPECTED,
            &yaml::scalar(&text),
        ));
        return Some(text);
    }
    sink.wrong_type(node, WHAT, EXPECTED);
    None
}

fn split_value(node: &Node) -> Option<&str> {
    if node.is_null() {
        Some("")
    } else {
        node.as_str()
    }
}

fn reference(sink: &mut Sink, declared: &Declared, span: Span, written: &str) -> Option<Reference> {
    let (word, name) = written.split_once('.').unwrap_or((written, ""));
    let kind = KINDS.into_iter().find(|kind| kind.key() == word);
    if has_placeholder(written) {
        if declared.checked() {
            sink.report(reference::opaque_reference(span, written));
        }
        return Some(Reference::Opaque(
            kind.unwrap_or(Kind::Services),
            written.to_owned(),
        ));
    }
    if written == REMOVE_ENVIRONMENT {
        return Some(Reference::RemoveEnvironment);
    }
    if word == Kind::BuiltIn.key() && !name.is_empty() {
        sink.report(reference::unknown_built_in(
            span,
            written,
            REMOVE_ENVIRONMENT,
        ));
        return Some(Reference::RemoveEnvironment);
    }
    match kind {
        Some(Kind::Infrastructure) if name == "all" => {
            infrastructure_all(sink, declared, span);
            Some(Reference::All(Kind::Infrastructure))
        }
        Some(kind) if name == "all" => Some(Reference::All(kind)),
        Some(kind) if !name.is_empty() => Some(named(sink, declared, span, kind, name)),
        _ => unknown_kind(sink, declared, span, written),
    }
}

fn named(sink: &mut Sink, declared: &Declared, span: Span, kind: Kind, name: &str) -> Reference {
    if declared.checked() && !declared.has(kind, name) {
        let meant = declared
            .meant(kind, name)
            .map(|(kind, name)| format!("{}.{name}", kind.key()));
        let written = format!("{}.{name}", kind.key());
        let known = declared.names(kind);
        sink.report(reference::unknown_reference(
            span,
            &written,
            kind.key(),
            known,
            meant.as_deref(),
        ));
    }
    Reference::Named(kind, name.to_owned())
}

fn unknown_kind(
    sink: &mut Sink,
    declared: &Declared,
    span: Span,
    written: &str,
) -> Option<Reference> {
    let (word, name) = written.split_once('.').unwrap_or((written, ""));
    if CRON_JOBS.contains(&word.to_lowercase().replace('-', "_").as_str()) {
        let fix = Fix::unsure("Remove it", vec![take_out_item(sink.text, span)]);
        sink.report(reference::cron_job(span, written).fix(fix));
        return None;
    }
    let meant = if name.is_empty() {
        declared.meant_by_word(word)
    } else {
        nearest_kind(word).and_then(|kind| declared.meant(kind, name))
    };
    let meant = meant.map(|(kind, name)| match name.as_str() {
        "all" => Reference::All(kind),
        _ => Reference::Named(kind, name),
    });
    let text = meant.as_ref().map(Reference::to_string);
    sink.report(reference::unknown_kind(span, written, text.as_deref()));
    meant.or_else(|| Some(Reference::Opaque(Kind::Services, written.to_owned())))
}

fn nearest_kind(word: &str) -> Option<Kind> {
    let synonym = SYNONYMS
        .iter()
        .find(|(other, _)| *other == word)
        .map(|(_, key)| *key);
    let key = synonym.or_else(|| Vocabulary::new(KINDS.map(Kind::key)).nearest(word));
    KINDS.into_iter().find(|kind| Some(kind.key()) == key)
}

fn infrastructure_all(sink: &mut Sink, declared: &Declared, span: Span) {
    let known = declared.names(Kind::Infrastructure);
    let before = &sink.text[line_start(sink.text, span.start)..span.start];
    let separator = if before.trim() == "-" {
        let dash = span.start - (before.len() - before.trim_end().len()) - 1;
        format!(
            "{}{}- ",
            line_break(sink.text),
            indentation(sink.text, dash)
        )
    } else {
        ", ".to_owned()
    };
    let unnamed = declared.unnamed_infrastructure();
    let is_short = (1..=MOST_WRITTEN_OUT).contains(&unnamed.len());
    let replacement = is_short.then(|| {
        let names = unnamed.iter().map(|name| format!("infrastructure.{name}"));
        let names: Vec<String> = names.map(|name| yaml::scalar(&name)).collect();
        names.join(&separator)
    });
    let problem = reference::infrastructure_all(span, known, replacement);
    let nothing = unnamed.is_empty() && !known.is_empty();
    let remove = nothing.then(|| Fix::safe("Remove it", vec![take_out_item(sink.text, span)]));
    sink.report(problem.fix(remove));
}
