//! `release.remove_environment` where it should not be, and services that are left out.

use super::ground::{Ground, Item, Stage, Step};
use super::place::{dash, instead_of, item_before, item_behind, mark};
use super::plant::{Expected, MARK, Plant, Remedy};
use laneway_core::diagnostic::Edit;
use laneway_core::diagnostic::edits::take_out_item;

const REMOVAL: &str = "release.remove_environment";

fn removal(stage: &Stage) -> Option<(usize, &Step)> {
    let steps = stage.steps.iter().enumerate();
    let mut removing =
        steps.filter(|(_, step)| step.tasks.iter().any(|it| it.reference == REMOVAL));
    removing.next()
}

/// A job that the template has, or any if it has no lists.
fn job(ground: &Ground, stage: &Stage) -> Option<String> {
    let named = |job: &String| {
        let tasks = stage.steps.iter().flat_map(|step| &step.tasks);
        tasks.into_iter().any(|task| task.reference == *job)
    };
    let declared = ground.of("jobs").map(Item::reference);
    let any = (!ground.declares()).then(|| "jobs.backup".to_owned());
    declared.chain(any).find(|job| !named(job))
}

/// A `teardown` with something else where the removal was.
pub(super) fn missing(ground: &Ground) -> Vec<Plant> {
    let Some(stage) = ground.stage("teardown") else {
        return Vec::new();
    };
    let Some((_, step)) = removal(stage) else {
        return Vec::new();
    };
    let task = step.tasks.iter().find(|it| it.reference == REMOVAL);
    let (Some(task), Some(job)) = (task, job(ground, stage)) else {
        return Vec::new();
    };
    let edits = vec![mark(stage.name_span.start), Edit::replace(task.span, job)];
    let expected = Expected::warning("environment-not-removed").unsure();
    vec![Plant::new(edits, expected)]
}

/// A job behind the removal, or together with it.
pub(super) fn not_last(ground: &Ground) -> Vec<Plant> {
    let Some(stage) = ground.stage("teardown") else {
        return Vec::new();
    };
    let (Some((_, step)), Some(job)) = (removal(stage), job(ground, stage)) else {
        return Vec::new();
    };
    let Some(task) = step.tasks.iter().find(|it| it.reference == REMOVAL) else {
        return Vec::new();
    };
    let plant = |edit, remedy| {
        let expected = Expected::warning("removal-not-last").with(remedy);
        Plant::new(vec![mark(task.span.start), edit], expected)
    };
    if stage.serial {
        let edit = item_behind(ground.text, task.span, &job);
        return vec![plant(edit, Remedy::Safe)];
    }
    let later = format!("{{step: later, tasks: [{job}]}}");
    vec![
        plant(
            item_behind(ground.text, step.node.span, &later),
            Remedy::Safe,
        ),
        plant(item_behind(ground.text, task.span, &job), Remedy::Safe),
    ]
}

/// The removal in a stage that builds.
pub(super) fn outside(ground: &Ground) -> Vec<Plant> {
    let stages = ground
        .stages
        .iter()
        .filter(|stage| stage.name != "teardown");
    let last = stages.flat_map(|stage| stage.steps.iter().filter_map(|step| step.last_task()));
    let plants = last.map(|last| {
        let edit = item_behind(ground.text, last.span, &format!("{MARK}{REMOVAL}"));
        let expected = Expected::warning("removal-outside-teardown").unsure();
        Plant::new(vec![edit], expected)
    });
    plants.collect()
}

/// A service that is declared and that `setup` does not know yet.
pub(super) fn new_service(ground: &Ground) -> Vec<Plant> {
    if covers_all(ground) {
        return Vec::new();
    }
    let services = ground.of("services");
    let plants = services.flat_map(|service| {
        let written = format!("{{name: {MARK}brand-new}}");
        let expected = || Expected::warning("service-not-deployed").unsure();
        let span = service.node.span;
        [
            Plant::new(vec![item_before(ground.text, span, &written)], expected()),
            Plant::new(vec![item_behind(ground.text, span, &written)], expected()),
        ]
    });
    plants.collect()
}

/// A service that is taken out of `setup`; a step that held nothing else goes with it.
pub(super) fn left_out(ground: &Ground) -> Vec<Plant> {
    let Some(setup) = ground.stage("setup").filter(|_| !covers_all(ground)) else {
        return Vec::new();
    };
    let mut plants = Vec::new();
    for service in ground.of("services") {
        let reference = service.reference();
        let runs = |step: &&Step| step.tasks.iter().any(|it| it.reference == reference);
        let steps: Vec<&Step> = setup.steps.iter().filter(runs).collect();
        let ([step], Some(name)) = (steps.as_slice(), service.node.get("name")) else {
            continue;
        };
        let is_only = setup.steps.len() == 1 && step.tasks.len() == 1;
        let last = setup
            .steps
            .last()
            .is_some_and(|it| it.node.span == step.node.span);
        // Without the last step, one before it may be the last that nothing waits for, or halt too late.
        let ends = last && step.tasks.len() == 1 && !setup.serial;
        if step.last_task().is_none() || is_only || ends {
            continue;
        }
        let gone = match step.tasks.as_slice() {
            [_] => step.node.span,
            tasks => {
                let own = tasks.iter().find(|it| it.reference == reference);
                own.map_or(step.node.span, |it| it.span)
            }
        };
        let edits = vec![mark(name.span.start), take_out_item(ground.text, gone)];
        let expected = Expected::warning("service-not-deployed").unsure();
        // Steps of which one needed the service may be one now.
        plants.push(Plant::new(edits, expected).may_bring("could-be-one-step"));
    }
    plants
}

/// Whether `setup` has `services.all` or a placeholder, or is not there: no service is surely left out.
fn covers_all(ground: &Ground) -> bool {
    let Some(setup) = ground.stage("setup") else {
        return true;
    };
    let mut tasks = setup.steps.iter().flat_map(|step| &step.tasks);
    tasks.any(|task| task.reference == "services.all" || task.reference.contains("${"))
}

/// A `setup` that starts services one after another, none of which needs another.
pub(super) fn needlessly_serial(ground: &Ground) -> Vec<Plant> {
    let services: Vec<String> = ground.of("services").map(Item::reference).collect();
    let dependent = ground.of("services").any(|it| !it.depends_on().is_empty());
    let Some(setup) = ground
        .stage("setup")
        .filter(|setup| !setup.serial && services.len() > 1 && !dependent)
    else {
        return Vec::new();
    };
    let Some(_) = dash(ground.text, setup.node.span) else {
        return Vec::new();
    };
    let written = format!("order_from: [{}]", services.join(", "));
    let edit = instead_of(setup.order.span(), &written);
    vec![Plant::new(
        vec![edit],
        Expected::hint("could-be-parallel").unsure(),
    )]
}
