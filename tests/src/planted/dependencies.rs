//! Dependencies that the order of a stage does not serve.

use super::ground::{Ground, Item, Stage, holds};
use super::place::{dash, dependency, entry_behind, item_behind, mark};
use super::plant::{Expected, Plant, Remedy};
use super::sequence::{Lack, are_one, depends, lack, lacks, one_by_one};
use laneway_core::diagnostic::edits::take_out_item;
use laneway_core::source::Span;
use laneway_core::yaml;
use std::collections::BTreeSet;

/// A `depends_on` between two services that start together.
pub(super) fn within_step(ground: &Ground) -> Vec<Plant> {
    declared(ground, Lack::Together)
}

/// A `depends_on` on a service that starts later.
pub(super) fn against_order(ground: &Ground) -> Vec<Plant> {
    declared(ground, Lack::Later)
}

/// A `depends_on` on a service that nothing has waited for.
pub(super) fn not_waited(ground: &Ground) -> Vec<Plant> {
    declared(ground, Lack::NotWaited)
}

/// Declares one more dependency. Every stage with both services is judged by itself, so each in which
/// its order does not serve it has to say so; `lack` is what the first of them has to say.
fn declared(ground: &Ground, wanted: Lack) -> Vec<Plant> {
    let mut plants = Vec::new();
    for service in ground.of("services") {
        for on in ground.of("services") {
            // The other way round is there already: together they would be a circle.
            if depends(ground, &on.name, &service.name) || depends(ground, &service.name, &on.name)
            {
                continue;
            }
            let stages = || ground.stages.iter().filter(|it| it.name != "teardown");
            // What the template is warned of already is no other mistake.
            if stages().any(|stage| is_told(ground, stage, service, on)) {
                continue;
            }
            let problems = stages().filter_map(|stage| problem(ground, stage, service, on));
            let mut problems: Vec<(Lack, usize, Expected)> = problems.collect();
            problems.sort_by_key(|(_, place, _)| *place);
            problems.dedup_by_key(|(_, place, _)| *place);
            if problems.first().is_none_or(|(lack, ..)| *lack != wanted) {
                continue;
            }
            let name = yaml::scalar(&on.name);
            let Some(edit) = dependency(ground.text, service, &name) else {
                continue;
            };
            let marks = problems.iter().map(|(_, place, _)| mark(*place));
            let edits = [edit].into_iter().chain(marks).collect();
            let expected = problems.into_iter().map(|(.., expected)| expected);
            plants.push(Plant::with(edits, expected.collect()));
        }
    }
    plants
}

fn is_told(ground: &Ground, stage: &Stage, service: &Item, on: &Item) -> bool {
    let steps = if stage.serial { &[][..] } else { &stage.steps };
    let resolved = one_by_one(ground, stage);
    let found = lack(steps, &resolved, &service.reference(), &on.reference());
    let found = found.map(|found| (found, on.reference()));
    let mut told = lacks(ground, stage).into_iter();
    found.is_some_and(|found| told.any(|told| are_one(&told, &found)))
}

fn problem(
    ground: &Ground,
    stage: &Stage,
    service: &Item,
    on: &Item,
) -> Option<(Lack, usize, Expected)> {
    let steps = if stage.serial { &[][..] } else { &stage.steps };
    let resolved = one_by_one(ground, stage);
    let found = lack(steps, &resolved, &service.reference(), &on.reference())?;
    let (found, own, other) = (found.lack, found.own, found.other);
    let alone = own != other && own.slice(ground.text).contains(&service.name);
    let alone = alone && other.slice(ground.text).contains(&on.name);
    Some(match found {
        Lack::Together => {
            // In a step before, what it needs itself would not be ready either.
            let served = on.depends_on().iter().all(|needed| {
                let needed = format!("services.{}", needed.reference);
                lack(steps, &resolved, &on.reference(), &needed).is_none()
            });
            let can_move = alone && served && is_block_step(ground, stage, own);
            let remedy = if can_move {
                Remedy::Unsure
            } else {
                Remedy::None
            };
            let expected = Expected::warning("dependency-in-step").with(remedy);
            (found, own.start, expected)
        }
        Lack::Later => {
            // Whether one of the two can move without getting ahead of what it needs itself depends
            // on all others.
            let expected = Expected::warning("dependency-order").with(Remedy::Any);
            (found, own.start, expected)
        }
        Lack::NotWaited => {
            let expected = Expected::warning("dependency-not-waited").unsure();
            (found, own.start, expected)
        }
    })
}

