//! The forms of `laneway check` for other tools, over the corpora.

mod support;

use jsonschema::Validator;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;
use support::{root, run, run_with_input};

/// The schema of SARIF, as a package carries it that is only downloaded.
fn sarif_schema() -> Validator {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo lists the packages");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut packages = metadata["packages"].as_array().expect("packages").iter();
    let package = packages.find(|it| it["name"] == "serde-sarif");
    let manifest = package.expect("it is locked")["manifest_path"].as_str();
    let path = PathBuf::from(manifest.expect("a path")).with_file_name("src/schema.json");
    let text = std::fs::read_to_string(path).expect("the schema is there");
    // The published pattern of a language has a bracket too many, which not every engine accepts.
    let text = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

fn corpus(part: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join("tests/corpus").join(part)).expect("the corpus");
    let paths = entries.map(|it| it.expect("an entry").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|it| it == "yaml"));
    let mut paths: Vec<String> = paths
        .map(|it| it.to_str().expect("UTF-8").to_owned())
        .collect();
    paths.sort();
    paths
}

/// What one format says of all corpora in one run.
fn check(format: &str) -> String {
    let files = [corpus("err"), corpus("ok"), corpus("docs")].concat();
    let mut arguments = vec!["check", "--format", format];
    arguments.extend(files.iter().map(String::as_str));
    run(&arguments).out
}

#[test]
fn sarif_keeps_its_schema() {
    let schema = sarif_schema();
    let mut document: Value = serde_json::from_str(&check("sarif")).expect("JSON");
    let errors: Vec<String> = schema
        .iter_errors(&document)
        .map(|it| format!("{}: {it}", it.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");

    let results = document["runs"][0]["results"].as_array().expect("a list");
    assert!(results.len() > 100);
    let rules = &document["runs"][0]["tool"]["driver"]["rules"];
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(rules[index]["shortDescription"]["text"].is_string());
    }
    document["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!schema.is_valid(&document), "the schema accepts everything");
}

#[test]
fn sarif_of_no_problem_keeps_its_schema() {
    let document = run(&["check", "workflow.yaml", "--format", "sarif"]).out;
    let document = serde_json::from_str(&document).expect("JSON");
    assert!(sarif_schema().is_valid(&document));
}

#[test]
fn junit_has_a_suite_for_each_file_and_counts_right() {
    let text = check("junit");
    let document = roxmltree::Document::parse(&text).expect("XML");
    let number = |node: roxmltree::Node, name| -> usize {
        node.attribute(name)
            .expect("a count")
            .parse()
            .expect("a number")
    };
    let suites: Vec<_> = document
        .descendants()
        .filter(|it| it.has_tag_name("testsuite"))
        .collect();
    assert!(suites.len() > 60);
    for suite in suites.iter().copied().chain([document.root_element()]) {
        let count = |name| {
            suite
                .descendants()
                .filter(|it| it.has_tag_name(name))
                .count()
        };
        assert_eq!(number(suite, "tests"), count("testcase"));
        assert_eq!(number(suite, "failures"), count("failure"));
    }
}

#[test]
fn github_gets_a_command_for_each_problem() {
    let ran = run(&[
        "check",
        "misspelled.yaml",
        "workflow.yaml",
        "--format",
        "github",
    ]);
    let expected = "::error file=misspelled.yaml,line=6,endLine=6,col=9,endColumn=23,title=unknown-key::\
                    `halt_on_errors` is no key of a step. Did you mean `halt_on_error`?";
    assert!(
        ran.exit == 1 && ran.out.starts_with(expected),
        "{}",
        ran.out
    );
    assert_eq!(ran.out.lines().count(), 1);
    for line in check("github").lines() {
        assert!(line.starts_with("::"), "{line}");
    }
}

#[test]
fn names_cannot_break_out_of_a_format() {
    let template = "workflows:\n- name: \"<x>&\\n::error::\\u0001\"\n  order_from: [jobs.a]\n";
    let github = run_with_input(&["check", "-", "--format", "github"], template.as_bytes());
    assert!(
        github.out.lines().all(|it| it.starts_with("::error file=")),
        "{}",
        github.out
    );
    let junit = run_with_input(&["check", "-", "--format", "junit"], template.as_bytes()).out;
    assert!(roxmltree::Document::parse(&junit).is_ok(), "{junit}");
}
