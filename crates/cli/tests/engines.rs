//! `laneway export --to argo` and `--to tekton`: what is written, and what is told to be lost.

mod support;

use support::{data, run};

const HALTING: [&str; 3] = ["halting.yaml", "--scenario", "halting-scenario.yaml"];

#[test]
fn the_order_of_a_stage_is_written_as_a_graph() {
    for engine in ["argo", "tekton"] {
        let ran = run(&[&["export"], &HALTING[..], &["--to", engine]].concat());
        assert_eq!(ran.exit, 0, "{}", ran.err);
        support::assert_file(
            &data().join(format!("../exports/halting.{engine}.txt")),
            &ran.out,
        );
        support::assert_file(
            &data().join(format!("../exports/halting.{engine}.lost")),
            &ran.err,
        );
    }
}

#[test]
fn with_strict_nothing_that_differs_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.yaml");
    let file = path.to_str().expect("UTF-8");
    let ran = run(&[
        "export",
        "halting.yaml",
        "--to",
        "tekton",
        "--strict",
        "-o",
        file,
    ]);
    assert_eq!((ran.exit, ran.out.as_str(), path.exists()), (1, "", false));
    assert!(ran.err.contains("error[export-errors]"), "{}", ran.err);
}

#[test]
fn strict_is_for_engines() {
    let ran = run(&["export", "halting.yaml", "--to", "csv", "--strict"]);
    assert_eq!(ran.exit, 2);
    assert!(
        ran.err.contains("--strict is for other engines"),
        "{}",
        ran.err
    );
}

/// The table of the documentation has every code, and no other.
#[test]
fn every_loss_is_documented() {
    let text = std::fs::read_to_string(support::root().join("docs/export.md")).expect("a text");
    let codes = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `export-")?.split('`').next());
    let codes: Vec<String> = codes.map(|code| format!("export-{code}")).collect();
    assert_eq!(codes, laneway_core::diagnostic::catalog::export::LOSSES);
}
