//! `dependency-in-step`

use super::Rule;
use super::duplicate_step::free_name;
use super::one_mistake;
use super::view::{Dependency, Relation, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::{indentation, line_break, line_start, take_out_item};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::yaml;
use std::collections::BTreeSet;

/// A service and what it depends on start together.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "dependency-in-step",
        severity: Severity::Warning,
        what: "A service and one that it depends on (`depends_on`) are in the same step.",
        why: "The tasks of a step start together. The service fails until the other one is ready; Kubernetes \
          starts it again after growing pauses, so it is ready later than it could be.",
        bad: Example::Template(
            "\
services:
  - name: db
  - name: web
    depends_on: [db]
workflows:
  - name: setup
    parallelize:
      - step: all
        tasks: [services.db, services.web]
",
        ),
        good: Example::Template(
            "\
services:
  - name: db
  - name: web
    depends_on: [db]
workflows:
  - name: setup
    parallelize:
      - step: db
        tasks: [services.db]
      - step: web
        tasks: [services.web]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let dependencies = view.unserved(Relation::SameStep);
    let mistakes = one_mistake::by_needed(&dependencies);
    let problems = mistakes.iter().map(|mistake| {
        let (dependency, more) = (mistake.first, mistake.more());
        let Dependency {
            stage, task, on, ..
        } = dependency;
        let step = &stage.plan.steps[task.step.0].name;
        let problem = workflow::dependency_in_step(task.span, dependency.told(), step, more);
        if task.span == on.span {
            return problem;
        }
        let problem = problem.related(on.span, format!("`{}` is here", on.reference));
        mistake.point(problem).fix(step_before(view, dependency))
    });
    problems.collect()
}

/// Moves what is needed to a step of its own before.
fn step_before(view: &View, dependency: &Dependency) -> Option<Fix> {
    let stage = dependency.stage.stage;
    let step = stage.steps.get(dependency.task.step.0)?;
    let start = line_start(view.text, step.span.start);
    let dash = view.text[start..step.span.start].trim_end();
    let named_alone = dependency
        .on
        .span
        .slice(view.text)
        .contains(&dependency.on.reference);
    if dash.trim() != "-" || dependency.on.span.start < step.span.start || !named_alone {
        return None;
    }
    let unserved = [Relation::SameStep, Relation::Later, Relation::NotWaited];
    let unserved = unserved.into_iter().flat_map(|it| view.unserved(it));
    let mut unserved = unserved.filter(|it| it.stage.stage.span == stage.span);
    if unserved.any(|it| it.task.name == dependency.on.name) {
        return None;
    }
    let indent = indentation(view.text, start + dash.len() - 1);
    let names: BTreeSet<String> = stage
        .steps
        .iter()
        .map(|step| step.name.value.clone())
        .collect();
    let reference = &dependency.on.reference;
    let name = reference
        .split_once('.')
        .map_or(reference.as_str(), |it| it.1);
    let name = if names.contains(name) {
        free_name(name, &mut 2, &names)
    } else {
        name.to_owned()
    };
    let line_break = line_break(view.text);
    let text = format!(
        "{indent}- step: {}{line_break}{indent}  tasks: [{}]{line_break}",
        yaml::scalar(&name),
        yaml::scalar(reference)
    );
    let edits = vec![
        Edit::insert(start, text),
        take_out_item(view.text, dependency.on.span),
    ];
    Some(Fix::unsure(
        format!("Start `{reference}` in a step before"),
        edits,
    ))
}
