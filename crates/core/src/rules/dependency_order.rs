//! `dependency-order`

use super::Rule;
use super::one_mistake;
use super::view::{Dependency, Relation, View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::edits::{line_break, line_end, line_start, take_out_item};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::plan::Task;
use crate::source::Span;

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
        mistake
            .point(problem)
            .fix(moved(view, dependency, more == 0))
    });
    problems.collect()
}

/// In a serial stage one of the two moves to the other, if that gets in no third one's way; the one
/// that is needed, unless only one needs it.
fn moved(view: &View, dependency: &Dependency, alone: bool) -> Option<Fix> {
    let Dependency {
        stage, task, on, ..
    } = dependency;
    let is_named = |it: &Task| it.span.slice(view.text).contains(&it.reference);
    if !stage.stage.serial || !is_named(task) || !is_named(on) || on.span < task.span {
        return None;
    }
    let needs = |one: &Task, other: &Task| {
        let said = view.needs.said(one);
        said.iter().any(|(needed, _)| *needed == other.reference)
    };
    // Each task of a serial stage is a step.
    let between = stage.plan.tasks.get(task.step.0 + 1..on.step.0)?;
    let (one, other) = (&task.reference, &on.reference);
    if !between.iter().any(|it| needs(on, it)) && !needs(on, task) {
        let edits = move_item(view.text, on.span, task.span, true);
        return Some(Fix::unsure(format!("Move `{other}` before `{one}`"), edits));
    }
    let free = alone && !between.iter().any(|it| needs(it, task));
    free.then(|| {
        let edits = move_item(view.text, task.span, on.span, false);
        Fix::unsure(format!("Move `{one}` behind `{other}`"), edits)
    })
}

/// Moves an item, in block style with the comment at its end, to another one.
fn move_item(text: &str, item: Span, to: Span, before: bool) -> Vec<Edit> {
    let start = line_start(text, to.start);
    let in_lines = text[start..to.start].trim() == "-";
    let insertion = if in_lines {
        let lead = &text[start..to.start];
        let written = &text[item.start..line_end(text, item.end)];
        match before {
            true => Edit::insert(start, format!("{lead}{written}{}", line_break(text))),
            false => {
                let end = line_end(text, to.end);
                Edit::insert(end, format!("{}{lead}{written}", line_break(text)))
            }
        }
    } else {
        let written = item.slice(text);
        match before {
            true => Edit::insert(to.start, format!("{written}, ")),
            false => Edit::insert(to.end, format!(", {written}")),
        }
    };
    vec![take_out_item(text, item), insertion]
}
