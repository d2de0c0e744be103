//! Sweeps from text to figures.

use super::{Sweep, Vary, offers, variants, words};
use crate::analysis::{Request, analyze};
use crate::forecast::{Budget, Outlook, Tally};
use crate::simulate::batch::Engine;

const TEMPLATE: &str = "workflows:
  - name: setup
    parallelize:
      - step: data
        tasks: [jobs.migrate, jobs.import]
        halt_on_error: true
      - step: web
        tasks: [services.web, services.api]
jobs: [{ name: migrate }, { name: import }]
services: [{ name: web }, { name: api }]
";
const SCENARIO: &str = "tasks:
  jobs.migrate: { runs_for: { uniform: [20s, 40s] }, retries: 1 }
  jobs.import: { runs_for: 1m }
faults:
  - { task: jobs.migrate, chance: 10% }
";

fn request(scenario: &str) -> Request<'_> {
    Request {
        template: TEMPLATE,
        scenario,
        seed: Some(7),
        ..Request::default()
    }
}

fn outlook(request: &Request) -> Outlook {
    let setting = analyze(request).run.expect("a run").setting;
    Tally::of(&Engine::new(&setting), 0..400).outlook(&setting.plan)
}

fn sweep(scenario: &str, vary: &str, budgets: &[&str]) -> Sweep {
    let (request, vary) = (request(scenario), vary.parse::<Vary>().expect(vary));
    let variants = variants(&request, &vary)
        .expect("a stage")
        .expect("it can be varied");
    let outlooks: Vec<Outlook> = variants
        .iter()
        .map(|it| Tally::of(&Engine::new(&it.setting), 0..400).outlook(&it.setting.plan))
        .collect();
    let budgets: Vec<Budget> = budgets.iter().map(|it| it.parse().expect(it)).collect();
    let setting = analyze(&request).run.expect("a run").setting;
    Sweep::new(&request, &vary, &setting, &outlooks, &budgets)
}

fn refusal(vary: &str) -> String {
    let vary = vary.parse().expect(vary);
    let refused = variants(&request(SCENARIO), &vary).expect("a stage");
    refused.expect_err("it cannot be varied").to_string()
}

/// With a value written by hand a forecast has the very same figures.
#[test]
fn a_point_is_the_forecast_of_a_scenario_with_the_value() {
    for (vary, by_hand) in [
        ("faults.0.chance=0%,30%", SCENARIO.replace("10%", "30%")),
        (
            "tasks.jobs.migrate.retries=5,0",
            SCENARIO.replace("retries: 1", "retries: 0"),
        ),
        (
            "tasks.jobs.import.runs_for=10s..90s",
            SCENARIO.replace("1m", "1m30s"),
        ),
        (
            "tasks.jobs.migrate.runs_for=1s,2m",
            SCENARIO.replace("{ uniform: [20s, 40s] }", "2m"),
        ),
        (
            "tasks.jobs.migrate.runs_for.uniform.1=30s..50s/3",
            SCENARIO.replace("40s", "50s"),
        ),
        (
            "cluster.max_parallel=none,1",
            SCENARIO.to_owned() + "cluster: { max_parallel: 1 }\n",
        ),
        (
            "tasks.services.api.ready_after=1s,7s",
            SCENARIO.replace("tasks:", "tasks:\n  services.api: { ready_after: 7s }"),
        ),
    ] {
        let point = sweep(SCENARIO, vary, &[]).points.pop().expect("a point");
        let expected = outlook(&request(&by_hand));
        assert_eq!(point.outcomes, expected.forecast.outcomes, "{vary}");
        assert_eq!(point.p50, expected.quantile(500_000), "{vary}");
        assert_eq!(point.p95, expected.quantile(950_000), "{vary}");
        assert_eq!(point.mean, expected.mean(), "{vary}");
    }
}

/// The same draws for every value: more retries never halt a run that fewer did not.
#[test]
fn values_are_compared_on_the_same_draws() {
    let sweep = sweep(SCENARIO, "tasks.jobs.migrate.retries=0..4", &["halt<1%"]);
    let halts: Vec<u64> = sweep
        .points
        .iter()
        .map(|it| it.outcomes.halted.runs)
        .collect();
    assert!(halts.is_sorted_by(|one, other| one >= other), "{halts:?}");
    assert_eq!(sweep.now.as_deref(), Some("1"));
    assert_eq!(
        sweep.budgets[0].kept,
        [false, false, true, true, true],
        "{halts:?}"
    );
    assert_eq!(sweep.budgets[0].turns_at, Some(2));
}

