//! `halt-without-wait`

use super::{Rule, view::View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_entry;
use crate::diagnostic::{Diagnostic, Fix, Severity};

/// A step that halts the stage, but that nothing waits for.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "halt-without-wait",
        severity: Severity::Warning,
        what: "A step has both `halt_on_error: true` and `wait_for_finish: false`.",
        why: "When its task fails, the stage halts wherever it happens to be: what has started by then \
          depends on how long everything took. A step that protects what follows has to be waited for.",
        bad: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
        wait_for_finish: false
      - step: backend
        tasks: [services.backend]
",
        ),
        good: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
      - step: backend
        tasks: [services.backend]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let steps = view
        .steps()
        .filter(|(_, step)| step.halt_on_error && !step.wait_for_finish && !step.in_doubt);
    let problems = steps.filter_map(|(stage, step)| {
        let (wait, halt) = (step.places.wait_for_finish?, step.places.halt_on_error?);
        let wait_fix = Fix::unsure(
            "Wait for it: remove `wait_for_finish: false`",
            vec![take_out_entry(view.text, wait)],
        );
        // On the last step, not to wait means nothing once it does not halt.
        let is_last = stage
            .stage
            .steps
            .last()
            .is_some_and(|last| last.span == step.span);
        let halt_fix = (!is_last).then(|| {
            Fix::unsure(
                "Do not halt: remove `halt_on_error: true`",
                vec![take_out_entry(view.text, halt)],
            )
        });
        let problem = workflow::halt_without_wait(wait, &step.name.value);
        Some(
            problem
                .related(halt, "It halts the stage because of this")
                .fix(wait_fix)
                .fix(halt_fix),
        )
    });
    problems.collect()
}
