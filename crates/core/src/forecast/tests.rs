//! Forecasts of small settings whose numbers can be worked out.

use super::{Forecast, Share, Tally};
use crate::kit::{setting, setting_with};
use crate::simulate::batch::Engine;
use crate::simulate::draws::{Chance, Distribution, Time};
use crate::simulate::{Background, Setting};
use crate::time::Millis;

fn forecast(setting: &Setting, runs: u32) -> Forecast {
    let engine = Engine::by_events(setting);
    Tally::of(&engine, 0..runs).outlook(&setting.plan).forecast
}

fn share(percent: u64) -> Share {
    Share::from_billionths(percent * 10_000_000)
}

fn uniform(min: u64, max: u64) -> Time {
    let [min, max] = [min, max].map(Millis::from_secs);
    Time::new(Distribution::Uniform { min, max })
}

#[test]
fn what_is_always_the_same_has_no_spread() {
    let setting = setting("a: jobs.a 30; jobs.b 20\nb: jobs.c 10");
    let found = forecast(&setting, 100);
    assert_eq!(found.outcomes.succeeded.chance, share(100));
    let finish = found.finish.succeeded.expect("runs that succeed");
    let ends = [finish.min_ms, finish.mean.mean_ms, finish.max_ms];
    assert_eq!(ends, [Millis(40_000); 3]);
    assert_eq!(found.curve_ms, vec![Millis(40_000); 101]);
    assert_eq!(found.histogram.expect("successes").counts, [100]);
    let tasks = found.tasks.iter().map(|task| {
        let slack = task.slack.clone().expect("runs");
        (
            task.criticality.expect("runs").runs,
            slack.mean_ms.0,
            slack.none,
        )
    });
    let expected = [
        (100, 0, share(100)),
        (0, 10_000, share(0)),
        (100, 0, share(100)),
    ];
    assert_eq!(tasks.collect::<Vec<_>>(), expected);
    assert!(found.tasks.iter().all(|task| task.significance.is_none()));
}

#[test]
fn a_halt_has_a_chance_and_a_cause() {
    let mut setting = setting("a!: jobs.a 30; jobs.b 10\nb: jobs.c 10");
    setting.behaviours[0].fails.chance = Chance::from_millionths(250_000);
    let found = forecast(&setting, 4000);
    let halted = found.outcomes.halted;
    assert!(
        halted.low < share(25) && share(25) < halted.high,
        "{halted:?}"
    );
    assert_eq!(found.halted_at.expect("halts").max_ms, Millis(30_000));
    let by: Vec<_> = found
        .halted_by
        .iter()
        .map(|it| (it.task.as_str(), it.halts))
        .collect();
    assert_eq!(by, [("jobs.a", halted)]);
    assert_eq!(
        found.finish.succeeded.expect("successes").runs,
        4000 - halted.runs
    );
    assert_eq!(found.finish.all.expect("runs").runs, 4000);
}

#[test]
fn when_no_run_ends_there_is_nothing_to_say_about_tasks() {
    let found = forecast(&setting("a!: jobs.a 30 always; jobs.b 40"), 10);
    assert_eq!(found.outcomes.halted.runs, 10);
    assert_eq!((found.finish.succeeded, found.finish.ended), (None, None));
    assert_eq!((found.histogram, found.back_off), (None, None));
    assert!(found.curve_ms.is_empty());
    assert!(
        found
            .tasks
            .iter()
            .all(|task| task.criticality.is_none() && task.slack.is_none())
    );
}

#[test]
fn back_off_is_a_share_of_the_time_under_way() {
    // 10 s of work, 10 s of waiting, 10 s of work.
    let found = forecast(&setting("a: jobs.a 10 fails=1 retries=1; jobs.b 30"), 5);
    assert_eq!(
        found.tasks[0].back_off,
        Some(Share::from_billionths(333_333_333))
    );
    assert_eq!(
        found.tasks[0].attempts,
        Some(Share::from_billionths(2_000_000_000))
    );
    assert_eq!(found.back_off, Some(Share::from_billionths(166_666_667)));
}

