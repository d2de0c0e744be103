//! `service-not-deployed`

use super::view::{SETUP, View};
use super::{Rule, append::append};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::{Diagnostic, Severity};
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
        let fix = append(view.text, setup.stage, &name.value, &reference);
        workflow::service_not_deployed(name.span, &name.value).fix(fix)
    });
    problems.collect()
}
