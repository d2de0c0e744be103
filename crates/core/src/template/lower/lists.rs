//! `services`, `jobs`, `charts` and `infrastructure`: what tasks may refer to.

use crate::diagnostic::Vocabulary;
use crate::diagnostic::catalog::{reference, shape, value};
use crate::source::Spanned;
use crate::template::{Chart, Job, Kind, Probe, Service, Template};
use crate::time::Millis;
use crate::yaml::{Node, Number, Sink, Value, has_placeholder};
use std::collections::{BTreeMap, BTreeSet};

/// How long a job is waited for, unless it says otherwise.
pub(crate) const JOB_TIMEOUT: Millis = Millis::from_secs(1200);
/// How long a chart is waited for, unless it says otherwise.
pub(crate) const CHART_TIMEOUT: Millis = Millis::from_secs(300);
/// Defaults of a Kubernetes probe.
const PROBE: Probe = Probe {
    initial_delay: Millis::ZERO,
    period: Millis::from_secs(10),
    success_threshold: 1,
};

/// The template without its stages, and the kinds of which some names could not be read.
pub(super) fn lists(sink: &mut Sink, root: &Node) -> (Template, Vec<Kind>) {
    let list = |kind: Kind| root.get(kind.key());
    let kinds = [
        Kind::Services,
        Kind::Jobs,
        Kind::Charts,
        Kind::Infrastructure,
    ];
    let mut template = Template {
        declares: kinds.iter().any(|kind| list(*kind).is_some()),
        ..Template::default()
    };
    for (item, name) in named_items(sink, Kind::Services, list(Kind::Services)) {
        template.services.push(service(sink, item, name));
    }
    for (item, name) in named_items(sink, Kind::Jobs, list(Kind::Jobs)) {
        template.jobs.push(job(sink, item, name));
    }
    for (item, name) in named_items(sink, Kind::Charts, list(Kind::Charts)) {
        template.charts.push(chart(sink, item, name));
    }
    let infrastructure = named_items(sink, Kind::Infrastructure, list(Kind::Infrastructure));
    template.infrastructure = infrastructure.into_iter().map(|(_, name)| name).collect();
    let named = [
        template.services.len(),
        template.jobs.len(),
        template.charts.len(),
        template.infrastructure.len(),
    ];
    let unclear = kinds.into_iter().zip(named);
    let unclear =
        unclear.filter(|(kind, named)| list(*kind).is_some_and(|list| *named < items(list)));
    let unclear: Vec<Kind> = unclear.map(|(kind, _)| kind).collect();
    if !unclear.contains(&Kind::Services) {
        check_dependencies(sink, &template);
    }
    (template, unclear)
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
            sink.report(shape::wrong_type(
                list.map(|list| list.span).unwrap_or_default(),
                &what,
                "a list of items with a `name`",
                "a mapping",
            ));
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
            sink.report_absence(item.span, problem);
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

fn service(sink: &mut Sink, item: &Node, name: Spanned<String>) -> Service {
    let owner = &name.value;
    let replicas = Number {
        least: 0,
        seconds: false,
    };
    let replicas = sink.number(
        item.get("replicas"),
        &format!("`replicas` of `{owner}`"),
        replicas,
    );
    // A liveness probe has no part in a simulation, but its numbers are checked all the same.
    probe(
        sink,
        item.get("liveness_probe"),
        &format!("of the liveness probe of `{owner}`"),
    );
    Service {
        depends_on: dependencies(sink, item, owner),
        readiness_probe: probe(
            sink,
            item.get("readiness_probe"),
            &format!("of the readiness probe of `{owner}`"),
        ),
        replicas: u32::try_from(replicas.unwrap_or(1)).unwrap_or(u32::MAX),
        is_static: sink.boolean(item.entry("static"), "static", false),
        name,
    }
}

fn dependencies(sink: &mut Sink, item: &Node, owner: &str) -> Vec<Spanned<String>> {
    let Some(node) = item.get("depends_on") else {
        return Vec::new();
    };
    let what = format!("`depends_on` of `{owner}`");
    let items = sink.list(node, &what, "a list of service names");
    let names = items.iter();
    names
        .filter_map(|name| sink.text(name, &format!("An item of {what}")))
        .collect()
}

fn probe(sink: &mut Sink, node: Option<&Node>, of: &str) -> Option<Probe> {
    let node = node.filter(|node| !node.is_null())?;
    if node.entries().is_none() {
        let what = format!("The value {of}");
        sink.wrong_type(node, &what, "a mapping with keys such as `period_seconds`");
        return None;
    }
    let mut number = |key: &str, least, seconds| {
        sink.number(
            node.get(key),
            &format!("`{key}` {of}"),
            Number { least, seconds },
        )
    };
    let initial_delay = number("initial_delay_seconds", 0, true);
    let period = number("period_seconds", 1, true);
    let success_threshold = number("success_threshold", 1, false);
    number("timeout_seconds", 1, true);
    number("failure_threshold", 1, false);
    Some(Probe {
        initial_delay: initial_delay.map_or(PROBE.initial_delay, Millis::from_secs),
        period: period.map_or(PROBE.period, Millis::from_secs),
        success_threshold: success_threshold.map_or(PROBE.success_threshold, |threshold| {
            u32::try_from(threshold).unwrap_or(u32::MAX)
        }),
    })
}

fn job(sink: &mut Sink, item: &Node, name: Spanned<String>) -> Job {
    let what = format!("`completed_timeout` of `{}`, in seconds,", name.value);
    let timeout = Number {
        least: 0,
        seconds: true,
    };
    let timeout = sink.number(item.get("completed_timeout"), &what, timeout);
    let halt = item.entry("halt_on_error");
    Job {
        name,
        completed_timeout: timeout.map_or(JOB_TIMEOUT, Millis::from_secs),
        halt_on_error: sink.boolean(halt, "halt_on_error", false),
        halt_place: halt.map(crate::yaml::Entry::span),
    }
}

fn chart(sink: &mut Sink, item: &Node, name: Spanned<String>) -> Chart {
    let given = item.get("timeout").filter(|node| !node.is_null());
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

fn check_dependencies(sink: &mut Sink, template: &Template) {
    let names: Vec<&str> = template
        .services
        .iter()
        .map(|it| it.name.value.as_str())
        .collect();
    let known: BTreeSet<&str> = names.iter().copied().collect();
    let vocabulary = Vocabulary::new(names.iter().copied());
    for service in &template.services {
        for needed in &service.depends_on {
            let written = needed.value.as_str();
            if known.contains(written) || has_placeholder(written) {
                continue;
            }
            let bare = written
                .strip_prefix("services.")
                .filter(|name| known.contains(name));
            let meant = bare.or_else(|| vocabulary.nearest(written));
            let owner = &service.name.value;
            sink.report(reference::unknown_dependency(
                needed.span,
                owner,
                written,
                &names,
                meant,
            ));
        }
    }
}
