//! `dependency-order`

use super::Rule;
use super::one_mistake;
use super::view::{Dependency, Relation, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};

/// A service starts before what it depends on.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "dependency-order",
        severity: Severity::Warning,
        what: "A service starts before one that it depends on (`depends_on`).",
        why: "It cannot get ready before the other one does. A step with it holds up all that follows, even \
          the step with the service it waits for, until its time is up.",
        bad: Example::Template(
            "\
services:
  - name: db
  - name: web
    depends_on: [db]
workflows:
  - name: setup
    order_from: [services.web, services.db]
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
    order_from: [services.db, services.web]
",
        ),
    },
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let dependencies = view.unserved(Relation::Later);
    let mistakes = one_mistake::by_needed(&dependencies);
    let problems = mistakes.iter().map(|mistake| {
        let (dependency, more) = (mistake.first, mistake.more());
        let Dependency { task, on, .. } = dependency;
        let problem = workflow::dependency_order(task.span, dependency.told(), more);
        if task.span == on.span {
            return problem;
        }
        let problem = problem.related(on.span, format!("`{}` is here", on.reference));
        mistake.point(problem).fix(swap(view, dependency))
    });
    problems.collect()
}

/// In a serial stage the two change places.
fn swap(view: &View, dependency: &Dependency) -> Option<Fix> {
    let Dependency {
        stage, task, on, ..
    } = dependency;
    let (first, second) = (task.span.slice(view.text), on.span.slice(view.text));
    let named_alone = first.contains(&task.reference) && second.contains(&on.reference);
    if !stage.stage.serial || !named_alone || on.span < task.span {
        return None;
    }
    let edits = vec![
        Edit::replace(task.span, second),
        Edit::replace(on.span, first),
    ];
    Some(Fix::unsure(
        format!("Swap `{}` and `{}`", task.reference, on.reference),
        edits,
    ))
}
