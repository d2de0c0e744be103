//! The two engines against each other: run by run the same.

use laneway_core::analysis::{Request, analyze};
use laneway_core::plan::TaskId;
use laneway_core::simulate::Setting;
use laneway_core::simulate::batch::{Batch, End, Engine};
use laneway_core::time::Millis;
use laneway_tests::cases::cases;
use laneway_tests::corpus::sim_cases;
use laneway_tests::random::any_setting;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Runs of each setting: enough for some of them to draw otherwise than others.
const RUNS: u32 = 6;

fn both(setting: &Setting) -> (Batch, Batch) {
    let (mut one, mut other) = (Batch::default(), Batch::default());
    Engine::new(setting).run(3..3 + RUNS, &mut one);
    Engine::by_events(setting).run(3..3 + RUNS, &mut other);
    (one, other)
}

/// What of a batch has to be the same in every engine: of a halted run all that had settled before.
fn comparable(batch: &Batch, by_events: &Batch) -> Vec<String> {
    let mut lines = Vec::new();
    for (lane, end) in batch.ends.iter().enumerate() {
        lines.push(format!("run {lane}: {end:?}"));
        for (id, (column, reference)) in batch.tasks.iter().zip(&by_events.tasks).enumerate() {
            let over = match by_events.ends[lane] {
                End::Ended { .. } => Millis::MAX,
                End::Halted { at, .. } => at,
            };
            if reference.settled[lane] < over {
                lines.push(format!(
                    "  task {id}: {} – {}, {} after {} attempts and {} of back-off",
                    column.started[lane],
                    column.settled[lane],
                    if column.is_bad[lane] { "bad" } else { "good" },
                    column.attempts[lane],
                    column.back_off[lane],
                ));
            }
        }
    }
    lines
}

/// The setting without the needs that only the event engine can follow: those on later steps, and on
/// later tasks of the same step.
fn without_late_needs(mut setting: Setting) -> Setting {
    for (id, behaviour) in setting.behaviours.iter_mut().enumerate() {
        let is_early = |task: &TaskId| *task < TaskId(id);
        behaviour
            .needs
            .retain(|need| need.tasks.iter().all(is_early));
    }
    setting
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn both_make_the_same_runs(setting in any_setting()) {
        for setting in [without_late_needs(setting.clone()), setting] {
            let (one, other) = both(&setting);
            prop_assert_eq!(comparable(&one, &other), comparable(&other, &other));
        }
    }
}

/// If every setting were left to the event engine, comparing would say nothing.
#[test]
fn most_settings_need_no_queue_of_events() {
    let mut runner = TestRunner::new(cases(1));
    let (mut forward, mut with_early_needs) = (0, 0);
    for _ in 0..500 {
        let setting = any_setting()
            .new_tree(&mut runner)
            .expect("a setting")
            .current();
        forward += u32::from(Engine::new(&setting).is_forward());
        let setting = without_late_needs(setting);
        with_early_needs += u32::from(Engine::new(&setting).is_forward());
    }
    assert!(forward > 100, "{forward} of 500");
    assert!(with_early_needs > 400, "{with_early_needs} of 500");
}

#[test]
fn both_make_the_same_runs_of_the_corpus() {
    let mut forward = 0;
    for case in sim_cases() {
        let run = analyze(&Request {
            template: &case.template,
            scenario: &case.scenario,
            stage: case.stage.as_deref(),
            seed: None,
        })
        .run;
        let setting = run.expect("it can be simulated").setting;
        forward += u32::from(Engine::new(&setting).is_forward());
        let (one, other) = both(&setting);
        assert_eq!(
            comparable(&one, &other),
            comparable(&other, &other),
            "{}",
            case.name
        );
    }
    assert!(forward > 80, "{forward} cases");
}

/// How many runs are made at once changes none of them.
#[test]
fn every_run_is_the_same_in_any_batch() {
    let mut runner = TestRunner::new(cases(1));
    for _ in 0..100 {
        let setting = any_setting()
            .new_tree(&mut runner)
            .expect("a setting")
            .current();
        let engine = Engine::new(&setting);
        let (mut all, mut alone) = (Batch::default(), Batch::default());
        engine.run(0..20, &mut all);
        for number in 0..20 {
            engine.run(number..number + 1, &mut alone);
            assert_eq!(alone.ends[0], all.ends[number as usize]);
        }
    }
}
