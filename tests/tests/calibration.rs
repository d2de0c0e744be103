//! What is planted into a scenario is found again in the traces of fifty of its runs, as surely as intervals say.

use laneway_core::analysis::{Request, analyze};
use laneway_core::calibrate::{
    Calibrated, Calibration, Family, Parameter, calibrate, fit_as, scenario,
};
use laneway_core::forecast::Share;
use laneway_core::scheduler::{Record, from_json_lines, to_json_lines};
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::{self, Setting};
use laneway_core::time::Millis;
use std::collections::BTreeMap;

const TEMPLATE: &str = "
services: [{name: db}, {name: api}, {name: cache}, {name: web}]
jobs: [{name: fixed}, {name: logs}, {name: even}, {name: pert}, {name: bell}, {name: sudden}, {name: flaky}, {name: early}]
workflows:
  - name: setup
    parallelize:
      - {step: data, tasks: [services.db, services.cache, services.api, services.web], wait_for_finish: false}
      - {step: work, tasks: [jobs.fixed, jobs.logs, jobs.even, jobs.pert, jobs.bell, jobs.sudden, jobs.flaky, jobs.early]}
";

const PLANTED: &str = "
cluster: { apply_latency: 1s200ms }
tasks:
  services.db: { ready_after: { lognormal: { p50: 50s, p95: 80s } } }
  services.cache: { ready_after: { uniform: [5s, 12s] } }
  services.api: { ready_after: { normal: { mean: 20s, sd: 2s } }, needs: [services.db], crash_after: 3s }
  services.web: { ready_after: 4s, needs: [services.api, services.cache], crash_after: { uniform: [1s, 2s] } }
  jobs.fixed: { runs_for: 40s }
  jobs.logs: { runs_for: { lognormal: { p50: 30s, p95: 90s } } }
  jobs.even: { runs_for: { uniform: [10s, 20s] } }
  jobs.pert: { runs_for: { pert: [20s, 40s, 90s] } }
  jobs.bell: { runs_for: { normal: { mean: 1m, sd: 8s } } }
  jobs.sudden: { runs_for: { exponential: { mean: 30s } } }
  jobs.flaky: { runs_for: { lognormal: { p50: 10s, p95: 15s } }, retries: 30 }
  jobs.early: { runs_for: 25s, fails: { at: 20% }, retries: 30 }
faults:
  - { task: jobs.flaky, chance: 20% }
  - { task: jobs.early, chance: 8% }
";

const RUNS: u32 = 50;
const SEEDS: u64 = 40;

/// What is planted, by task and parameter, and the kind of distribution it belongs to; in milliseconds.
const TIMES: [(&str, Family, &str, u64); 16] = [
    ("services.db", Family::Lognormal, "p50", 50_000),
    ("services.db", Family::Lognormal, "p95", 80_000),
    ("services.cache", Family::Uniform, "min", 5_000),
    ("services.cache", Family::Uniform, "max", 12_000),
    ("services.api", Family::Normal, "mean", 20_000),
    ("services.api", Family::Normal, "sd", 2_000),
    ("jobs.logs", Family::Lognormal, "p50", 30_000),
    ("jobs.logs", Family::Lognormal, "p95", 90_000),
    ("jobs.even", Family::Uniform, "min", 10_000),
    ("jobs.even", Family::Uniform, "max", 20_000),
    ("jobs.pert", Family::Pert, "min", 20_000),
    ("jobs.pert", Family::Pert, "mode", 40_000),
    ("jobs.pert", Family::Pert, "max", 90_000),
    ("jobs.bell", Family::Normal, "mean", 60_000),
    ("jobs.bell", Family::Normal, "sd", 8_000),
    ("jobs.sudden", Family::Exponential, "mean", 30_000),
];
const CHANCES: [(&str, u64); 2] = [("jobs.flaky", 200_000_000), ("jobs.early", 80_000_000)];
const NEEDS: [(&str, &[&str]); 2] = [
    ("services.api", &["services.db"]),
    ("services.web", &["services.api"]),
];

fn setting(scenario: &str, seed: u64) -> Setting {
    let analysis = analyze(&Request {
        template: TEMPLATE,
        scenario,
        seed: Some(seed),
        ..Request::default()
    });
    assert_eq!(analysis.scenario, []);
    analysis.run.expect("a run").setting
}

