//! Steps of one name, and tasks that stand twice.

use super::ground::{Ground, Stage, Task};
use super::place::{instead_of, item_behind};
use super::plant::{Expected, MARK, Plant, Remedy};
use laneway_core::yaml;

/// A step that is called like one before it.
pub(super) fn repeated_label(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for (stage, at, step) in ground.written_steps() {
        let Some(label) = step.entry("step") else {
            continue;
        };
        for earlier in &stage.steps[..at] {
            let edit = instead_of(label.value.span, &yaml::scalar(&earlier.label));
            let expected = Expected::warning("duplicate-step").unsure();
            plants.push(Plant::new(vec![edit], expected));
        }
    }
    plants
}

/// The same task twice in one step: both run at once.
pub(super) fn twice_in_step(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for (stage, _, step) in ground.written_steps() {
        let Some(last) = step.last_task() else {
            continue;
        };
        let named = step.tasks.iter().filter(|task| runs_once(stage, task));
        plants.extend(named.map(|task| again(ground, last, task, Expected::warning)));
    }
    plants
}

/// The same task in a later step: one behind the other, or beside it if nothing waits for the first.
pub(super) fn twice_in_order(ground: &Ground) -> Vec<Plant> {
    later(ground, true, Expected::hint)
}

/// See [`twice_in_order`].
pub(super) fn twice_overlapping(ground: &Ground) -> Vec<Plant> {
    later(ground, false, Expected::warning)
}

fn later(ground: &Ground, waited: bool, expected: fn(&'static str) -> Expected) -> Vec<Plant> {
    let mut plants = Vec::new();
    for stage in &ground.stages {
        for (at, step) in stage.steps.iter().enumerate() {
            let behind = stage.steps[at + 1..].iter();
            let behind: Vec<&Task> = behind.filter_map(|step| step.last_task()).collect();
            let first = step.tasks.iter().filter(|task| runs_once(stage, task));
            for task in first.filter(|_| step.waited == waited) {
                let added = behind
                    .iter()
                    .map(|last| again(ground, last, task, expected));
                plants.extend(added);
            }
        }
    }
    plants
}

/// Whether a reference, given a second time, is another run of it. (`services.all` then stands for one
/// service less.) Behind the removal of the environment nothing is put.
fn runs_once(stage: &Stage, task: &Task) -> bool {
    let references = stage.steps.iter().flat_map(|step| &step.tasks);
    let times = references
        .filter(|it| it.reference == task.reference)
        .count();
    let removes = stage.name == "teardown" && !task.reference.starts_with("release.");
    let whole = task.reference.ends_with(".all");
    times == 1 && !whole && !removes && !task.reference.contains("${")
}

fn again(
    ground: &Ground,
    last: &Task,
    task: &Task,
    expected: fn(&'static str) -> Expected,
) -> Plant {
    let written = format!("{MARK}{}", yaml::scalar(&task.reference));
    let edit = item_behind(ground.text, last.span, &written);
    // Where `services.all` stands as well, which of the two should go is not clear.
    Plant::new(vec![edit], expected("repeated-task").with(Remedy::Any))
}

/// A second `*.all` of one kind.
pub(super) fn repeated_all(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for stage in &ground.stages {
        let tasks = || stage.steps.iter().flat_map(|step| &step.tasks);
        for all in tasks().filter(|task| task.reference.ends_with(".all")) {
            let behind = stage.steps.iter().filter_map(|step| step.last_task());
            for last in behind.filter(|last| all.span <= last.span) {
                let written = format!("{MARK}{}", all.reference);
                let edit = item_behind(ground.text, last.span, &written);
                let expected = Expected::warning("repeated-all").safe();
                plants.push(Plant::new(vec![edit], expected));
            }
        }
    }
    plants
}
