//! Draws are what they are for ever, and depend on nothing but what they are for.

use super::{AttemptDraws, Distribution, Draws, Purpose, RunNumber, Stream, Time};
use crate::time::Millis;

fn attempt(seed: u64, run: u32, task: &str, occurrence: u32, attempt: u32) -> AttemptDraws {
    let stream = Stream::of_task(task, occurrence);
    Draws::new(seed, RunNumber(run)).attempt(stream, attempt)
}

#[test]
fn each_part_of_the_counter_gives_other_draws() {
    let places = [
        attempt(7, 0, "jobs.a", 1, 1),
        attempt(8, 0, "jobs.a", 1, 1),
        attempt(7 + (1 << 32), 0, "jobs.a", 1, 1),
        attempt(7, 1, "jobs.a", 1, 1),
        attempt(7, 0, "jobs.b", 1, 1),
        attempt(7, 0, "jobs.a", 2, 1),
        attempt(7, 0, "jobs.a", 1, 2),
    ];
    let purposes = [Purpose::Duration, Purpose::CrashAfter, Purpose::FailsAt];
    let units = places
        .iter()
        .flat_map(|place| purposes.map(|purpose| place.unit(purpose).below().to_bits()));
    let mut units: Vec<u64> = units.collect();
    let count = units.len();
    units.sort_unstable();
    units.dedup();
    assert_eq!(units.len(), count);
}

/// Links and reports name a seed: what it draws may not change from version to version.
#[test]
fn a_seed_draws_the_same_for_ever() {
    let seconds = Millis::from_secs;
    let time = Time::new(Distribution::Triangular {
        min: seconds(20),
        mode: seconds(40),
        max: seconds(90),
    });
    let drawn = |seed, run, number| {
        let draws = attempt(seed, run, "jobs.migrate", 1, number);
        time.draw(&draws, Purpose::Duration).0
    };
    let drawn = [
        drawn(0, 0, 1),
        drawn(0, 0, 2),
        drawn(0, 1, 1),
        drawn(7, 0, 1),
    ];
    assert_eq!(drawn, [69_349, 26_019, 29_776, 35_680]);
}

#[test]
fn more_time_is_added_to_every_draw() {
    let time = Time::new(Distribution::Exponential {
        mean: Millis::from_secs(30),
    });
    let draws = attempt(1, 2, "jobs.a", 1, 1);
    let before = time.draw(&draws, Purpose::Duration);
    let after = (&(&time + Millis(5)) + Millis(7)).draw(&draws, Purpose::Duration);
    assert_eq!(after, before + Millis(12));
}
