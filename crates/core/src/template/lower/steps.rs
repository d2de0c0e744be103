//! The steps of a stage, from `order_from` and from `parallelize`.

use super::declared::Declared;
use super::tasks::task;
use crate::diagnostic::catalog::{shape, stage};
use crate::diagnostic::edits::{
    as_item, indentation, line_break, line_start, put_entry_after, wrap_list,
};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::source::{Span, Spanned};
use crate::template::{Reference, Step, StepPlaces};
use crate::yaml::{self, Entry, Node, Sink};
use std::borrow::Cow;

/// The keys of a step.
pub(super) const KEYS: [&str; 4] = ["step", "tasks", "halt_on_error", "wait_for_finish"];
const SYNONYMS: [(&str, &str); 4] = [
    ("name", "step"),
    ("order_from", "tasks"),
    ("halt", "halt_on_error"),
    ("wait", "wait_for_finish"),
];
/// The label of the step that takes up tasks without one.
const COMMON_STEP: &str = "tasks";

/// Reads `order_from`: one step for each reference. Also says whether it is serial after all.
pub(super) fn order_from(
    sink: &mut Sink,
    declared: &Declared,
    stage_name: &str,
    entry: &Entry,
) -> (Vec<Step>, bool) {
    let what = format!("`order_from` of stage `{stage_name}`");
    let items = sink.list(&entry.value, &what, "a list of tasks");
    let misplaced: Vec<&Cow<Node>> = items.iter().filter(|item| is_step(item)).collect();
    if misplaced.len() == items.len() && !items.is_empty() {
        let key = entry.key.span;
        sink.report(stage::step_under_order_from(key, stage_name, Some(key)));
    } else {
        for item in &misplaced {
            let place = first_line(sink.text, item.span);
            let fix = unwrap_fix(sink.text, item);
            sink.report(stage::step_under_order_from(place, stage_name, None).fix(fix));
        }
    }
    let serial = misplaced.is_empty();
    let steps = items.iter().enumerate().filter_map(|(index, item)| {
        if is_step(item) {
            return Some(step(sink, declared, index, item));
        }
        Some(step_of(task(sink, declared, item)?))
    });
    (steps.collect(), serial)
}

/// Reads `parallelize`.
pub(super) fn parallelize(
    sink: &mut Sink,
    declared: &Declared,
    stage_name: &str,
    entry: &Entry,
) -> Vec<Step> {
    let what = format!("`parallelize` of stage `{stage_name}`");
    if is_step(&entry.value) {
        let place = first_line(sink.text, entry.value.span);
        let edits = as_item(sink.text, entry.value.span);
        sink.report(stage::missing_dash(
            place,
            &what,
            "a list of steps",
            "a single step",
            edits,
        ));
        return vec![step(sink, declared, 0, &entry.value)];
    }
    let items = sink.list(&entry.value, &what, "a list of steps");
    if entry.value.items().is_some() && !items.is_empty() && items.iter().all(|item| is_task(item))
    {
        let fixes = vec![one_step_fix(sink.text, &entry.value), rename_fix(entry)];
        let place = first_line(sink.text, items[0].span);
        sink.report(stage::task_under_parallelize(place, stage_name, fixes));
        return vec![common_step(sink, declared, &items, entry.value.span)];
    }
    let mut steps = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if is_task(item) {
            if entry.value.items().is_some() {
                let fixes = vec![own_step_fix(sink.text, item)];
                sink.report(stage::task_under_parallelize(item.span, stage_name, fixes));
            }
            steps.extend(task(sink, declared, item).map(step_of));
        } else if item.entries().is_some() {
            steps.push(step(sink, declared, index, item));
        } else {
            sink.wrong_type(item, "A step", "a mapping with `step` and `tasks`");
        }
    }
    steps
}

/// Whether an item looks like a step.
pub(super) fn is_step(node: &Node) -> bool {
    KEYS.iter().any(|key| node.get(key).is_some())
}

/// Whether an item looks like a reference.
fn is_task(node: &Node) -> bool {
    let with_colon = node.entries().is_some_and(|entries| {
        entries.len() == 1
            && entries[0].value.is_null()
            && entries[0].name().is_some_and(|name| name.contains('.'))
    });
    node.as_str().is_some_and(|text| text.contains('.')) || with_colon
}

