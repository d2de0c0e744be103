//! `old-halt-on-error`

use super::{Rule, view::View};
use crate::diagnostic::catalog::workflow;
use crate::diagnostic::edits::{put_entry_after, take_out_entry};
use crate::diagnostic::{Diagnostic, Fix};
use crate::source::Span;
use crate::template::{Job, Kind, Reference, Step};

/// `halt_on_error` on a job.
pub(super) const RULE: Rule = Rule {
    code: "old-halt-on-error",
    what: "A job of the template has the key `halt_on_error`.",
    why: "That is where the key used to be; it still has its effect. On the step it is seen where the \
          order is read, and each stage can decide for itself.",
    bad: "\
jobs:
  - name: migrate
    halt_on_error: true
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
",
    good: "\
jobs:
  - name: migrate
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
",
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let jobs = view.template.jobs.iter();
    let problems = jobs.filter_map(|job| {
        let place = job.halt_place?;
        Some(workflow::old_halt_on_error(
            place,
            &job.name.value,
            fix(view, job, place),
        ))
    });
    problems.collect()
}

/// Moves the key to the steps that run the job, if they say nothing themselves. Where others run in
/// the same step they halt the stage too, so that has to be looked at.
fn fix(view: &View, job: &Job, place: Span) -> Option<Fix> {
    let mut edits = vec![take_out_entry(view.text, place)];
    if !job.halt_on_error {
        return Some(Fix::safe("Remove it", edits));
    }
    let wanted = Reference::Named(Kind::Jobs, job.name.value.clone());
    let runs = |step: &Step| {
        step.tasks
            .iter()
            .any(|task| task.value == wanted || task.value == Reference::All(Kind::Jobs))
    };
    let mut safe = true;
    for (stage, step) in view.steps().filter(|(_, step)| runs(step)) {
        if stage.stage.serial
            || step
                .tasks
                .iter()
                .any(|task| task.value == Reference::All(Kind::Jobs))
        {
            return None;
        }
        if step.places.halt_on_error.is_none() {
            let tasks = step.places.tasks?;
            edits.push(put_entry_after(
                view.text,
                step.span.start,
                tasks,
                "halt_on_error: true",
            ));
            safe &= step.tasks.len() == 1;
        }
    }
    let title = "Move it to the steps that run the job";
    Some(if safe {
        Fix::safe(title, edits)
    } else {
        Fix::unsure(title, edits)
    })
}
