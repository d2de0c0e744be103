//! `could-be-parallel`

use super::Rule;
use super::view::{StageView, TEARDOWN, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::{line_start, wrap_list};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::plan::Task;
use crate::scenario::Said;
use crate::source::Span;
use crate::template::Kind;
use std::collections::BTreeSet;

/// The label of a step with tasks of several kinds.
const MIXED: &str = "tasks";

/// Tasks one after another that could start together.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "could-be-parallel",
        severity: Severity::Hint,
        what: "An `order_from` lists tasks of which none needs another: services by their `depends_on`, \
               other tasks by the scenario's `needs`.",
        why: "Each one waits for the one before, for no reason. In one step they start together, and the \
          stage takes as long as the slowest instead of all of them added up.",
        bad: Example::Template(
            "\
services:
  - name: web
  - name: api
workflows:
  - name: setup
    order_from:
      - services.web
      - services.api  # the slow one
",
        ),
        good: Example::Template(
            "\
services:
  - name: web
  - name: api
workflows:
  - name: setup
    parallelize:
      - step: services
        tasks:
          - services.web
          - services.api  # the slow one
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let stages = view.stages.iter().filter(|stage| is_needless(view, stage));
    let problems = stages.filter_map(|stage| {
        let key = stage.stage.order_key?;
        let problem =
            workflow::could_be_parallel(key, &stage.stage.name.value, stage.plan.tasks.len());
        Some(problem.fix(one_step(view.text, key, stage)))
    });
    problems.collect()
}

/// Whether the stage is serial and its tasks do not need each other, and that is sure: a job, a chart
/// or infrastructure counts as needed by all that comes after it unless the scenario says otherwise.
/// Taking down has an order of its own, which no dependency tells.
fn is_needless(view: &View, stage: &StageView) -> bool {
    let tasks = &stage.plan.tasks;
    stage.stage.serial
        && stage.is_told()
        && !view.template.needs_in_doubt
        && stage.stage.name.value != TEARDOWN
        && tasks.len() > 1
        && !stage.has_unclear_task(view.template)
        && view.needs.are_all_free(tasks)
        && !needs_what_is_not_there(view, tasks)
}

/// A misspelled need may well mean another task of the stage.
fn needs_what_is_not_there(view: &View, tasks: &[Task]) -> bool {
    let all: BTreeSet<&str> = tasks.iter().map(|task| task.reference.as_str()).collect();
    let mut said = tasks.iter().flat_map(|task| view.needs.said(task));
    // Where nothing is declared, what the stage does not run may be in another one.
    let elsewhere = |(on, said): (String, Said)| {
        said == Said::Scenario && !view.template.declares && !all.contains(on.as_str())
    };
    tasks.iter().any(|task| view.needs.names_unknown(task)) || said.any(elsewhere)
}

/// The label of the step that a fix makes.
fn label(stage: &StageView) -> &'static str {
    let mut kinds = stage.plan.tasks.iter().map(|task| task.kind);
    let first = kinds.next().unwrap_or(Kind::Services);
    if kinds.all(|kind| kind == first) {
        first.key()
    } else {
        MIXED
    }
}

fn one_step(text: &str, key: Span, view: &StageView) -> Option<Fix> {
    let first = view.stage.steps.first()?.span;
    let last = view.stage.steps.last()?.span;
    // A list that is anchored elsewhere may serve others too.
    if first.start < key.end || view.stage.span.end < last.end {
        return None;
    }
    let start = line_start(text, first.start);
    let dash = text[start..first.start].trim_end();
    let list = if dash.trim() == "-" {
        Span::new(start + dash.len() - 1, last.end)
    } else {
        let open = text[..first.start].trim_end().strip_suffix('[')?.len();
        Span::new(open, last.end + text[last.end..].find(']')? + 1)
    };
    let mut edits = vec![Edit::replace(key, "parallelize")];
    edits.extend(wrap_list(
        text,
        list,
        &format!("step: {}", label(view)),
        "tasks",
    ));
    Some(Fix::unsure("Put them into one step", edits))
}
