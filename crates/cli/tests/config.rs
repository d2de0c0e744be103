//! `laneway.toml` and comments that allow problems.

mod support;

use std::fs;
use support::{run_in, run_with_input};
use tempfile::TempDir;

const LATE: &str = "\
workflows:
- name: setup
  parallelize:
  - { step: a, tasks: [] }
  - { step: b, tasks: [jobs.b] }
";

/// A folder with a template in a folder below, and a configuration.
fn project(config: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("deploy")).unwrap();
    fs::write(folder.path().join("deploy/app.yaml"), LATE).unwrap();
    fs::write(folder.path().join("laneway.toml"), config).unwrap();
    folder
}

fn check(config: &str) -> (i32, String, String) {
    let ran = run_in(project(config).path(), &["check", "deploy/app.yaml"]);
    (ran.exit, ran.out, ran.err)
}

#[test]
fn the_next_configuration_above_says_how_bad_a_problem_is() {
    let (exit, out, err) = check("");
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(out.ends_with("1 file, 1 hint\n"), "{out}");
    let (exit, out, _) = check("[rules]\nempty-step = \"error\"\n");
    assert!(exit == 1 && out.contains("error[empty-step]"), "{out}");
    let off = "[rules]\nempty-step = \"off\"\n";
    assert_eq!(
        check(off),
        (0, "1 file, no problems\n".to_owned(), String::new())
    );

    let folder = project(off);
    let nearer = folder.path().join("deploy/laneway.toml");
    fs::write(nearer, "[rules]\nempty-step = \"warning\"\n").unwrap();
    let ran = run_in(folder.path(), &["check", "deploy/app.yaml"]);
    assert!(ran.out.ends_with("1 file, 1 warning\n"), "{}", ran.out);
}

#[test]
fn a_mistake_in_the_configuration_is_told_and_the_rest_counts() {
    let (exit, out, err) = check("[rules]\nempty-step = \"off\"\nlate-hat = \"off\"\n");
    assert_eq!((exit, out.as_str()), (2, "1 file, no problems\n"));
    let expected = "laneway.toml:3:1: there is no rule `late-hat`; did you mean `late-halt`?\n";
    assert!(err.ends_with(expected), "{err}");
}

#[test]
fn a_simulation_counts_problems_by_the_same_levels() {
    let simulate = |config: &str| {
        let ran = run_in(project(config).path(), &["simulate", "deploy/app.yaml"]);
        (ran.exit, ran.err)
    };
    let (exit, err) = simulate("");
    let all = "deploy/app.yaml: 1 hint (laneway check shows all)\n";
    assert_eq!((exit, err.as_str()), (0, all));
    let off = simulate("[rules]\nempty-step = \"off\"\n");
    assert_eq!(off, (0, String::new()));
    let (exit, err) = simulate("[rules]\nempty-step = \"error\"\n");
    assert!(exit == 0 && err.contains("error[empty-step]"), "{err}");
    let (exit, err) = simulate("[rules]\nempty-stpe = \"off\"\n");
    assert!(
        exit == 0 && err.contains("there is no rule `empty-stpe`"),
        "{err}"
    );
}

#[test]
fn a_fix_of_what_is_off_is_not_applied() {
    let folder = project("[rules]\nempty-step = \"off\"\n");
    run_in(
        folder.path(),
        &["check", "deploy/app.yaml", "--fix", "--unsafe"],
    );
    let text = fs::read_to_string(folder.path().join("deploy/app.yaml")).unwrap();
    assert_eq!(text, LATE);
}

#[test]
fn a_comment_allows_a_problem() {
    let allowed = LATE.replace(
        "tasks: [] }",
        "tasks: [] } # laneway: allow empty-step for now",
    );
    let ran = run_with_input(&["check", "-"], allowed.as_bytes());
    assert_eq!((ran.exit, ran.out.as_str()), (0, "1 file, no problems\n"));
    let ran = run_with_input(&["check", "-", "--fix", "--unsafe"], allowed.as_bytes());
    assert_eq!(ran.out, allowed);
}