fn step(sink: &mut Sink, declared: &Declared, index: usize, node: &Node) -> Step {
    let said = sink.said();
    let keys = sink.keys(
        node.entries().unwrap_or_default(),
        "A step",
        &KEYS,
        &SYNONYMS,
    );
    let label = label(sink, index, node, keys.get("step").copied());
    let tasks = keys.get("tasks").copied();
    if tasks.is_none() {
        let what = format!("Step `{}`", label.value);
        let mut problem = shape::missing_key(sink.text, node.span, &what, "tasks", None);
        if let Some(entry) = keys.get("step") {
            let edit = put_entry_after(sink.text, node.span.start, entry.span(), "tasks: []");
            problem = problem.fix(Fix::unsure("Add `tasks: []`", vec![edit]));
        }
        sink.report_missing(node, problem);
    }
    let halt = keys.get("halt_on_error").copied();
    let wait = keys.get("wait_for_finish").copied();
    let halt_on_error = sink.boolean(halt, "halt_on_error", false);
    let wait_for_finish = sink.boolean(wait, "wait_for_finish", true);
    let is_wrong = |problem: &Diagnostic| problem.severity == Severity::Error;
    Step {
        in_doubt: sink.since(said).any(is_wrong) || sink.is_node_damaged(node),
        tasks: tasks.map_or_else(Vec::new, |entry| {
            tasks_of(sink, declared, &label.value, &entry.value)
        }),
        halt_on_error,
        wait_for_finish,
        places: StepPlaces {
            tasks: tasks.map(Entry::span),
            halt_on_error: halt.map(Entry::span),
            wait_for_finish: wait.map(Entry::span),
        },
        span: node.span,
        name: label,
    }
}

fn label(sink: &mut Sink, index: usize, node: &Node, entry: Option<&Entry>) -> Spanned<String> {
    let assumed = format!("step-{}", index + 1);
    let place = first_line(sink.text, node.span);
    let given = match entry {
        Some(entry) => sink.text(&entry.value, "`step`, the label of a step,"),
        None => {
            let suggestion = format!("step: {assumed}");
            let problem =
                shape::missing_key(sink.text, node.span, "A step", "step", Some(&suggestion));
            sink.report_missing(node, problem);
            None
        }
    };
    given.unwrap_or_else(|| Spanned::new(assumed, place))
}

fn tasks_of(
    sink: &mut Sink,
    declared: &Declared,
    step: &str,
    node: &Node,
) -> Vec<Spanned<Reference>> {
    let items = sink.list(
        node,
        &format!("`tasks` of step `{step}`"),
        "a list of tasks",
    );
    items
        .iter()
        .filter_map(|item| task(sink, declared, item))
        .collect()
}

/// One step for a reference by itself, named like it.
fn step_of(task: Spanned<Reference>) -> Step {
    let span = task.span;
    Step {
        name: Spanned::new(task.value.to_string(), span),
        tasks: vec![task],
        halt_on_error: false,
        wait_for_finish: true,
        in_doubt: false,
        places: StepPlaces::default(),
        span,
    }
}

fn common_step(sink: &mut Sink, declared: &Declared, items: &[Cow<Node>], span: Span) -> Step {
    let tasks = items.iter().filter_map(|item| task(sink, declared, item));
    Step {
        tasks: tasks.collect(),
        name: Spanned::new(COMMON_STEP.to_owned(), span),
        halt_on_error: false,
        wait_for_finish: true,
        in_doubt: false,
        places: StepPlaces::default(),
        span,
    }
}

/// Reads a list of steps that stands where stages belong.
pub(super) fn without_stage(sink: &mut Sink, declared: &Declared, items: &[Node]) -> Vec<Step> {
    let steps = items.iter().enumerate();
    steps
        .map(|(index, item)| step(sink, declared, index, item))
        .collect()
}

/// Puts a step around all tasks of the list.
fn one_step_fix(text: &str, list: &Node) -> Fix {
    let title = "Put them into one step, to run at once";
    let entry = format!("step: {COMMON_STEP}");
    Fix::unsure(title, wrap_list(text, list.span, &entry, "tasks"))
}

/// Runs them one after another.
fn rename_fix(entry: &Entry) -> Fix {
    let edit = Edit::replace(entry.key.span, "order_from");
    Fix::unsure(
        "Rename `parallelize` to `order_from`, to run one after another",
        vec![edit],
    )
}

/// Names the only task of a step that says nothing else.
fn unwrap_fix(text: &str, item: &Node) -> Option<Fix> {
    let says_more = item
        .entries()?
        .iter()
        .any(|entry| !matches!(entry.name(), Some("step" | "tasks")));
    let [task] = item.get("tasks")?.items().filter(|_| !says_more)? else {
        return None;
    };
    let written = task.scalar().map(|_| task.span.slice(text))?;
    let edits = vec![Edit::replace(item.span, written)];
    Some(Fix::safe(format!("Write `{written}`"), edits))
}

/// Puts a step of its own around a task.
fn own_step_fix(text: &str, item: &Node) -> Fix {
    let written = item.span.slice(text).trim_end_matches(':').to_owned();
    let label = yaml::scalar(item.as_str().unwrap_or(&written));
    let before = &text[line_start(text, item.span.start)..item.span.start];
    let replacement = if before.trim() == "-" {
        let next = format!("{}{}", line_break(text), indentation(text, item.span.start));
        format!("step: {label}{next}tasks: [{label}]")
    } else {
        format!("{{step: {label}, tasks: [{label}]}}")
    };
    Fix::unsure(
        "Put it into a step of its own",
        vec![Edit::replace(item.span, replacement)],
    )
}

/// As much of `span` as is on its first line.
pub(super) fn first_line(text: &str, span: Span) -> Span {
    let end = crate::diagnostic::edits::line_end(text, span.start);
    Span::new(span.start, end.min(span.end))
}
