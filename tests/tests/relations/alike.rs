//! Runs that are the same, or the same but for what was changed.

use laneway_core::report::{Report, TaskRow, WaitRow};
use laneway_core::scheduler::{WaitCause, What};
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::{self, Harm, ImagePull, ServiceError, Setting};
use laneway_core::time::Millis;
use laneway_tests::cases::{cases, run};
use laneway_tests::random::{any_setting, any_setting_on_nodes};
use laneway_tests::vary::{
    calm, permuted, renamed, scaled, with_slots, without_chance, without_halts,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// More than a random setting has.
const MOST_TASKS: usize = 40;

/// The rows by name, without what ties decide by plan order.
fn by_name(report: &Report) -> Vec<TaskRow> {
    let mut rows = report.tasks.clone();
    rows.sort_by(|a, b| a.task.cmp(&b.task));
    for wait in rows.iter_mut().flat_map(|row| &mut row.waits) {
        let mut names = wait.on.to_vec();
        names.sort();
        wait.on = names.into();
    }
    rows
}

fn tries_once(report: &Report) -> bool {
    report.tasks.iter().all(|row| {
        let back_off = |it: &WaitRow| it.cause == WaitCause::BackOff;
        row.attempts.len() <= 1 && !row.waits.iter().any(back_off)
    })
}

/// Every time of the report, `factor` times as long.
fn scaled_times(report: &Report, factor: u64) -> serde_json::Value {
    let mut json = serde_json::to_value(report).expect("a report is JSON");
    stretch(&mut json, factor);
    json
}

fn stretch(json: &mut serde_json::Value, factor: u64) {
    match json {
        serde_json::Value::Array(items) => items.iter_mut().for_each(|it| stretch(it, factor)),
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match value.as_u64() {
                    Some(time) if key.ends_with("_ms") => *value = (time * factor).into(),
                    // It says in words how long something took.
                    _ if key == "cause" => *value = serde_json::Value::Null,
                    _ => stretch(value, factor),
                }
            }
        }
        _ => {}
    }
}

/// The report with a number for each name of a task; what needs name outside the stage has none.
fn without_names(mut report: Report, setting: &Setting) -> Report {
    let number = |name: &mut String| {
        let mut tasks = setting.plan.tasks.iter();
        let place = tasks.position(|task| task.name == *name);
        *name = place.map_or("outside".to_owned(), |place| place.to_string());
    };
    for row in &mut report.tasks {
        number(&mut row.task);
        for wait in &mut row.waits {
            let mut names = wait.on.to_vec();
            names.iter_mut().for_each(number);
            wait.on = names.into();
        }
    }
    report.critical_path.iter_mut().for_each(number);
    report
        .left_over
        .iter_mut()
        .for_each(|it| number(&mut it.task));
    if let Some(halt) = &mut report.halt {
        number(&mut halt.task);
        // In words, with names.
        halt.cause.clear();
    }
    report
}

fn without_slack(mut report: Report) -> Report {
    report.tasks.iter_mut().for_each(|row| row.slack_ms = None);
    report
}

/// How many tasks are under way at one moment, at most; each is from its start until it settles.
fn width(report: &Report) -> usize {
    let starts = report.tasks.iter().filter_map(|row| row.start_ms);
    let under_way = |at: Millis| {
        let is_there = |row: &&TaskRow| {
            let has_started = row.start_ms.is_some_and(|start| start <= at);
            // What takes no time is there at its moment.
            has_started && (row.start_ms == Some(at) || row.settled_ms.is_none_or(|end| at < end))
        };
        report.tasks.iter().filter(is_there).count()
    };
    starts.map(under_way).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn same_input_same_bytes(setting in any_setting()) {
        let bytes = |setting| serde_json::to_string(&run(setting)).expect("a report is JSON");
        prop_assert_eq!(bytes(&setting), bytes(&setting.clone()));
    }

    #[test]
    fn permuting_the_tasks_of_a_step_changes_nothing(
        setting in any_setting(),
        keys in vec(any::<u32>(), MOST_TASKS),
    ) {
        let setting = with_slots(setting, None);
        let (one, other) = (run(&setting), run(&permuted(&setting, &keys)));
        prop_assert_eq!(one.outcome, other.outcome);
        prop_assert_eq!(one.last_step_done_ms, other.last_step_done_ms);
        prop_assert_eq!(one.all_settled_ms, other.all_settled_ms);
        prop_assert_eq!(one.serial_ms, other.serial_ms);
        prop_assert_eq!(&one.steps, &other.steps);
        if one.halt.is_none() {
            prop_assert_eq!(by_name(&one), by_name(&other));
        }
        prop_assert_eq!(one.halt.map(|halt| halt.at_ms), other.halt.map(|halt| halt.at_ms));
    }

    #[test]
    fn renaming_changes_nothing(setting in any_setting_on_nodes(), has_nodes in any::<bool>()) {
        let mut setting = without_chance(setting);
        if !has_nodes {
            setting.cluster.nodes.clear();
        }
        let other = renamed(setting.clone());
        prop_assert_eq!(without_names(run(&setting), &setting), without_names(run(&other), &other));
    }

    #[test]
    fn scaling_all_times_scales_the_result(setting in any_setting(), factor in 2..5u64) {
        let mut setting = without_chance(setting);
        for behaviour in &mut setting.behaviours {
            // Kubernetes fixes their back-off.
            behaviour.retries = 0;
            behaviour.image = ImagePull::default();
            // And the grace of what hangs.
            behaviour.liveness = None;
            // A share of a time is rounded.
            behaviour.hazards.retain(|hazard| !matches!(hazard.harm, Harm::Crash(_)));
        }
        let one = run(&setting);
        prop_assume!(tries_once(&one) && setting.behaviours.iter().all(|it| it.fails.attempts.is_empty()));
        let other = run(&scaled(setting, factor));
        prop_assert_eq!(scaled_times(&one, factor), scaled_times(&other, 1));
    }

    #[test]
    fn as_many_slots_as_tasks_are_no_limit(setting in any_setting()) {
        let width = setting.plan.tasks.len().max(1);
        let limited = run(&with_slots(setting.clone(), Some(width)));
        prop_assert_eq!(limited, run(&with_slots(setting, None)));
    }

    /// But for slack: a longer task may lack a slot then.
    #[test]
    fn as_many_slots_as_are_ever_taken_are_no_limit(setting in any_setting(), more in 0..2usize) {
        let free = run(&with_slots(setting.clone(), None));
        let slots = width(&free).max(1) + more;
        let limited = run(&with_slots(setting, Some(slots)));
        prop_assert_eq!(without_slack(limited), without_slack(free));
    }

    #[test]
    fn one_slot_is_the_serial_sum(setting in any_setting()) {
        let report = run(&with_slots(calm(setting), Some(1)));
        prop_assert_eq!(report.all_settled_ms, Some(report.serial_ms));
    }

    #[test]
    fn a_halting_run_is_a_prefix_of_the_same_run_without_the_halt(setting in any_setting()) {
        let mut setting = setting;
        setting.options.service_error = ServiceError::Deadline;
        // Without a halt nobody would be given up at once.
        for behaviour in &mut setting.behaviours {
            behaviour.image = behaviour.image.min(ImagePull::Never);
        }
        let halting = simulate::run(&setting, RunNumber(0)).events;
        let is_halted = matches!(halting.last().map(|it| &it.what), Some(What::Halted(_)));
        prop_assume!(is_halted);
        let free = simulate::run(&without_halts(setting), RunNumber(0)).events;
        let common = &halting[..halting.len() - 1];
        prop_assert_eq!(common, &free[..common.len()]);
    }
}
