//! `halt_on_error` and `wait_for_finish` where they are of no use, or unclear.

use super::dependencies::early;
use super::ground::{Ground, Item, Stage, Step};
use super::place::{entry_behind, item_behind, mark};
use super::plant::{Expected, MARK, Plant, Remedy};
use laneway_core::diagnostic::Edit;
use laneway_core::yaml::Entry;

/// `wait_for_finish: false` on the last step.
pub(super) fn last_not_waited(ground: &Ground) -> Vec<Plant> {
    let last = ground.written_steps();
    let last = last.filter(|(stage, at, step)| at + 1 == stage.steps.len() && !step.halts);
    let plants = last.filter_map(|(_, _, step)| {
        let edit = not_waited(ground, step)?;
        let expected = Expected::hint("last-step-not-waited").unsure();
        Some(Plant::new(vec![edit], expected))
    });
    plants.collect()
}

fn not_waited(ground: &Ground, step: &Step) -> Option<Edit> {
    let written = format!("{MARK}wait_for_finish: false");
    match step.entry("wait_for_finish") {
        Some(entry) => step.waited.then(|| Edit::replace(entry.span(), written)),
        None => {
            let tasks = step.entry("tasks")?;
            Some(entry_behind(ground.text, &step.node, tasks, &written))
        }
    }
}

/// `wait_for_finish: false` on a step that halts.
pub(super) fn halting_not_waited(ground: &Ground) -> Vec<Plant> {
    let halting = ground.written_steps().filter(|(_, _, step)| step.halts);
    let plants = halting.filter_map(|(stage, at, step)| {
        let edit = not_waited(ground, step)?;
        let halt = Expected::warning("halt-without-wait").unsure();
        // What needs it is told of as well: one may be repaired without the other.
        let early = early(ground, stage, at).filter(|_| stage.name != "teardown");
        let needs = early.map(|_| Expected::warning("dependency-not-waited").unsure());
        let expected = [halt].into_iter().chain(needs).collect();
        let marks = early.map(|span| mark(span.start));
        let edits = [edit].into_iter().chain(marks).collect();
        Some(Plant::with(edits, expected))
    });
    plants.collect()
}

/// `halt_on_error: true` on a step that nothing waits for.
pub(super) fn background_halts(ground: &Ground) -> Vec<Plant> {
    let background = ground.written_steps().filter(|(_, _, step)| !step.waited);
    let plants = background.filter_map(|(_, _, step)| {
        let wait = step.entry("wait_for_finish")?;
        let tasks = step.entry("tasks")?;
        let edits = vec![
            mark(wait.key.span.start),
            entry_behind(ground.text, &step.node, tasks, "halt_on_error: true"),
        ];
        let free = step.entry("halt_on_error").is_none();
        free.then(|| Plant::new(edits, Expected::warning("halt-without-wait").unsure()))
    });
    plants.collect()
}

/// A halting step behind everything, in a stage where nothing else halts.
pub(super) fn late_halt(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for stage in ground
        .stages
        .iter()
        .filter(|it| !it.serial && it.name != "teardown")
    {
        let tasks: Vec<&str> = stage
            .steps
            .iter()
            .flat_map(|step| &step.tasks)
            .map(|task| task.reference.as_str())
            .collect();
        let deploys = tasks.iter().any(|it| it.starts_with("services."));
        let halting = stage.steps.iter().any(|step| step.halts);
        let jobs = ground.of("jobs").map(Item::reference);
        let unused = jobs.into_iter().find(|job| !tasks.contains(&job.as_str()));
        let opaque = || (!ground.declares()).then(|| "jobs.check".to_owned());
        let Some(job) = unused.or_else(opaque).filter(|_| deploys) else {
            continue;
        };
        let last = stage.steps.last().map(|step| step.node.span);
        let written = format!("{{step: at last, tasks: [{job}], {MARK}halt_on_error: true}}");
        let mut edits: Vec<Edit> = last
            .map(|last| item_behind(ground.text, last, &written))
            .into_iter()
            .collect();
        if halting {
            edits.extend(stage.steps.iter().filter_map(never_halts));
        }
        if stage.steps.iter().all(|step| step.own) {
            let expected = Expected::hint("late-halt").unsure();
            // Steps of which one halted may be one now.
            plants.push(Plant::new(edits, expected).may_bring("could-be-one-step"));
        }
    }
    plants
}

fn never_halts(step: &Step) -> Option<Edit> {
    let entry = step.entry("halt_on_error").filter(|_| step.halts)?;
    Some(Edit::replace(entry.value.span, "false"))
}

/// `halt_on_error` in its old place, on a job.
pub(super) fn old_halt(ground: &Ground) -> Vec<Plant> {
    let jobs = new_places(ground);
    jobs.map(|job| old_plant(ground, job, true)).collect()
}

/// The same, as `false`, which says nothing.
pub(super) fn old_halt_false(ground: &Ground) -> Vec<Plant> {
    let jobs = new_places(ground);
    jobs.map(|job| old_plant(ground, job, false)).collect()
}

/// The jobs that do not have the key yet.
fn new_places<'g>(ground: &'g Ground) -> impl Iterator<Item = &'g Item> {
    let free = |job: &&Item| job.node.entry("halt_on_error").is_none();
    ground.of("jobs").filter(free)
}

fn old_plant(ground: &Ground, job: &Item, halts: bool) -> Plant {
    let name: &Entry = job.node.entry("name").expect("a good job has a name");
    let written = format!("{MARK}halt_on_error: {halts}");
    let edit = entry_behind(ground.text, &job.node, name, &written);
    let remedy = if halts {
        moves(ground, job)
    } else {
        Remedy::Safe
    };
    // On the step it shows what it did before: that nothing waits for it, or that it comes late.
    let expected = Expected::warning("old-halt-on-error")
        .with(remedy)
        .uncovers("halt-without-wait")
        .uncovers("late-halt");
    Plant::new(vec![edit], expected)
}

/// The key can move where every step that runs the job is one, and is written for it alone.
fn moves(ground: &Ground, job: &Item) -> Remedy {
    let reference = job.reference();
    let all = ground
        .tasks()
        .iter()
        .any(|(_, task)| task.reference == "jobs.all");
    let steps = ground.stages.iter().flat_map(|stage| {
        let runs = |step: &&Step| step.tasks.iter().any(|task| task.reference == reference);
        stage
            .steps
            .iter()
            .filter(runs)
            .map(move |step| (stage, step))
    });
    let steps: Vec<(&Stage, &Step)> = steps.collect();
    if all || steps.iter().any(|(stage, _)| stage.serial) {
        return Remedy::None;
    }
    let missing = steps
        .iter()
        .filter(|(_, step)| step.entry("halt_on_error").is_none());
    let shared = missing.into_iter().any(|(_, step)| step.tasks.len() > 1);
    if shared { Remedy::Unsure } else { Remedy::Safe }
}
