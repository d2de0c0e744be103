//! What is no mistake yet: steps that wait for nothing, and secrets in the text.

use super::ground::{Ground, Item, Stage, Step, Task};
use super::place::{entry_behind, item_behind};
use super::plant::{Expected, MARK, Plant, Remedy};
use laneway_core::diagnostic::edits::take_out_item;

/// A step whose first service is put into a step of its own behind it.
pub(super) fn split_step(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    let declared = ground
        .of("services")
        .any(|service| !service.depends_on().is_empty());
    for (stage, at, step) in ground.written_steps().filter(|_| declared) {
        let [first, rest @ ..] = step.tasks.as_slice() else {
            continue;
        };
        if rest.is_empty()
            || stage.name == "teardown"
            || !is_clear(step)
            || step.last_task().is_none()
        {
            continue;
        }
        // What a placeholder stands for may be what a step has to wait for.
        let tasks = || stage.steps.iter().flat_map(|step| &step.tasks);
        let opaque = tasks().any(|task| task.reference.contains('{'));
        if opaque || may_join(ground, stage, at, rest) || repeats(stage, &first.reference) {
            continue;
        }
        let written = format!("{{step: {MARK}split off, tasks: [{}]}}", first.reference);
        let edits = vec![
            take_out_item(ground.text, first.span),
            item_behind(ground.text, step.node.span, &written),
        ];
        // Where a comment stands in the way, merging them is not offered.
        let expected = Expected::hint("could-be-one-step").with(Remedy::Any);
        plants.push(Plant::new(edits, expected));
    }
    plants
}

/// Whether nothing but other services can need the step to be waited for.
fn is_clear(step: &Step) -> bool {
    let plain = |task: &Task| {
        let name = task.reference.strip_prefix("services.");
        name.is_some_and(|name| name != "all" && !name.contains('{'))
    };
    step.waited && !step.halts && step.tasks.iter().all(plain)
}

/// Whether the step before could be one with what is left of the step, or the next one with all of it:
/// then the hint tells of more than what is planted.
fn may_join(ground: &Ground, stage: &Stage, at: usize, rest: &[Task]) -> bool {
    let before = at.checked_sub(1).map(|before| &stage.steps[before]);
    let joins_before = before.is_some_and(|it| is_clear(it) && !needs_any(ground, rest, &it.tasks));
    let whole = &stage.steps[at].tasks;
    let next = stage.steps.get(at + 1);
    let joins_next = next.is_some_and(|it| is_clear(it) && !needs_any(ground, &it.tasks, whole));
    joins_before || joins_next
}

fn needs_any(ground: &Ground, tasks: &[Task], others: &[Task]) -> bool {
    let services = ground.of("services");
    let own = services.filter(|item| tasks.iter().any(|it| it.reference == item.reference()));
    let mut needed = own.flat_map(Item::depends_on);
    needed.any(|needed| {
        let needed = format!("services.{}", needed.reference);
        others.iter().any(|it| it.reference == needed)
    })
}

fn repeats(stage: &Stage, reference: &str) -> bool {
    let tasks = stage.steps.iter().flat_map(|step| &step.tasks);
    tasks.filter(|task| task.reference == reference).count() > 1
}

/// A token of a known shape, and a password in an address. Neither opens anything.
pub(super) fn secret(ground: &Ground) -> Vec<Plant> {
    let values = [
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "postgres://shop:{}h0rse-b4ttery@db:5432/shop",
    ];
    let mut plants = Vec::new();
    for item in &ground.items {
        let Some(name) = item.node.entry("name") else {
            continue;
        };
        for value in values {
            let value = match value.split_once("{}") {
                Some((address, password)) => format!("{address}{MARK}{password}"),
                None => format!("{MARK}{value}"),
            };
            let written = format!("x-planted: \"{value}\"");
            let edit = entry_behind(ground.text, &item.node, name, &written);
            plants.push(Plant::new(vec![edit], Expected::warning("secret").unsure()));
        }
    }
    plants
}
