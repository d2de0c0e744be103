//! Stages and steps without a task.

use super::ground::{Ground, Stage};
use super::place::{item_before, item_behind, mark};
use super::plant::{Expected, MARK, Plant, Remedy};
use laneway_core::diagnostic::Edit;
use laneway_core::source::Span;
use std::collections::BTreeSet;

/// A stage whose list is empty.
pub(super) fn empty_stage(ground: &Ground) -> Vec<Plant> {
    let others = ground.stages.len() > 1;
    let plants = ground.stages.iter().map(|stage| {
        let edits = vec![
            mark(stage.order.key.span.start),
            emptied(ground, stage.order.span(), stage.order.key.span),
        ];
        let remedy = if others { Remedy::Unsure } else { Remedy::None };
        Plant::new(edits, Expected::hint("empty-stage").with(remedy))
    });
    plants.collect()
}

/// `key: […]` becomes `key: []`, whatever the style.
fn emptied(ground: &Ground, entry: Span, key: Span) -> Edit {
    let colon = key.end + ground.text[key.end..].find(':').unwrap_or(0);
    let behind = Span::new(colon, entry.end);
    Edit::replace(behind, ": []")
}

/// A step without tasks, in front of and behind every other one.
pub(super) fn new_empty_step(ground: &Ground) -> Vec<Plant> {
    let written = format!("{{step: nothing at all, {MARK}tasks: []}}");
    let expected = || Expected::hint("empty-step").safe();
    let mut plants = Vec::new();
    for (_, _, step) in ground.written_steps() {
        let span = step.node.span;
        for edit in [
            item_before(ground.text, span, &written),
            item_behind(ground.text, span, &written),
        ] {
            plants.push(Plant::new(vec![edit], expected()));
        }
    }
    plants
}

/// A step whose tasks are taken away. The services among them that `setup` runs nowhere else are then
/// never deployed, and without the removal `teardown` leaves the environment: both are told of.
pub(super) fn emptied_step(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for (stage, at, step) in ground.written_steps() {
        let entry = step.entry("tasks").filter(|_| step.last_task().is_some());
        let Some(entry) = entry.filter(|_| !runs_under_all(stage, at)) else {
            continue;
        };
        // Without the step, the one before it is the last: it may halt too late, or need no waiting;
        // without any, the stage is empty.
        let empty = Expected::hint("empty-step")
            .safe()
            .uncovers("last-step-not-waited")
            .uncovers("late-halt")
            .uncovers("empty-stage");
        let mut problems = vec![(entry.key.span.start, empty)];
        for service in left_out(ground, stage, at) {
            let expected = Expected::warning("service-not-deployed").with(Remedy::Any);
            problems.push((service, expected));
        }
        let removes = step
            .tasks
            .iter()
            .any(|task| task.reference.starts_with("release."));
        if removes && stage.steps.len() > 1 {
            let expected = Expected::warning("environment-not-removed").with(Remedy::Any);
            problems.push((stage.name_span.start, expected));
        }
        problems.sort_by_key(|(place, _)| *place);
        let mut edits: Vec<Edit> = problems.iter().map(|(place, _)| mark(*place)).collect();
        edits.push(emptied(ground, entry.span(), entry.key.span));
        let expected = problems.into_iter().map(|(_, expected)| expected);
        // Steps that needed what is gone may be one now.
        let plant = Plant::with(edits, expected.collect());
        plants.push(plant.may_bring("could-be-one-step"));
    }
    plants
}

/// Whether `services.all` of another step then runs the services of this one, in an order of its own.
fn runs_under_all(stage: &Stage, step: usize) -> bool {
    let mut others = stage.steps.iter().enumerate().filter(|(at, _)| *at != step);
    others.any(|(_, step)| step.tasks.iter().any(|it| it.reference == "services.all"))
}

/// Where the services are declared that only this step of `setup` runs.
fn left_out(ground: &Ground, stage: &Stage, step: usize) -> Vec<usize> {
    let mut steps = ground.resolved(stage);
    let own = steps.remove(step);
    let rest: BTreeSet<String> = steps.into_iter().flatten().map(|it| it.reference).collect();
    let is_setup = stage.name == "setup" && !rest.is_empty() && ground.declares();
    let opaque = rest.iter().any(|reference| reference.contains("${"));
    let gone: BTreeSet<String> = own
        .into_iter()
        .map(|it| it.reference)
        .filter(|it| is_setup && !opaque && !rest.contains(it))
        .collect();
    let services = ground.of("services");
    let services = services.filter(|item| gone.contains(&item.reference()));
    let places = services.filter_map(|item| item.node.get("name"));
    places.map(|name| name.span.start).collect()
}
