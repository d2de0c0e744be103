//! `late-halt`

use super::Rule;
use super::view::{StageView, TEARDOWN, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_entry;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::template::Kind;

/// A halt after which there is nothing left to stop.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "late-halt",
        severity: Severity::Hint,
        what: "The only step with `halt_on_error: true` is the last one, after the services of the stage.",
        why: "A halt stops what has not started yet, and here nothing is left: all that the key changes is the \
          outcome, which is `halted` instead of `finished_with_errors`. A job such as a migration that the \
          services rely on has to come before them, or they start with whatever it left behind.",
        bad: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: backend
        tasks: [services.backend]
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
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
    let stages = view
        .stages
        .iter()
        .filter(|view| view.stage.name.value != TEARDOWN && view.is_told())
        .filter(|view| !view.stage.steps.iter().any(|step| step.in_doubt));
    stages.filter_map(|stage| problem(view, stage)).collect()
}

fn problem(whole: &View, view: &StageView) -> Option<Diagnostic> {
    let (last, before) = view.stage.steps.split_last()?;
    let last_plan = view.plan.steps.last()?;
    let kinds = |tasks: &[crate::plan::TaskId]| -> Vec<Kind> {
        tasks.iter().map(|id| view.plan.tasks[id.0].kind).collect()
    };
    let only_jobs = kinds(&last_plan.tasks)
        .iter()
        .all(|kind| *kind == Kind::Jobs);
    let others = &view.plan.steps[..view.plan.steps.len() - 1];
    let after_services = others
        .iter()
        .any(|step| kinds(&step.tasks).contains(&Kind::Services));
    let alone = before.iter().all(|step| !step.halt_on_error);
    let halts = last.halt_on_error && last.wait_for_finish && !last.tasks.is_empty();
    if !(halts && alone && only_jobs && after_services) {
        return None;
    }
    let place = last.places.halt_on_error?;
    let edits = vec![take_out_entry(whole.text, place)];
    let fix = Fix::unsure("Remove `halt_on_error: true`", edits);
    Some(workflow::late_halt(place, &last.name.value).fix(fix))
}
