//! The engine against the naive reading of the same rules, on random settings.

use laneway_core::analysis::{Request, analyze};
use laneway_core::kubernetes::NodeSize;
use laneway_core::plan::TaskId;
use laneway_core::report::{Attempt, Outcome, Report, TaskOutcome, TaskRow};
use laneway_core::scheduler::{AttemptOutcome, LossCause, WaitCause};
use laneway_core::simulate::Setting;
use laneway_core::simulate::draws::{Draws, RunNumber};
use laneway_tests::agreement::{predicted, reported};
use laneway_tests::cases::{cases, run, run_of};
use laneway_tests::oracle::predict_run;
use laneway_tests::plans;
use laneway_tests::random::{any_setting, any_setting_on_nodes, any_setting_with_losses};
use laneway_tests::sights::{ended, tried, waited};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn the_engine_does_what_the_naive_reading_predicts(setting in any_setting(), number in 0..5_u32) {
        let number = RunNumber(number);
        let engine = reported(&run_of(&setting, number));
        let oracle = predicted(&setting, number, &predict_run(&setting, number));
        prop_assert_eq!(engine, oracle);
    }
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn both_place_pods_alike(setting in any_setting_on_nodes(), number in 0..3_u32) {
        let number = RunNumber(number);
        let engine = reported(&run_of(&setting, number));
        let oracle = predicted(&setting, number, &predict_run(&setting, number));
        prop_assert_eq!(engine, oracle);
    }

    #[test]
    fn both_lose_alike(setting in any_setting_with_losses(), number in 0..3_u32) {
        let number = RunNumber(number);
        let engine = reported(&run_of(&setting, number));
        let oracle = predicted(&setting, number, &predict_run(&setting, number));
        prop_assert_eq!(engine, oracle);
    }

    /// Nodes that have room for everything are as good as none.
    #[test]
    fn enough_room_changes_nothing(setting in any_setting_on_nodes()) {
        let mut roomy = setting.clone();
        for node in &mut roomy.cluster.nodes {
            *node = NodeSize { cpu: 1 << 40, memory: 1 << 50, pods: 1 << 20 };
        }
        let mut without = setting;
        without.cluster.nodes.clear();
        prop_assert_eq!(reported(&run(&roomy)), reported(&run(&without)));
    }
}

/// Plans with every form of time, as users write them.
#[test]
fn both_read_random_texts_alike() {
    for plan in 0..300 {
        let texts = plans::texts(plan);
        let run = analyze(&Request {
            template: &texts.template,
            scenario: &texts.scenario,
            ..Request::default()
        })
        .run;
        let setting = run.expect("it can be simulated").setting;
        let engine = reported(&run_of(&setting, RunNumber(1)));
        let oracle = predicted(&setting, RunNumber(1), &predict_run(&setting, RunNumber(1)));
        assert_eq!(engine, oracle, "plan {plan}");
    }
}

/// Something that a random run may show.
type Sight = (&'static str, fn(&Report) -> bool);

/// What the random runs have to show often, or comparing them says little.
const SIGHTS: [Sight; 10] = [
    ("success", |report| report.outcome == Outcome::Succeeded),
    ("errors", |report| {
        report.outcome == Outcome::FinishedWithErrors
    }),
    ("a halt", |report| report.outcome == Outcome::Halted),
    ("something left running", |report| {
        ended(report, TaskOutcome::LeftRunning)
    }),
    ("a healing", |report| {
        report.tasks.iter().any(|row| row.healed_ms.is_some())
    }),
    ("a time-out", |report| {
        tried(report, AttemptOutcome::TimedOut)
    }),
    ("a crash", |report| tried(report, AttemptOutcome::Crashed)),
    ("a wait for a barrier", |report| {
        waited(report, WaitCause::Barrier)
    }),
    ("a wait for a slot", |report| {
        waited(report, WaitCause::Slot)
    }),
    ("a background", |report| {
        report.last_step_done_ms < report.all_settled_ms
    }),
];

/// Whether the last attempt of some task hung.
fn hung(setting: &Setting, report: &Report) -> bool {
    let draws = Draws::new(setting.options.seed, RunNumber(0));
    let mut rows = report.tasks.iter().enumerate();
    rows.any(|(id, row)| setting.hangs(TaskId(id), row.attempts.len(), &draws))
}

#[test]
fn the_random_nodes_are_worth_drawing() {
    let mut runner = TestRunner::new(cases(1));
    let (mut waits, mut found, mut partly, mut hopeless) = (0, 0, 0, 0);
    for _ in 0..500 {
        let setting = any_setting_on_nodes();
        let setting = setting.new_tree(&mut runner).expect("a setting").current();
        let report = run(&setting);
        let rows = report.tasks.iter().flat_map(|row| &row.waits);
        let rooms: Vec<_> = rows
            .filter(|it| it.cause == WaitCause::Unschedulable)
            .collect();
        waits += usize::from(!rooms.is_empty());
        found += usize::from(
            rooms
                .iter()
                .any(|it| it.until_ms.is_some() && !it.on.is_empty()),
        );
        partly += usize::from(rooms.iter().any(|it| it.lacks.len() > 1));
        hopeless += usize::from(rooms.iter().any(|it| it.on.is_empty()));
    }
    for count in [waits, found, partly, hopeless] {
        assert!(count >= 10, "{waits} {found} {partly} {hopeless}");
    }
}

#[test]
fn the_random_losses_are_worth_drawing() {
    let attempts_of = |report: &Report, shows: fn(&Attempt) -> bool| {
        let mut attempts = report.tasks.iter().flat_map(|row| &row.attempts);
        attempts.any(shows)
    };
    let crashed = |attempt: &Attempt| {
        attempt
            .lost
            .is_some_and(|it| it.cause == LossCause::Crashed)
    };
    let lost = |attempt: &Attempt| {
        attempt
            .lost
            .is_some_and(|it| it.cause == LossCause::NodeLost)
    };
    let cut = |attempt: &Attempt| attempt.outcome == AttemptOutcome::NodeLost;
    let mut runner = TestRunner::new(cases(1));
    let mut seen = [0; 5];
    for _ in 0..1000 {
        let setting = any_setting_with_losses();
        let setting = setting.new_tree(&mut runner).expect("a setting").current();
        let report = run(&setting);
        let back = |row: &TaskRow| row.attempts.iter().filter(|it| it.is_good()).count() > 1;
        let shows = [
            attempts_of(&report, crashed),
            attempts_of(&report, lost),
            attempts_of(&report, cut),
            report.tasks.iter().any(back),
            waited(&report, WaitCause::NodeLost),
        ];
        for (count, shows) in seen.iter_mut().zip(shows) {
            *count += usize::from(shows);
        }
    }
    assert!(seen.iter().all(|count| *count >= 10), "{seen:?}");
}

#[test]
fn the_random_settings_are_worth_drawing() {
    let mut runner = TestRunner::new(cases(1));
    let mut seen = [0; SIGHTS.len()];
    let mut hangs = 0;
    for _ in 0..500 {
        let setting = any_setting()
            .new_tree(&mut runner)
            .expect("a setting")
            .current();
        let report = run(&setting);
        hangs += usize::from(hung(&setting, &report));
        for (count, (_, shows)) in seen.iter_mut().zip(SIGHTS) {
            *count += usize::from(shows(&report));
        }
    }
    assert!(hangs >= 10, "only {hangs} of 500 random runs have a hang");
    for (count, (name, _)) in seen.into_iter().zip(SIGHTS) {
        assert!(count >= 10, "only {count} of 500 random runs show {name}");
    }
}
