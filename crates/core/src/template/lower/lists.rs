//! `services`, `jobs`, `charts` and `infrastructure`: what tasks may refer to.

use super::declared::KINDS;
use super::fields::Known;
use super::services::{Services, check_dependencies};
use super::stages::as_items;
use crate::diagnostic::Vocabulary;
use crate::diagnostic::catalog::{shape, value};
use crate::source::Spanned;
use crate::template::{Chart, Job, Kind, Template};
use crate::time::Millis;
use crate::yaml::{Entry, Node, Number, Sink, Value, has_placeholder};
use std::collections::BTreeMap;

/// How long a job is waited for, unless it says otherwise.
pub(crate) const JOB_TIMEOUT: Millis = Millis::from_secs(1200);
/// How long a chart is waited for, unless it says otherwise.
pub(crate) const CHART_TIMEOUT: Millis = Millis::from_secs(300);

/// The template without its stages, and the kinds of which some names could not be read.
pub(super) fn lists(sink: &mut Sink, root: &Node) -> (Template, Vec<Kind>) {
    let entries = KINDS.map(|kind| entry(sink, root, kind));
    let [services, jobs, charts, infrastructure] = entries.map(|it| it.map(|it| &it.value));
    let mut template = Template {
        declares: entries.iter().any(Option::is_some),
        ..Template::default()
    };
    let said = sink.said();
    let known = Services::new();
    for (item, name) in named_items(sink, Kind::Services, services) {
        template.services.push(known.service(sink, item, name));
    }
    let is_damaged = entries[0].is_some_and(|list| sink.is_damaged(list.span()));
    template.needs_in_doubt = is_damaged || sink.since(said).any(|it| it.code == "wrong-type");
    let known = Known::new(&["name", "completed_timeout", "halt_on_error"]);
    for (item, name) in named_items(sink, Kind::Jobs, jobs) {
        template.jobs.push(job(sink, &known, item, name));
    }
    let known = Known::new(&["name", "timeout"]);
    for (item, name) in named_items(sink, Kind::Charts, charts) {
        template.charts.push(chart(sink, &known, item, name));
    }
    let infrastructure = named_items(sink, Kind::Infrastructure, infrastructure);
    template.infrastructure = infrastructure.into_iter().map(|(_, name)| name).collect();
    let named = [
        template.services.len(),
        template.jobs.len(),
        template.charts.len(),
        template.infrastructure.len(),
    ];
    let unclear = KINDS.into_iter().zip(entries).zip(named);
    let unclear = unclear.filter(|((_, entry), named)| match entry {
        Some(list) => *named < items(&list.value) || has_doubtful_name(sink, list),
        None => sink.lost(),
    });
    let mut unclear: Vec<Kind> = unclear.map(|((kind, _), _)| kind).collect();
    // Where reading was broken off, there may be more of everything.
    if sink
        .since(0)
        .any(|it| matches!(it.code, "too-deep" | "too-many-copies"))
    {
        unclear = KINDS.to_vec();
    }
    if !unclear.contains(&Kind::Services) {
        let said = sink.said();
        check_dependencies(sink, &template);
        template.needs_in_doubt |= sink.since(said).next().is_some();
    }
    (template, unclear)
}

/// The list of a kind, also where its key is misspelled.
fn entry<'n>(sink: &mut Sink, root: &'n Node, kind: Kind) -> Option<&'n Entry> {
    if let Some(entry) = root.entry(kind.key()) {
        return Some(entry);
    }
    let keys = Vocabulary::new(super::KEYS);
    let is_meant = |name: &str| {
        let meant = keys.nearest(name).or_else(|| keys.begun_by(name));
        meant == Some(kind.key()) && !super::KEYS.contains(&name)
    };
    let mut entries = root.entries()?.iter();
    let found = entries.find(|it| it.name().is_some_and(is_meant) && has_named_items(&it.value))?;
    let written = found.name().unwrap_or_default();
    sink.report(shape::misspelled_list(found.key.span, written, kind.key()));
    Some(found)
}

/// Other keys may resemble those of lists, but hold something else.
fn has_named_items(list: &Node) -> bool {
    let mut items = list.items().unwrap_or_default().iter();
    items.any(|item| item.get("name").is_some())
}

/// Whether a name of the list, or the key of all of it, is read otherwise than it is written, is only
/// half there, or a part of the text is lost, in which more names may stand.
fn has_doubtful_name(sink: &Sink, list: &Entry) -> bool {
    let items = || list.value.items().into_iter().flatten();
    let mut names = items().map(|item| item.get("name").map_or(item.span, |name| name.span));
    let is_loose = |item: &Node| item.entries().is_none();
    sink.lost()
        || sink.doubts(list.key.span)
        || names.any(|name| sink.doubts(name))
        || items().any(is_loose)
}

