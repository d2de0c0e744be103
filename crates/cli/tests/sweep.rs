//! `laneway sweep`: figures for each value of one figure of the scenario.

mod support;

use serde_json::Value;
use support::{Ran, data, root, run, run_with_input};

const BOOKSHOP: [&str; 3] = ["bookshop.yaml", "--scenario", "bookshop-chances.yaml"];

fn sweep(more: &[&str]) -> Ran {
    run(&[&["sweep"], &BOOKSHOP[..], more].concat())
}

fn json(more: &[&str]) -> Value {
    let ran = sweep(&[more, &["--format", "json"]].concat());
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err))
}

/// What a scenario with the value says, written by hand.
#[test]
fn each_point_is_the_forecast_of_a_scenario_with_the_value() {
    let scenario =
        std::fs::read_to_string(data().join("bookshop-chances.yaml")).expect("a scenario");
    for (vary, old, new) in [
        (
            "tasks.charts.redis.runs_for=10s..4m/3",
            "charts.redis: { runs_for: 15s }",
            "charts.redis: { runs_for: 4m }",
        ),
        ("faults.1.chance=0%..40%", "chance: 15%", "chance: 40%"),
        ("tasks.jobs.migrate.retries=4,0", "retries: 2", "retries: 0"),
        (
            "cluster.max_parallel=none,2",
            "seed: 7",
            "seed: 7\ncluster: { max_parallel: 2 }",
        ),
        (
            "cluster.apply_latency=0s..9s/4",
            "seed: 7",
            "seed: 7\ncluster:\n  apply_latency: 9s",
        ),
        (
            "tasks.jobs.migrate.runs_for=1s,{ uniform: [1s, 3m] }",
            "{ lognormal: { p50: 40s, p95: 90s } }",
            "{ uniform: [1s, 3m] }",
        ),
    ] {
        let by_hand = scenario.replace(old, new);
        assert_ne!(by_hand, scenario, "{old}");
        let what = [
            "simulate",
            "bookshop.yaml",
            "--scenario",
            "-",
            "--runs",
            "300",
            "--format",
            "json",
        ];
        let ran = run_with_input(&what, by_hand.as_bytes());
        let report: Value = serde_json::from_str(&ran.out).expect("JSON");
        let expected = &report["forecast"];
        let swept = json(&["--vary", vary, "--runs", "300"]);
        let point = swept["points"]
            .as_array()
            .and_then(|it| it.last())
            .expect("a point");
        assert_eq!(point["outcomes"], expected["outcomes"], "{vary}");
        let succeeded = &expected["finish"]["succeeded"];
        assert_eq!(point["mean"], succeeded["mean"], "{vary}");
        let quantiles = succeeded["quantiles"].as_array().expect("quantiles");
        for (name, share) in [("p50", 0.5), ("p95", 0.95)] {
            let quantile = quantiles.iter().find(|it| it["share"] == share);
            assert_eq!(Some(&point[name]), quantile, "{vary}: {name}");
        }
    }
}

#[test]
fn threads_make_no_difference_to_a_byte() {
    let vary = ["--vary", "faults.1.chance=0%..40%/3", "--runs", "9000"];
    let with = |threads| sweep(&[&vary[..], &["--format", "json", "--threads", threads]].concat());
    let one = with("1");
    assert_eq!(one.exit, 0, "{}", one.err);
    assert_eq!(one, with("2"));
    assert_eq!(one, with("7"));
}

/// What the page is held to, byte for byte, by `tests/browser/sweep.test.mjs`.
#[test]
fn is_what_the_page_shows() {
    for format in ["json", "csv"] {
        let vary = "tasks.jobs.migrate.runs_for=10s..5m/12";
        let ran = sweep(&[
            "--vary", vary, "--assert", "p95<8m", "--assert", "halt<1%", "--format", format,
        ]);
        let path = format!("tests/corpus/sweep/bookshop.{format}");
        support::assert_file(&root().join(path), &ran.out);
    }
}

