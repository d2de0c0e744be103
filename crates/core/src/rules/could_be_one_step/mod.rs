//! `could-be-one-step`

mod saving;

use super::Rule;
use super::view::{StageView, TEARDOWN, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::refactor::{Written, merge};
use crate::scenario::Bundle;
use crate::template::{Kind, Reference, Stage, Step};
use saving::Savings;
use std::ops::RangeInclusive;

/// A fix looks at how the whole text is written. In larger texts than this, the hint has none.
const LARGEST_TEXT: usize = 1 << 20;

/// Steps one after another that could be one.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "could-be-one-step",
        severity: Severity::Hint,
        what: "Steps wait for each other although no task of one needs a task of another: services by \
               their `depends_on`, all tasks by the scenario's `needs`.",
        why: "Each step takes as long as its slowest task, and the next one waits for it. In one step \
              they start together. The hint tells what that saves in the simulation, with the scenario \
              if there is one, and is silent where it saves nothing. It is also silent where waiting may \
              have a reason that nobody has written down: steps that halt the stage, `services.all`, \
              jobs, charts and infrastructure of which the scenario does not say who needs them, and \
              templates in which no service has a `depends_on`.",
        bad: Example::Template(
            "\
services:
  - name: db
  - name: cache
  - name: api
    depends_on: [db, cache]
workflows:
  - name: setup
    parallelize:
      - step: db
        tasks: [services.db]
      - step: cache
        tasks: [services.cache]
      - step: api
        tasks: [services.api]
",
        ),
        good: Example::Template(
            "\
services:
  - name: db
  - name: cache
  - name: api
    depends_on: [db, cache]
workflows:
  - name: setup
    parallelize:
      - step: data
        tasks: [services.db, services.cache]
      - step: api
        tasks: [services.api]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let mut savings = Savings::new(view);
    let mut written = None;
    let mut problems = Vec::new();
    let stages = view.stages.iter().filter(|it| {
        let stage = it.stage;
        let told = it.is_told() && !it.has_unclear_task(view.template);
        told && !view.template.needs_in_doubt
            && !stage.serial
            && stage.name.value != TEARDOWN
            && stage.steps.len() == it.plan.steps.len()
    });
    for stage in stages {
        for steps in groups(view, stage) {
            view.has_simulated.set(true);
            let Some(saved) = savings.of(stage, &steps) else {
                continue;
            };
            let written = match view.text.len() {
                ..=LARGEST_TEXT => Some(&*written.get_or_insert_with(|| Written::new(view.text))),
                _ => None,
            };
            let fix = written.and_then(|it| fix(it, stage.stage, &steps));
            let all = &stage.stage.steps[steps.clone()];
            let names: Vec<&str> = all.iter().map(|step| step.name.value.as_str()).collect();
            let (first, second) = (&all[0].name, &all[1].name);
            let name = &stage.stage.name.value;
            let problem = workflow::could_be_one_step(second.span, name, &names, saved, first.span);
            problems.push(problem.fix(fix));
        }
    }
    problems
}

fn fix(written: &Written, stage: &Stage, steps: &RangeInclusive<usize>) -> Option<Fix> {
    let edits = merge(written, stage, *steps.start(), *steps.end())?;
    let first = &stage.steps[*steps.start()].name.value;
    Some(Fix::unsure(format!("Merge into step `{first}`"), edits))
}

/// Adjacent steps that could be one, the longest such groups from the start.
fn groups(view: &View, stage: &StageView) -> Vec<RangeInclusive<usize>> {
    let mut groups = Vec::new();
    let mut start = 0;
    while start < stage.stage.steps.len() {
        let end = end_of_group(view, stage, start);
        if end > start {
            groups.push(start..=end);
        }
        start = end + 1;
    }
    groups
}

/// The last step that could start together with the one at `start` and all between.
fn end_of_group(view: &View, stage: &StageView, start: usize) -> usize {
    let mut bundle = Bundle::new(&view.needs);
    let mut end = start;
    for index in start..stage.stage.steps.len() {
        let tasks = stage.plan.steps[index].tasks.iter();
        let tasks = tasks.map(|id| &stage.plan.tasks[id.0]);
        if !is_clear(view, stage, index) || !bundle.take(tasks) {
            break;
        }
        end = index;
    }
    end
}

/// Whether it is known what waiting for the step is good for. A step that halts the stage protects
/// what follows, and `services.all` takes in what nobody has thought of yet.
fn is_clear(view: &View, stage: &StageView, index: usize) -> bool {
    let step: &Step = &stage.stage.steps[index];
    let all = |task: &Reference| matches!(task, Reference::All(_));
    let mut tasks = stage.plan.steps[index]
        .tasks
        .iter()
        .map(|id| &stage.plan.tasks[id.0]);
    step.wait_for_finish
        && !step.in_doubt
        && !step.tasks.is_empty()
        && !step.tasks.iter().any(|task| all(&task.value))
        && tasks.all(|task| {
            let told = view.needs.gives(&task.reference)
                || (task.kind == Kind::Services && view.needs.are_declared());
            told && !task.halts && !view.needs.names_unknown(task)
        })
}