/// How many items a list was meant to have.
fn items(list: &Node) -> usize {
    match &list.value {
        Value::Sequence(items) => items.len(),
        Value::Mapping(entries) => entries.len(),
        Value::Scalar(_) => 1,
        Value::Null => 0,
    }
}

/// The items of one of the lists with their names.
fn named_items<'n>(
    sink: &mut Sink,
    kind: Kind,
    list: Option<&'n Node>,
) -> Vec<(&'n Node, Spanned<String>)> {
    let what = format!("`{}`", kind.key());
    let items: Vec<(&Node, Spanned<String>)> = match list.map(|list| &list.value) {
        Some(Value::Sequence(items)) => items
            .iter()
            .filter_map(|item| Some((item, name(sink, kind, item)?)))
            .collect(),
        Some(Value::Mapping(entries)) => {
            let span = list.map(|list| list.span).unwrap_or_default();
            let has_name = |entry: &Entry| entry.value.get("name").is_some();
            let edits = if entries.iter().any(has_name) {
                None
            } else {
                as_items(sink.text, entries)
            };
            sink.report(shape::named_by_key(span, &what, edits));
            // Its dash was forgotten: one item, and nobody knows how many more were meant.
            if list.is_some_and(|list| list.get("name").is_some()) {
                let item = list.and_then(|list| Some((list, name(sink, kind, list)?)));
                return item.into_iter().collect();
            }
            let named = entries.iter().filter_map(|entry| {
                let name = Spanned::new(entry.name()?.to_owned(), entry.key.span);
                Some((&entry.value, name))
            });
            named.collect()
        }
        Some(Value::Scalar(_)) => {
            if let Some(list) = list {
                sink.wrong_type(list, &what, "a list of items with a `name`");
            }
            Vec::new()
        }
        Some(Value::Null) | None => Vec::new(),
    };
    report_repeated_names(sink, kind, &items);
    items
}

fn name(sink: &mut Sink, kind: Kind, item: &Node) -> Option<Spanned<String>> {
    let owner = format!("An item of `{}`", kind.key());
    if item.entries().is_none() {
        sink.wrong_type(item, &owner, "a mapping with a `name`");
        return item
            .as_str()
            .map(|text| Spanned::new(text.to_owned(), item.span));
    }
    match item.get("name") {
        Some(name) => sink.text(name, &format!("`name` of an item of `{}`", kind.key())),
        None => {
            let problem = shape::missing_key(sink.text, item.span, &owner, "name", None);
            sink.report_missing(item, problem);
            None
        }
    }
}

fn report_repeated_names(sink: &mut Sink, kind: Kind, items: &[(&Node, Spanned<String>)]) {
    let mut first = BTreeMap::new();
    for (_, name) in items {
        if let Some(first) = first.get(name.value.as_str()) {
            sink.report(shape::duplicate_name(
                name.span,
                kind.key(),
                &name.value,
                *first,
            ));
        } else {
            first.insert(name.value.as_str(), name.span);
        }
    }
}

fn job(sink: &mut Sink, known: &Known, item: &Node, name: Spanned<String>) -> Job {
    let fields = known.of(sink, item, &format!("the job `{}`", name.value));
    let what = format!("`completed_timeout` of `{}`, in seconds,", name.value);
    let timeout = Number {
        least: 0,
        seconds: true,
    };
    let timeout = sink.number(fields.get("completed_timeout"), &what, timeout);
    let halt = fields.entry("halt_on_error");
    Job {
        name,
        completed_timeout: timeout.map_or(JOB_TIMEOUT, Millis::from_secs),
        halt_on_error: sink.boolean(halt, "halt_on_error", false),
        halt_place: halt.map(crate::yaml::Entry::span),
    }
}

fn chart(sink: &mut Sink, known: &Known, item: &Node, name: Spanned<String>) -> Chart {
    let fields = known.of(sink, item, &format!("the chart `{}`", name.value));
    let given = fields.get("timeout").filter(|node| !node.is_null());
    let timeout = given.and_then(|node| chart_timeout(sink, node));
    Chart {
        name,
        timeout: timeout.unwrap_or(CHART_TIMEOUT),
    }
}

fn chart_timeout(sink: &mut Sink, node: &Node) -> Option<Millis> {
    let Some(scalar) = node.scalar() else {
        sink.wrong_type(node, "`timeout` of a chart", "a duration such as `5m`");
        return None;
    };
    if has_placeholder(&scalar.text) {
        return None;
    }
    if let Ok(timeout) = scalar.text.parse() {
        return Some(timeout);
    }
    let meant = Millis::guess(&scalar.text);
    sink.report(value::chart_timeout(
        node.span,
        node.span.slice(sink.text),
        meant,
    ));
    meant
}