/// Of two equal tasks that run together each is the last in half of the runs; one that is always shorter
/// never is.
#[test]
fn criticality_is_shared_by_those_that_compete() {
    let mut setting = setting("a: jobs.a 30; jobs.b 30; jobs.c 5");
    setting.behaviours[0].duration = uniform(10, 30);
    setting.behaviours[1].duration = uniform(10, 30);
    let found = forecast(&setting, 4000);
    for task in &found.tasks[..2] {
        let critical = task.criticality.expect("runs");
        assert!(
            critical.low < share(50) && share(50) < critical.high,
            "{critical:?}"
        );
        assert!(task.significance > Some(share(50)), "{task:?}");
    }
    assert_eq!(found.tasks[2].criticality.expect("runs").runs, 0);
    // The later of two: its mean is two thirds up.
    let mean = found.finish.succeeded.expect("successes").mean;
    assert!(mean.low_ms < Some(Millis(23_333)) && mean.high_ms > Some(Millis(23_333)));
}

#[test]
fn a_detached_background_is_not_waited_for() {
    let text = "a~: jobs.a 90\nb: jobs.b 30";
    let joined = forecast(&setting(text), 3);
    let detached = setting_with(text, |options| options.background = Background::Detach);
    let detached = forecast(&detached, 3);
    let max = |found: Forecast| found.finish.ended.expect("runs").max_ms.0;
    assert_eq!((max(joined), max(detached.clone())), (90_000, 30_000));
    assert_eq!(detached.tasks[0].criticality.expect("runs").runs, 0);
}

#[test]
fn slack_ends_where_a_slot_is_handed_on() {
    let text = "a: jobs.a 10; jobs.b 20; jobs.c 30";
    let setting = setting_with(text, |options| options.max_parallel = Some(2));
    let found = forecast(&setting, 1);
    let slack = found
        .tasks
        .iter()
        .map(|task| task.slack.clone().expect("a run").mean_ms.0);
    assert_eq!(slack.collect::<Vec<_>>(), [0, 20_000, 0]);
}

/// Ranges merge to the whole, in any order, and the size of the portions does not matter: of more runs than are
/// kept before they are sorted.
#[test]
fn the_same_runs_give_the_same_forecast_however_they_are_made() {
    let mut setting = setting("a!: jobs.a 30 retries=1; jobs.b 30\nb~: jobs.c 5\nc: services.d 9");
    setting.behaviours[0].fails.chance = Chance::from_millionths(250_000);
    setting.behaviours[1].duration = uniform(10, 90);
    for engine in [Engine::new(&setting), Engine::by_events(&setting)] {
        let whole = Tally::of(&engine, 0..12_000).outlook(&setting.plan);
        for portion in [1, 7, 64, 100_000] {
            let tally = Tally::in_portions(&engine, 0..12_000, portion);
            assert_eq!(tally.outlook(&setting.plan), whole, "portions of {portion}");
        }
        let mut merged = Tally::of(&engine, 6001..12_000);
        merged.merge(Tally::of(&engine, 0..1));
        merged.merge(Tally::of(&engine, 1..6001));
        assert_eq!(merged.runs(), 12_000);
        assert_eq!(merged.outlook(&setting.plan), whole);
    }
}

/// As it does on its way from one worker of a page to another.
#[test]
fn a_tally_keeps_everything_when_it_is_written_down() {
    let mut setting = setting("a!: jobs.a 30 retries=1; jobs.b 30\nb~: jobs.c 5");
    setting.behaviours[0].fails.chance = Chance::from_millionths(250_000);
    setting.behaviours[1].duration = uniform(10, 90);
    let tally = Tally::of(&Engine::new(&setting), 0..300);
    let text = serde_json::to_string(&tally).expect("a text");
    let read: Tally = serde_json::from_str(&text).expect("a tally");
    assert_eq!(read.outlook(&setting.plan), tally.outlook(&setting.plan));
}
