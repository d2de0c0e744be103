//! References to what is not there, or cannot be a task.

use super::ground::{Ground, Item, Task};
use super::place::{instead_of, item_before, item_behind};
use super::plant::{Expected, MARK, Plant, Remedy};
use laneway_core::diagnostic::Edit;
use laneway_core::diagnostic::edits::take_out_item;
use std::collections::BTreeSet;

/// Whether the reference names a single thing of the template.
fn is_named(task: &Task) -> bool {
    let whole = task.reference.ends_with(".all") || task.reference.starts_with("release.");
    !whole && !task.reference.contains("${")
}

fn each_task(ground: &Ground, plant: impl Fn(&Task) -> Option<Plant>) -> Vec<Plant> {
    let tasks = ground.tasks().into_iter();
    let named = tasks.filter(|(_, task)| is_named(task));
    named.filter_map(|(_, task)| plant(task)).collect()
}

/// A reference that is nearly one of the template.
pub(super) fn misspelled_task(ground: &Ground) -> Vec<Plant> {
    if !ground.declares() {
        return Vec::new();
    }
    each_task(ground, |task| {
        let wrong = doubled(&task.reference);
        let edit = instead_of(task.span, &wrong);
        let known = ground.items.iter().any(|item| item.reference() == wrong);
        let expected = Expected::error("unknown-reference").safe();
        (!known).then(|| Plant::new(vec![edit], expected))
    })
}

/// A reference that resembles nothing of the template.
pub(super) fn invented_task(ground: &Ground) -> Vec<Plant> {
    if !ground.declares() {
        return Vec::new();
    }
    each_task(ground, |task| {
        let (kind, _) = task.reference.split_once('.')?;
        let edit = instead_of(task.span, &format!("{kind}.quux-xyzzy"));
        Some(Plant::new(vec![edit], Expected::error("unknown-reference")))
    })
}

/// A job as a service, and the other way round.
pub(super) fn wrong_kind(ground: &Ground) -> Vec<Plant> {
    if !ground.declares() {
        return Vec::new();
    }
    let all: BTreeSet<String> = ground.items.iter().map(Item::reference).collect();
    each_task(ground, |task| {
        let (kind, name) = task.reference.split_once('.')?;
        let other = if kind == "services" {
            "jobs"
        } else {
            "services"
        };
        let wrong = format!("{other}.{name}");
        let edit = instead_of(task.span, &wrong);
        (!all.contains(&wrong)).then(|| {
            // A name of the other kind may be nearer than the same name of this kind.
            let expected = Expected::error("unknown-reference").safe();
            Plant::new(vec![edit], expected)
        })
    })
}

/// A dependency that is nearly a service of the template.
pub(super) fn misspelled_dependency(ground: &Ground) -> Vec<Plant> {
    let needed = ground.of("services").flat_map(Item::depends_on);
    let plants = needed.map(|task| {
        let edit = instead_of(task.span, &doubled(&task.reference));
        Plant::new(vec![edit], Expected::error("unknown-dependency").safe())
    });
    plants.collect()
}

/// With its last letter doubled, which nothing else resembles more.
fn doubled(word: &str) -> String {
    let last = word.chars().last().unwrap_or('x');
    format!("{word}{last}")
}

/// `service.x`, and other words for a kind.
pub(super) fn unknown_kind(ground: &Ground) -> Vec<Plant> {
    let wrong = |kind: &str| match kind {
        "services" => ["service", "svc"],
        "jobs" => ["job", "jbos"],
        "charts" => ["chart", "helm"],
        _ => ["infra", "infrastucture"],
    };
    let mut plants = Vec::new();
    for which in 0..2 {
        plants.extend(each_task(ground, |task| {
            let (kind, name) = task.reference.split_once('.')?;
            let edit = instead_of(task.span, &format!("{}.{name}", wrong(kind)[which]));
            Some(Plant::new(
                vec![edit],
                Expected::error("unknown-kind").safe(),
            ))
        }));
    }
    plants
}

/// A name without its kind.
pub(super) fn bare_name(ground: &Ground) -> Vec<Plant> {
    if !ground.declares() {
        return Vec::new();
    }
    each_task(ground, |task| {
        let (_, name) = task.reference.split_once('.')?;
        let edit = instead_of(task.span, name);
        Some(Plant::new(
            vec![edit],
            Expected::error("unknown-kind").safe(),
        ))
    })
}

/// `infrastructure.all`, for all of it that a step names, or beside it.
pub(super) fn infrastructure_all(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for (_, _, step) in ground.written_steps() {
        let is_one = |task: &&Task| task.reference.starts_with("infrastructure.");
        let own: Vec<&Task> = step.tasks.iter().filter(is_one).collect();
        let Some(first) = own.first().filter(|_| step.last_task().is_some()) else {
            continue;
        };
        let known = ground.of("infrastructure").next().is_some();
        let remedy = if known { Remedy::Safe } else { Remedy::None };
        let expected = || Expected::error("infrastructure-all").with(remedy);
        let written = format!("{MARK}infrastructure.all");
        plants.push(Plant::new(
            vec![item_before(ground.text, first.span, &written)],
            expected(),
        ));
        let rest = own[1..].iter();
        let rest = rest.map(|task| take_out_item(ground.text, task.span));
        let edits = [
            vec![instead_of(first.span, "infrastructure.all")],
            rest.collect(),
        ]
        .concat();
        plants.push(Plant::new(edits, expected()));
    }
    plants
}

/// `cron_jobs.x` beside the tasks of a step, and instead of a job.
pub(super) fn cron_job(ground: &Ground) -> Vec<Plant> {
    let expected = |remedy| Expected::error("cron-job-as-task").with(remedy);
    let written = format!("{MARK}cron_jobs.nightly");
    let last = ground.stages.iter().flat_map(|stage| &stage.steps);
    let last = last.filter_map(|step| step.last_task());
    let beside: Vec<Edit> = last
        .map(|task| item_behind(ground.text, task.span, &written))
        .collect();
    let beside = beside
        .into_iter()
        .map(|edit| Plant::new(vec![edit], expected(Remedy::Unsure)));
    // What is left without the task has none, which is told then.
    let instead = each_task(ground, |task| {
        let edit = instead_of(task.span, "cron_jobs.nightly");
        let is_job = task.reference.starts_with("jobs.");
        let expected = expected(Remedy::Unsure)
            .uncovers("empty-step")
            .uncovers("empty-stage")
            .uncovers("could-be-parallel");
        is_job.then(|| Plant::new(vec![edit], expected))
    });
    beside.chain(instead).collect()
}
