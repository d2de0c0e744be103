//! From the text of a scenario to the scenario: every problem is collected, and what is clear stays.

mod check;
mod cluster;
mod conduct;
mod distribution;
mod factor;
mod faults;
mod hazards;
mod known;
pub(crate) mod percentile;
mod room;
mod run;
pub(crate) mod share;
mod values;

use super::resolve::services;
use super::{Conduct, Scenario};
use crate::diagnostic::catalog::value;
use crate::diagnostic::{Diagnostic, tidy};
use crate::plan::Plan;
use crate::secrets;
use crate::source::{Span, Spanned};
use crate::template::{Kind, Template};
use crate::yaml::{self, Node, Sink};
use conduct::Subject;
pub(crate) use hazards::harm_key;
pub(crate) use known::references;
use std::collections::BTreeMap;
use values::Place;

const SCENARIO: Place = Place {
    name: "A scenario",
    keys: &["seed", "defaults", "tasks", "faults", "cluster", "options"],
};

const DEFAULTS: Place = Place {
    name: "`defaults`",
    keys: &["services", "jobs", "charts", "infrastructure", "release"],
};

const KINDS: [Kind; 5] = [
    Kind::Services,
    Kind::Jobs,
    Kind::Charts,
    Kind::Infrastructure,
    Kind::BuiltIn,
];

/// A scenario and what is wrong with its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Everything that is clear.
    pub scenario: Scenario,
    /// Its problems, by place.
    pub problems: Vec<Diagnostic>,
}

/// Reads the `text` of a scenario (empty for none) that belongs to `template`. References may name
/// anything in the template; `plan`, the stage that is to be simulated, decides which needs lie
/// outside of it.
pub fn read(text: &str, template: &Template, plan: Option<&Plan>) -> Reading {
    let parsed = yaml::parse(text);
    let mut sink = Sink::of(text, parsed.problems, parsed.doubtful);
    for secret in secrets::find(text, parsed.root.as_ref(), &parsed.comments) {
        sink.report(value::secret(secret));
    }
    let mut written = Written::default();
    if let Some(root) = &parsed.root {
        written = sink.scenario(root, template);
        check::check(&mut sink, &written, template, plan);
    }
    let mut problems = sink.into_problems();
    tidy(&mut problems);
    Reading {
        scenario: written.scenario,
        problems,
    }
}

/// A scenario with the places of its keys.
#[derive(Default)]
struct Written {
    scenario: Scenario,
    /// The keys of `tasks`.
    tasks: Vec<Spanned<String>>,
    /// The key `nodes`.
    nodes: Option<NodesAt>,
}

/// Where `nodes` stand.
#[derive(Debug, Clone, Copy)]
struct NodesAt {
    /// The key.
    span: Span,
    /// Whether each of them could be read.
    are_clear: bool,
}

impl Sink<'_> {
    fn scenario(&mut self, root: &Node, template: &Template) -> Written {
        let mut written = Written::default();
        let scenario = &mut written.scenario;
        for (key, entry) in self.place(root, &SCENARIO) {
            let value = &entry.value;
            match key {
                "seed" => scenario.options.seed = self.seed(value).unwrap_or_default(),
                "defaults" => scenario.defaults = self.defaults(value),
                "tasks" => (scenario.tasks, written.tasks) = self.tasks(value, template),
                "faults" => scenario.faults = self.faults(value),
                "cluster" => {
                    (scenario.cluster, written.nodes) = self.cluster(value, &mut scenario.options);
                }
                _ => self.options(value, &mut scenario.options),
            }
        }
        written
    }

    fn defaults(&mut self, node: &Node) -> BTreeMap<Kind, Conduct> {
        let mut defaults = BTreeMap::new();
        for (key, entry) in self.place(node, &DEFAULTS) {
            if let Some(kind) = KINDS.into_iter().find(|kind| kind.key() == key) {
                let subject = Subject {
                    kind,
                    single: false,
                    is_static: false,
                };
                defaults.insert(kind, self.conduct(&entry.value, subject));
            }
        }
        defaults
    }

    fn tasks(
        &mut self,
        node: &Node,
        template: &Template,
    ) -> (BTreeMap<String, Conduct>, Vec<Spanned<String>>) {
        let services = services(template);
        let mut conducts = BTreeMap::new();
        let mut keys = Vec::new();
        for entry in self.mapping(node, "`tasks`") {
            let Some(name) = entry.name() else { continue };
            keys.push(Spanned::new(name.to_owned(), entry.key.span));
            // A key without a kind is reported as unknown; nobody can say what its value should be.
            if let Some(kind) = kind_of(name) {
                let service = services.get(name);
                let subject = Subject {
                    kind,
                    single: true,
                    is_static: service.is_some_and(|service| service.is_static),
                };
                conducts.insert(name.to_owned(), self.conduct(&entry.value, subject));
            }
        }
        (conducts, keys)
    }
}

/// The kind that the word in front of the dot names.
fn kind_of(reference: &str) -> Option<Kind> {
    let (key, _) = reference.split_once('.')?;
    KINDS.into_iter().find(|kind| kind.key() == key)
}
