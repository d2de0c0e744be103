//! `laneway simulate --moments`.

mod support;

use serde_json::Value;
use support::{assert_file, data, root, run, simulated_cases};

const HALTING: [&str; 5] = [
    "simulate",
    "halting.yaml",
    "--scenario",
    "halting-scenario.yaml",
    "--moments",
];

#[test]
fn tells_a_run_for_people() {
    let files = [("100", "wide.txt"), ("50", "narrow.txt")];
    for (width, file) in files {
        let ran = run(&[&HALTING[..], &["--width", width]].concat());
        assert_eq!(ran.exit, 0);
        assert_file(&data().join("../moments").join(file), &ran.out);
        let widest = ran.out.lines().map(|line| line.chars().count()).max();
        assert!(widest <= width.parse().ok(), "{widest:?}");
    }
}

#[test]
fn keeps_its_schema() {
    let path = root().join("docs/schema/moments.json");
    let text = std::fs::read_to_string(path).expect("a schema");
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("the schema is one");
    for case in simulated_cases() {
        let mut arguments = vec!["simulate", "--moments", "--format", "json"];
        arguments.extend(case.arguments.iter().map(String::as_str));
        let ran = run(&arguments);
        if ran.exit == 2 {
            continue; // Nothing to simulate.
        }
        let document: Value = serde_json::from_str(&ran.out).expect("JSON");
        let errors: Vec<String> = (schema.iter_errors(&document))
            .map(|it| format!("{}: {it}", it.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{:?}: {errors:#?}", case.folder);
    }
}

#[test]
fn places_and_names_are_those_of_the_template() {
    let ran = run(&[&HALTING[..], &["--format", "json"]].concat());
    let document: Value = serde_json::from_str(&ran.out).expect("JSON");
    let template = std::fs::read_to_string(data().join("halting.yaml")).expect("the template");
    let moments = document["moments"].as_array().expect("a list");
    let failure = moments
        .iter()
        .find(|it| it["rule"] == "failure")
        .expect("a failure");
    let place = &failure["lines"][0];
    let at = |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("small");
    assert_eq!(&template[at("start")..at("end")], "jobs.migrate");
    assert_eq!(failure["tasks"][0], "jobs.migrate");
}

#[test]
fn one_run_is_told_and_not_many() {
    for options in [
        &["--runs", "10"][..],
        &["--assert", "p95<10m"],
        &["--format", "trace"],
    ] {
        let ran = run(&[&HALTING[..], options].concat());
        assert_eq!((ran.exit, ran.out.as_str()), (2, ""), "{options:?}");
        assert!(ran.err.contains("--moments"), "{}", ran.err);
    }
}
