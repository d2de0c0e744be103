//! Stages that are named wrong, or say in no clear way what they do.

use super::ground::{Ground, Item, Step};
use super::place::{dash, entry_behind, in_brackets, instead_of, item_behind, mark, quoted};
use super::plant::{Expected, MARK, Plant, Remedy};
use laneway_core::diagnostic::Edit;
use laneway_core::diagnostic::edits::{line_end, line_start, next_line, shift, take_out_entry};
use laneway_core::source::Span;

const NAMES: [&str; 3] = ["setup", "patch", "teardown"];

/// A stage whose name is nearly one of the three.
pub(super) fn misspelled_name(ground: &Ground) -> Vec<Plant> {
    let wrong = |name: &str| match name {
        "setup" => "set-up",
        "patch" => "pacth",
        _ => "tear-down",
    };
    let plants = ground.stages.iter().map(|stage| {
        let edit = instead_of(stage.name_span, wrong(&stage.name));
        Plant::new(vec![edit], Expected::error("unknown-stage").safe())
    });
    plants.collect()
}

/// A stage whose name is like none of the three.
pub(super) fn invented_name(ground: &Ground) -> Vec<Plant> {
    let plants = ground.stages.iter().map(|stage| {
        let edit = instead_of(stage.name_span, "rollback");
        Plant::new(vec![edit], Expected::error("unknown-stage"))
    });
    plants.collect()
}

/// A stage that is called like one before it, or like one behind it.
pub(super) fn repeated_name(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for (at, stage) in ground.stages.iter().enumerate() {
        for (other_at, other) in ground.stages.iter().enumerate() {
            if at == other_at {
                continue;
            }
            let edits = if other_at < at {
                vec![instead_of(stage.name_span, &other.name)]
            } else {
                let edit = Edit::replace(stage.name_span, other.name.as_str());
                vec![edit, mark(other.name_span.start)]
            };
            // Each name that is free is offered; under another than its own, a stage is judged as what
            // it is called then.
            let expected = Expected::error("duplicate-stage")
                .unsure()
                .uncovers("environment-not-removed")
                .uncovers("removal-outside-teardown")
                .uncovers("service-not-deployed")
                .uncovers("could-be-parallel");
            plants.push(Plant::new(edits, expected));
        }
    }
    plants
}

/// Both `order_from` and `parallelize`, with all that the stage does.
pub(super) fn both_orders(ground: &Ground) -> Vec<Plant> {
    let plants = ground.stages.iter().map(|stage| {
        let references: Vec<String> = stage
            .steps
            .iter()
            .flat_map(|step| &step.tasks)
            .map(|task| quoted(&task.reference))
            .collect();
        let references = references.join(", ");
        let written = if stage.serial {
            format!("{MARK}parallelize: [{{step: everything, tasks: [{references}]}}]")
        } else {
            format!("{MARK}order_from: [{references}]")
        };
        let edit = entry_behind(ground.text, &stage.node, &stage.order, &written);
        // The steps of a stage are no longer what they were once all is in one of them, or once the
        // step that was not waited for is.
        let expected = Expected::error("both-orders")
            .unsure()
            .uncovers("dependency-in-step")
            .uncovers("could-be-parallel")
            .uncovers("removal-not-last");
        Plant::new(vec![edit], expected)
    });
    plants.collect()
}

/// Neither of the two.
pub(super) fn no_order(ground: &Ground) -> Vec<Plant> {
    let plants = ground.stages.iter().map(|stage| {
        let edit = take_out_entry(ground.text, stage.order.span());
        let remedy = match stage.name.as_str() {
            "teardown" => Remedy::Unsure,
            _ => Remedy::None,
        };
        let expected = Expected::error("no-order").with(remedy);
        Plant::new(vec![mark(stage.name_span.start), edit], expected)
    });
    plants.collect()
}

/// All steps of a stage under `order_from`.
pub(super) fn steps_under_order_from(ground: &Ground) -> Vec<Plant> {
    let parallel = ground.stages.iter().filter(|stage| !stage.serial);
    let plants = parallel.map(|stage| {
        let edit = instead_of(stage.order.key.span, "order_from");
        Plant::new(vec![edit], Expected::error("step-under-order-from").safe())
    });
    plants.collect()
}

