//! `removal-outside-teardown`

use super::Rule;
use super::view::{PATCH, SETUP, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_item;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::template::{REMOVE_ENVIRONMENT, Reference};

/// The removal of the environment in a stage that builds it.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "removal-outside-teardown",
        severity: Severity::Warning,
        what: "`release.remove_environment` is in a stage other than `teardown`.",
        why: "`setup` and `patch` build an environment; this task takes it away.",
        bad: Example::Template(
            "\
workflows:
  - name: patch
    order_from: [services.web, release.remove_environment]
",
        ),
        good: Example::Template(
            "\
workflows:
  - name: patch
    order_from: [services.web]
  - name: teardown
    order_from: [release.remove_environment]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let stages = [SETUP, PATCH].iter().filter_map(|name| view.stage(name));
    // Behind a damaged line, what stands in a stage may belong to the next one.
    for stage in stages.filter(|stage| stage.is_told()) {
        for task in stage.stage.steps.iter().flat_map(|step| &step.tasks) {
            if task.value == Reference::RemoveEnvironment {
                let name = &stage.stage.name.value;
                let fix = Fix::unsure("Remove it here", vec![take_out_item(view.text, task.span)]);
                problems.push(
                    workflow::removal_outside_teardown(task.span, REMOVE_ENVIRONMENT, name)
                        .fix(fix),
                );
            }
        }
    }
    problems
}
