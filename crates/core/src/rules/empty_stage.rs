//! `empty-stage`

use super::{Rule, view::View};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::workflow;

/// A stage without a task.
pub(super) const RULE: Rule = Rule {
    code: "empty-stage",
    what: "A stage has no task at all.",
    why: "It does nothing. Without the stage, the reader need not ask what is missing.",
    bad: "\
workflows:
  - name: setup
    order_from: [services.web]
  - name: patch
    order_from: []
",
    good: "\
workflows:
  - name: setup
    order_from: [services.web]
",
    check,
};

fn check(view: &View) -> Vec<Diagnostic> {
    let empty = view
        .stages
        .iter()
        .map(|view| view.stage)
        .filter(|stage| stage.steps.is_empty());
    let problems = empty.filter_map(|stage| {
        let key = stage.order_key?;
        is_written_empty(&view.text[key.end..])
            .then(|| workflow::empty_stage(key, &stage.name.value))
    });
    problems.collect()
}

/// Whether nothing stands behind the key; a list of things that could not be read is not empty.
fn is_written_empty(behind_key: &str) -> bool {
    let value = behind_key.trim_start_matches(':').trim_start_matches(' ');
    let line = value.lines().next().unwrap_or("").trim_end();
    if line.starts_with("[]") || line.starts_with('~') || line.starts_with("null") {
        return true;
    }
    let mut below = value
        .lines()
        .skip(1)
        .map(str::trim)
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    (line.is_empty() || line.starts_with('#'))
        && !below.next().is_some_and(|line| line.starts_with('-'))
}
