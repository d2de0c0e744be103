//! Problems of stages and steps as they are written.

use super::shape::wrong_type;
use super::words::{did_you_mean, one_of};
use crate::diagnostic::edits::take_out_entry;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

/// The stages a workflow can have.
pub const STAGES: [&str; 3] = ["setup", "patch", "teardown"];

/// A stage of another name.
pub fn unknown_stage(span: Span, name: &str, meant: Option<&str>) -> Diagnostic {
    let message = format!(
        "`{name}` is no stage of a workflow.{} The stages are {}.",
        did_you_mean(meant),
        one_of(&STAGES)
    );
    Diagnostic::error("unknown-stage", span, message).fix(meant.map(|meant| rename(span, meant)))
}

/// Stages as keys of `workflows`; `edits` make them items of a list.
pub fn workflows_is_no_list(span: Span, edits: Option<Vec<Edit>>) -> Diagnostic {
    let title = "Make the stages items of a list";
    wrong_type(span, "`workflows`", "a list of stages", "a mapping")
        .fix(edits.map(|edits| Fix::safe(title, edits)))
}

/// A second stage of one name; `missing` are the names not used yet.
pub fn duplicate_stage(span: Span, name: &str, first: Span, missing: &[&str]) -> Diagnostic {
    let hint = match missing {
        [] => String::new(),
        missing => format!(" Not used yet: {}.", one_of(missing)),
    };
    let message = format!("There are two stages called `{name}`; only the first one counts.{hint}");
    let mut problem = Diagnostic::error("duplicate-stage", span, message)
        .related(first, format!("`{name}` is here first"));
    for name in missing {
        let edit = Edit::replace(span, *name);
        problem = problem.fix(Fix::unsure(format!("Rename to `{name}`"), vec![edit]));
    }
    problem
}

/// A mapping by itself where a list of such mappings belongs; `edits` make it an item.
pub fn missing_dash(
    span: Span,
    what: &str,
    expected: &str,
    found: &str,
    edits: Vec<Edit>,
) -> Diagnostic {
    wrong_type(span, what, expected, found).fix(Fix::safe("Put a dash in front", edits))
}

/// Keys of a step that stand at the level of its stage, `key` the first; `edits` move them to the step.
pub fn misplaced_key(span: Span, key: &str, step: &str, edits: Vec<Edit>) -> Diagnostic {
    let message = format!(
        "`{key}` is a key of a step, but is indented like one of the stage. It is read as part of the \
         step before, `{step}`."
    );
    let fix = Fix::safe("Indent it like the keys of the step", edits);
    Diagnostic::error("misplaced-key", span, message).fix(fix)
}

/// Steps where stages belong; `edits` put a stage called `setup` around them.
pub fn steps_without_stage(span: Span, edits: Vec<Edit>) -> Diagnostic {
    let message = "These are steps without a stage around them; a workflow is a list of stages, and a \
                   stage has its steps under `parallelize`. Laneway reads them as the stage `setup`.";
    let fix = Fix::unsure("Put the stage `setup` around them", edits);
    Diagnostic::error("steps-without-stage", span, message).fix(fix)
}

/// What a stage says about the order of its tasks.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// `order_from` or `parallelize`, however it is spelled in the text.
    pub name: &'a str,
    /// Where the key stands.
    pub key: Span,
    /// The key and its value.
    pub entry: Span,
}

/// `order_from` and `parallelize` in one stage, in file order.
pub fn both_orders(text: &str, stage: &str, first: Order, second: Order) -> Diagnostic {
    let message = format!(
        "Stage `{stage}` has both `order_from` and `parallelize`; it can have only one of the two."
    );
    Diagnostic::error("both-orders", second.key, message)
        .related(first.key, format!("`{}` stands here", first.name))
        .fix(remove(text, first))
        .fix(remove(text, second))
}

/// Neither `order_from` nor `parallelize`.
pub fn no_order(span: Span, stage: &str) -> Diagnostic {
    let message = format!(
        "Stage `{stage}` does not say what it does: it needs `order_from` (a list of tasks, one after \
         another) or `parallelize` (a list of steps)."
    );
    Diagnostic::error("no-order", span, message)
}

/// Steps in `order_from`; `rename` is the key if all items are steps.
pub fn step_under_order_from(span: Span, stage: &str, rename_key: Option<Span>) -> Diagnostic {
    let message = format!(
        "`order_from` of stage `{stage}` lists tasks, such as `services.web`, but this is a step. \
         Steps belong under `parallelize`."
    );
    let fix = rename_key.map(|key| {
        let edit = Edit::replace(key, "parallelize");
        Fix::safe("Rename `order_from` to `parallelize`", vec![edit])
    });
    Diagnostic::error("step-under-order-from", span, message).fix(fix)
}

/// Tasks in `parallelize` without a step around them.
pub fn task_under_parallelize(span: Span, stage: &str, fixes: Vec<Fix>) -> Diagnostic {
    let message = format!(
        "`parallelize` of stage `{stage}` lists steps (`step` with its `tasks`), but this is a task \
         by itself. Tasks run at once when they are in one step."
    );
    let problem = Diagnostic::error("task-under-parallelize", span, message);
    fixes.into_iter().fold(problem, Diagnostic::fix)
}

/// The documentation page's own form.
pub fn steps_without_parallelize(
    span: Span,
    stages: &[(&str, Span)],
    edits: Vec<Edit>,
) -> Diagnostic {
    let name = stages.first().map_or("", |stage| stage.0);
    let message = format!(
        "The steps of `{name}` stand directly below its name, without the key `parallelize` that they \
         belong under; that cannot be read as it is meant. Laneway reads it as if the key were there."
    );
    let mut problem = Diagnostic::error("steps-without-parallelize", span, message).fix(Fix::safe(
        "Insert `parallelize:` and indent the steps below it",
        edits,
    ));
    for (name, span) in stages.iter().skip(1) {
        problem = problem.related(*span, format!("The same in `{name}`"));
    }
    problem
}

fn rename(span: Span, name: &str) -> Fix {
    Fix::safe(
        format!("Rename to `{name}`"),
        vec![Edit::replace(span, name)],
    )
}

fn remove(text: &str, order: Order) -> Fix {
    let edit = take_out_entry(text, order.entry);
    Fix::unsure(format!("Remove `{}`", order.name), vec![edit])
}