#[test]
fn the_knee_is_found() {
    let slots = sweep(SCENARIO, "cluster.max_parallel=1..6", &[]);
    assert_eq!((slots.same_until, slots.same_from), (None, Some(1)));
    let duration = sweep("", "tasks.jobs.import.runs_for=10s..1m/6", &["p95<1m15s"]);
    assert_eq!((duration.same_until, duration.same_from), (Some(2), None));
    assert_eq!(duration.budgets[0].turns_at, Some(4));
    let nothing = sweep(SCENARIO, "options.horizon=1m..5m/5", &[]);
    assert_eq!((nothing.same_until, nothing.same_from), (Some(4), Some(0)));
    let all = sweep(SCENARIO, "tasks.services.web.ready_after=30s..10m/200", &[]);
    assert_eq!((all.same_until, all.same_from), (None, None));
}

#[test]
fn sentences_say_what_changes() {
    for (scenario, vary, budgets, expected) in [
        (
            SCENARIO,
            "cluster.max_parallel=1..6",
            &["p95<2m"][..],
            "With `cluster.max_parallel` from `1` to `6` the usual end moves from 2m 31s to 1m 30s, and the slow case \
             (1 in 20) moves from 3m 12s to 1m 42s. From `2` on it makes no difference any more. A halt is 1.3 % likely in \
             both cases. `p95<2m` is broken up to `1` and kept from `2` on.",
        ),
        (
            "",
            "tasks.jobs.import.runs_for=10s..1m/6",
            &["p95<1m15s", "halt<1%", "p50<1s"],
            "With `tasks.jobs.import.runs_for` from `10s` to `1m` the usual end moves from 1m to 1m 30s, and the slow case \
             (1 in 20) moves from 1m to 1m 30s. Up to `30s` it makes no difference. `p95<1m15s` is kept up to `40s` and \
             broken from `50s` on. `halt<1%` is always kept. `p50<1s` is never kept.",
        ),
        (
            SCENARIO,
            "options.horizon=1m..5m/5",
            &[],
            "From `1m` to `5m`, `options.horizon` makes no difference: the stage usually succeeds after about 1m 30s, and \
             after 1m 42s or longer in 1 run of 20. A halt is 1.3 % likely in both cases.",
        ),
        (
            SCENARIO,
            "faults.0.chance=0%..100%/2",
            &[],
            "With `faults.0.chance` at `100%` no run succeeds. A halt becomes likelier, from 0 % to \
             100 %.",
        ),
    ] {
        let found = words(&sweep(scenario, vary, budgets)).join(" ");
        assert_eq!(found, expected, "{vary}");
    }
}

#[test]
fn what_cannot_be_varied_is_told_with_what_can() {
    for (vary, parts) in [
        (
            "cluster.max_paralel=1..3",
            &[
                "is no key of `cluster`",
                "Did you mean `max_parallel`?",
                "What can be varied: ",
            ][..],
        ),
        (
            "task.jobs.migrate.runs_for=1s,2s",
            &["Did you mean tasks.jobs.migrate.runs_for?"],
        ),
        (
            "tasks.jobs.migrat.retries=1,2",
            &["tasks.jobs.migrate.retries"],
        ),
        (
            "tasks.jobs.migrate.retries=1s",
            &["tasks.jobs.migrate.retries=1s cannot be", "`retries`"],
        ),
        ("tasks.jobs.import.runs_for=5", &["has no unit: `5`"]),
        (
            "faults.3.chance=1%",
            &["the items of `faults` have the numbers 0 to 0"],
        ),
        (
            "tasks.jobs.import.runs_for.uniform.0=1s",
            &["`tasks.jobs.import.runs_for` is a single value"],
        ),
        (
            "cluster.max_parallel=0..2",
            &["cluster.max_parallel=0 cannot be"],
        ),
    ] {
        let found = refusal(vary);
        for part in parts {
            assert!(found.contains(part), "{vary}: no {part:?} in {found}");
        }
    }
}

#[test]
fn what_can_be_varied_is_found() {
    let setting = analyze(&request(SCENARIO)).run.expect("a run").setting;
    let found: Vec<String> = offers(SCENARIO, &setting.plan)
        .into_iter()
        .map(|it| {
            format!(
                "{} {} {}",
                it.path,
                it.now.unwrap_or_default(),
                it.about.unwrap_or_default()
            )
        })
        .map(|line| line.trim_end().to_owned())
        .collect();
    let expected = [
        "tasks.jobs.migrate.runs_for.uniform.0 20s",
        "tasks.jobs.migrate.runs_for.uniform.1 40s",
        "tasks.jobs.migrate.retries 1",
        "tasks.jobs.import.runs_for 1m",
        "faults.0.chance 10% jobs.migrate",
        "tasks.jobs.migrate.runs_for a distribution",
        "tasks.jobs.import.retries",
        "tasks.services.web.ready_after",
        "tasks.services.api.ready_after",
        "cluster.max_parallel",
        "cluster.apply_latency",
        "options.readiness_wait",
    ];
    assert_eq!(found, expected);
}
