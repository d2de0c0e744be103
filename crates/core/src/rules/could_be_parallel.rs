//! `could-be-parallel`

use super::Rule;
use super::view::{SETUP, StageView, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::{line_start, wrap_list};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::source::Span;
use crate::template::{Kind, Template};
use std::collections::BTreeSet;

/// The label of the step that a fix makes.
const STEP: &str = "services";

/// Services one after another that could start together.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "could-be-parallel",
        severity: Severity::Hint,
        what: "An `order_from` lists nothing but services, and none of them depends on another.",
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
    let stages = view
        .stages
        .iter()
        .filter(|stage| is_needless(stage, view.template));
    let problems = stages.filter_map(|stage| {
        let key = stage.stage.order_key?;
        let problem =
            workflow::could_be_parallel(key, &stage.stage.name.value, stage.plan.tasks.len());
        Some(problem.fix(one_step(view.text, key, stage)))
    });
    problems.collect()
}

/// Whether `setup` is serial and holds nothing but services that do not need each other. Jobs, charts
/// and infrastructure are taken to be needed by all that comes after them.
fn is_needless(view: &StageView, template: &Template) -> bool {
    let tasks = &view.plan.tasks;
    let only_services = tasks.iter().all(|task| task.kind == Kind::Services);
    let distinct: BTreeSet<&str> = tasks.iter().map(|task| task.reference.as_str()).collect();
    let named = |name: &str| distinct.contains(format!("services.{name}").as_str());
    let dependent = template
        .services
        .iter()
        .filter(|service| named(&service.name.value));
    let dependent = dependent
        .flat_map(|service| &service.depends_on)
        .any(|needed| named(&needed.value));
    let tells = view.stage.name.value == SETUP && template.declares;
    view.stage.serial
        && tells
        && only_services
        && distinct.len() > 1
        && !dependent
        && !view.has_unclear_task(template)
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
    edits.extend(wrap_list(text, list, &format!("step: {STEP}"), "tasks"));
    Some(Fix::unsure("Put them into one step", edits))
}
