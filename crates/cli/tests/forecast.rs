//! Many runs: `--runs`, `--assert`, and what does not matter to them.

mod support;

use serde_json::Value;
use support::{Ran, assert_file, root, run};

const BOOKSHOP: [&str; 3] = ["bookshop.yaml", "--scenario", "bookshop-chances.yaml"];

fn simulate(more: &[&str]) -> Ran {
    run(&[&["simulate"], &BOOKSHOP[..], more].concat())
}

fn forecast(more: &[&str]) -> Value {
    let ran = simulate(&[&["--format", "json"], more].concat());
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    report["forecast"].clone()
}

#[test]
fn threads_make_no_difference_to_a_byte() {
    let with = |threads| simulate(&["--runs", "9000", "--format", "json", "--threads", threads]);
    let one = with("1");
    assert_eq!(one.exit, 0);
    assert_eq!(one, with("3"));
    assert_eq!(one, with("8"));
}

/// The first run is the one that is simulated alone.
#[test]
fn the_rest_of_the_report_stays() {
    let report = |more: &[&str]| -> Value {
        let ran = simulate(&[&["--format", "json"], more].concat());
        let mut report: Value = serde_json::from_str(&ran.out).expect("JSON");
        report["forecast"].take();
        report
    };
    assert_eq!(report(&[]), report(&["--runs", "50"]));
}

#[test]
fn a_single_run_is_a_forecast_too() {
    let found = forecast(&["--runs", "1"]);
    assert_eq!(found["runs"], 1);
    assert_eq!(found["finish"]["succeeded"]["mean"]["low_ms"], Value::Null);
}

#[test]
fn keeps_its_schema() {
    let text = std::fs::read_to_string(root().join("docs/schema/simulate.json")).expect("a schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let always_halts = ["halting.yaml", "--scenario", "halting-scenario.yaml"];
    for arguments in [&BOOKSHOP[..], &always_halts, &["serial.yaml"]] {
        let what = ["simulate", "--format", "json", "--runs", "300"];
        let ran = run(&[&what[..], arguments].concat());
        let report = serde_json::from_str(&ran.out).expect("JSON");
        let errors: Vec<String> = schema
            .iter_errors(&report)
            .map(|it| it.to_string())
            .collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:?}");
        let mut wrong = report.clone();
        wrong["forecast"]["outcomes"]["halted"]["chance"] = 2.into();
        assert!(!schema.is_valid(&wrong));
    }
}

#[test]
fn budgets_decide_the_exit_code() {
    for (budgets, exit) in [
        (&["p95<8m", "halt<5%", "errors<1%", "mean<=6m"][..], 0),
        (&["p95<8m", "halt<0.1%"], 1),
        (&["p99<1m"], 1),
    ] {
        let budgets: Vec<&str> = budgets.iter().flat_map(|it| ["--assert", it]).collect();
        let ran = simulate(&[&budgets[..], &["--runs", "1000"]].concat());
        assert_eq!(ran.exit, exit, "{budgets:?}: {}", ran.err);
        assert_eq!(
            ran.err.matches("laneway: ").count(),
            budgets.len() / 2,
            "{}",
            ran.err
        );
        assert_eq!(ran.err.contains("is not kept: "), exit == 1, "{}", ran.err);
    }
}

#[test]
fn ten_thousand_runs_decide_unless_others_are_asked_for() {
    assert_eq!(forecast(&["--assert", "halt<50%"])["runs"], 10_000);
    assert_eq!(
        forecast(&["--assert", "halt<50%", "--runs", "70"])["runs"],
        70
    );
}

#[test]
fn wrong_usage_says_what_is_right() {
    for (arguments, part) in [
        (
            &["--assert", "p95"][..],
            "p95<10m, mean<=5m30s, halt<1%, errors<5%",
        ),
        (&["--assert", "p95<10"], "did you mean 10s?"),
        (&["--runs", "0"], "1..=1000000000"),
        (&["--runs", "5", "--format", "trace"], "shows a single run"),
        (&["--threads", "0"], "--threads"),
    ] {
        let ran = simulate(arguments);
        assert_eq!(ran.exit, 2, "{arguments:?}");
        assert!(ran.err.contains(part), "no {part:?} in:\n{}", ran.err);
    }
}

/// Without a terminal there is no progress, and nothing in the text that a terminal obeys.
#[test]
fn a_picture_for_people() {
    for (name, more) in [
        ("wide", &["--width", "100"][..]),
        ("narrow", &["--width", "50", "--ascii"]),
    ] {
        let ran = simulate(&[&["--runs", "5000"], more].concat());
        assert_eq!(
            ran.err,
            "bookshop.yaml: 1 warning (laneway check shows all)\n"
        );
        assert!(!ran.out.contains('\u{1b}'));
        let path = format!("crates/cli/tests/forecasts/{name}.txt");
        support::assert_file(&root().join(path), &ran.out);
    }
}

/// What the page is held to, byte for byte, by `tests/browser/forecast.test.mjs`.
#[test]
fn is_what_the_page_shows() {
    let ran = simulate(&["--runs", "10000", "--format", "json"]);
    assert_file(
        &root().join("tests/corpus/forecast/bookshop.json"),
        &ran.out,
    );
}
