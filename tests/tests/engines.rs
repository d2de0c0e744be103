//! The engines against each other, and against the trace that is shown: run by run the same.

use laneway_core::analysis::{Request, analyze};
use laneway_core::plan::TaskId;
use laneway_core::scheduler::{WaitCause, What};
use laneway_core::simulate::batch::{Batch, Column, End, Engine, Uneven};
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::{self, Setting};
use laneway_core::time::Millis;
use laneway_tests::cases::cases;
use laneway_tests::corpus::sim_cases;
use laneway_tests::plans;
use laneway_tests::random::{any_setting, any_setting_with_losses};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::fmt::Write as _;

/// Runs of each setting: enough for some of them to draw otherwise than others.
const RUNS: u32 = 6;

/// Into batches that have been used before, for more runs.
fn both(setting: &Setting) -> (Batch, Batch) {
    let (mut one, mut other) = (Batch::default(), Batch::default());
    for numbers in [11..20 + RUNS, 3..3 + RUNS] {
        Engine::new(setting).run(numbers.clone(), &mut one);
        Engine::by_events(setting).run(numbers, &mut other);
        for column in one.tasks.iter().chain(&other.tasks) {
            assert_uneven(column);
        }
    }
    (one, other)
}

/// Only what differs from one attempt that succeeded is noted, once and in order.
fn assert_uneven(column: &Column) {
    let uneven = &column.uneven;
    assert!(uneven.is_sorted_by(|one, other| one.lane < other.lane));
    let is_more = |it: &Uneven| (it.attempts, it.back_off, it.is_bad) != (1, Millis::ZERO, false);
    assert!(uneven.iter().all(is_more));
}

/// What of a batch has to be the same in every engine, run by run.
fn comparable(batch: &Batch, by_events: &Batch) -> Vec<String> {
    (0..batch.ends.len())
        .map(|lane| format!("run {lane}: {}", told_of(batch, by_events, lane)))
        .collect()
}

/// What of a run has to be the same: if it halted, all that had settled before.
fn told_of(batch: &Batch, by_events: &Batch, lane: usize) -> String {
    let mut told = format!("{:?}", batch.ends[lane]);
    let over = match by_events.ends[lane] {
        End::Ended { .. } => Millis::MAX,
        End::Halted { at, .. } => at,
    };
    for (id, (column, reference)) in batch.tasks.iter().zip(&by_events.tasks).enumerate() {
        if reference.settled[lane] < over {
            let found = column.at(lane);
            let _ = write!(
                told,
                "\n  task {id}: {} – {}, {} after {} attempts and {} of back-off",
                column.started[lane],
                column.settled[lane],
                if found.is_bad { "bad" } else { "good" },
                found.attempts,
                found.back_off,
            );
        }
    }
    told
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

/// The columns of a task as the trace of the run tells them.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    started: Millis,
    settled: Millis,
    is_bad: bool,
    attempts: u32,
    back_off: Millis,
    met: Millis,
    deciding: Millis,
}

const NEVER: Told = Told {
    started: Millis::MAX,
    settled: Millis::MAX,
    is_bad: false,
    attempts: 0,
    back_off: Millis::ZERO,
    met: Millis::MAX,
    deciding: Millis::MAX,
};

fn told_by_trace(setting: &Setting, number: u32) -> Vec<Told> {
    let trace = simulate::run(setting, RunNumber(number));
    let mut tasks: Vec<Told> = setting.plan.tasks.iter().map(|_| NEVER).collect();
    for event in &trace.events {
        match event.what {
            What::TaskStarted(TaskId(task)) => tasks[task].started = event.at,
            What::AttemptStarted(TaskId(task), number) => {
                if tasks[task].met == Millis::MAX {
                    tasks[task].deciding = event.at;
                }
                if tasks[task].settled == Millis::MAX {
                    tasks[task].attempts = number;
                }
            }
            What::TaskSettled(TaskId(task), outcome) => {
                tasks[task].settled = event.at;
                tasks[task].is_bad = !outcome.is_good();
                if outcome.is_good() {
                    tasks[task].met = event.at;
                }
            }
            What::TaskHealed(TaskId(task)) => tasks[task].met = event.at,
            _ => {}
        }
    }
    for wait in trace
        .waits
        .iter()
        .filter(|it| it.cause == WaitCause::BackOff)
    {
        let task = &mut tasks[wait.task.0];
        let until = wait.until.unwrap_or(Millis::MAX).min(task.settled);
        if until != Millis::MAX {
            task.back_off = task.back_off + (until - wait.from);
        }
    }
    tasks
}

fn told_by_batch(batch: &Batch, lane: usize) -> Vec<Told> {
    let of_column = |column: &Column| Told {
        started: column.started[lane],
        settled: column.settled[lane],
        is_bad: column.at(lane).is_bad,
        attempts: column.at(lane).attempts,
        back_off: column.at(lane).back_off,
        met: column.met.get(lane).copied().unwrap_or(Millis::MAX),
        deciding: column.deciding.get(lane).copied().unwrap_or(Millis::MAX),
    };
    batch.tasks.iter().map(of_column).collect()
}

/// What the trace says of a batch's columns; some of them are empty.
fn without_empty(mut told: Vec<Told>, batch: &Batch) -> Vec<Told> {
    for (told, column) in told.iter_mut().zip(&batch.tasks) {
        if column.met.is_empty() {
            told.met = Millis::MAX;
        }
        if column.deciding.is_empty() {
            told.deciding = Millis::MAX;
        }
    }
    told
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_run_without_a_trace_is_the_run_of_the_trace(
        setting in prop_oneof![any_setting().boxed(), any_setting_with_losses().boxed()],
    ) {
        let mut batch = Batch::default();
        Engine::by_events(&setting).run(0..RUNS, &mut batch);
        for number in 0..RUNS {
            let told = told_by_batch(&batch, number as usize);
            let traced = without_empty(told_by_trace(&setting, number), &batch);
            prop_assert_eq!(told, traced);
        }
    }
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

    #[test]
    fn what_may_be_lost_is_left_to_the_event_engine(setting in any_setting_with_losses()) {
        prop_assert!(!setting.may_lose() || !Engine::new(&setting).is_forward());
    }
}

/// Plans with every form of time, as users write them.
#[test]
fn both_make_the_same_runs_of_random_texts() {
    for number in 0..1500 {
        let plan = plans::texts(number);
        let run = analyze(&Request {
            template: &plan.template,
            scenario: &plan.scenario,
            ..Request::default()
        })
        .run;
        let (one, other) = both(&run.expect("it can be simulated").setting);
        assert_eq!(
            comparable(&one, &other),
            comparable(&other, &other),
            "plan {number}"
        );
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

proptest! {
    #![proptest_config(cases(200))]

    /// How many runs are made at once, and which, changes none of them: 70 are more than are drawn together.
    #[test]
    fn every_run_is_the_same_in_any_batch(setting in any_setting()) {
        let (engine, by_events) = (Engine::new(&setting), Engine::by_events(&setting));
        let [mut all, mut some, mut reference] = [(); 3].map(|()| Batch::default());
        engine.run(0..70, &mut all);
        by_events.run(0..70, &mut reference);
        for size in [1, 9, 64] {
            for first in (0..70).step_by(size) {
                let end = (first + size as u32).min(70);
                engine.run(first..end, &mut some);
                let mut of_some = Batch::default();
                by_events.run(first..end, &mut of_some);
                for (lane, run) in (first..end).enumerate() {
                    let run = run as usize;
                    prop_assert_eq!(told_of(&some, &of_some, lane), told_of(&all, &reference, run));
                }
            }
        }
    }
}
