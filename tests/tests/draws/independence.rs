//! Draws know nothing of each other.

use laneway_core::simulate::draws::{AttemptDraws, Chance, Draws, Purpose, RunNumber, Stream};

/// Pairs of random numbers that a run draws.
type Pair = fn(u32) -> [f64; 2];

fn draws(run: u32, task: &str, occurrence: u32, attempt: u32) -> AttemptDraws {
    Draws::new(3, RunNumber(run)).attempt(Stream::of_task(task, occurrence), attempt)
}

fn unit(run: u32, task: &str, occurrence: u32, attempt: u32, purpose: Purpose) -> f64 {
    draws(run, task, occurrence, attempt).unit(purpose).below()
}

/// From 0 to 1 in sixteenths: the least share of chances that strikes.
fn chance(draws: &AttemptDraws) -> f64 {
    let strikes = |sixteenths: u32| Chance::from_millionths(62_500 * sixteenths).strikes(draws);
    let least = (1..=16).find(|sixteenths| strikes(*sixteenths));
    f64::from(least.map_or(16, |it| it - 1)) / 16.0
}

const PAIRS: [(&str, Pair); 7] = [
    ("two attempts", |run| {
        [1, 2].map(|attempt| unit(run, "jobs.a", 1, attempt, Purpose::Duration))
    }),
    ("two purposes", |run| {
        [Purpose::Duration, Purpose::CrashAfter].map(|it| unit(run, "jobs.a", 1, 1, it))
    }),
    ("chance and time", |run| {
        let draws = draws(run, "jobs.a", 1, 1);
        [chance(&draws), draws.unit(Purpose::Duration).below()]
    }),
    ("two runs of one block", |run| {
        let run = 2 * run;
        [run, run + 1].map(|run| unit(run, "jobs.a", 1, 1, Purpose::Duration))
    }),
    ("two tasks", |run| {
        ["jobs.a", "jobs.b"].map(|task| unit(run, task, 1, 1, Purpose::Duration))
    }),
    ("two occurrences", |run| {
        [1, 2].map(|number| unit(run, "jobs.a", number, 1, Purpose::Duration))
    }),
    ("two runs", |run| {
        [2 * run + 1, 2 * run + 2].map(|run| unit(run, "jobs.a", 1, 1, Purpose::Duration))
    }),
];

/// Pairs fill the cells of a grid evenly (chi-square at a significance of 0.1 %, 255 degrees of freedom).
#[test]
fn pairs_fill_the_square_evenly() {
    const SIDE: usize = 16;
    const RUNS: u32 = 51_200;
    let cell = |unit: f64| (unit * SIDE as f64) as usize;
    for (name, pair) in PAIRS {
        let mut counts = [[0_u32; SIDE]; SIDE];
        for run in 0..RUNS {
            let [one, other] = pair(run).map(cell);
            counts[one][other] += 1;
        }
        let mean = f64::from(RUNS) / (SIDE * SIDE) as f64;
        let parts = counts.as_flattened().iter();
        let chi_square: f64 = parts.map(|it| (f64::from(*it) - mean).powi(2) / mean).sum();
        assert!(chi_square < 330.5, "{name}: {chi_square}");
    }
}