/// One task of `order_from` in a step of its own.
pub(super) fn step_among_tasks(ground: &Ground) -> Vec<Plant> {
    let serial = ground.stages.iter().filter(|stage| stage.serial);
    let longer = serial.filter(|stage| stage.steps.len() > 1);
    let steps = longer.flat_map(|stage| &stage.steps);
    let plants = steps.map(|step| {
        let written = format!("{{step: alone, tasks: [{}]}}", quoted(&step.label));
        let edit = instead_of(step.node.span, &written);
        Plant::new(vec![edit], Expected::error("step-under-order-from").safe())
    });
    plants.collect()
}

/// All tasks of a stage directly under `parallelize`.
pub(super) fn tasks_under_parallelize(ground: &Ground) -> Vec<Plant> {
    let serial = ground.stages.iter().filter(|stage| stage.serial);
    let plants = serial.map(|stage| {
        let key = Edit::replace(stage.order.key.span, "parallelize");
        // To run them at once is one of two fixes; what depends on each other is told then.
        let expected = Expected::error("task-under-parallelize")
            .unsure()
            .uncovers("dependency-in-step")
            .uncovers("removal-not-last");
        Plant::new(vec![key, mark(stage.steps[0].node.span.start)], expected)
    });
    plants.collect()
}

/// One step of `parallelize` that is a task by itself.
pub(super) fn task_among_steps(ground: &Ground) -> Vec<Plant> {
    let is_alone = |step: &Step| step.tasks.len() == 1 && step.waited && !step.halts;
    let steps = ground.written_steps();
    let alone = steps.filter(|(stage, _, step)| is_alone(step) && stage.steps.len() > 1);
    let plants = alone.map(|(_, _, step)| {
        let edit = instead_of(step.node.span, &quoted(&step.tasks[0].reference));
        let expected = Expected::error("task-under-parallelize").unsure();
        Plant::new(vec![edit], expected)
    });
    plants.collect()
}

/// A stage as the documentation page prints it, with its steps as they are or as far left as there.
pub(super) fn pasted(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for stage in ground.stages.iter().filter(|stage| !stage.serial) {
        if in_brackets(ground.text, &stage.order.value) || stage.steps.iter().any(|step| !step.own)
        {
            continue;
        }
        let line = line_start(ground.text, stage.order.key.span.start);
        let body = next_line(ground.text, stage.order.key.span.start);
        let key = Edit::delete(Span::new(line, body));
        let Some(dash) = stage
            .steps
            .first()
            .and_then(|it| dash(ground.text, it.node.span))
        else {
            continue;
        };
        plants.push(pasted_plant(vec![key.clone(), mark(dash)]));
        let steps = Span::new(body, line_end(ground.text, stage.order.value.span.end));
        let moved = shift(ground.text, steps, -2);
        if dash >= line_start(ground.text, dash) + 2 && !moved.is_empty() {
            plants.push(pasted_plant([vec![key, mark(dash)], moved].concat()));
        }
    }
    plants
}

fn pasted_plant(edits: Vec<Edit>) -> Plant {
    let expected = Expected::error("steps-without-parallelize").safe();
    Plant::new(edits, expected)
}

/// A whole second stage of the same name.
pub(super) fn copied(ground: &Ground) -> Vec<Plant> {
    let Some(last) = ground.stages.last() else {
        return Vec::new();
    };
    let plants = ground.stages.iter().map(|stage| {
        // A reference of the template, or any if it has no lists.
        let task = ground.items.first().map(Item::reference);
        let task = task.unwrap_or_else(|| "jobs.later".to_owned());
        let written = format!("{{name: {MARK}{}, order_from: [{task}]}}", stage.name);
        let edit = item_behind(ground.text, last.node.span, &written);
        let free = NAMES.iter().any(|name| ground.stage(name).is_none());
        let remedy = if free { Remedy::Unsure } else { Remedy::None };
        // Called `teardown`, it lacks the removal.
        let expected = Expected::error("duplicate-stage")
            .with(remedy)
            .uncovers("environment-not-removed");
        Plant::new(vec![edit], expected)
    });
    plants.collect()
}
