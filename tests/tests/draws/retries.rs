//! A case that has a formula: a job of 30 s that fails with a chance of 20 % and is tried again six times.

use laneway_core::report::Outcome;
use laneway_core::scheduler::What;
use laneway_core::simulate::draws::{Chance, RunNumber};
use laneway_core::simulate::{self, Setting};
use laneway_tests::cases::run_of;
use laneway_tests::sketch::{job, sketch, step};

/// Enough for the mean in an ordinary test run; `LANEWAY_CASES` multiplies it.
const RUNS: u32 = 20_000;
const CHANCE: f64 = 0.2;

fn setting() -> Setting {
    let mut setting = sketch(vec![step(vec![job("a", 30).retries(6)]).halting()]);
    setting.behaviours[0].fails.chance = Chance::from_millionths(200_000);
    setting
}

/// When the job settles after so many failures, in seconds, and how likely that is: back-off is 10, 20,
/// 40, 80, 160 and 320 s.
fn cases() -> Vec<(f64, f64)> {
    let mut cases = Vec::new();
    let (mut at, mut reached) = (30.0, 1.0);
    for failures in 0..7 {
        let last = failures == 6;
        cases.push((
            at,
            if last {
                reached
            } else {
                reached * (1.0 - CHANCE)
            },
        ));
        reached *= CHANCE;
        at += 30.0 + 10.0 * f64::from(1 << failures);
    }
    cases
}

#[test]
fn the_formula() {
    let mean: f64 = cases().iter().map(|(at, chance)| at * chance).sum();
    assert!((mean - 40.819_2).abs() < 5e-5, "{mean}");
    assert!((CHANCE.powi(7) - 1.28e-5).abs() < 1e-12);
}

/// The mean of all runs, halted ones too, lies within the confidence interval of 99.9 %.
#[test]
fn the_mean_of_all_runs_is_that_of_the_formula() {
    let mean: f64 = cases().iter().map(|(at, chance)| at * chance).sum();
    let squares = cases().into_iter().map(|(at, chance)| at * at * chance);
    let variance = squares.sum::<f64>() - mean * mean;
    let setting = setting();
    let more = std::env::var("LANEWAY_CASES")
        .ok()
        .and_then(|it| it.parse().ok());
    let runs = RUNS.saturating_mul(more.unwrap_or(1));
    let settled = |run| {
        let trace = simulate::run(&setting, RunNumber(run));
        let mut events = trace.events.iter();
        let settled = events.find(|event| matches!(event.what, What::TaskSettled(..)));
        let halted = matches!(
            trace.events.last().map(|it| &it.what),
            Some(What::Halted(_))
        );
        (settled.expect("it settles").at.0 as f64 / 1000.0, halted)
    };
    let (mut sum, mut halts) = (0.0, 0_u32);
    for run in 0..runs {
        let (at, halted) = settled(run);
        sum += at;
        halts += u32::from(halted);
    }
    let found = sum / f64::from(runs);
    let error = 3.29 * (variance / f64::from(runs)).sqrt();
    println!("{runs} runs: mean {found} s of {mean} s, give or take {error} s; {halts} halts");
    assert!((found - mean).abs() < error, "mean {found}, not {mean}");
    // Halts are counted by a Poisson law of this mean: fewer than one run in a thousand has more.
    let expected = CHANCE.powi(7) * f64::from(runs);
    assert!(
        f64::from(halts) <= expected + 3.3 * expected.sqrt() + 3.0,
        "{halts} halts"
    );
}

/// Halts are rare, so they are looked for where they are: the draws alone say which runs halt.
#[test]
fn a_run_halts_when_all_of_its_seven_attempts_fail() {
    use laneway_core::simulate::draws::{Draws, Stream};
    let (chance, stream) = (
        Chance::from_millionths(200_000),
        Stream::of_task("jobs.a", 1),
    );
    let halts = |run: &u32| {
        let draws = Draws::new(0, RunNumber(*run));
        (1..=7).all(|attempt| chance.strikes(&draws.attempt(stream, attempt)))
    };
    let runs = 400_000;
    let halting: Vec<u32> = (0..runs).filter(halts).collect();
    // 5.12 are expected; between none and 14 there are 99.4 % of all cases.
    assert!((1..=14).contains(&halting.len()), "{halting:?}");
    for &run in &halting {
        let report = run_of(&setting(), RunNumber(run));
        assert_eq!(report.outcome, Outcome::Halted, "run {run}");
        assert_eq!(report.halt.expect("a halt").at_ms.0, 840_000, "run {run}");
    }
}
