//! `service-not-deployed`

use super::append::{append, insert};
use super::view::{SETUP, View};
use super::{Rule, free_name};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::Spanned;
use crate::template::{Kind, Reference, Stage};
use std::collections::BTreeSet;

/// A service that `setup` leaves out.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "service-not-deployed",
        severity: Severity::Warning,
        what: "The template declares a service that its `setup` stage never deploys.",
        why: "A new environment comes up without it.",
        bad: Example::Template(
            "\
services:
  - name: web
  - name: worker
workflows:
  - name: setup
    parallelize:
      - step: web
        tasks: [services.web]
",
        ),
        good: Example::Template(
            "\
services:
  - name: web
  - name: worker
workflows:
  - name: setup
    parallelize:
      - step: services
        tasks: [services.web, services.worker]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let Some(setup) = view.stage(SETUP) else {
        return Vec::new();
    };
    if setup.plan.tasks.is_empty() || setup.has_unclear_task(view.template) {
        return Vec::new();
    }
    let deployed: BTreeSet<&str> = setup
        .plan
        .tasks
        .iter()
        .map(|task| task.reference.as_str())
        .collect();
    let services = view.template.services.iter().map(|service| &service.name);
    let missing =
        services.filter(|name| !deployed.contains(format!("services.{}", name.value).as_str()));
    let problems = missing.map(|name| {
        let reference = format!("services.{}", name.value);
        let fix = add(view, setup.stage, &name.value, &reference);
        workflow::service_not_deployed(name.span, &name.value).fix(fix)
    });
    problems.collect()
}

/// In a step of its own: before the first one with a service that depends on it, or at the end.
fn add(view: &View, stage: &Stage, name: &str, reference: &str) -> Option<Fix> {
    let depends = |task: &Spanned<Reference>| {
        let Reference::Named(Kind::Services, dependent) = &task.value else {
            return false;
        };
        let services = view.template.services.iter();
        let own = services.filter(|service| service.name.value == *dependent);
        let mut needed = own.flat_map(|service| &service.depends_on);
        needed.any(|needed| needed.value == name)
    };
    let taken: BTreeSet<String> = stage.steps.iter().map(|it| it.name.value.clone()).collect();
    let label = if taken.contains(name) {
        free_name(name, &mut 2, &taken)
    } else {
        name.to_owned()
    };
    let mut steps = stage.steps.iter();
    match steps.position(|step| step.tasks.iter().any(depends)) {
        Some(at) => insert(view.text, stage, at, &label, reference),
        None => append(view.text, stage, &label, reference),
    }
}
