//! `environment-not-removed`

use super::Rule;
use super::append::append;
use super::view::{TEARDOWN, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::{Diagnostic, Severity};
use crate::template::{Kind, REMOVE_ENVIRONMENT};

/// The label of the step that a fix adds.
const STEP: &str = "remove-environment";

/// A `teardown` that does not take down the environment.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "environment-not-removed",
        severity: Severity::Warning,
        what: "A `teardown` stage has no `release.remove_environment`.",
        why: "A template without a `teardown` stage removes its environment. One that has the stage does what \
          it says, and nothing else: the environment stays, with all that runs in it.",
        bad: Example::Template(
            "\
workflows:
  - name: teardown
    order_from:
      - jobs.backup
",
        ),
        good: Example::Template(
            "\
workflows:
  - name: teardown
    order_from:
      - jobs.backup
      - release.remove_environment
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let Some(teardown) = view.stage(TEARDOWN) else {
        return Vec::new();
    };
    let tasks = &teardown.plan.tasks;
    if tasks.is_empty()
        || tasks.iter().any(|task| task.kind == Kind::BuiltIn)
        || teardown.has_unclear_task(view.template)
    {
        return Vec::new();
    }
    let fix = append(view.text, teardown.stage, STEP, REMOVE_ENVIRONMENT);
    let problem = workflow::environment_not_removed(teardown.stage.name.span, REMOVE_ENVIRONMENT);
    vec![problem.fix(fix)]
}