#[test]
fn keeps_its_schema() {
    let text = std::fs::read_to_string(root().join("docs/schema/sweep.json")).expect("a schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for arguments in [
        &["--vary", "cluster.max_parallel=1..4"][..],
        &[
            "--vary",
            "faults.0.chance=0%,100%",
            "--assert",
            "p95<8m",
            "--assert",
            "halt<1%",
        ],
        &["--vary", "tasks.jobs.migrate.runs_for=1m"],
    ] {
        let mut found = json(
            &[
                arguments,
                &["--runs", "200"][..if arguments.len() > 3 { 0 } else { 2 }],
            ]
            .concat(),
        );
        let errors: Vec<String> = schema
            .iter_errors(&found)
            .map(|it| it.to_string())
            .collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:?}");
        found["points"][0]["outcomes"]["halted"]["chance"] = 2.into();
        assert!(!schema.is_valid(&found));
    }
}

#[test]
fn budgets_decide_the_exit_code_and_say_where_they_break() {
    let vary = [
        "--vary",
        "tasks.jobs.migrate.runs_for=10s..5m/6",
        "--runs",
        "500",
    ];
    let kept = sweep(&[&vary[..], &["--assert", "p95<20m"]].concat());
    assert_eq!(kept.exit, 0, "{}", kept.out);
    assert!(
        kept.out.contains("`p95<20m` is always kept."),
        "{}",
        kept.out
    );
    let broken = sweep(&[&vary[..], &["--assert", "p95<20m", "--assert", "p95<8m"]].concat());
    assert_eq!(broken.exit, 1);
    let told = broken.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("`p95<8m` is kept up to `1m8s` and broken from `2m6s` on."),
        "{told}"
    );
}

#[test]
fn wrong_usage_says_what_is_right() {
    for (arguments, parts) in [
        (
            &["--vary", "cluster.max_parallel"][..],
            &["a place of the scenario, `=`, and its values"][..],
        ),
        (
            &["--vary", "cluster.max_parallel=1..8/1"],
            &["a number from 2 to 200"],
        ),
        (
            &["--vary", "cluster.max_paralel=1..8"],
            &["Did you mean `max_parallel`?", "cluster.max_parallel, "],
        ),
        (
            &["--vary", "faults.9.chance=1%"],
            &["have the numbers 0 to 2"],
        ),
        (
            &["--vary", "tasks.jobs.migrate.retries=1s"],
            &["tasks.jobs.migrate.retries=1s cannot be: "],
        ),
        (
            &["--vary", "tasks.jobs.migrat.retries=1"],
            &["jobs.migrate"],
        ),
        (&["--format", "json"], &["without --vary"]),
        (
            &["--stage", "patch", "--vary", "cluster.max_parallel=1..8"],
            &["has no stage patch"],
        ),
    ] {
        let ran = sweep(arguments);
        assert_eq!((ran.exit, ran.out.as_str()), (2, ""), "{arguments:?}");
        for part in parts {
            assert!(ran.err.contains(part), "no {part:?} in:\n{}", ran.err);
        }
    }
}

#[test]
fn pictures_for_people() {
    for (name, more) in [
        (
            "slots",
            &["--vary", "cluster.max_parallel=1..8", "--width", "80"][..],
        ),
        (
            "budget",
            &[
                "--vary",
                "tasks.jobs.migrate.runs_for=10s..5m/12",
                "--assert",
                "p95<8m",
                "--width",
                "120",
            ],
        ),
        (
            "narrow",
            &[
                "--vary",
                "tasks.jobs.migrate.retries=0..4",
                "--width",
                "56",
                "--ascii",
            ],
        ),
        (
            "halting",
            &["--vary", "faults.0.chance=0%,50%,100%", "--width", "40"],
        ),
        ("list", &[]),
    ] {
        let ran = sweep(&[&["--runs", "1000"], more].concat());
        assert!(!ran.out.contains('\u{1b}'));
        let width = more.iter().skip_while(|it| **it != "--width").nth(1);
        let width = width.map_or(usize::MAX, |it| it.parse().expect("a number"));
        for line in ran.out.lines() {
            assert!(line.chars().count() <= width, "{name}: {line}");
        }
        let path = format!("crates/cli/tests/sweeps/{name}.txt");
        support::assert_file(&root().join(path), &ran.out);
    }
}