/// What `laneway run --trace` would have written of these runs.
fn recorded(setting: &Setting, runs: u32) -> Vec<Record> {
    let record = |run| Record {
        plan: setting.plan.clone(),
        scenario: None,
        seed: 0,
        epoch: Some("2026-01-01T00:00:00Z".to_owned()),
        trace: simulate::run(setting, RunNumber(run)),
    };
    let read = |record| from_json_lines(&to_json_lines(&record)).expect("a trace");
    (0..runs).map(record).map(read).collect()
}

fn task<'a>(calibration: &'a Calibration, reference: &str) -> &'a Calibrated {
    let mut tasks = calibration.tasks.iter();
    tasks.find(|it| it.reference == reference).expect("a task")
}

/// The times of attempts of a task that came to a good end.
fn times(records: &[Record], reference: &str) -> Vec<Millis> {
    use laneway_core::scheduler::{AttemptOutcome, What};
    let mut times = Vec::new();
    for record in records {
        let mut begun = Millis::ZERO;
        for event in &record.trace.events {
            let is_it =
                |task: laneway_core::plan::TaskId| record.plan.tasks[task.0].reference == reference;
            match event.what {
                What::AttemptStarted(task, _) if is_it(task) => begun = event.at,
                What::AttemptEnded(task, _, AttemptOutcome::Succeeded | AttemptOutcome::Ready)
                    if is_it(task) =>
                {
                    times.push(event.at - begun);
                }
                _ => {}
            }
        }
    }
    times
}

fn holds(parameter: &Parameter, planted: u64) -> bool {
    let (low, high) = (
        parameter.low.expect("enough runs"),
        parameter.high.expect("enough runs"),
    );
    (low..=high).contains(&Millis(planted))
}

/// More misses than this have a chance of less than one in a thousand, if each of so many intervals misses one in twenty
/// times.
fn most_misses(intervals: u32) -> u32 {
    let mut term = 0.95_f64.powi(i32::try_from(intervals).expect("few"));
    let mut below = term;
    let mut misses = 0;
    while below < 0.999 {
        term *= f64::from(intervals - misses) / f64::from(misses + 1) * 0.05 / 0.95;
        misses += 1;
        below += term;
    }
    misses
}

#[test]
fn fifty_runs_tell_what_was_planted() {
    // Of each parameter: in how many calibrations the interval missed it; and of each task the distribution chosen.
    let mut missed: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut medians: BTreeMap<&str, u32> = BTreeMap::new();
    let mut chosen: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    for seed in 0..SEEDS {
        let setting = setting(PLANTED, seed);
        let records = recorded(&setting, RUNS);
        let calibration = calibrate(&records);
        assert_eq!(calibration.apply_latency, Millis(1200));
        for (reference, family, name, planted) in TIMES {
            let fit = task(&calibration, reference).takes.as_ref().expect("a fit");
            if ["p50", "min", "mean"].contains(&name) {
                let families = chosen.entry(reference).or_default();
                *families.entry(fit.family.name()).or_default() += 1;
            }
            let own = fit_as(&times(&records, reference), family).expect("a fit");
            let parameter = own
                .parameters
                .iter()
                .find(|it| it.name == name)
                .expect("a parameter");
            *missed.entry((reference, name)).or_default() += u32::from(!holds(parameter, planted));
        }
        for (index, planted) in setting.plan.tasks.iter().enumerate() {
            let fit = task(&calibration, &planted.reference)
                .takes
                .as_ref()
                .expect("a fit");
            let (low, high) = fit.median.expect("enough runs");
            let middle = setting.behaviours[index].duration.middle();
            let reference = TIMES
                .iter()
                .map(|it| it.0)
                .find(|it| *it == planted.reference);
            *medians.entry(reference.unwrap_or("others")).or_default() +=
                u32::from(middle < low || high < middle);
        }
        for (reference, planted) in CHANCES {
            let failed = task(&calibration, reference).failed;
            let holds = (failed.low..=failed.high).contains(&Share::from_billionths(planted));
            *missed.entry((reference, "chance")).or_default() += u32::from(!holds);
        }
        for (reference, planted) in NEEDS {
            let needs = &task(&calibration, reference).needs;
            let found: Vec<&str> = needs.iter().map(|it| it.reference.as_str()).collect();
            assert_eq!(found, planted, "{reference}, seed {seed}");
        }
        let exact = |it: &Calibrated| {
            it.takes
                .as_ref()
                .map(|fit| (fit.family, fit.parameters[0].at))
        };
        for (reference, planted) in [
            ("jobs.fixed", 40_000),
            ("jobs.early", 25_000),
            ("services.web", 4_000),
        ] {
            assert_eq!(
                exact(task(&calibration, reference)),
                Some((Family::Constant, Millis(planted)))
            );
        }
        let at = task(&calibration, "jobs.early").fails_at.as_ref();
        assert!(
            at.is_none_or(|fit| fit.parameters[0].at == Millis(5000)),
            "{at:?}"
        );
        assert_eq!(task(&calibration, "jobs.flaky").fails_at, None);
        let lives = |reference| {
            task(&calibration, reference)
                .crash_after
                .as_ref()
                .expect("crashes")
        };
        assert_eq!(lives("services.api").parameters[0].at, Millis(3000));
        let others = ["services.db", "services.cache", "jobs.fixed", "jobs.logs"];
        for reference in others {
            let it = task(&calibration, reference);
            assert_eq!((it.needs.len(), it.failed.runs, it.retries), (0, 0, 0));
        }
    }
    println!("{SEEDS} calibrations of {RUNS} runs each; missed by the interval of 95 %:");
    let each = most_misses(u32::try_from(SEEDS).expect("few"));
    for ((reference, name), missed) in &missed {
        println!("  {reference:15} {name:7} {missed:3} of {SEEDS} (at most {each})");
    }
    println!("  medians {medians:?}");
    println!("chosen: {chosen:?}");
    // Those that look like no other.
    for (reference, family) in [
        ("jobs.logs", "lognormal"),
        ("jobs.even", "uniform"),
        ("jobs.sudden", "exponential"),
    ] {
        let right = chosen[reference].get(family).copied().unwrap_or(0);
        assert!(u64::from(right) * 4 > SEEDS * 3, "{reference}: {chosen:?}");
    }
    assert!(
        missed
            .values()
            .chain(medians.values())
            .all(|it| *it <= each)
    );
    let all: u32 = missed.values().sum();
    let intervals = u32::try_from(missed.len()).expect("few") * u32::try_from(SEEDS).expect("few");
    println!(
        "  all: {all} of {intervals} (at most {})",
        most_misses(intervals)
    );
    assert!(all <= most_misses(intervals));
}

