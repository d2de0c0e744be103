//! `duplicate-step`

use super::{Rule, view::View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::yaml;
use std::collections::{BTreeMap, BTreeSet};

/// Two steps of one name in a stage.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "duplicate-step",
        severity: Severity::Warning,
        what: "Two steps of a stage have the same name.",
        why: "The name is how a step is found in logs, messages and the timeline.",
        bad: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: prepare
        tasks: [jobs.migrate]
      - step: prepare
        tasks: [services.web]
",
        ),
        good: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
      - step: web
        tasks: [services.web]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for stage in view.stages.iter().filter(|view| !view.stage.serial) {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        taken.extend(stage.stage.steps.iter().map(|step| step.name.value.clone()));
        let mut first = BTreeMap::new();
        let mut next = BTreeMap::new();
        for step in &stage.stage.steps {
            let (name, span) = (step.name.value.as_str(), step.name.span);
            let first = *first.entry(name).or_insert(span);
            if first != span {
                let free = free_name(name, next.entry(name).or_insert(2), &taken);
                let edit = Edit::replace(span, yaml::scalar(&free));
                let fix = Fix::unsure(format!("Rename to `{free}`"), vec![edit]);
                taken.insert(free);
                let stage = &stage.stage.name.value;
                problems.push(workflow::duplicate_step(span, name, stage, first).fix(fix));
            }
        }
    }
    problems
}

/// `name-2`, or the next number that no step has; `number` is the first to try.
pub(crate) fn free_name(name: &str, number: &mut usize, taken: &BTreeSet<String>) -> String {
    loop {
        let free = format!("{name}-{number}");
        *number += 1;
        if !taken.contains(&free) {
            return free;
        }
    }
}
