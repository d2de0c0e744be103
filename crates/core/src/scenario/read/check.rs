//! Does a scenario speak of what the template has?

mod loss;
mod room;

use super::known::{Known, references};
use super::{Written, kind_of};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::scenario as catalog;
use crate::plan::{Plan, cycles};
use crate::scenario::resolve::{needs_of, services};
use crate::scenario::{Scenario, Target};
use crate::source::{Span, Spanned};
use crate::template::Template;
use crate::yaml::Sink;
use std::collections::{BTreeMap, BTreeSet};

/// With more faults and references than that, nobody looks whether each pattern matches something.
const MOST_PAIRS: usize = 5_000_000;

pub(super) fn check(sink: &mut Sink, written: &Written, template: &Template, plan: Option<&Plan>) {
    if template.stages.is_empty() {
        // Nothing could be read of the template: that is its own problem, not the scenario's.
        return;
    }
    // Most of the time a scenario speaks of no task by name, and a template may have thousands of names.
    let names_any = !written.tasks.is_empty() || !written.scenario.faults.is_empty();
    let references = if names_any {
        references(template)
    } else {
        BTreeSet::new()
    };
    let checker = Checker {
        known: Known::of(&references),
        template,
        plan,
        scenario: &written.scenario,
    };
    for name in &written.tasks {
        checker.reference(sink, name);
    }
    checker.targets(sink);
    checker.losses(sink);
    checker.needs(sink);
    checker.cycles(sink);
    checker.room(sink, written.nodes);
}

struct Checker<'a> {
    known: Known<'a>,
    template: &'a Template,
    plan: Option<&'a Plan>,
    scenario: &'a Scenario,
}

impl Checker<'_> {
    /// A key of `tasks`.
    fn reference(&self, sink: &mut Sink, name: &Spanned<String>) {
        if self.known.contains(&name.value) {
            return;
        }
        let mut problem = self.unknown(name.span, &name.value);
        let meant = self.known.meant(&name.value);
        if meant.is_some_and(|meant| self.scenario.tasks.contains_key(meant)) {
            // Renamed, the key would stand there twice.
            problem.fixes.clear();
        }
        sink.report(problem);
    }

    fn unknown(&self, span: Span, text: &str) -> Diagnostic {
        match text.strip_suffix(".all") {
            Some(kind) if kind_of(text).is_some() => catalog::all_of_a_kind(span, text, kind),
            _ => catalog::unknown_task(span, text, self.known.meant(text)),
        }
    }

    fn targets(&self, sink: &mut Sink) {
        let pairs = self
            .scenario
            .faults
            .len()
            .saturating_mul(self.known.iter().count());
        for fault in &self.scenario.faults {
            let span = fault.target.span;
            match &fault.target.value {
                Target::Task(task) if !self.known.contains(task) => {
                    sink.report(self.unknown(span, task));
                }
                Target::Tasks(pattern)
                    if pairs <= MOST_PAIRS
                        && !self.known.iter().any(|it| fault.target.value.covers(it)) =>
                {
                    sink.report(catalog::pattern_without_match(span, pattern));
                }
                _ => {}
            }
        }
    }

    fn needs(&self, sink: &mut Sink) {
        if !self.gives_needs() {
            return;
        }
        let tasks = self.plan.map_or(&[][..], |plan| &plan.tasks);
        let inside: BTreeSet<&str> = tasks.iter().map(|task| task.reference.as_str()).collect();
        for (task, conduct) in &self.scenario.tasks {
            for need in conduct.needs.iter().flatten() {
                let known = self.known.contains(&need.value);
                if need.value == *task {
                    sink.report(catalog::needs_itself(need.span, task));
                } else if !known && self.template.declares {
                    sink.report(self.unknown(need.span, &need.value));
                } else if inside.contains(task.as_str()) && !inside.contains(need.value.as_str()) {
                    sink.report(self.outside(need, task, known));
                }
            }
        }
    }

    fn outside(&self, need: &Spanned<String>, task: &str, known: bool) -> Diagnostic {
        let stage = self.plan.map_or("", |plan| &plan.stage);
        let meant = self.known.meant(&need.value);
        let meant = meant.filter(|meant| !known && *meant != task);
        catalog::need_outside_stage(need.span, &need.value, stage, meant)
    }

    fn gives_needs(&self) -> bool {
        let mut conducts = self.scenario.tasks.values();
        conducts.any(|conduct| conduct.needs.is_some())
    }

    /// Cycles in which at least one need is the scenario's own; those of `depends_on` alone are the
    /// template's problem.
    fn cycles(&self, sink: &mut Sink) {
        let Some(plan) = self.plan.filter(|_| self.gives_needs()) else {
            return;
        };
        let services = services(self.template);
        let mut indices = BTreeMap::new();
        let mut tasks = Vec::new();
        for task in &plan.tasks {
            indices.entry(task.reference.as_str()).or_insert_with(|| {
                tasks.push(task);
                tasks.len() - 1
            });
        }
        let edges: Vec<Vec<usize>> = tasks
            .iter()
            .map(|task| {
                let service = services.get(&task.reference).copied();
                if service.is_some_and(|service| service.is_static) {
                    return Vec::new();
                }
                let conduct = self.scenario.tasks.get(&task.reference);
                let needs = needs_of(task, conduct, service);
                needs
                    .iter()
                    .filter_map(|need| indices.get(need.as_str()).copied())
                    .collect()
            })
            .collect();
        for cycle in cycles(&edges) {
            let names: Vec<&str> = cycle
                .iter()
                .map(|index| tasks[*index].reference.as_str())
                .collect();
            let own = (0..names.len()).find_map(|at| {
                let next = names[(at + 1) % names.len()];
                let needs = self.scenario.tasks.get(names[at])?.needs.as_ref()?;
                needs.iter().find(|need| need.value == next)
            });
            if let Some(need) = own {
                sink.report(catalog::needs_in_a_circle(need.span, &names));
            }
        }
    }
}
