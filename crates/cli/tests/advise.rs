//! `laneway advise`: what it prints, and what makes no difference to it.

mod support;

use serde_json::Value;
use std::fs;
use support::{Ran, root, run, run_with_input};

const BOOKSHOP: [&str; 5] = [
    "bookshop.yaml",
    "--scenario",
    "bookshop-chances.yaml",
    "--runs",
    "400",
];

fn advise(more: &[&str]) -> Ran {
    run(&[&["advise"], &BOOKSHOP[..], more].concat())
}

fn schema(of: &str) -> jsonschema::Validator {
    let text = fs::read_to_string(root().join("docs/schema").join(of)).expect("a schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

#[test]
fn threads_make_no_difference_to_a_byte() {
    let with = |threads| advise(&["--format", "json", "--threads", threads]);
    let one = with("1");
    assert_eq!(one.exit, 0);
    assert_eq!(one, with("5"));
}

#[test]
fn keeps_its_schema() {
    let (own, report) = (schema("advise.json"), schema("simulate.json"));
    let halting = [
        "halting.yaml",
        "--scenario",
        "halting-scenario.yaml",
        "--runs",
        "9",
    ];
    let others: [&[&str]; 4] = [
        &halting,
        &["serial.yaml", "--runs", "1"],
        &["bookshop.yaml", "--stage", "teardown", "--runs", "2"],
        &["misspelled.yaml", "--runs", "2"],
    ];
    for arguments in [&BOOKSHOP[..]].into_iter().chain(others) {
        let ran = run(&[&["advise", "--format", "json"], arguments].concat());
        let document: Value = serde_json::from_str(&ran.out).expect("JSON");
        let errors = own.iter_errors(&document).map(|it| it.to_string());
        assert_eq!(errors.collect::<Vec<_>>(), [""; 0], "{arguments:?}");
        let next = document["next"].as_array().expect("a list").iter();
        let runs = next.map(|it| &it["after"]).chain([&document["before"]]);
        runs.for_each(|it| assert!(report.is_valid(it), "{arguments:?}"));
        let mut wrong = document.clone();
        wrong["now"]["halted"]["chance"] = 2.into();
        assert!(!own.is_valid(&wrong));
    }
}

/// Without a terminal there is no progress, and nothing in the text that a terminal obeys.
#[test]
fn tables_for_people() {
    for (name, more) in [("wide", ["--width", "120"]), ("usual", ["--width", "80"])] {
        let ran = advise(&more);
        let noted = "bookshop.yaml: 1 warning (laneway check shows all)\n";
        assert_eq!((ran.exit, ran.err.as_str()), (0, noted));
        assert!(!ran.out.contains('\u{1b}'));
        let text = ran.out.split("\nEdit 1\n").next().unwrap_or_default();
        let widest = text.lines().map(|it| it.chars().count()).max();
        assert!(widest <= more[1].parse().ok(), "{widest:?}\n{text}");
        let path = format!("crates/cli/tests/advice/{name}.txt");
        support::assert_file(&root().join(path), &ran.out);
    }
}

#[test]
fn colours_are_only_printed_when_wanted() {
    let coloured = advise(&["--color", "always"]).out;
    assert!(coloured.contains("\u{1b}[32m"), "{coloured}");
    let mut plain = support::laneway(&[&["advise"], &BOOKSHOP[..]].concat());
    let plain = plain
        .env("NO_COLOR", "1")
        .output()
        .expect("the command ends");
    assert!(!plain.stdout.contains(&0x1b));
}

#[test]
fn a_single_edit_is_printed_as_a_patch() {
    let patch = advise(&[
        "--diff",
        "run-beside:setup/features/services.recommendations",
    ]);
    let head = "--- bookshop.yaml\n+++ bookshop.yaml\n@@ ";
    assert!(patch.out.starts_with(head), "{}", patch.out);
    assert!(patch.out.contains("+        wait_for_finish: false\n"));
    assert_eq!(
        advise(&[]).out.split("\nEdit 1\n").nth(1),
        Some(patch.out.as_str())
    );
}

#[test]
fn what_cannot_be_done_is_explained() {
    let nothing = b"services: [{name: a}]\n";
    let cases: [(&[&str], &[u8], &str); 6] = [
        (&["-"], nothing, "has no stage that can be simulated"),
        (
            &["-", "--stage", "patsh"],
            b"- name: patch\n  order_from: [jobs.a]\n",
            "did you mean patch?",
        ),
        (&["missing.yaml"], b"", "cannot read missing.yaml"),
        (&["-", "--scenario", "-"], b"", "one file only"),
        (&["-", "--runs", "0"], b"", "1..=1000000"),
        (
            &["bookshop.yaml", "--runs", "1", "--diff", "merge:x"],
            b"",
            "there is no edit merge:x",
        ),
    ];
    for (arguments, input, why) in cases {
        let ran = run_with_input(&[&["advise"], arguments].concat(), input);
        assert_eq!((ran.exit, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(why), "no {why:?} in: {}", ran.err);
    }
}

/// What is wrong is said, and what is clear is measured nevertheless.
#[test]
fn errors_keep_edits_back_and_tables_stay() {
    let ran = run(&["advise", "misspelled.yaml", "--runs", "5"]);
    assert_eq!(ran.exit, 0);
    assert!(ran.err.contains("error[unknown-key]"), "{}", ran.err);
    assert!(ran.out.contains("jobs.migrate"), "{}", ran.out);
    assert!(ran.out.contains("Repair the errors first"), "{}", ran.out);
}
