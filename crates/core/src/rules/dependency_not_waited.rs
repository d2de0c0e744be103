//! `dependency-not-waited`

use super::Rule;
use super::one_mistake::{self, Mistake};
use super::view::{Dependency, Relation, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::take_out_entry;
use crate::diagnostic::{Diagnostic, Fix, Severity};

/// A dependency was started, but nothing waits for it.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "dependency-not-waited",
        severity: Severity::Warning,
        what: "A service depends on one of an earlier step that has `wait_for_finish: false`.",
        why: "Nothing waits for that step, so the service may start long before what it needs is ready.",
        bad: Example::Template(
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
        wait_for_finish: false
      - step: web
        tasks: [services.web]
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

/// A step that is not waited for is one mistake, however many need its services.
fn check(view: &View) -> Vec<Diagnostic> {
    let dependencies = view.unserved(Relation::NotWaited);
    let mistakes = one_mistake::by(&dependencies, |it| {
        (it.stage.plan.stage.as_str(), it.on.step)
    });
    let problems = mistakes.iter().map(|mistake| problem(view, mistake));
    problems.collect()
}

fn problem(view: &View, mistake: &Mistake) -> Diagnostic {
    let Dependency {
        stage, task, on, ..
    } = mistake.first;
    let (need, more) = (mistake.first.told(), mistake.more());
    let step = &stage.plan.steps[on.step.0].name;
    let problem = workflow::dependency_not_waited(task.span, need, step, more);
    let key = stage
        .stage
        .steps
        .get(on.step.0)
        .and_then(|step| step.places.wait_for_finish);
    let Some(key) = key else {
        return mistake.point(problem);
    };
    let fix = Fix::unsure(
        "Remove `wait_for_finish: false`",
        vec![take_out_entry(view.text, key)],
    );
    let problem = problem.related(key, format!("Step `{step}` is not waited for"));
    mistake.point(problem).fix(fix)
}
