//! What a docker-compose file says of its services, as far as their order goes.
//!
//! Source: the Compose Specification, `05-services.md` (`depends_on`, `healthcheck`, `profiles`, `deploy`, `scale`).

use crate::source::{Span, Spanned};
use crate::time::Millis;
use crate::yaml::{Entry, Node};
use std::collections::BTreeMap;

/// How often a health check is made that does not say so.
const USUAL_INTERVAL: Millis = Millis::from_secs(30);

/// The services of a file, each name once.
pub(super) struct Compose<'n> {
    pub(super) services: Vec<Service<'n>>,
}

/// One of them.
pub(super) struct Service<'n> {
    pub(super) name: Spanned<&'n str>,
    pub(super) needs: Vec<Need<'n>>,
    pub(super) image: Option<&'n str>,
    /// How many containers it has.
    pub(super) replicas: u64,
    /// How often its health is checked, if it is.
    pub(super) interval: Option<Millis>,
    /// Whether it is left out unless one of its profiles is asked for.
    pub(super) has_profiles: bool,
}

/// What a service waits for.
pub(super) struct Need<'n> {
    pub(super) name: &'n str,
    pub(super) span: Span,
    /// Whether it has to have ended well, as a job does.
    pub(super) completes: bool,
    /// Whether there is no doing without it.
    is_required: bool,
}

impl<'n> Compose<'n> {
    pub(super) fn read(root: &'n Node) -> Self {
        let entries = root.get("services").and_then(Node::entries);
        let mut services: Vec<Service> = Vec::new();
        let mut seen = BTreeMap::new();
        for entry in entries.unwrap_or_default() {
            let Some(name) = entry.name() else { continue };
            // Of a repeated key the last one counts, at the place of the first.
            let at = *seen.entry(name).or_insert(services.len());
            let service = service(entry, name);
            match services.get_mut(at) {
                Some(earlier) => *earlier = service,
                None => services.push(service),
            }
        }
        Self { services }
    }

    /// Indices by name.
    pub(super) fn index(&self) -> BTreeMap<&'n str, usize> {
        let names = self.services.iter().map(|it| it.name.value);
        crate::order::map(names.zip(0..))
    }

    /// What is needed and is no service of the file, each with who needs it.
    pub(super) fn unknown(&self) -> impl Iterator<Item = (&Need<'n>, &'n str)> {
        let index = self.index();
        let needs = self.services.iter();
        let needs = needs.flat_map(|it| it.needs.iter().map(|need| (need, it.name.value)));
        needs.filter(move |(need, _)| need.is_required && !index.contains_key(need.name))
    }
}

fn service<'n>(entry: &'n Entry, name: &'n str) -> Service<'n> {
    let node = &entry.value;
    let deploy = node.get("deploy");
    let replicas = deploy
        .and_then(|it| it.get("replicas"))
        .or(node.get("scale"));
    let profiles = node.get("profiles").and_then(Node::items);
    Service {
        name: Spanned::new(name, entry.key.span),
        needs: node.get("depends_on").map_or_else(Vec::new, needs),
        image: node.get("image").and_then(Node::as_str),
        replicas: replicas.and_then(Node::as_u64).unwrap_or(1),
        interval: node.get("healthcheck").and_then(interval),
        has_profiles: profiles.is_some_and(|it| !it.is_empty()),
    }
}

/// Both forms: a list of names, and names with conditions.
fn needs(node: &Node) -> Vec<Need<'_>> {
    let names = node.items().unwrap_or_default().iter();
    let names = names.filter_map(|item| {
        Some(Need {
            name: &item.scalar()?.text,
            span: item.span,
            completes: false,
            is_required: true,
        })
    });
    let conditions = node.entries().unwrap_or_default().iter();
    let conditions = conditions.filter_map(|entry| {
        let text = |key| entry.value.get(key).and_then(Node::as_str);
        Some(Need {
            name: entry.name()?,
            span: entry.key.span,
            completes: text("condition") == Some("service_completed_successfully"),
            is_required: entry.value.get("required").and_then(Node::as_bool) != Some(false),
        })
    });
    names.chain(conditions).collect()
}

/// `None` if the health is not checked, or nobody can tell how often.
fn interval(check: &Node) -> Option<Millis> {
    let disabled = check.get("disable").and_then(Node::as_bool) == Some(true);
    let test = check.get("test");
    let test = test.map(|it| it.items().and_then(<[Node]>::first).unwrap_or(it));
    let none = test.and_then(Node::as_str) == Some("NONE");
    if check.entries().is_none() || disabled || none {
        return None;
    }
    match check.get("interval") {
        Some(interval) => interval.as_str()?.parse().ok(),
        None => Some(USUAL_INTERVAL),
    }
}
