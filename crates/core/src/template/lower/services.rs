//! Services: what they depend on, and when they count as ready.

use super::fields::{Fields, Known};
use crate::diagnostic::catalog::{reference, shape};
use crate::diagnostic::edits::{indentation, line_break};
use crate::diagnostic::{Edit, Vocabulary};
use crate::source::Spanned;
use crate::template::{LivenessProbe, Probe, Service, Template};
use crate::time::Millis;
use crate::yaml::{self, Entry, Node, Number, Sink, has_placeholder};
use std::collections::BTreeSet;

/// All numbers of a probe.
struct Timing {
    initial_delay: Millis,
    period: Millis,
    timeout: Millis,
    success_threshold: u32,
    failure_threshold: u32,
}

/// Defaults of a Kubernetes probe.
///
/// Source: `SetDefaults_Probe` in `pkg/apis/core/v1/defaults.go`.
const TIMING: Timing = Timing {
    initial_delay: Millis::ZERO,
    period: Millis::from_secs(10),
    timeout: Millis::from_secs(1),
    success_threshold: 1,
    failure_threshold: 3,
};

/// Reads the items of `services`.
pub(super) struct Services {
    service: Known,
    probe: Known,
}

impl Services {
    pub(super) fn new() -> Self {
        Self {
            service: Known::new(&[
                "name",
                "depends_on",
                "readiness_probe",
                "liveness_probe",
                "replicas",
                "static",
            ]),
            probe: Known::new(&[
                "initial_delay_seconds",
                "period_seconds",
                "timeout_seconds",
                "success_threshold",
                "failure_threshold",
            ]),
        }
    }

    /// Reads one of them.
    pub(super) fn service(&self, sink: &mut Sink, item: &Node, name: Spanned<String>) -> Service {
        let owner = &name.value;
        let fields = self
            .service
            .of(sink, item, &format!("the service `{owner}`"));
        let replicas = Number {
            least: 0,
            seconds: false,
        };
        let replicas = sink.number(
            fields.get("replicas"),
            &format!("`replicas` of `{owner}`"),
            replicas,
        );
        Service {
            depends_on: dependencies(sink, &fields, owner),
            liveness_probe: timing(
                sink,
                &self.probe,
                fields.get("liveness_probe"),
                &format!("of the liveness probe of `{owner}`"),
            )
            .map(|timing| LivenessProbe {
                initial_delay: timing.initial_delay,
                period: timing.period,
                timeout: timing.timeout,
                failure_threshold: timing.failure_threshold,
            }),
            readiness_probe: timing(
                sink,
                &self.probe,
                fields.get("readiness_probe"),
                &format!("of the readiness probe of `{owner}`"),
            )
            .map(|timing| Probe {
                initial_delay: timing.initial_delay,
                period: timing.period,
                success_threshold: timing.success_threshold,
            }),
            replicas: u32::try_from(replicas.unwrap_or(1)).unwrap_or(u32::MAX),
            is_static: sink.boolean(fields.entry("static"), "static", false),
            name,
        }
    }
}

fn dependencies(sink: &mut Sink, fields: &Fields, owner: &str) -> Vec<Spanned<String>> {
    let Some(node) = fields.get("depends_on") else {
        return Vec::new();
    };
    let what = format!("`depends_on` of `{owner}`");
    if let Some(entries) = node.entries() {
        let edit = names_alone(sink.text, node, entries);
        sink.report(shape::dependencies_as_mapping(node.span, &what, edit));
        let name = |entry: &Entry| Some(Spanned::new(entry.name()?.to_owned(), entry.key.span));
        return entries.iter().filter_map(name).collect();
    }
    let items = sink.list(node, &what, "a list of service names");
    let names = items.iter();
    names
        .filter_map(|name| sink.text(name, &format!("An item of {what}")))
        .collect()
}

/// The long form of docker-compose (`db: { condition: … }`) as a list of its keys, if nothing but
/// conditions would be lost.
fn names_alone(text: &str, node: &Node, entries: &[Entry]) -> Option<Edit> {
    let is_condition = |entry: &Entry| entry.value.is_null() || entry.value.entries().is_some();
    let first = entries.first()?.key.span.start;
    let written = node.span.slice(text);
    let is_flow = written.starts_with('{');
    let stands_here = is_flow || first == node.span.start;
    if !stands_here || written.contains('#') || !entries.iter().all(is_condition) {
        return None;
    }
    let names = entries
        .iter()
        .map(|entry| Some(yaml::scalar(entry.name()?)));
    let names: Vec<String> = names.collect::<Option<_>>()?;
    let list = if is_flow {
        format!("[{}]", names.join(", "))
    } else {
        let next = format!("{}{}- ", line_break(text), indentation(text, first));
        format!("- {}", names.join(&next))
    };
    Some(Edit::replace(node.span, list))
}

fn timing(sink: &mut Sink, known: &Known, node: Option<&Node>, of: &str) -> Option<Timing> {
    let node = node.filter(|node| !node.is_null())?;
    if node.entries().is_none() {
        let what = format!("The value {of}");
        sink.wrong_type(node, &what, "a mapping with keys such as `period_seconds`");
        return None;
    }
    let fields = known.of(sink, node, &of.replacen("of ", "", 1));
    let mut number = |key: &str, least, seconds| {
        sink.number(
            fields.get(key),
            &format!("`{key}` {of}"),
            Number { least, seconds },
        )
    };
    let seconds = |given: Option<u64>, default| given.map_or(default, Millis::from_secs);
    let count = |given: Option<u64>, default| {
        given.map_or(default, |count| u32::try_from(count).unwrap_or(u32::MAX))
    };
    Some(Timing {
        initial_delay: seconds(
            number("initial_delay_seconds", 0, true),
            TIMING.initial_delay,
        ),
        period: seconds(number("period_seconds", 1, true), TIMING.period),
        timeout: seconds(number("timeout_seconds", 1, true), TIMING.timeout),
        success_threshold: count(
            number("success_threshold", 1, false),
            TIMING.success_threshold,
        ),
        failure_threshold: count(
            number("failure_threshold", 1, false),
            TIMING.failure_threshold,
        ),
    })
}

/// Reports what services depend on and the template does not have.
pub(super) fn check_dependencies(sink: &mut Sink, template: &Template) {
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
