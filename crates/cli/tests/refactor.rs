//! `laneway refactor`: what it lists, what it writes, and its exit codes.

mod support;

use serde_json::Value;
use std::fs;
use support::{root, run, run_in, run_with_input};

const SERIAL: &[u8] = b"workflows: [{name: setup, order_from: [jobs.a, services.b]}]\n";
const STEPS: &str = "workflows: [{name: setup, parallelize: [{step: a, tasks: [jobs.a]}, \
                     {step: b, tasks: [services.b]}]}]\n";

#[test]
fn a_change_of_standard_input_is_printed() {
    let ran = run_with_input(&["refactor", "-", "--apply", "parallelize:setup"], SERIAL);
    assert_eq!((ran.exit, ran.out.as_str()), (0, STEPS));
    assert_eq!(
        ran.err,
        "Write the order of stage `setup` as steps: no change\n"
    );
}

#[test]
fn a_file_is_written_only_without_diff() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.yaml");
    fs::write(&file, SERIAL).expect("a file");
    let apply = ["refactor", "a.yaml", "--apply", "parallelize:setup"];
    let shown = run_in(folder.path(), &[&apply[..], &["--diff"]].concat());
    assert_eq!(shown.exit, 0);
    assert!(
        shown.out.starts_with("--- a.yaml\n+++ a.yaml\n@@ "),
        "{}",
        shown.out
    );
    assert_eq!(fs::read(&file).expect("the file"), SERIAL);
    let ran = run_in(folder.path(), &apply);
    assert_eq!((ran.exit, ran.out.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&file).expect("the file"), STEPS);
}

#[test]
fn what_cannot_be_done_is_explained() {
    let cases: [(&[&str], &[u8], i32, &str); 6] = [
        (
            &["-"],
            b"workflows: [{name: setup, order_from: [jobs.a}]\n",
            1,
            "has errors",
        ),
        (
            &["-", "--apply", "parallelise:setup"],
            SERIAL,
            2,
            "did you mean parallelize:setup?",
        ),
        (
            &["-", "--apply", "a b"],
            SERIAL,
            2,
            "there is no change 'a b' here",
        ),
        (&["missing.yaml"], b"", 2, "cannot read missing.yaml"),
        (&["-", "--diff"], SERIAL, 2, "--apply"),
        (
            &["-", "--apply", "a", "--format", "json"],
            SERIAL,
            2,
            "--format human",
        ),
    ];
    for (arguments, input, exit, why) in cases {
        let ran = run_with_input(&[&["refactor"], arguments].concat(), input);
        assert_eq!((ran.exit, ran.out.as_str()), (exit, ""), "{arguments:?}");
        assert!(ran.err.contains(why), "no {why:?} in: {}", ran.err);
    }
}

#[test]
fn a_line_narrows_the_list() {
    let text = b"- name: setup\n  parallelize:\n  - step: a\n    tasks:\n    - jobs.a\n    - jobs.b\n    - jobs.c\n";
    let listed = |line: &str| {
        let ran = run_with_input(&["refactor", "-", "--at", line, "--format", "json"], text);
        let document: Value = serde_json::from_str(&ran.out).expect("JSON");
        let offers = document["offers"].as_array().expect("a list").clone();
        offers
            .iter()
            .map(|it| it["id"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("7"), ["\"split:setup/a/jobs.c\""]);
    assert_eq!(listed("1"), [""; 0]);
    assert_eq!(listed("4000000000"), [""; 0]);
    let ran = run_with_input(&["refactor", "-", "--at", "1"], text);
    assert_eq!(
        (ran.exit, ran.out.as_str()),
        (0, "<stdin>: nothing to change\n")
    );
}

#[test]
fn what_ends_later_is_counted_and_listed_when_asked_for() {
    let split = b"- name: setup\n  parallelize:\n  - step: a\n    tasks: [jobs.a, jobs.b]\n";
    let ran = run_with_input(&["refactor", "-"], split);
    let expected = "<stdin>: 1 possible change, with a later end (--all to see)\n";
    assert_eq!((ran.exit, ran.out.as_str()), (0, expected));
    for asked in [&["--all"][..], &["--at", "4"]] {
        let ran = run_with_input(&[&["refactor", "-"], asked].concat(), split);
        let first = "split:setup/a/jobs.b (line 4)\n";
        let last =
            "\n<stdin>: 1 possible change; make one with --apply NAME, or look at it with --diff\n";
        assert!(
            ran.out.starts_with(first) && ran.out.ends_with(last),
            "{}",
            ran.out
        );
    }
    let both = "services: [{name: a}, {name: b}]\nworkflows:\n- name: setup\n  parallelize:\n  \
                - {step: a, tasks: [services.a]}\n  - {step: b, tasks: [services.b]}\n- name: patch\n  \
                parallelize:\n  - {step: c, tasks: [services.a, services.b]}\n";
    let ran = run_with_input(&["refactor", "-"], both.as_bytes());
    assert!(ran.out.contains("merge:setup/a+b"), "{}", ran.out);
    assert!(!ran.out.contains("split:"), "{}", ran.out);
    assert!(
        ran.out.contains(" more with a later end (--all);"),
        "{}",
        ran.out
    );
}

#[test]
fn the_json_form_keeps_its_schema() {
    let path = root().join("docs/schema/refactor.json");
    let schema = fs::read_to_string(path).expect("the schema is there");
    let schema = serde_json::from_str(&schema).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("the schema is one");
    for file in [
        "bookshop.yaml",
        "serial.yaml",
        "workflow.yaml",
        "in-order.yaml",
    ] {
        let ran = run(&["refactor", file, "--format", "json"]);
        let document: Value = serde_json::from_str(&ran.out).expect("JSON");
        let errors: Vec<_> = schema
            .iter_errors(&document)
            .map(|it| it.to_string())
            .collect();
        assert!(errors.is_empty(), "{file}: {errors:?}");
        assert!(!schema.is_valid(&serde_json::json!({"version": 1, "path": file})));
    }
}
