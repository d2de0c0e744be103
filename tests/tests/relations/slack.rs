//! Slack is what its name says: so much longer changes nothing, and one millisecond more does.

use laneway_core::report::{Report, TaskOutcome};
use laneway_core::scheduler::Background;
use laneway_core::simulate::{Fails, Setting};
use laneway_core::time::Millis;
use laneway_tests::cases::{cases, run};
use laneway_tests::random::any_setting;
use laneway_tests::vary::{calm, longer, with_slots};
use proptest::prelude::*;

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

proptest! {
    #![proptest_config(cases(400))]

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
