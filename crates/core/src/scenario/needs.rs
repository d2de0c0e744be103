//! What a task needs, as far as anybody has said so.

use super::{Scenario, needs_of, references, services};
use crate::plan::{Plan, Step, Task};
use crate::source::Span;
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
    /// The scenario gives them. They replace `depends_on`, and they are all there is.
    Given(BTreeSet<String>),
    /// The `depends_on` of a service.
    Declared(BTreeSet<String>),
    /// Of a job, a chart, infrastructure, or a service that the template does not list.
    Unknown,
}

/// Where it stands that a task needs another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// An item of `depends_on`, in bytes of the template.
    Template(Span),
    /// The `needs` of the scenario.
    Scenario,
}

/// All needs of a template and its scenario.
pub(crate) struct Needs<'a> {
    services: BTreeMap<String, &'a Service>,
    scenario: &'a Scenario,
    are_declared: bool,
    /// Needs that the scenario gives and the template does not know.
    unknown: BTreeSet<&'a str>,
}

impl<'a> Needs<'a> {
    pub(crate) fn new(template: &'a Template, scenario: &'a Scenario) -> Self {
        Self {
            services: services(template),
            scenario,
            are_declared: template.services.iter().any(|it| !it.depends_on.is_empty()),
            unknown: unknown(template, scenario),
        }
    }

    /// What the task needs.
    pub(crate) fn of(&self, task: &Task) -> Own {
        let conduct = self.scenario.tasks.get(&task.reference);
        let service = self.services.get(&task.reference).copied();
        let needs = || needs_of(task, conduct, service).into_iter().collect();
        if self.gives(&task.reference) {
            Own::Given(needs())
        } else if service.is_some() {
            Own::Declared(needs())
        } else {
            Own::Unknown
        }
    }

    /// Whether nobody has said what the task needs.
    pub(crate) fn are_unknown(&self, task: &Task) -> bool {
        !self.gives(&task.reference) && !self.lists(&task.reference)
    }

    /// Whether the scenario gives the needs of a task, even if there are none.
    pub(crate) fn gives(&self, reference: &str) -> bool {
        let conduct = self.scenario.tasks.get(reference);
        conduct.is_some_and(|conduct| conduct.needs.is_some())
    }

    /// The references that a task is said to need, and where.
    pub(crate) fn said(&self, task: &Task) -> Vec<(String, Said)> {
        let conduct = self.scenario.tasks.get(&task.reference);
        let given = conduct.and_then(|conduct| conduct.needs.as_ref());
        let said: Vec<(String, Said)> = match (given, self.services.get(&task.reference)) {
            (Some(needs), _) => needs
                .iter()
                .map(|need| (need.value.clone(), Said::Scenario))
                .collect(),
            (None, Some(service)) => service
                .depends_on
                .iter()
                .map(|on| (reference(&on.value), Said::Template(on.span)))
                .collect(),
            (None, None) => Vec::new(),
        };
        let others = said.into_iter();
        others.filter(|(on, _)| *on != task.reference).collect()
    }

    /// Whether a task is said to need something that is nowhere: misspelled, it may mean any other task.
    pub(crate) fn names_unknown(&self, task: &Task) -> bool {
        let said = self.said(task);
        said.iter().any(|(on, said)| match said {
            Said::Template(_) => !self.lists(on),
            Said::Scenario => self.unknown.contains(on.as_str()),
        })
    }

    /// Whether what is in front of a task with these needs is needed by it.
    pub(crate) fn relation(&self, own: &Own, later: &Task, earlier: &Task) -> Relation {
        match own {
            _ if later.reference == earlier.reference => Relation::Needed,
            Own::Given(needs) if needs.contains(&earlier.reference) => Relation::Needed,
            Own::Given(_) => Relation::Free,
            _ if earlier.kind != Kind::Services => Relation::Needed,
            Own::Declared(needs) if needs.contains(&earlier.reference) => Relation::Needed,
            Own::Declared(_) if self.lists(&earlier.reference) => Relation::Free,
            _ => Relation::Unknown,
        }
    }

    /// Whether the tasks of two steps could start together, and that is sure.
    pub(crate) fn are_free(&self, plan: &Plan, earlier: &Step, later: &Step) -> bool {
        let mut bundle = Bundle::new(self);
        let mut steps = [earlier, later].into_iter();
        steps.all(|step| bundle.take(step.tasks.iter().map(|id| &plan.tasks[id.0])))
    }

    /// Whether all tasks could start together, and that is sure.
    pub(crate) fn are_all_free(&self, tasks: &[Task]) -> bool {
        let mut bundle = Bundle::new(self);
        tasks.iter().all(|task| bundle.take([task]))
    }

    /// Whether services say what they depend on: where none does, an order of steps may be all that
    /// tells it.
    pub(crate) fn are_declared(&self) -> bool {
        self.are_declared
    }

    /// Whether a reference is a service of the template.
    pub(crate) fn lists(&self, reference: &str) -> bool {
        self.services.contains_key(reference)
    }
}

