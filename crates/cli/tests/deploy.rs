//! What the commands that deploy say without a cluster.

mod support;

use std::path::Path;
use support::{Ran, assert_file, data, run};

const SHOP: &str = "shop.yaml";

#[track_caller]
fn assert_printed(ran: &Ran, file: &str) {
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    assert_file(&data().join("../deploys").join(file), &ran.out);
}

#[test]
fn objects_are_printed_as_they_are_applied() {
    assert_printed(&run(&["manifests", SHOP]), "manifests.txt");
}

#[test]
fn the_least_role_is_printed() {
    assert_printed(&run(&["rbac", SHOP]), "role.txt");
    assert_printed(
        &run(&["rbac", SHOP, "--for", "cleanup"]),
        "role-of-cleanup.txt",
    );
}

#[test]
fn given_objects_take_the_place_of_made_ones() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("given");
    std::fs::create_dir_all(folder.join("charts.db")).expect("a folder");
    let set = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec: {template: {spec: {}}}\n";
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: loose}\n";
    std::fs::write(folder.join("web.yaml"), format!("{set}---\n{map}")).expect("it can be written");
    let ran = run(&[
        "manifests",
        SHOP,
        "--manifests",
        folder.to_str().expect("UTF-8"),
    ]);
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(
        ran.out.contains("kind: StatefulSet") && !ran.out.contains("kind: Deployment"),
        "{}",
        ran.out
    );
    let unused = "laneway: configmap/loose belongs to no task of this stage and is not applied\n";
    assert_eq!(ran.err, unused);
}

#[test]
fn every_task_without_anything_to_apply_is_named() {
    let ran = run(&["manifests", "bookshop.yaml"]);
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .contains("laneway: not every task has something to apply:\n"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains(": it has no `image`"), "{}", ran.err);
}

#[test]
fn a_template_with_errors_is_not_deployed() {
    let ran = run(&["manifests", "misspelled.yaml"]);
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .ends_with("misspelled.yaml has errors, and what is not clear is not deployed\n"),
        "{}",
        ran.err
    );
}

#[cfg(not(feature = "native"))]
#[test]
fn a_program_that_cannot_talk_to_a_cluster_says_how_to_get_one_that_can() {
    for command in ["run", "status", "cleanup"] {
        let ran = run(&[command, SHOP]);
        assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
        assert!(
            ran.err
                .contains("cargo install --path crates/cli --features native"),
            "{}",
            ran.err
        );
    }
}

/// A simulated run of `workflow.yaml` as a file.
fn traced(name: &str, scenario: &[&str]) -> String {
    let ran = run(&[
        &["simulate", "workflow.yaml", "--format", "trace"],
        scenario,
    ]
    .concat());
    assert_eq!(ran.exit, 0, "{ran:?}");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, ran.out).expect("it can be written");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn two_runs_are_compared_task_by_task() {
    let before = traced("before.jsonl", &[]);
    let after = traced("after.jsonl", &["--scenario", "slow-frontend.yaml"]);
    assert_printed(&run(&["compare", &before, &after]), "compare.txt");
    let ran = run(&["compare", &before, SHOP]);
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .starts_with("laneway: shop.yaml is no trace: line 1: "),
        "{}",
        ran.err
    );
}

/// Drawn times, so that a finish has a chance.
const CHANCES: &str = "tasks:\n  services.frontend: { ready_after: { uniform: [20s, 100s] } }\n";