fn is_block_step(ground: &Ground, stage: &Stage, task: Span) -> bool {
    let step = stage.steps.iter().find(|it| holds(it.node.span, task));
    step.is_some_and(|step| dash(ground.text, step.node.span).is_some())
}

/// A service of `order_from` that is moved behind one that depends on it. It is one mistake, however
/// many depend on it; the first of them is where it shows.
pub(super) fn moved_back(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for stage in ground
        .stages
        .iter()
        .filter(|it| it.serial && it.name != "teardown")
    {
        for at in 0..stage.steps.len() {
            for later in at + 1..stage.steps.len() {
                plants.extend(moved(ground, stage, at, later));
            }
        }
    }
    plants
}

fn moved(ground: &Ground, stage: &Stage, at: usize, later: usize) -> Option<Plant> {
    let needs = |step: usize| {
        let task = stage.steps[step].tasks.first()?;
        let item = ground
            .items
            .iter()
            .find(|it| it.reference() == task.reference)?;
        let moved = stage.steps[at].label.strip_prefix("services.")?;
        let needed = item.depends_on();
        needed
            .iter()
            .any(|it| it.reference == moved)
            .then_some(task.span)
    };
    needs(later)?;
    let first = (at + 1..=later).find_map(needs)?;
    let gone = take_out_item(ground.text, stage.steps[at].node.span);
    let last = stage.steps[later].node.span;
    let behind = item_behind(ground.text, last, &stage.steps[at].label);
    let expected = Expected::warning("dependency-order").unsure();
    Some(Plant::new(vec![gone, behind, mark(first.start)], expected))
}

/// `wait_for_finish: false` on a step that later ones depend on. It is one mistake, however many depend
/// on it; the first of them is where it shows.
pub(super) fn wait_dropped(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for (stage, at, step) in ground.written_steps() {
        let last = at + 1 == stage.steps.len();
        if !step.waited || step.halts || stage.name == "teardown" || last {
            continue;
        }
        let tasks = step.entry("tasks");
        let tasks = tasks.filter(|_| step.entry("wait_for_finish").is_none());
        let (Some(early), Some(tasks)) = (early(ground, stage, at), tasks) else {
            continue;
        };
        let edit = entry_behind(ground.text, &step.node, tasks, "wait_for_finish: false");
        let expected = Expected::warning("dependency-not-waited").unsure();
        plants.push(Plant::new(vec![edit, mark(early.start)], expected));
    }
    plants
}

/// Where the first task stands that needs one of a step, if nothing waits for that.
pub(super) fn early(ground: &Ground, stage: &Stage, step: usize) -> Option<Span> {
    let mut unwaited = stage.clone();
    unwaited.steps[step].waited = false;
    let lacks = lacks(ground, &unwaited).into_iter();
    let early = lacks.filter(|(it, _)| it.lack == Lack::NotWaited && it.step == step);
    let early: BTreeSet<Span> = early.map(|(it, _)| it.own).collect();
    let tasks = ground.resolved(stage).into_iter().flatten();
    tasks
        .map(|task| task.span)
        .find(|span| early.contains(span))
}

/// Two services that depend on each other, perhaps over others: the second dependency of a circle. No
/// order serves a circle, so none is blamed.
pub(super) fn circle(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for service in ground.of("services") {
        for needed in service.depends_on() {
            let Some(on) = ground.of("services").find(|it| it.name == needed.reference) else {
                continue;
            };
            let is_part = |it: &&Item| {
                depends(ground, &service.name, &it.name) && depends(ground, &it.name, &on.name)
            };
            let first = ground.of("services").find(is_part);
            let name = first.and_then(|it| it.node.get("name"));
            let edit = dependency(ground.text, on, &yaml::scalar(&service.name));
            if let (Some(name), Some(edit)) = (name, edit) {
                let edits = vec![mark(name.span.start), edit];
                plants.push(Plant::new(edits, Expected::warning("dependency-cycle")));
            }
        }
    }
    plants
}
