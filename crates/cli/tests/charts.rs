//! The picture in the terminal, as text files to look at.

mod support;

use std::path::Path;

/// Draws at three widths into one file.
#[track_caller]
fn assert_chart(name: &str, arguments: &[&str]) {
    let mut text = String::new();
    for width in ["60", "80", "120"] {
        let arguments = [&["simulate", "--width", width], arguments].concat();
        let ran = support::run(&arguments);
        assert_eq!(ran.exit, 0, "{}", ran.err);
        let columns: usize = width.parse().expect("a number");
        for line in ran.out.lines() {
            assert!(width_of(line) <= columns, "wider than {width}: {line}");
        }
        text.push_str(&format!("$ laneway {}\n{}\n", arguments.join(" "), ran.out));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts");
    support::assert_file(&folder.join(name).with_extension("txt"), &text);
}

/// Every simulated case of the corpus, at odd widths, too.
#[test]
fn every_chart_fits_its_width() {
    for case in support::simulated_cases() {
        let arguments: Vec<&str> = case.arguments.iter().map(String::as_str).collect();
        for columns in [40, 47, 133] {
            let width = columns.to_string();
            let ran = support::run(&[&["simulate", "--width", &width], &arguments[..]].concat());
            for line in ran.out.lines() {
                assert!(
                    width_of(line) <= columns,
                    "{:?} at {width}: {line}",
                    case.folder
                );
                assert_eq!(line, line.trim_end(), "{:?} at {width}", case.folder);
            }
        }
    }
}

fn width_of(line: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(line)
}

#[test]
fn the_documentation_pages_example() {
    assert_chart("documentation-example", &["workflow.yaml"]);
}

#[test]
fn a_task_runs_on_over_the_barrier() {
    assert_chart(
        "slow-frontend",
        &["workflow.yaml", "--scenario", "slow-frontend.yaml"],
    );
}

#[test]
fn a_stage_halts() {
    assert_chart(
        "halt",
        &["workflow.yaml", "--scenario", "failing-migration.yaml"],
    );
}

#[test]
fn a_service_retries_until_its_need_is_there() {
    assert_chart(
        "b-before-a",
        &["together.yaml", "--scenario", "b-before-a.yaml"],
    );
}

#[test]
fn an_application_of_twenty_tasks() {
    assert_chart(
        "bookshop",
        &["bookshop.yaml", "--scenario", "bookshop-times.yaml"],
    );
}

#[test]
fn tasks_wait_for_slots() {
    assert_chart("two-slots", &["six.yaml", "--scenario", "two-slots.yaml"]);
}

#[test]
fn services_are_not_ready_in_time_and_heal_later() {
    assert_chart(
        "never-ready",
        &[
            "never-ready.yaml",
            "--scenario",
            "never-ready-scenario.yaml",
        ],
    );
}

#[test]
fn a_job_times_out_and_the_background_is_left() {
    assert_chart(
        "detached",
        &["never-ready.yaml", "--scenario", "detached.yaml"],
    );
}

#[test]
fn a_serial_workflow_with_long_and_wide_names() {
    assert_chart("serial", &["serial.yaml"]);
}

#[test]
fn only_ascii_characters() {
    let arguments = [
        "workflow.yaml",
        "--scenario",
        "failing-migration.yaml",
        "--ascii",
    ];
    assert_chart("ascii", &arguments);
    let arguments = [&["simulate"], &arguments[..]].concat();
    assert!(support::run(&arguments).out.is_ascii());
}
