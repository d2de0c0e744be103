//! `last-step-not-waited`

use super::{Rule, view::View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_entry;
use crate::diagnostic::{Diagnostic, Fix, Severity};

/// `wait_for_finish: false` where nothing follows.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "last-step-not-waited",
        severity: Severity::Hint,
        what: "The last step of a stage has `wait_for_finish: false`.",
        why: "The key lets the steps that follow start at once. Nothing follows the last one, so it only \
          makes the reader look for what runs beside it.",
        bad: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: backend
        tasks: [services.backend]
      - step: frontend
        tasks: [services.frontend]
        wait_for_finish: false
",
        ),
        good: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: frontend
        tasks: [services.frontend]
        wait_for_finish: false
      - step: backend
        tasks: [services.backend]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let last = view
        .stages
        .iter()
        .filter(|view| !view.stage.doubts.order)
        .filter_map(|view| view.stage.steps.last());
    // One that also halts has a problem of its own.
    let unwaited =
        last.filter(|step| !step.wait_for_finish && !step.halt_on_error && !step.in_doubt);
    let problems = unwaited.filter_map(|step| {
        let key = step.places.wait_for_finish?;
        // A stage that does not join its background (`background: detach`) ends later without the key.
        let fix = Fix::unsure(
            "Remove `wait_for_finish: false`",
            vec![take_out_entry(view.text, key)],
        );
        Some(workflow::last_step_not_waited(key, &step.name.value).fix(fix))
    });
    problems.collect()
}
