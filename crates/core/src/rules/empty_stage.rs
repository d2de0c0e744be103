//! `empty-stage`

use super::{Rule, view::View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_item;
use crate::diagnostic::{Diagnostic, Fix, Severity};

/// A stage without a task.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "empty-stage",
        severity: Severity::Hint,
        what: "A stage has no task at all.",
        why: "It does nothing. Without the stage, the reader need not ask what is missing.",
        bad: Example::Template(
            "\
workflows:
  - name: setup
    order_from: [services.web]
  - name: patch
    order_from: []
",
        ),
        good: Example::Template(
            "\
workflows:
  - name: setup
    order_from: [services.web]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let empty = view
        .stages
        .iter()
        .map(|view| view.stage)
        .filter(|stage| stage.steps.is_empty());
    let problems = empty.filter_map(|stage| {
        let key = stage.order_key?;
        let others = view.template.stages.len() > 1;
        let fix = others.then(|| {
            let edits = vec![take_out_item(view.text, stage.span)];
            Fix::unsure("Remove the stage", edits)
        });
        Some(workflow::empty_stage(key, &stage.name.value).fix(fix))
    });
    problems.collect()
}
