//! A stage is drawn as `step: task task | step: …`, with `~` for a step that is not waited for and
//! `!` for one that halts; the plan is drawn in the same way.

use super::{default_stage, expand, stage_names};
use crate::plan::Plan;
use crate::source::{Span, Spanned};
use crate::template::{Chart, Job, Kind, Reference, Service, Stage, Step, StepPlaces, Template};
use crate::time::Millis;

fn here<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

fn kind(text: &str) -> Kind {
    let kinds = [
        Kind::Services,
        Kind::Jobs,
        Kind::Charts,
        Kind::Infrastructure,
    ];
    let found = kinds.into_iter().find(|kind| kind.key() == text);
    found.expect("a kind")
}

fn reference(text: &str) -> Reference {
    match text.split_once('.').expect("a reference") {
        ("release", _) => Reference::RemoveEnvironment,
        (key, "all") => Reference::All(kind(key)),
        (key, name) if name.contains("${") => Reference::Opaque(kind(key), text.to_owned()),
        (key, name) => Reference::Named(kind(key), name.to_owned()),
    }
}

fn step(text: &str) -> Step {
    let (name, tasks) = text.split_once(':').expect("a step");
    Step {
        name: here(name.trim().trim_start_matches(['~', '!']).to_owned()),
        tasks: tasks
            .split_whitespace()
            .map(|it| here(reference(it)))
            .collect(),
        halt_on_error: name.contains('!'),
        wait_for_finish: !name.contains('~'),
        in_doubt: false,
        places: StepPlaces::default(),
        span: Span::default(),
    }
}

fn stage(name: &str, serial: bool, steps: &str) -> Stage {
    Stage {
        doubts: crate::template::Doubts::default(),
        name: here(name.to_owned()),
        steps: steps.split('|').map(step).collect(),
        serial,
        order_key: None,
        span: Span::default(),
    }
}

/// Services a, b, c; jobs m (old `halt_on_error`), n (60 s); chart k (30 s); infrastructure i.
fn template(stages: Vec<Stage>) -> Template {
    let service = |name: &str| Service {
        name: here(name.to_owned()),
        depends_on: Vec::new(),
        readiness_probe: None,
        liveness_probe: None,
        replicas: 1,
        is_static: false,
    };
    let job = |name: &str, seconds, halt_on_error| Job {
        name: here(name.to_owned()),
        completed_timeout: Millis::from_secs(seconds),
        halt_on_error,
        halt_place: None,
    };
    Template {
        needs_in_doubt: false,
        stages,
        services: ["a", "b", "b", "c"].map(service).to_vec(),
        jobs: vec![job("m", 1200, true), job("n", 60, false)],
        charts: vec![Chart {
            name: here("k".to_owned()),
            timeout: Millis::from_secs(30),
        }],
        infrastructure: vec![here("i".to_owned())],
        declares: true,
        repaired: false,
    }
}

fn drawn(plan: &Plan) -> String {
    let steps = plan.steps.iter().map(|step| {
        let marks = [(!step.waited, "~"), (step.halt_on_error, "!")];
        let marks: String = marks.iter().filter(|it| it.0).map(|it| it.1).collect();
        let tasks = step.tasks.iter().map(|id| plan.tasks[id.0].name.as_str());
        let tasks: Vec<&str> = tasks.collect();
        format!("{marks}{}: {}", step.name, tasks.join(" "))
    });
    steps.collect::<Vec<_>>().join(" | ")
}

