//! `removal-not-last`

use super::Rule;
use super::append::append_edit;
use super::view::{TEARDOWN, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_item;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::Span;
use crate::template::{Kind, REMOVE_ENVIRONMENT, Stage, Step};

/// The label of the step that a fix adds.
const STEP: &str = "remove-environment";

/// Tasks that come together with, or after, the removal of the environment.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "removal-not-last",
        severity: Severity::Warning,
        what: "In `teardown`, a task runs together with `release.remove_environment`, or after it.",
        why: "The environment is being removed under it, or is already gone.",
        bad: Example::Template(
            "\
workflows:
  - name: teardown
    order_from: [release.remove_environment, jobs.backup]
",
        ),
        good: Example::Template(
            "\
workflows:
  - name: teardown
    order_from: [jobs.backup, release.remove_environment]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let Some(teardown) = view.stage(TEARDOWN).filter(|stage| stage.is_told()) else {
        return Vec::new();
    };
    let plan = &teardown.plan;
    let Some(removal) = plan.tasks.iter().find(|task| task.kind == Kind::BuiltIn) else {
        return Vec::new();
    };
    let mut others = plan.tasks.iter().filter(|task| task.kind != Kind::BuiltIn);
    let Some(other) = others.find(|task| task.step >= removal.step) else {
        return Vec::new();
    };
    let problem =
        workflow::removal_not_last(removal.span, REMOVE_ENVIRONMENT, &other.name, other.span);
    vec![problem.fix(move_to_the_end(view, teardown.stage, removal.span))]
}

fn move_to_the_end(view: &View, stage: &Stage, removal: Span) -> Option<Fix> {
    let holds = |step: &&Step| step.span.start <= removal.start && removal.end <= step.span.end;
    let step = stage.steps.iter().find(holds)?;
    let is_bare = step.places.halt_on_error.is_none() && step.places.wait_for_finish.is_none();
    let (gone, label) = match step.tasks.as_slice() {
        [_] if is_bare => (step.span, step.name.value.as_str()),
        [_] => return None,
        _ => (removal, STEP),
    };
    let append = append_edit(view.text, stage, label, REMOVE_ENVIRONMENT)?;
    let edits = vec![take_out_item(view.text, gone), append];
    Some(Fix::safe("Move it to the end", edits))
}
