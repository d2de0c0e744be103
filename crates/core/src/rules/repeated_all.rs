//! `repeated-all`

use super::{Rule, view::View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_item;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::template::Reference;
use std::collections::BTreeMap;

/// A second `*.all` of one kind in a stage.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "repeated-all",
        severity: Severity::Warning,
        what: "A stage has `services.all` (or `jobs.all`, `charts.all`) twice.",
        why: "It stands for everything of its kind that the stage does not name elsewhere. The first one \
          takes all of it, so nothing is left for the second.",
        bad: Example::Template(
            "\
services:
  - name: web
jobs:
  - name: migrate
workflows:
  - name: setup
    order_from: [services.all, jobs.migrate, services.all]
",
        ),
        good: Example::Template(
            "\
services:
  - name: web
jobs:
  - name: migrate
workflows:
  - name: setup
    order_from: [services.all, jobs.migrate]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for stage in &view.stages {
        let mut first = BTreeMap::new();
        for task in stage.stage.steps.iter().flat_map(|step| &step.tasks) {
            let Reference::All(kind) = task.value else {
                continue;
            };
            let first = *first.entry(kind).or_insert(task.span);
            if first != task.span {
                let name = &stage.stage.name.value;
                let fix = Fix::safe("Remove it", vec![take_out_item(view.text, task.span)]);
                let text = task.value.to_string();
                problems.push(workflow::repeated_all(task.span, &text, name, first).fix(fix));
            }
        }
    }
    problems
}