#[test]
fn a_calibrated_scenario_has_no_problems_and_predicts_what_was_planted() {
    let planted = setting(PLANTED, 7);
    let calibration = calibrate(&recorded(&planted, RUNS));
    let written = scenario(&calibration);
    println!("{written}");
    let found = setting(&written, 0);
    let median = |setting: &Setting| {
        let engine = simulate::batch::Engine::new(setting);
        let tally = laneway_core::forecast::Tally::of(&engine, 0..2000);
        let finish = tally
            .outlook(&setting.plan)
            .forecast
            .finish
            .ended
            .expect("ends");
        finish
            .quantiles
            .iter()
            .find(|it| it.share == Share::from_billionths(500_000_000))
            .expect("a median")
            .at_ms
    };
    let (before, after) = (median(&planted), median(&found));
    assert!(
        before.0.abs_diff(after.0) * 10 < before.0,
        "{before} {after}"
    );
}

#[test]
fn the_fewer_runs_the_wider() {
    let records = recorded(&setting(PLANTED, 3), RUNS);
    let p95 = |runs: usize| {
        let calibration = calibrate(&records[..runs]);
        let fit = task(&calibration, "jobs.logs")
            .takes
            .clone()
            .expect("a fit");
        (fit.family, fit.parameters[1])
    };
    for few in [1, 3] {
        let (family, p95) = p95(few);
        assert_eq!((family, p95.low, p95.high), (Family::Lognormal, None, None));
    }
    let widths: Vec<u64> = [4, 6, 9, 50]
        .map(|runs| {
            let (family, p95) = p95(runs);
            assert_eq!(family, Family::Lognormal);
            (p95.high.expect("four runs") - p95.low.expect("four runs")).0
        })
        .to_vec();
    assert!(widths.is_sorted_by(|one, other| one > other), "{widths:?}");
}

#[test]
fn times_that_follow_no_distribution_stay_as_they_are() {
    let two_humps: Vec<Millis> = (0..40)
        .map(|it| {
            Millis(if it % 2 == 0 {
                10_000 + it * 7
            } else {
                90_000 + it * 11
            })
        })
        .collect();
    let fit = laneway_core::calibrate::fit(&two_humps).expect("a fit");
    assert_eq!(fit.family, Family::Samples);
}
