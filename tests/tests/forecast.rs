//! Forecasts whose numbers a formula gives.

use laneway_core::forecast::{Forecast, Outlook, Share, ShareEstimate, Tally};
use laneway_core::report::{Report, TaskOutcome};
use laneway_core::simulate::batch::Engine;
use laneway_core::simulate::draws::{Chance, Distribution, Time};
use laneway_core::simulate::{Setting, draws::RunNumber};
use laneway_core::time::Millis;
use laneway_tests::cases::{cases, run_of};
use laneway_tests::random::{any_setting, any_setting_on_nodes, any_setting_with_losses};
use laneway_tests::sketch::{job, sketch, step};
use proptest::prelude::*;

const RUNS: u32 = 1_000_000;
const FEWER: u32 = 200_000;

fn outlook(setting: &Setting, runs: u32) -> Outlook {
    let engine = Engine::new(setting);
    assert!(engine.is_forward(), "so many runs would take long");
    Tally::of(&engine, 0..runs).outlook(&setting.plan)
}

/// A step of jobs whose times follow this distribution.
fn together(count: usize, distribution: &Distribution) -> Setting {
    let names: Vec<String> = (0..count).map(|number| format!("j{number}")).collect();
    let mut setting = sketch(vec![step(names.iter().map(|name| job(name, 0)).collect())]);
    for behaviour in &mut setting.behaviours {
        behaviour.duration = Time::new(distribution.clone());
    }
    setting
}

fn contains(estimate: &ShareEstimate, chance: f64) -> bool {
    let [low, high] = [estimate.low, estimate.high].map(|it| it.billionths() as f64 / 1e9);
    low <= chance && chance <= high
}

/// Whether the interval of the mean contains a time, in milliseconds.
fn mean_contains(found: &laneway_core::forecast::MeanEstimate, mean: f64) -> bool {
    let [low, high] = [found.low_ms, found.high_ms].map(|it| it.expect("runs").0 as f64);
    low - 0.5 <= mean && mean <= high + 0.5
}

/// A job of 30 s that fails with a chance of 20 % and is tried again six times.
#[test]
fn retries_follow_their_formula() {
    let mut setting = sketch(vec![step(vec![job("a", 30).retries(6)]).halting()]);
    setting.behaviours[0].fails.chance = Chance::from_millionths(200_000);
    let Outlook { forecast, .. } = outlook(&setting, RUNS);
    let halted = forecast.outcomes.halted;
    println!("halted: {halted:?}");
    assert!(contains(&halted, 1.28e-5), "{halted:?}");
    let all = forecast.finish.all.expect("runs").mean;
    println!("all: {all:?}");
    assert!(mean_contains(&all, 40_819.2), "{all:?}");
    let successful = forecast.finish.succeeded.expect("runs").mean;
    assert!(successful.mean_ms < all.mean_ms, "{successful:?}");
    // The sum of the distances: 840 s after so many failures.
    assert_eq!(forecast.halted_at.expect("halts").min_ms, Millis(840_000));
}

/// The longest of n exponential times: in the mean 1 + 1/2 + … + 1/n times as long as one, and not later
/// than t with the chance (1 − e^(−t/mean))^n.
#[test]
fn the_longest_of_several_exponentials() {
    let mean = Millis::from_secs(60);
    let outlook = outlook(&together(5, &Distribution::Exponential { mean }), FEWER);
    let found = outlook.mean().expect("successes");
    // A job is given up after 20 minutes: 20 of these means, which changes nothing that can be seen.
    assert!(
        mean_contains(&found, 60_000.0 * (1.0 + 0.5 + 1.0 / 3.0 + 0.25 + 0.2)),
        "{found:?}"
    );
    for millionths in [50_000_u32, 500_000, 950_000, 990_000] {
        let share = f64::from(millionths) / 1e6;
        let exact = -60_000.0 * (1.0 - share.powf(0.2)).ln();
        let found = outlook.quantile(millionths).expect("successes");
        let [low, high] = [found.low_ms, found.high_ms].map(|it| it.expect("runs").0 as f64);
        assert!(
            low - 0.5 <= exact && exact <= high + 0.5,
            "{exact}: {found:?}"
        );
    }
}

/// Merge bias: two tasks of 100 s in the mean that run together take longer, by σ/√π if both are normal.
/// A plan that adds up means would not see it.
#[test]
fn two_that_are_waited_for_together_take_longer_than_each() {
    let (mean, sd) = (Millis::from_secs(100), Millis::from_secs(10));
    let outlook = outlook(&together(2, &Distribution::Normal { mean, sd }), FEWER);
    let found = outlook.mean().expect("successes");
    assert!(
        mean_contains(&found, 100_000.0 + 10_000.0 / std::f64::consts::PI.sqrt()),
        "{found:?}"
    );
    for task in &outlook.forecast.tasks {
        assert!(contains(&task.criticality.expect("runs"), 0.5), "{task:?}");
    }
}

