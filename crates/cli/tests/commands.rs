//! How the command behaves: exit codes, what goes where, and what it says when it cannot work.

mod support;

use std::process::Stdio;
use support::{run, run_with_input};

const CLEAN: &str = "workflow.yaml";
const BROKEN: &[u8] =
    b"workflows:\n- name: setup\n  parallelize:\n  - step: a\n    task: [jobs.a]\n";

#[test]
fn clean_files_are_one_line() {
    let ran = run(&["check", CLEAN, CLEAN]);
    assert_eq!(
        (ran.exit, ran.out.as_str(), ran.err.as_str()),
        (0, "2 files, no problems\n", "")
    );
}

#[test]
fn errors_are_shown_with_place_and_fix() {
    let ran = run_with_input(&["check", "-"], BROKEN);
    assert_eq!((ran.exit, ran.err.as_str()), (1, ""));
    for part in [
        "error[unknown-key]",
        "<stdin>:5:5",
        "tasks: [jobs.a]",
        "1 file, 1 error",
    ] {
        assert!(ran.out.contains(part), "no {part:?} in:\n{}", ran.out);
    }
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let ran = run(&["check", "missing.yaml", CLEAN, "."]);
    assert_eq!((ran.exit, ran.out.as_str()), (2, "1 file, no problems\n"));
    let expected = "\
laneway: cannot read missing.yaml: there is no such file
laneway: cannot read .: it is a directory
";
    assert_eq!(ran.err, expected);
}

#[test]
fn what_is_no_text_is_said_to_be_none() {
    let cases: [(&[u8], &str); 4] = [
        (b"\x7fELF\0\0\0", "it is a binary file"),
        (
            b"a: 1\nb: \xff\n",
            "it is not UTF-8 text (line 2 has other bytes)",
        ),
        (b"\xff\xfea\0", "it is UTF-16; save it as UTF-8"),
        (&[b' '; (8 << 20) + 1], "it is larger than 8 MiB"),
    ];
    for command in ["check", "simulate"] {
        for (bytes, why) in cases {
            let ran = run_with_input(&[command, "-"], bytes);
            assert_eq!((ran.exit, ran.out.contains("problem")), (2, false));
            assert!(
                ran.err.contains(&format!("cannot read <stdin>: {why}")),
                "{}",
                ran.err
            );
        }
    }
}

#[test]
fn wrong_usage_is_exit_code_2_and_says_what_is_right() {
    let cases: [(&[&str], &str); 9] = [
        (&[], "Usage: laneway"),
        (&["chek", "a.yaml"], "'check'"),
        (&["check"], "<FILE>"),
        (
            &["check", "-", "-"],
            "standard input (-) can stand for one file only",
        ),
        (
            &["check", CLEAN, CLEAN, "--scenario", "-"],
            "against one template",
        ),
        (
            &["simulate", CLEAN, "--format", "xml"],
            "human, json, trace",
        ),
        (&["simulate", CLEAN, "--width", "3"], "40..=1000"),
        (&["simulate", CLEAN, "--seed", "9007199254740992"], "--seed"),
        (
            &["simulate", "-", "--scenario", "-"],
            "standard input (-) can stand for one file only",
        ),
    ];
    for (arguments, part) in cases {
        let ran = run(arguments);
        assert_eq!(ran.exit, 2, "{arguments:?}");
        assert!(ran.err.contains(part), "no {part:?} in:\n{}", ran.err);
    }
}

#[test]
fn an_unknown_stage_is_answered_with_the_known_ones() {
    let ran = run(&["simulate", CLEAN, "--stage", "setpu"]);
    let expected =
        "laneway: workflow.yaml has no stage setpu, but: setup, teardown; did you mean setup?\n";
    assert_eq!(
        (ran.exit, ran.out.as_str(), ran.err.as_str()),
        (2, "", expected)
    );
}

#[test]
fn a_file_without_a_workflow_cannot_be_simulated() {
    let ran = run_with_input(&["simulate", "-"], b"");
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .contains("<stdin> has no stage that can be simulated"),
        "{}",
        ran.err
    );
}