fn unknown<'a>(template: &Template, scenario: &'a Scenario) -> BTreeSet<&'a str> {
    let needs = scenario.tasks.values().flat_map(|it| &it.needs).flatten();
    let mut needs: BTreeSet<&str> = needs.map(|need| need.value.as_str()).collect();
    if !needs.is_empty() {
        let known = references(template);
        needs.retain(|need| !known.contains(*need));
    }
    needs
}

fn reference(service: &str) -> String {
    format!("{}.{service}", Kind::Services.key())
}

/// Tasks that come one after another and could start together: what [`Needs::relation`] says of every
/// two of them, without going through all pairs.
pub(crate) struct Bundle<'n, 'p> {
    needs: &'n Needs<'n>,
    references: BTreeSet<&'p str>,
    /// What they are said to need.
    wanted: BTreeSet<String>,
    /// One of them is needed by every task of which nobody has given what it needs.
    holds_others: bool,
}

impl<'n, 'p> Bundle<'n, 'p> {
    pub(crate) fn new(needs: &'n Needs) -> Self {
        Self {
            needs,
            references: BTreeSet::new(),
            wanted: BTreeSet::new(),
            holds_others: false,
        }
    }

    /// Takes in tasks that start together already, if it is sure that they need none of those that it
    /// has, and none of those needs them. Otherwise it stays as it is.
    pub(crate) fn take(&mut self, tasks: impl IntoIterator<Item = &'p Task>) -> bool {
        let tasks = tasks.into_iter().map(|task| (task, self.needs.of(task)));
        let tasks: Vec<(&Task, Own)> = tasks.collect();
        if !tasks.iter().all(|(task, own)| self.is_free(task, own)) {
            return false;
        }
        for (task, own) in tasks {
            self.references.insert(&task.reference);
            self.wanted
                .extend(own.said().into_iter().flatten().cloned());
            self.holds_others |= task.kind != Kind::Services || !self.needs.lists(&task.reference);
        }
        true
    }

    fn is_free(&self, task: &Task, own: &Own) -> bool {
        let is_told = match own {
            Own::Given(_) => true,
            Own::Declared(_) => !self.holds_others,
            Own::Unknown => self.references.is_empty(),
        };
        let mut said = own.said().into_iter().flatten();
        is_told
            && !self.references.contains(task.reference.as_str())
            && !self.wanted.contains(&task.reference)
            && !said.any(|need| self.references.contains(need.as_str()))
    }
}

impl Own {
    /// Whether it is said that the task needs the reference.
    pub(crate) fn names(&self, reference: &str) -> bool {
        self.said().is_some_and(|needs| needs.contains(reference))
    }

    fn said(&self) -> Option<&BTreeSet<String>> {
        match self {
            Self::Given(needs) | Self::Declared(needs) => Some(needs),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Needs, Relation};
    use crate::{plan, scenario, template};

    /// Whether the two ways to ask agree, for every pair of one task and all that come before it.
    #[track_caller]
    fn assert_agreement(text: &str, given: &str, expected: bool) {
        let (template, _) = template::read(text);
        let scenario = scenario::read(given, &template, None).scenario;
        let plan = plan::expand(&template, "setup").expect("a stage");
        let needs = Needs::new(&template, &scenario);
        let mut pairs = (0..plan.tasks.len()).flat_map(|at| (0..at).map(move |other| (other, at)));
        let by_pairs = pairs.all(|(earlier, later)| {
            let own = needs.of(&plan.tasks[later]);
            needs.relation(&own, &plan.tasks[later], &plan.tasks[earlier]) == Relation::Free
        });
        let by_steps = (1..plan.steps.len()).all(|at| {
            (0..at).all(|other| needs.are_free(&plan, &plan.steps[other], &plan.steps[at]))
        });
        assert_eq!((by_pairs, by_steps), (expected, expected), "{text}");
        assert_eq!(needs.are_all_free(&plan.tasks), expected, "{text}");
    }

    #[test]
    fn what_is_said_decides() {
        let lists =
            "services: [{name: a}, {name: b, depends_on: [a]}, {name: c}]\njobs: [{name: j}]\n";
        let table = [
            ("services.a, services.c", "", true),
            ("services.a, services.b", "", false),
            (
                "services.a, services.b",
                "tasks: {services.b: {needs: []}}",
                true,
            ),
            (
                "services.a, services.c",
                "tasks: {services.c: {needs: [services.a]}}",
                false,
            ),
            ("jobs.j, services.a", "", false),
            (
                "jobs.j, services.a",
                "tasks: {services.a: {needs: []}}",
                true,
            ),
            ("services.a, jobs.j", "", false),
            ("services.a, jobs.j", "tasks: {jobs.j: {needs: []}}", true),
            (
                "services.a, services.a",
                "tasks: {services.a: {needs: []}}",
                false,
            ),
            ("services.a, 'services.${X}'", "", false),
        ];
        for (tasks, given, expected) in table {
            let text = format!("{lists}workflows: [{{name: setup, order_from: [{tasks}]}}]\n");
            assert_agreement(&text, given, expected);
        }
    }

    #[test]
    fn of_a_fragment_nothing_is_known() {
        let text = "workflows: [{name: setup, order_from: [services.a, services.b]}]\n";
        assert_agreement(text, "", false);
        assert_agreement(text, "tasks: {services.b: {needs: []}}", true);
    }
}
