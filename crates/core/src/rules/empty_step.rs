//! `empty-step`

use super::{Rule, view::View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_item;
use crate::diagnostic::{Diagnostic, Fix, Severity};

/// A step without a task.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "empty-step",
        severity: Severity::Hint,
        what: "A step has an empty list of `tasks`.",
        why: "It is over as soon as it begins, and only makes the workflow longer to read.",
        bad: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: prepare
        tasks: []
      - step: web
        tasks: [services.web]
",
        ),
        good: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: web
        tasks: [services.web]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let empty = view
        .steps()
        .filter(|(_, step)| step.tasks.is_empty() && !step.in_doubt);
    let problems = empty.filter_map(|(_, step)| {
        let place = step.places.tasks?;
        let nothing = matches!(
            place.slice(view.text).split_once(':')?.1.trim(),
            "" | "[]" | "~" | "null"
        );
        let fix = Fix::safe("Remove the step", vec![take_out_item(view.text, step.span)]);
        nothing.then(|| workflow::empty_step(place, &step.name.value).fix(fix))
    });
    problems.collect()
}
