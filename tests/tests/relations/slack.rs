//! Slack is what its name says: so much longer changes nothing, and one millisecond more does. What has none decides the
//! end, unless something beside it does, too.

use laneway_core::report::{Report, TaskOutcome, TaskRow};
use laneway_core::scheduler::Background;
use laneway_core::simulate::draws::Time;
use laneway_core::simulate::{Fails, Setting};
use laneway_core::time::Millis;
use laneway_tests::cases::{cases, run};
use laneway_tests::random::any_setting;
use laneway_tests::vary::{calm, longer, with_slots};
use proptest::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

fn end(setting: &Setting, report: &Report) -> Option<Millis> {
    match setting.options.background {
        Background::Join => report.all_settled_ms,
        Background::Detach => report.last_step_done_ms,
    }
}

/// The setting in which a longer task merely pushes what comes after it.
fn linear(setting: Setting) -> Setting {
    let background = setting.options.background;
    let mut setting = with_slots(calm(setting), None);
    setting.options.background = background;
    for behaviour in &mut setting.behaviours {
        behaviour.fails = Fails::default();
        behaviour.probe = None;
    }
    setting
}

/// The setting in which every attempt of one task is over a millisecond earlier; `None` where nothing is left of it, or
/// it is left to chance.
fn shorter(setting: &Setting, task: usize) -> Option<Setting> {
    let mut setting = setting.clone();
    match &mut setting.behaviours[task].duration {
        Time::Fixed(time) if *time > Millis::ZERO => time.0 -= 1,
        _ => return None,
    }
    Some(setting)
}

/// Whether another task without slack is under way during the last millisecond of this one. Everything on a path to the
/// end follows without a gap, so both cannot be on the same one.
fn has_a_parallel_path(report: &Report, task: usize) -> bool {
    let settled = report.tasks[task].settled_ms;
    let is_critical = |other: &TaskRow| other.slack_ms == Some(Millis::ZERO);
    let is_beside = |other: &TaskRow| other.start_ms < settled && other.settled_ms >= settled;
    let mut others = report.tasks.iter().enumerate();
    others.any(|(id, other)| id != task && is_critical(other) && is_beside(other))
}

/// How often a task without slack was shortened with nothing beside it, and with something.
static SHORTENED: [AtomicUsize; 2] = [AtomicUsize::new(0), AtomicUsize::new(0)];

#[test]
fn shortening_what_has_no_slack_moves_the_end_unless_a_parallel_path_holds_it() {
    shortening_is_exact();
    for times in &SHORTENED {
        assert!(times.load(Ordering::Relaxed) > 50, "{SHORTENED:?}");
    }
}

proptest! {
    #![proptest_config(cases(400))]

    fn shortening_is_exact(setting in any_setting()) {
        let setting = linear(setting);
        let report = run(&setting);
        let Some(before) = end(&setting, &report) else { return Ok(()) };
        for (task, row) in report.tasks.iter().enumerate() {
            let Some(shorter) = shorter(&setting, task) else { continue };
            let is_held = row.slack_ms > Some(Millis::ZERO) || has_a_parallel_path(&report, task);
            let expected = if is_held { before } else { before - Millis(1) };
            prop_assert_eq!(end(&setting, &run(&shorter)), Some(expected), "{}", &row.task);
            if row.slack_ms == Some(Millis::ZERO) {
                SHORTENED[usize::from(is_held)].fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn any_part_of_the_slack_changes_nothing(setting in any_setting(), share in 0..=1_000_000_u32) {
        let setting = linear(setting);
        let report = run(&setting);
        for (task, row) in report.tasks.iter().enumerate() {
            let part = row.slack_ms.unwrap_or_default().share(share);
            let delayed = run(&longer(setting.clone(), task, part));
            prop_assert_eq!(end(&setting, &delayed), end(&setting, &report), "{} by {:?}", &row.task, part);
            prop_assert_eq!(delayed.tasks[task].outcome, row.outcome);
        }
    }

    #[test]
    fn the_slack_is_the_largest_delay_without_effect(setting in any_setting()) {
        let setting = linear(setting);
        let report = run(&setting);
        let before = end(&setting, &report);
        for (task, row) in report.tasks.iter().enumerate() {
            let slack = row.slack_ms.expect("a run to its end has slack");
            let same = longer(setting.clone(), task, slack);
            prop_assert_eq!(end(&setting, &run(&same)), before, "{} by {:?}", &row.task, slack);
            let more = run(&longer(same, task, Millis(1)));
            let changes = end(&setting, &more) != before || more.tasks[task].outcome != row.outcome;
            prop_assert!(changes, "{} by {:?} and 1 ms", row.task, slack);
        }
    }

    #[test]
    fn a_delay_within_the_slack_never_moves_the_end(setting in any_setting()) {
        let report = run(&setting);
        let before = end(&setting, &report);
        for (task, row) in report.tasks.iter().enumerate() {
            let is_good = matches!(row.outcome, TaskOutcome::Ready | TaskOutcome::Succeeded);
            let Some(slack) = row.slack_ms.filter(|_| is_good) else { continue };
            let delayed = run(&longer(setting.clone(), task, slack));
            prop_assert_eq!(end(&setting, &delayed), before, "{} by {:?}", &row.task, slack);
        }
    }
}
