//! What makes a run no earlier, or no later: in calm settings, in which no attempt starts with an unmet need, and
//! without halts, outages, limits and resets of the back-off. What happens with these is in `anomalies`.

use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use laneway_tests::cases::{cases, run};
use laneway_tests::random::any_setting;
use laneway_tests::vary::{calm, longer, split, waited, with_slots, without_needs};
use proptest::prelude::*;
use proptest::sample::Index;

/// When the last step is done, and when all has settled.
fn ends(setting: &Setting) -> [Millis; 2] {
    let report = run(setting);
    [report.last_step_done_ms, report.all_settled_ms]
        .map(|end| end.expect("a calm run comes to its end"))
}

/// Whether neither end is later than that of the other.
fn is_no_later(one: [Millis; 2], other: [Millis; 2]) -> bool {
    one[0] <= other[0] && one[1] <= other[1]
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn a_longer_task_does_not_finish_earlier(
        setting in any_setting(),
        task in any::<Index>(),
        extra in 1..90_000u64,
    ) {
        let setting = calm(setting);
        prop_assume!(!setting.plan.tasks.is_empty());
        let task = task.index(setting.plan.tasks.len());
        let before = ends(&setting);
        prop_assert!(is_no_later(before, ends(&longer(setting, task, Millis(extra)))));
    }

    #[test]
    fn more_slots_never_finish_later(setting in any_setting(), slots in 1..4usize) {
        let setting = calm(setting);
        let fewer = ends(&with_slots(setting.clone(), Some(slots)));
        prop_assert!(is_no_later(ends(&with_slots(setting.clone(), Some(slots + 1))), fewer));
        prop_assert!(is_no_later(ends(&with_slots(setting, None)), fewer));
    }

    #[test]
    fn a_barrier_more_is_not_earlier(
        setting in any_setting(),
        step in any::<Index>(),
        keep in 0..4usize,
    ) {
        let setting = calm(setting);
        prop_assume!(!setting.plan.steps.is_empty());
        let step = step.index(setting.plan.steps.len());
        let before = ends(&setting);
        prop_assert!(is_no_later(before, ends(&split(setting, step, keep))));
    }

    #[test]
    fn not_waiting_for_a_step_is_not_later(setting in any_setting(), step in any::<Index>()) {
        let setting = without_needs(calm(setting));
        prop_assume!(!setting.plan.steps.is_empty());
        let step = step.index(setting.plan.steps.len());
        let waiting = ends(&waited(setting.clone(), step, true));
        prop_assert!(is_no_later(ends(&waited(setting, step, false)), waiting));
    }
}
