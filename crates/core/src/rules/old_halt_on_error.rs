//! `old-halt-on-error`

use super::Rule;
use super::view::{StageView, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::{put_entry_after, take_out_entry};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::Span;
use crate::template::{Kind, Reference, Step};
use std::collections::BTreeMap;

/// `halt_on_error` on a job.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "old-halt-on-error",
        severity: Severity::Warning,
        what: "A job of the template has the key `halt_on_error`.",
        why: "That is where the key used to be; it still has its effect. On the step it is seen where the \
          order is read, and each stage can decide for itself.",
        bad: Example::Template(
            "\
jobs:
  - name: migrate
    halt_on_error: true
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
",
        ),
        good: Example::Template(
            "\
jobs:
  - name: migrate
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let runs = steps_by_job(view);
    let jobs = view.template.jobs.iter();
    let problems = jobs.filter_map(|job| {
        let place = job.halt_place?;
        let name = job.name.value.as_str();
        let fix = if job.halt_on_error {
            runs.as_ref().and_then(|runs| {
                let steps = runs.get(name).map_or(&[][..], Vec::as_slice);
                move_to(view, place, steps)
            })
        } else {
            let edits = vec![take_out_entry(view.text, place)];
            Some(Fix::safe("Remove it", edits))
        };
        Some(workflow::old_halt_on_error(place, name, fix))
    });
    problems.collect()
}

type Steps<'v> = Vec<(&'v StageView<'v>, &'v Step)>;

/// The steps that run each job; `None` where `jobs.all` runs any of them.
fn steps_by_job<'v>(view: &'v View) -> Option<BTreeMap<&'v str, Steps<'v>>> {
    let mut runs: BTreeMap<&str, Steps> = BTreeMap::new();
    for (stage, step) in view.steps() {
        for task in &step.tasks {
            match &task.value {
                Reference::All(Kind::Jobs) => return None,
                Reference::Named(Kind::Jobs, name) => {
                    let steps = runs.entry(name).or_default();
                    if steps.last().is_none_or(|(_, last)| last.span != step.span) {
                        steps.push((stage, step));
                    }
                }
                _ => {}
            }
        }
    }
    Some(runs)
}

/// Moves the key to the steps that run the job, if they say nothing themselves. Where others run in
/// the same step they halt the stage too, so that has to be looked at.
fn move_to(view: &View, place: Span, steps: &[(&StageView, &Step)]) -> Option<Fix> {
    let mut edits = vec![take_out_entry(view.text, place)];
    let mut safe = true;
    for (stage, step) in steps {
        if stage.stage.serial {
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
