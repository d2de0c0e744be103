//! `laneway export`: what it writes is what other programs read.

mod support;

use roxmltree::{Document, Node};
use std::fs;
use support::{run, run_in, simulated_cases};

const TO_SVG: [&str; 2] = ["--to", "svg"];

/// The picture of a template among the test data, or of a case of the corpus.
fn picture(arguments: &[&str]) -> String {
    let ran = run(&[&["export"], arguments, &TO_SVG].concat());
    assert_eq!(ran.exit, 0, "{}", ran.err);
    ran.out
}

fn titles<'a>(document: &'a Document<'_>) -> Vec<&'a str> {
    let titles = document.descendants().filter(|it| it.has_tag_name("title"));
    titles.filter_map(|it| it.text()).collect()
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node.attribute(name).unwrap_or("0");
    text.parse().unwrap_or_else(|_| panic!("{name}={text}"))
}

#[test]
fn every_picture_is_whole_and_names_every_task() {
    for case in simulated_cases() {
        let arguments: Vec<&str> = case.arguments.iter().map(String::as_str).collect();
        let report = run(&[&["simulate"], &arguments[..], &["--format", "json"]].concat());
        let report: serde_json::Value = serde_json::from_str(&report.out).expect("JSON");
        let text = picture(&arguments);
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let titles = titles(&document);
        for task in report["tasks"].as_array().expect("tasks") {
            let (task, step) = (task["task"].as_str(), task["step"].as_str());
            let name = format!(
                "{}, step {}: ",
                task.expect("a name"),
                step.expect("a name")
            );
            let found = titles.iter().filter(|it| it.starts_with(&name)).count();
            assert_eq!(found, 1, "{name} in {}", case.folder.display());
        }
    }
}

#[test]
fn everything_stands_inside_the_picture() {
    for case in simulated_cases() {
        for width in ["320", "960"] {
            let arguments: Vec<&str> = case.arguments.iter().map(String::as_str).collect();
            let text = picture(&[&arguments[..], &["--width", width]].concat());
            let document = Document::parse(&text).expect("XML");
            let root = document.root_element();
            assert_eq!(root.attribute("width"), Some(width));
            let right = number(root, "width") + 0.01;
            for rect in root.descendants().filter(|it| it.has_tag_name("rect")) {
                let (x, wide) = (number(rect, "x"), number(rect, "width"));
                let is_inside = x >= 0.0 && wide >= 0.0 && x + wide <= right;
                assert!(
                    is_inside,
                    "{x} + {wide} of {width} in {}",
                    case.folder.display()
                );
            }
        }
    }
}

#[test]
fn a_picture_is_the_same_whenever_it_is_made() {
    let bookshop = ["bookshop.yaml", "--scenario", "bookshop-times.yaml"];
    assert_eq!(picture(&bookshop), picture(&bookshop));
    let halting = ["halting.yaml", "--scenario", "halting-scenario.yaml"];
    support::assert_file(
        &support::data().join("../exports/halting.svg"),
        &picture(&halting),
    );
}

#[test]
fn names_from_a_file_stay_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "workflows:\n  - name: setup\n    parallelize:\n      - step: \"</title><script>alert(1)</script>\"\n        tasks: [jobs.a, jobs.b]\n";
    fs::write(folder.path().join("hostile.yaml"), text).expect("written");
    let ran = run_in(folder.path(), &["export", "hostile.yaml", "--to", "svg"]);
    let document = Document::parse(&ran.out).expect("XML");
    assert!(!document.descendants().any(|it| it.has_tag_name("script")));
    assert!(ran.out.contains("&lt;script&gt;"));
}

#[test]
fn a_file_is_written_in_the_place_of_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("timeline.svg");
    fs::write(&path, "old").expect("written");
    let file = path.to_str().expect("UTF-8");
    let ran = run(&["export", "workflow.yaml", "--to", "svg", "-o", file]);
    assert_eq!((ran.exit, ran.out.as_str()), (0, ""));
    assert_eq!(
        fs::read_to_string(&path).expect("a text"),
        picture(&["workflow.yaml"])
    );
    let nowhere = folder.path().join("nowhere/timeline.svg");
    let nowhere = nowhere.to_str().expect("UTF-8");
    let ran = run(&["export", "workflow.yaml", "--to", "svg", "-o", nowhere]);
    assert_eq!(ran.exit, 2);
    assert!(ran.err.starts_with("laneway: cannot write "), "{}", ran.err);
}

#[test]
fn what_cannot_be_simulated_is_not_exported() {
    let ran = run(&[
        "export",
        "workflow.yaml",
        "--to",
        "svg",
        "--stage",
        "nothing",
    ]);
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("has no stage nothing"), "{}", ran.err);
}