#[test]
fn a_recorded_finish_has_a_probability() {
    let scenario = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chances.yaml");
    std::fs::write(&scenario, CHANCES).expect("it can be written");
    let scenario = scenario.to_str().expect("UTF-8");
    let recorded = traced("recorded.jsonl", &["--scenario", "slow-frontend.yaml"]);
    let of_template = [
        "compare",
        "workflow.yaml",
        &recorded,
        "--scenario",
        scenario,
    ];
    assert_printed(&run(&of_template), "compare-likely.txt");

    let predicted = traced("predicted.jsonl", &["--scenario", scenario]);
    let of_trace = [
        "compare",
        &predicted,
        &recorded,
        "--template",
        "workflow.yaml",
    ];
    assert_eq!(run(&of_trace), run(&of_template));

    let ran = run(&[&of_template[..], &["--format", "json", "--runs", "1000"]].concat());
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    let document: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let schema = support::root().join("docs/schema/compare.json");
    let schema = std::fs::read_to_string(schema).expect("a schema");
    let schema = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    assert!(
        schema.is_valid(&document),
        "{:?}",
        schema.validate(&document).err()
    );
    // 95 s of a time between 20 s and 100 s: 6.25 %.
    let late = &document["likelihood"]["that_late"];
    let [low, high] = ["low", "high"].map(|it| late[it].as_f64().expect("a number"));
    assert!(low < 0.0625 && 0.0625 < high, "{late}");
    assert_eq!(document["likelihood"]["alike"]["chance"], 1.0);
}

#[test]
fn what_was_recorded_is_compared_with_its_own_stage_and_tasks_alone() {
    let recorded = traced("own.jsonl", &[]);
    let ran = run(&["compare", &recorded, &recorded, "--template", "serial.yaml"]);
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    let why = "laneway: serial.yaml has no stage setup with the tasks of the recorded run\n";
    assert_eq!(ran.err, why);
}

#[test]
fn a_scenario_that_is_there_keeps_its_comments() {
    let recorded = traced("commented.jsonl", &["--scenario", "slow-frontend.yaml"]);
    let scenario = Path::new(env!("CARGO_TARGET_TMPDIR")).join("commented.yaml");
    let text = "# Ours.\nseed: 7\ntasks:\n  # It was fast once.\n  services.frontend: { ready_after: 5s } # really\n  jobs.migrate: { retries: 2 }\n";
    std::fs::write(&scenario, text).expect("it can be written");
    let ran = run(&[
        "calibrate",
        &recorded,
        &recorded,
        "--scenario",
        scenario.to_str().expect("UTF-8"),
    ]);
    assert_printed(&ran, "calibrate-kept.yaml");
    assert!(
        ran.out.starts_with("# Ours.\nseed: 7\n")
            && ran.out.contains("# It was fast once.")
            && ran.out.contains("# really")
    );
}

#[test]
fn every_figure_of_a_calibration_is_listed_with_its_interval() {
    let scenario = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drawn.yaml");
    std::fs::write(&scenario, CHANCES).expect("it can be written");
    let scenario = scenario.to_str().expect("UTF-8");
    let traces: Vec<String> = (0..12)
        .map(|seed| {
            traced(
                &format!("drawn-{seed}.jsonl"),
                &["--scenario", scenario, "--seed", &seed.to_string()],
            )
        })
        .collect();
    let mut arguments = vec!["calibrate", "--table"];
    arguments.extend(traces.iter().map(String::as_str));
    assert_printed(&run(&arguments), "calibrate.txt");
}

#[test]
fn a_trace_is_exported_like_the_run_that_it_tells_of() {
    let trace = traced("exported.jsonl", &["--scenario", "slow-frontend.yaml"]);
    for target in ["csv", "mermaid"] {
        let of_trace = run(&["export", &trace, "--to", target]);
        let of_template = run(&[
            "export",
            "workflow.yaml",
            "--scenario",
            "slow-frontend.yaml",
            "--to",
            target,
        ]);
        assert_eq!(of_trace, of_template);
    }
}

#[test]
fn a_scenario_is_made_of_what_was_recorded() {
    let one = traced("one.jsonl", &[]);
    let two = traced("two.jsonl", &["--scenario", "slow-frontend.yaml"]);
    let ran = run(&["calibrate", &one, &two]);
    assert_printed(&ran, "calibrate.yaml");
    let scenario = Path::new(env!("CARGO_TARGET_TMPDIR")).join("times.yaml");
    std::fs::write(&scenario, ran.out).expect("it can be written");
    let ran = run(&[
        "simulate",
        "workflow.yaml",
        "--scenario",
        scenario.to_str().expect("UTF-8"),
    ]);
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
}
