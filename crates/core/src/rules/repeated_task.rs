//! `repeated-task`

use super::Rule;
use super::view::{StageView, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_item;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::plan::{Plan, Task};
use std::collections::BTreeMap;

/// The same task twice in a stage.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "repeated-task",
        severity: Severity::Warning,
        what: "The same task is in a stage twice.",
        why: "It is run twice. If the two can run at the same time (in one step, or because the first one's \
          step is not waited for), they get in each other's way.",
        bad: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: prepare
        tasks: [jobs.migrate, jobs.seed, jobs.migrate]
",
        ),
        good: Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: prepare
        tasks: [jobs.migrate, jobs.seed]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for stage in view.stages.iter().filter(|view| !view.stage.doubts.order) {
        let mut first: BTreeMap<&str, &Task> = BTreeMap::new();
        for task in &stage.plan.tasks {
            let Some(first) = first.get(task.reference.as_str()) else {
                first.insert(&task.reference, task);
                continue;
            };
            let name = &stage.stage.name.value;
            let overlap = can_overlap(&stage.plan, first, task);
            let fix = without_second(view, stage, first, task);
            problems.push(
                workflow::repeated_task(task.span, &task.reference, name, first.span, overlap)
                    .fix(fix),
            );
        }
    }
    problems
}

/// Takes out the second one; also its step, if that would be left empty.
fn without_second(view: &View, stage: &StageView, first: &Task, second: &Task) -> Option<Fix> {
    // Two aliases of one anchor are one place of the text: taken out, both would be gone.
    if second.span == first.span {
        return None;
    }
    let step = stage.stage.steps.get(second.step.0)?;
    let (title, item) = if step.tasks.len() == 1 && !stage.stage.serial {
        ("Remove the second one, with its step", step.span)
    } else {
        ("Remove the second one", second.span)
    };
    Some(Fix::unsure(title, vec![take_out_item(view.text, item)]))
}

fn can_overlap(plan: &Plan, first: &Task, second: &Task) -> bool {
    first.step == second.step || !plan.steps[first.step.0].waited
}
