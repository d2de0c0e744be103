//! Values of another type than belongs there, within the workflows.

use super::ground::{Ground, Stage, Step, holds};
use super::place::{dash, in_brackets, instead_of, mark, value_of};
use super::plant::{Expected, MARK, Plant};
use laneway_core::diagnostic::Edit;
use laneway_core::diagnostic::edits::line_start;
use laneway_core::source::Span;
use laneway_core::yaml;

fn wrong(span: Span, text: &str) -> Plant {
    let edit = instead_of(span, text);
    Plant::new(vec![edit], Expected::error("wrong-type"))
}

/// `workflows` that are a word.
pub(super) fn workflows(ground: &Ground) -> Vec<Plant> {
    let Some(entry) = ground.root.entry("workflows") else {
        return Vec::new();
    };
    let expected = Expected::error("wrong-type");
    vec![Plant::new(
        vec![value_of(ground.text, entry, "setup")],
        expected,
    )]
}

/// Stages as keys: `setup:` instead of `- name: setup`.
pub(super) fn stages_as_keys(ground: &Ground) -> Vec<Plant> {
    let mut edits = Vec::new();
    for stage in &ground.stages {
        let key = stage.node.entry("name").map(|entry| entry.key.span);
        let (Some(dash), Some(key)) = (dash(ground.text, stage.node.span), key) else {
            return Vec::new();
        };
        let indented = line_start(ground.text, dash) < dash;
        if key.start != stage.node.span.start
            || !indented
            || ground.root.entry("workflows").is_none()
        {
            return Vec::new();
        }
        let mark = if edits.is_empty() {
            String::from(MARK)
        } else {
            String::new()
        };
        let written = format!("{mark}{}:", yaml::scalar(&stage.name));
        edits.push(Edit::replace(Span::new(dash, stage.name_span.end), written));
    }
    vec![Plant::new(edits, Expected::error("wrong-type").safe())]
}

/// A stage that is only its name.
pub(super) fn stage(ground: &Ground) -> Vec<Plant> {
    let stages = ground.stages.iter();
    stages
        .map(|stage| wrong(stage.node.span, &stage.name))
        .collect()
}

/// A name or a label that is a list.
pub(super) fn labels(ground: &Ground) -> Vec<Plant> {
    let names = ground.stages.iter().map(|stage| stage.name_span);
    let steps = ground
        .written_steps()
        .filter_map(|(_, _, step)| step.entry("step"));
    let spans = names.chain(steps.map(|entry| entry.value.span));
    spans.map(|span| wrong(span, "[one, two]")).collect()
}

/// `order_from`, `parallelize` and `tasks` as mappings.
pub(super) fn lists_as_mappings(ground: &Ground) -> Vec<Plant> {
    let orders = ground.stages.iter().map(|stage| &stage.order);
    let tasks = ground
        .written_steps()
        .filter_map(|(_, _, step)| step.entry("tasks"));
    let plants = orders.chain(tasks).map(|entry| {
        let edit = value_of(ground.text, entry, "{services: web, jobs: seed}");
        Plant::new(vec![edit], Expected::error("wrong-type"))
    });
    plants.collect()
}

/// `order_from` and `tasks` without brackets or dashes.
pub(super) fn lists_as_text(ground: &Ground) -> Vec<Plant> {
    let serial = ground.stages.iter().filter(|stage| stage.serial);
    let orders = serial.map(|stage| (&stage.order, all_of(&stage.steps)));
    let steps = ground.written_steps();
    let tasks = steps.filter_map(|(_, _, step)| {
        let own = step.last_task().map(|_| std::slice::from_ref(step))?;
        // Within braces, a comma ends the value, and a placeholder begins a mapping.
        let plain = step.tasks.iter().all(|task| !task.reference.contains('{'));
        let plain = plain && (step.tasks.len() == 1 || !in_brackets(ground.text, &step.node));
        plain.then_some(())?;
        Some((step.entry("tasks")?, all_of(own)))
    });
    let plants = orders.chain(tasks).map(|(entry, references)| {
        let edit = value_of(ground.text, entry, &references);
        Plant::new(vec![edit], Expected::error("wrong-type").safe())
    });
    plants.collect()
}

fn all_of(steps: &[Step]) -> String {
    let tasks = steps.iter().flat_map(|step| &step.tasks);
    let references: Vec<&str> = tasks.map(|task| task.reference.as_str()).collect();
    references.join(", ")
}

/// A task that is a number, a list or a mapping.
pub(super) fn task(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for (_, task) in ground.tasks() {
        for text in ["5", "[services, web]", "{services: web, jobs: seed}"] {
            plants.push(wrong(task.span, text));
        }
    }
    plants
}

/// A step that is a list, or a word.
pub(super) fn step(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    let several = |stage: &Stage| stage.steps.len() > 1;
    for (_, _, step) in ground.written_steps().filter(|(stage, ..)| several(stage)) {
        for text in ["[services.web]", "deploy", "7"] {
            plants.push(wrong(step.node.span, text));
        }
    }
    plants
}

/// A boolean of a step that is a list.
pub(super) fn flag(ground: &Ground) -> Vec<Plant> {
    let steps = ground.written_steps();
    let entries = steps.flat_map(|(_, _, step)| {
        let keys = ["halt_on_error", "wait_for_finish"].map(|key| step.entry(key));
        keys.into_iter().flatten()
    });
    let own = entries.filter(|it| holds(it.span(), it.value.span));
    let plants = own.map(|entry| wrong(entry.value.span, "[true]"));
    plants.collect()
}

/// A step without its dash, alone in its stage.
pub(super) fn single_step(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for stage in ground.stages.iter().filter(|stage| !stage.serial) {
        let [step] = stage.steps.as_slice() else {
            continue;
        };
        let Some(dash) = dash(ground.text, step.node.span) else {
            continue;
        };
        // A blank in its place keeps the column of the keys.
        let edit = Edit::replace(Span::new(dash, dash + 1), " ");
        let edits = vec![edit, mark(step.node.span.start)];
        if line_start(ground.text, dash) < dash {
            plants.push(Plant::new(edits, Expected::error("wrong-type").safe()));
        }
    }
    plants
}