#[test]
fn a_stage_that_is_too_large_is_said_to_be() {
    let [a, b] = ["a", "b"].map(|it| format!("services.{it}, ").repeat(2500));
    let template = format!(
        "workflows:\n- name: setup\n  parallelize:\n  - {{step: x, tasks: [{a}]}}\n  - {{step: y, tasks: [{b}]}}\n\
         services: [{{ name: a }}, {{ name: b, depends_on: [a] }}]\n"
    );
    let ran = run_with_input(&["simulate", "-"], template.as_bytes());
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    for part in [
        "warning[too-large-to-simulate]",
        "<stdin> has no stage that can be simulated",
    ] {
        assert!(
            ran.err.contains(part),
            "no {part:?} in:\n{}",
            &ran.err[..ran.err.len().min(2000)]
        );
    }
}

#[test]
fn errors_do_not_stop_a_simulation_whose_meaning_is_clear() {
    let ran = run_with_input(&["simulate", "-"], BROKEN);
    assert_eq!(ran.exit, 0);
    assert!(ran.err.contains("error[unknown-key]") && ran.err.ends_with("<stdin>: 1 error\n"));
    assert!(ran.out.contains("jobs.a"));
}

#[test]
fn a_scenario_is_checked_against_its_template() {
    let scenario = b"tasks:\n  jobs.migrat: { runs_for: 5s }\n";
    let ran = run_with_input(&["check", CLEAN, "--scenario", "-"], scenario);
    assert!(ran.out.contains("<stdin>:2:3"), "{}", ran.out);
    assert!(ran.out.contains("2 files, 1 "), "{}", ran.out);
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let escape = '\u{1b}';
    let asked = [
        ("auto", "COLUMNS=80", false),
        ("auto", "CLICOLOR_FORCE=1", true),
        ("auto", "NO_COLOR=1", false),
        ("always", "NO_COLOR=1", true),
        ("never", "CLICOLOR_FORCE=1", false),
    ];
    for (when, setting, expected) in asked {
        let mut command = support::laneway(&["simulate", CLEAN, "--color", when]);
        let (variable, value) = setting.split_once('=').unwrap();
        let out = command.env(variable, value).output().unwrap().stdout;
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out.contains(escape), expected, "--color {when}, {setting}");
    }
}

#[test]
fn the_picture_is_as_wide_as_the_variable_says() {
    let mut command = support::laneway(&["simulate", CLEAN]);
    let wide = command.env("COLUMNS", "60").output().unwrap().stdout;
    assert_eq!(
        String::from_utf8(wide).unwrap(),
        run(&["simulate", CLEAN, "--width", "60"]).out
    );
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let template = "workflows:\n- name: setup\n  order_from: [\"jobs.a\\e[2J\"]\n";
    for format in ["human", "json", "trace"] {
        let ran = run_with_input(&["simulate", "-", "--format", format], template.as_bytes());
        assert!(
            !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
            "{ran:?}"
        );
    }
    let ran = run_with_input(&["check", "-"], template.as_bytes());
    assert!(!ran.out.contains('\u{1b}'), "{}", ran.out);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let tasks: Vec<String> = (0..5000).map(|it| format!("jobs.j{it}")).collect();
    let template = format!(
        "workflows:\n- name: setup\n  order_from: [{}]\n",
        tasks.join(", ")
    );
    let mut command = support::laneway(&["simulate", "-", "--format", "json"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), template.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

#[test]
fn a_thousand_tasks_fit_forty_columns() {
    let tasks: Vec<String> = (0..1000)
        .map(|it| format!("services.服务-number-{it}"))
        .collect();
    let template = format!(
        "workflows:\n- name: setup\n  parallelize:\n  - step: many\n    tasks: [{}]\n",
        tasks.join(", ")
    );
    let ran = run_with_input(&["simulate", "-", "--width", "40"], template.as_bytes());
    let rows = ran.out.lines().filter(|it| it.contains('✓')).count();
    assert_eq!((ran.exit, rows), (0, 1000), "{}", ran.out);
    for line in ran.out.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 40, "{line}");
    }
}

#[test]
fn help_has_examples_and_exit_codes() {
    let deploying = [
        "run",
        "status",
        "cleanup",
        "manifests",
        "rbac",
        "compare",
        "calibrate",
    ];
    for command in ["check", "simulate", "explain", "schema"]
        .into_iter()
        .chain(deploying)
    {
        let ran = run(&[command, "--help"]);
        assert_eq!(ran.exit, 0);
        assert!(ran.out.contains("Examples:") && ran.out.contains("Exit codes:"));
    }
    assert_eq!(
        run(&["--version"]).out,
        format!("laneway {}\n", env!("CARGO_PKG_VERSION"))
    );
}