#[test]
fn expands_parallel_stages() {
    let table = [
        (
            "x: services.a jobs.n | ~y: | !z: jobs.m",
            "x: services.a jobs.n | ~y:  | !z: jobs.m",
        ),
        ("x: services.all", "x: services.a services.b services.c"),
        (
            "x: services.all jobs.all | y: services.b",
            "x: services.a services.c jobs.m jobs.n | y: services.b",
        ),
        (
            "x: services.b | y: services.all services.all | z: services.all",
            "x: services.b | y: services.a services.c | z: ",
        ),
        (
            "x: services.a services.a | y: services.a",
            "x: services.a services.a#2 | y: services.a#3",
        ),
        (
            "x: charts.all infrastructure.all",
            "x: charts.k infrastructure.i",
        ),
        (
            "x: services.${A} services.${A}",
            "x: services.${A} services.${A}#2",
        ),
        (
            "x: services.unknown services.all",
            "x: services.unknown services.a services.b services.c",
        ),
    ];
    for (written, expected) in table {
        let template = template(vec![stage("setup", false, written)]);
        let plan = expand(&template, "setup").expect("a plan");
        assert_eq!(drawn(&plan), expected, "{written}");
    }
}

#[test]
fn expands_serial_stages_to_one_step_per_task() {
    let table = [
        (
            "services.b: services.b | jobs.m: jobs.m",
            "services.b: services.b | jobs.m: jobs.m",
        ),
        (
            "services.b: services.b | services.all: services.all",
            "services.b: services.b | services.a: services.a | services.c: services.c",
        ),
        (
            "jobs.all: jobs.all | jobs.all: jobs.all",
            "jobs.m: jobs.m | jobs.n: jobs.n",
        ),
        (
            "jobs.m: jobs.m | jobs.m: jobs.m",
            "jobs.m: jobs.m | jobs.m#2: jobs.m#2",
        ),
    ];
    for (written, expected) in table {
        let template = template(vec![stage("setup", true, written)]);
        let plan = expand(&template, "setup").expect("a plan");
        assert_eq!(drawn(&plan), expected, "{written}");
    }
}

#[test]
fn a_fragment_has_no_members_to_expand() {
    let fragment = Template {
        stages: vec![stage(
            "setup",
            false,
            "x: services.all jobs.j | y: services.all",
        )],
        ..Template::default()
    };
    let plan = expand(&fragment, "setup").expect("a plan");
    assert_eq!(drawn(&plan), "x: services.all jobs.j | y: ");
}

#[test]
fn tasks_know_their_limits_and_whether_they_halt() {
    let table = [
        ("x: services.a", None, false),
        ("!x: services.a", None, true),
        ("x: jobs.m", Some(1200), true),
        ("x: jobs.n", Some(60), false),
        ("x: jobs.other", Some(1200), false),
        ("!x: charts.k", Some(30), true),
        ("x: charts.other", Some(300), false),
        ("x: infrastructure.i", Some(1200), false),
        ("x: release.remove_environment", Some(600), false),
    ];
    for (written, limit, halts) in table {
        let template = template(vec![stage("setup", false, written)]);
        let plan = expand(&template, "setup").expect("a plan");
        assert_eq!(
            plan.tasks[0].limit,
            limit.map(Millis::from_secs),
            "{written}"
        );
        assert_eq!(plan.tasks[0].halts, halts, "{written}");
    }
}

#[test]
fn finds_stages() {
    let of = |names: &[&str]| {
        let stages = names.iter().map(|name| stage(name, false, "x: jobs.n"));
        template(stages.collect())
    };
    let table: [(&[&str], Option<&str>, &[&str]); 4] = [
        (&[], None, &["teardown"]),
        (
            &["patch", "setup"],
            Some("setup"),
            &["patch", "setup", "teardown"],
        ),
        (&["patch", "patch"], Some("patch"), &["patch", "teardown"]),
        (
            &["teardown", "patch"],
            Some("teardown"),
            &["teardown", "patch"],
        ),
    ];
    for (names, default, all) in table {
        assert_eq!(default_stage(&of(names)), default, "{names:?}");
        assert_eq!(stage_names(&of(names)), all, "{names:?}");
    }
    assert_eq!(expand(&of(&["setup"]), "patch"), None);
    let removal = expand(&of(&["setup"]), "teardown").expect("a plan");
    assert_eq!(
        drawn(&removal),
        "release.remove_environment: release.remove_environment"
    );
}
