//! `empty-stage`

use super::{Rule, view::View};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::workflow;

/// A stage without a task.
pub(super) const RULE: Rule = Rule {
    code: "empty-stage",
    what: "A stage has no task at all.",
    why: "It does nothing. Without the stage, the reader need not ask what is missing.",
    bad: "\
workflows:
  - name: setup
    order_from: [services.web]
  - name: patch
    order_from: []
",
    good: "\
workflows:
  - name: setup
    order_from: [services.web]
",
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
        Some(workflow::empty_stage(key, &stage.name.value))
    });
    problems.collect()
}
