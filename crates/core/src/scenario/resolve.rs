//! Plan, template and scenario together: how each task of the stage behaves.

use super::{Conduct, DEFAULT_DURATION, Fault, Scenario, Target};
use crate::order;
use crate::plan::{Plan, Task, TaskId};
use crate::simulate::draws::Chance;
use crate::simulate::{Behaviour, Harm, Hazard, Need, NodeLoss, Outage, Pods, Setting};
use crate::source::Span;
use crate::template::{Kind, Service, Template};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// What a simulated run of `plan` depends on. What is unclear in the scenario is not in it any more,
/// so this always succeeds.
pub fn resolve(plan: Plan, template: &Template, scenario: &Scenario) -> Setting {
    let resolution = Resolution {
        scenario,
        services: services(template),
        faults: Faults::of(&scenario.faults),
        occurrences: LazyCell::new(Box::new(|| plan.occurrences())),
    };
    let behaviours = plan.tasks.iter().map(|task| resolution.behaviour(task));
    let behaviours = behaviours.collect();
    drop(resolution);
    Setting {
        behaviours,
        options: scenario.options,
        cluster: scenario.cluster.clone(),
        plan,
    }
}

/// The size of a setting up to which it is simulated, in needs, their occurrences, the faults that each of
/// them is held against, and what faults of many tasks do to attempts. Some 10,000 tasks with a few needs and 100 faults fit.
const MOST: usize = 5_000_000;

/// What one hazard of a task counts as: it takes that much more room than the rest.
const HAZARD: usize = 4;

/// What a node that a pod is held against counts as: that happens again in each of many runs.
const PLACE: usize = 8;

/// Whether a setting stays within bounds. Few words can stand for a lot: where a task that occurs
/// often needs another that occurs often, each pair counts.
pub fn fits(plan: &Plan, template: &Template, scenario: &Scenario) -> bool {
    let occurrences = LazyCell::new(|| plan.occurrences());
    let services = services(template);
    let faults = scenario.faults.len();
    let of_many = scenario.faults.iter();
    let of_many = of_many.filter(|fault| matches!(fault.target.value, Target::Tasks(_)));
    let hazards = of_many.map(|fault| fault.hazards.len() + usize::from(fault.node_loss.is_some()));
    let hazards: usize = hazards.sum();
    let nodes = scenario.cluster.nodes.len();
    let mut size: usize = 0;
    for task in &plan.tasks {
        let conduct = scenario.tasks.get(&task.reference);
        let service = services.get(&task.reference).copied();
        for need in needs_of(task, conduct, service) {
            let occurring = occurrences.get(need.as_str()).map_or(0, Vec::len);
            size += 1 + occurring + faults;
        }
        let merged = merge(conduct, scenario.defaults.get(&task.kind));
        let pods = pods(task.kind, &merged, service).count as usize;
        let places = PLACE.saturating_mul(pods).saturating_mul(nodes);
        size = size
            .saturating_add(1 + faults + HAZARD * hazards)
            .saturating_add(places);
        if size > MOST {
            return false;
        }
    }
    true
}

/// What a task needs by reference: the scenario's `needs`, else the services it depends on. Each
/// once, and never the task itself.
pub(crate) fn needs_of(
    task: &Task,
    conduct: Option<&Conduct>,
    service: Option<&Service>,
) -> Vec<String> {
    let references: Vec<String> = match (conduct.and_then(|it| it.needs.as_ref()), service) {
        (Some(needs), _) => needs.iter().map(|need| need.value.clone()).collect(),
        (None, Some(service)) => dependencies(service).collect(),
        (None, None) => Vec::new(),
    };
    if references.is_empty() {
        return references;
    }
    let mut seen = BTreeSet::from([task.reference.clone()]);
    let new = references.into_iter();
    new.filter(|need| seen.insert(need.clone())).collect()
}

fn dependencies(service: &Service) -> impl Iterator<Item = String> {
    let key = Kind::Services.key();
    let names = service.depends_on.iter().map(|name| &name.value);
    names.map(move |name| format!("{key}.{name}"))
}

/// The services of a template by reference; the first of two equal names counts.
pub(crate) fn services(template: &Template) -> BTreeMap<String, &Service> {
    let key = Kind::Services.key();
    let services = template.services.iter().rev();
    order::map(services.map(|service| (format!("{key}.{}", service.name.value), service)))
}

type Occurrences<'a> = BTreeMap<&'a str, Vec<TaskId>>;

struct Resolution<'a> {
    scenario: &'a Scenario,
    services: BTreeMap<String, &'a Service>,
    faults: Faults<'a>,
    /// Found when the first task needs another.
    occurrences: LazyCell<Occurrences<'a>, Box<dyn FnOnce() -> Occurrences<'a> + 'a>>,
}