/// Steps one after the other: means and variances add up.
#[test]
fn a_chain_adds_up() {
    let [min, max] = [10, 50].map(Millis::from_secs);
    let steps = ["a", "b", "c"].map(|name| step(vec![job(name, 0)]));
    let mut setting = sketch(steps.to_vec());
    for behaviour in &mut setting.behaviours {
        behaviour.duration = Time::new(Distribution::Uniform { min, max });
    }
    let Outlook { forecast, .. } = outlook(&setting, FEWER);
    let found = forecast.finish.succeeded.expect("successes").mean;
    assert!(mean_contains(&found, 90_000.0), "{found:?}");
    let deviation = found.deviation_ms.expect("runs").0 as f64;
    // Three times 40²/12; to a hundredth.
    assert!((deviation / 20_000.0 - 1.0).abs() < 0.01, "{deviation}");
    for task in &forecast.tasks {
        // Always critical, and a third of the variance: 1/√3.
        let significance = task.significance.expect("a spread").billionths() as f64 / 1e9;
        assert!(
            (significance - 3_f64.sqrt().recip()).abs() < 0.01,
            "{significance}"
        );
    }
}

#[test]
fn intervals_of_few_runs_hold_the_truth_as_often_as_they_say() {
    let mut setting = sketch(vec![step(vec![job("a", 30)]).halting()]);
    setting.behaviours[0].fails.chance = Chance::from_millionths(100_000);
    let engine = Engine::new(&setting);
    let forecasts = (0..2000_u32).map(|number| {
        let first = number * 100;
        Tally::of(&engine, first..first + 100)
            .outlook(&setting.plan)
            .forecast
    });
    let held = forecasts
        .filter(|it: &Forecast| contains(&it.outcomes.halted, 0.1))
        .count();
    // For 100 runs and a chance of 10 % Wilson's interval holds it in 93.6 % of all cases.
    assert!((1840..=1905).contains(&held), "{held} of 2000");
}

proptest! {
    #![proptest_config(cases(1500))]

    /// A forecast from a single run says what the report of that run says.
    #[test]
    fn critical_paths_are_those_of_the_reports(
        setting in prop_oneof![3 => any_setting().boxed(), 1 => any_setting_with_losses().boxed()],
        number in 0..4_u32,
    ) {
        let report = run_of(&setting, RunNumber(number));
        prop_assume!(report.halt.is_none() && takes_time(&setting) && !is_given_up_in_a_pause(&report));
        let tally = Tally::of(&Engine::new(&setting), number..number + 1);
        let forecast = tally.outlook(&setting.plan).forecast;
        let tasks = forecast.tasks.iter();
        let critical = tasks.filter(|task| task.criticality.is_some_and(|it| it.runs == 1));
        let mut critical: Vec<&str> = critical.map(|it| it.task.as_str()).collect();
        let mut expected: Vec<&str> = report.critical_path.iter().map(String::as_str).collect();
        critical.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(critical, expected);
        let share = Share::from_billionths(1_000_000_000);
        let end = forecast.finish.ended.expect("a run that ends");
        prop_assert_eq!(end.quantiles[0].at_ms, end.max_ms);
        prop_assert_eq!(forecast.outcomes.halted.high < share, true);
    }
}

proptest! {
    #![proptest_config(cases(200))]

    /// Ranges of runs merge to the whole, however they are cut, in any order and by either engine.
    #[test]
    fn ranges_merge_to_the_whole(
        setting in any_setting_on_nodes(),
        has_nodes in any::<bool>(),
        cuts in (0..=150_u32, 0..=150_u32),
        portion in 1..200_usize,
    ) {
        let mut setting = setting;
        if !has_nodes {
            setting.cluster.nodes.clear();
        }
        let engine = Engine::new(&setting);
        let whole = Tally::of(&engine, 0..150).outlook(&setting.plan);
        let (first, second) = (cuts.0.min(cuts.1), cuts.0.max(cuts.1));
        for engine in [&engine, &Engine::by_events(&setting)] {
            let mut tally = Tally::in_portions(engine, second..150, portion);
            tally.merge(Tally::of(engine, 0..first));
            tally.merge(Tally::in_portions(engine, first..second, 1));
            prop_assert_eq!(&tally.outlook(&setting.plan), &whole);
        }
    }
}

/// Where something takes no time at all, several things happen at one moment, and a forecast does not know
/// which of them was the cause of the other.
fn takes_time(setting: &Setting) -> bool {
    let least = |time: &Time| time.least() > Millis::ZERO;
    setting.behaviours.iter().all(|it| least(&it.duration))
}

/// A report follows the needs of the last attempt even where the limit came in the pause behind it; a forecast,
/// which does not know when that attempt ended, takes the limit for the cause.
fn is_given_up_in_a_pause(report: &Report) -> bool {
    report.tasks.iter().any(|row| {
        let last = row.attempts.last().and_then(|attempt| attempt.end_ms);
        row.outcome == TaskOutcome::Failed && last < row.settled_ms
    })
}
