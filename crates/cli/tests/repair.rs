//! `--fix`, `--unsafe` and `--diff`: what is written, what is shown, and the exit codes.

mod support;

use std::fs;
use std::path::Path;
use support::{Ran, data, run_in, run_with_input};
use tempfile::TempDir;

const SERIAL: &str = "\
services: [{ name: a }, { name: b }]
workflows:
- name: setup
  order_from: [services.a, services.b] # why
";

fn folder_with(name: &str, text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

fn misspelled() -> String {
    fs::read_to_string(data().join("misspelled.yaml")).unwrap()
}

fn repaired() -> String {
    misspelled().replace("halt_on_errors", "halt_on_error")
}

fn check(folder: &Path, arguments: &[&str]) -> Ran {
    run_in(folder, &[&["check", "a.yaml"], arguments].concat())
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("a.yaml")).unwrap()
}

#[test]
fn the_file_is_written_and_its_rights_stay() {
    let folder = folder_with("a.yaml", &misspelled());
    let file = folder.path().join("a.yaml");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    }
    let ran = check(folder.path(), &["--fix"]);
    let expected = "fixed 1 problem in a.yaml\n1 file, no problems\n";
    assert_eq!(
        (ran.exit, ran.out.as_str(), ran.err.as_str()),
        (0, expected, "")
    );
    assert_eq!(text(folder.path()), repaired());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }
    let others = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(others, 1, "nothing else is left in the folder");
}

#[test]
fn a_file_without_fixes_is_not_written() {
    let folder = folder_with("a.yaml", &repaired());
    let modified = || folder.path().join("a.yaml").metadata().unwrap().modified();
    let before = modified().unwrap();
    assert_eq!(
        check(folder.path(), &["--fix"]).out,
        "1 file, no problems\n"
    );
    assert_eq!(modified().unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_link_goes_on_pointing_to_the_file() {
    let folder = folder_with("real.yaml", &misspelled());
    let link = folder.path().join("a.yaml");
    std::os::unix::fs::symlink("real.yaml", &link).unwrap();
    assert_eq!(check(folder.path(), &["--fix"]).exit, 0);
    assert!(link.is_symlink());
    assert_eq!(text(folder.path()), repaired());
}

#[test]
fn what_is_not_sure_needs_to_be_asked_for() {
    let folder = folder_with("a.yaml", SERIAL);
    let ran = check(folder.path(), &["--fix"]);
    assert_eq!((ran.exit, text(folder.path()).as_str()), (0, SERIAL));
    let ran = check(folder.path(), &["--fix", "--unsafe"]);
    assert_eq!(ran.exit, 0);
    let parallel = SERIAL.replace(
        "order_from: [services.a, services.b] # why",
        "parallelize: [{step: services, tasks: [services.a, services.b]}] # why",
    );
    assert_eq!(text(folder.path()), parallel);
}

#[test]
fn a_difference_is_shown_and_nothing_written() {
    let folder = folder_with("a.yaml", &misspelled());
    let ran = check(folder.path(), &["--diff"]);
    assert_eq!((ran.exit, ran.err.as_str()), (1, "1 file, no problems\n"));
    for line in [
        "--- a.yaml",
        "+++ a.yaml",
        "-        halt_on_errors: true",
        "+        halt_on_error: true",
    ] {
        assert!(
            ran.out.lines().any(|it| it == line),
            "no {line:?} in\n{}",
            ran.out
        );
    }
    assert_eq!(text(folder.path()), misspelled());

    fs::write(folder.path().join("a.yaml"), repaired()).unwrap();
    let ran = check(folder.path(), &["--diff"]);
    assert_eq!((ran.exit, ran.out.as_str()), (0, ""));
}

#[test]
fn standard_input_comes_out_repaired() {
    let ran = run_with_input(&["check", "-", "--fix"], misspelled().as_bytes());
    let note = "fixed 1 problem in <stdin>\n1 file, no problems\n";
    assert_eq!((ran.exit, ran.out, ran.err.as_str()), (0, repaired(), note));
    let ran = run_with_input(&["check", "-", "--fix"], repaired().as_bytes());
    assert_eq!((ran.exit, ran.out), (0, repaired()));
}

#[test]
fn template_and_scenario_are_repaired_together() {
    let folder = folder_with("a.yaml", &misspelled());
    let scenario = folder.path().join("times.yaml");
    fs::write(&scenario, "taskss: { jobs.migrate: { runs_for: 5s } }\n").unwrap();
    let ran = check(folder.path(), &["--scenario", "times.yaml", "--fix"]);
    assert_eq!(ran.exit, 0, "{}", ran.out);
    let text = fs::read_to_string(scenario).unwrap();
    assert_eq!(text, "tasks: { jobs.migrate: { runs_for: 5s } }\n");
}

#[test]
fn errors_without_a_fix_are_left() {
    let folder = folder_with("a.yaml", "workflows: nothing\n");
    let ran = check(folder.path(), &["--fix"]);
    assert_eq!(ran.exit, 1);
    assert!(ran.out.contains("1 file, 1 error"), "{}", ran.out);
}

#[test]
fn what_does_not_go_together_is_refused() {
    let cases: [(&[&str], &str); 3] = [
        (&["check", "a.yaml", "--unsafe"], "--fix"),
        (
            &["check", "-", "--fix", "--format", "json"],
            "standard output",
        ),
        (&["check", "a.yaml", "--diff", "--format", "json"], "--diff"),
    ];
    for (arguments, part) in cases {
        let ran = run_with_input(arguments, b"");
        assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(part), "no {part:?} in\n{}", ran.err);
    }
}