impl Resolution<'_> {
    fn behaviour(&self, task: &Task) -> Behaviour {
        let conduct = self.scenario.tasks.get(&task.reference);
        let service = self.services.get(&task.reference).copied();
        let merged = merge(conduct, self.scenario.defaults.get(&task.kind));
        let faults = self.faults.on(&task.reference);
        let pods = pods(task.kind, &merged, service);
        let mut fails = merged.fails.unwrap_or_default();
        let chances = faults.iter().map(|fault| fault.chance);
        // The worst of several.
        let images = faults.iter().map(|fault| fault.image);
        fails.chance = chances.fold(Chance::NEVER, Chance::or);
        Behaviour {
            duration: merged.duration.unwrap_or(DEFAULT_DURATION.into()),
            needs: self.needs(task, conduct, service),
            crash_after: merged.crash_after,
            fails,
            retries: match task.kind {
                Kind::Jobs => merged.retries.unwrap_or(0),
                _ => 0,
            },
            restart_policy: merged.restart_policy.unwrap_or_default(),
            outages: outages(&faults),
            hazards: hazards(&faults, goes_on_once_ready(task.kind, service)),
            node_losses: node_losses(&faults, has_pods(task.kind, service)),
            image: images.max().unwrap_or_default(),
            probe: service.and_then(|service| service.readiness_probe),
            liveness: service.and_then(|service| service.liveness_probe),
            is_static: is_static(service),
            pods,
        }
    }

    fn needs(
        &self,
        task: &Task,
        conduct: Option<&Conduct>,
        service: Option<&Service>,
    ) -> Vec<Need> {
        let references = needs_of(task, conduct, service).into_iter();
        let needs = references.map(|reference| Need {
            tasks: self
                .occurrences
                .get(reference.as_str())
                .cloned()
                .unwrap_or_default(),
            outages: outages(&self.faults.on(&reference)),
            reference,
        });
        needs.collect()
    }
}

/// `conduct` key by key over `defaults`.
fn merge(conduct: Option<&Conduct>, defaults: Option<&Conduct>) -> Conduct {
    let nothing = Conduct::default();
    let own = conduct.unwrap_or(&nothing);
    let defaults = defaults.unwrap_or(&nothing);
    Conduct {
        duration: own.duration.clone().or_else(|| defaults.duration.clone()),
        needs: None,
        crash_after: own
            .crash_after
            .clone()
            .or_else(|| defaults.crash_after.clone()),
        fails: own.fails.clone().or_else(|| defaults.fails.clone()),
        retries: own.retries.or(defaults.retries),
        restart_policy: own.restart_policy.or(defaults.restart_policy),
        requests: own.requests.clone().or_else(|| defaults.requests.clone()),
        replicas: own.replicas.or(defaults.replicas),
    }
}

fn is_static(service: Option<&Service>) -> bool {
    service.is_some_and(|service| service.is_static)
}

/// Whether such a task puts pods on nodes, as far as anybody can say.
pub(super) fn has_pods(kind: Kind, service: Option<&Service>) -> bool {
    kind == Kind::Jobs || goes_on_once_ready(kind, service)
}

/// Whether its container goes on after it has done what is waited for.
pub(super) fn goes_on_once_ready(kind: Kind, service: Option<&Service>) -> bool {
    kind == Kind::Services && !is_static(service)
}

/// The pods of a task of that kind. Nobody can say what a chart or infrastructure code puts on nodes.
fn pods(kind: Kind, conduct: &Conduct, service: Option<&Service>) -> Pods {
    let of_template = service.map_or(1, |service| service.replicas);
    let count = match kind {
        Kind::Services if !is_static(service) => conduct.replicas.unwrap_or(of_template),
        Kind::Jobs => 1,
        _ => return Pods::default(),
    };
    let requests = conduct.requests.as_ref();
    Pods {
        count,
        requests: requests.map(|it| it.value).unwrap_or_default(),
    }
}

/// The pods of a task, and where it stands what they ask for.
pub(super) fn pods_of(
    task: &Task,
    scenario: &Scenario,
    service: Option<&Service>,
) -> (Pods, Option<Span>) {
    let conduct = scenario.tasks.get(&task.reference);
    let merged = merge(conduct, scenario.defaults.get(&task.kind));
    let span = merged.requests.as_ref().map(|requests| requests.span);
    (pods(task.kind, &merged, service), span)
}

/// A pattern may cover tasks that are over when they are done, or were never a container.
fn hazards(faults: &[&Fault], goes_on_once_ready: bool) -> Vec<Hazard> {
    let all = faults.iter().flat_map(|fault| &fault.hazards);
    let is_late = |hazard: &Hazard| matches!(hazard.harm, Harm::CrashAfterReady(_));
    all.filter(|hazard| goes_on_once_ready || !is_late(hazard))
        .cloned()
        .collect()
}

fn node_losses(faults: &[&Fault], has_pods: bool) -> Vec<NodeLoss> {
    let all = faults.iter().filter(|_| has_pods);
    all.filter_map(|fault| fault.node_loss.clone()).collect()
}

fn outages(faults: &[&Fault]) -> Vec<Outage> {
    let outages = faults.iter().filter_map(|fault| fault.outage.clone());
    outages.collect()
}

/// Faults, found by reference without looking at every one of them.
struct Faults<'a> {
    by_task: BTreeMap<&'a str, Vec<&'a Fault>>,
    by_pattern: Vec<&'a Fault>,
}

impl<'a> Faults<'a> {
    fn of(faults: &'a [Fault]) -> Self {
        let mut found = Self {
            by_task: BTreeMap::new(),
            by_pattern: Vec::new(),
        };
        for fault in faults {
            match &fault.target.value {
                Target::Task(task) => found.by_task.entry(task).or_default().push(fault),
                Target::Tasks(_) => found.by_pattern.push(fault),
            }
        }
        found
    }

    fn on(&self, reference: &str) -> Vec<&'a Fault> {
        let exact = self.by_task.get(reference).into_iter().flatten().copied();
        let patterns = self.by_pattern.iter().copied();
        exact
            .chain(patterns.filter(|fault| fault.target.value.covers(reference)))
            .collect()
    }
}

#[cfg(test)]
mod tests;
