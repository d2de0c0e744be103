//! What a task needs, as far as anybody has said so.

use crate::plan::Plan;
use crate::plan::{Step, Task};
use crate::scenario::{self, Scenario};
use crate::template::{Kind, Service, Template};
use std::collections::{BTreeMap, BTreeSet};

/// Whether an earlier task is needed by a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Something says so, or the earlier one is no service: what a job, a chart or infrastructure
    /// prepares counts as needed by all that follows.
    Needed,
    /// What the later one needs is known, and the earlier one is not among it.
    Free,
    /// Nobody has said what the later one needs.
    Unknown,
}

/// The needs of one task.
pub(crate) enum Own {
    /// The scenario gives them, and they are all there is. A `depends_on` counts here too, though not
    /// in the simulation: an order against it would be warned about.
    Given(BTreeSet<String>),
    /// The `depends_on` of a service.
    Declared(BTreeSet<String>),
    /// Of a job, a chart, infrastructure, or a service that the template does not list.
    Unknown,
}

/// All needs of a template and its scenario.
pub(crate) struct Needs<'a> {
    services: BTreeMap<String, &'a Service>,
    scenario: &'a Scenario,
}

impl<'a> Needs<'a> {
    pub(crate) fn new(template: &'a Template, scenario: &'a Scenario) -> Self {
        Self {
            services: scenario::services(template),
            scenario,
        }
    }

    /// What the task needs.
    pub(crate) fn of(&self, task: &Task) -> Own {
        let conduct = self.scenario.tasks.get(&task.reference);
        let service = self.services.get(&task.reference).copied();
        let declared = scenario::needs_of(task, None, service).into_iter();
        if conduct.is_some_and(|conduct| conduct.needs.is_some()) {
            let given = scenario::needs_of(task, conduct, service);
            Own::Given(declared.chain(given).collect())
        } else if service.is_some() {
            Own::Declared(declared.collect())
        } else {
            Own::Unknown
        }
    }

    /// Whether what is in front of a task with these needs is needed by it.
    pub(crate) fn relation(&self, own: &Own, later: &Task, earlier: &Task) -> Relation {
        let known = || self.services.contains_key(&earlier.reference);
        match own {
            _ if later.reference == earlier.reference => Relation::Needed,
            Own::Given(needs) if needs.contains(&earlier.reference) => Relation::Needed,
            Own::Given(_) => Relation::Free,
            _ if earlier.kind != Kind::Services => Relation::Needed,
            Own::Declared(needs) if needs.contains(&earlier.reference) => Relation::Needed,
            Own::Declared(_) if known() => Relation::Free,
            _ => Relation::Unknown,
        }
    }

    /// Whether no task of the `later` step needs one of the `earlier` step, and that is sure.
    pub(crate) fn are_free(&self, plan: &Plan, earlier: &Step, later: &Step) -> bool {
        later.tasks.iter().all(|id| {
            let task = &plan.tasks[id.0];
            let own = self.of(task);
            let mut before = earlier.tasks.iter().map(|id| &plan.tasks[id.0]);
            before.all(|before| self.relation(&own, task, before) == Relation::Free)
        })
    }
}

impl Own {
    /// Whether it is said that the task needs the reference.
    pub(crate) fn names(&self, reference: &str) -> bool {
        match self {
            Self::Given(needs) | Self::Declared(needs) => needs.contains(reference),
            Self::Unknown => false,
        }
    }
}
