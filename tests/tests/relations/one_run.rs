//! What must hold of every single run.

use laneway_core::report::{LeftOverState, Outcome, Report, TaskOutcome, TaskRow};
use laneway_core::scheduler::{
    AttemptOutcome, Background, Record, Settlement, from_json_lines, to_json_lines,
};
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::{self, Harm, Setting};
use laneway_core::time::Millis;
use laneway_tests::cases::{cases, run};
use laneway_tests::oracle::{Prediction, predict};
use laneway_tests::random::any_setting;
use laneway_tests::sketch::{job, service, sketch, step};
use laneway_tests::vary::calm;
use proptest::prelude::*;

/// When the stage ends or halts.
fn end(setting: &Setting, report: &Report) -> Millis {
    let end = match setting.options.background {
        Background::Join => report.all_settled_ms,
        Background::Detach => report.last_step_done_ms,
    };
    let halted = report.halt.as_ref().map(|halt| halt.at_ms);
    halted.or(end).expect("every run ends or halts")
}

/// The moments at which a task's row is cut: waits and attempts in order.
fn pieces(row: &TaskRow) -> Vec<(Millis, Option<Millis>)> {
    let waits = row.waits.iter().map(|wait| (wait.from_ms, wait.until_ms));
    let attempts = row
        .attempts
        .iter()
        .map(|attempt| (attempt.start_ms, attempt.end_ms));
    let mut pieces: Vec<_> = waits.chain(attempts).collect();
    pieces.sort_by_key(|(from, until)| (*from, until.unwrap_or(Millis(u64::MAX))));
    pieces
}

/// Where the path leaves a link: the moment at which what comes next could go on.
fn met_at(run: &Prediction, task: usize) -> Option<Millis> {
    let state = &run.tasks[task];
    let good = state
        .settled
        .filter(|(_, how)| how.is_good())
        .map(|(at, _)| at);
    good.or(state.healed)
}

/// Whether `next` started, or could at last succeed, because `task` had settled or was there.
fn follows(setting: &Setting, run: &Prediction, task: usize, next: usize) -> bool {
    let (before, after) = (&run.tasks[task], &run.tasks[next]);
    let by_settling = before.settled.map(|(at, _)| at) == after.started;
    let needs = &setting.behaviours[next].needs;
    let is_needed = needs
        .iter()
        .any(|need| need.tasks.iter().any(|it| it.0 == task));
    let last_try = after.attempts.last().map(|attempt| attempt.start_ms);
    let by_need = is_needed && met_at(run, task) <= last_try && after.started < met_at(run, task);
    by_settling || by_need
}

proptest! {
    #![proptest_config(cases(700))]

    #[test]
    fn the_critical_path_leads_from_the_start_to_the_end(setting in any_setting()) {
        let report = run(&setting);
        let facts = predict(&setting);
        let index = |name: &String| setting.plan.tasks.iter().position(|it| it.name == *name);
        let path: Vec<usize> = report.critical_path.iter().map(|it| index(it).expect("a task")).collect();
        let end = end(&setting, &report);
        let Some((&first, &last)) = path.first().zip(path.last()) else {
            prop_assert_eq!(end, Millis::ZERO);
            return Ok(());
        };
        prop_assert_eq!(facts.tasks[first].started, Some(Millis::ZERO));
        prop_assert_eq!(facts.tasks[last].settled.map(|(at, _)| at), Some(end));
        for pair in path.windows(2) {
            prop_assert!(follows(&setting, &facts, pair[0], pair[1]), "{path:?} breaks at {pair:?}");
        }
    }

    #[test]
    fn no_calm_run_takes_longer_than_one_task_after_another(setting in any_setting()) {
        let report = run(&calm(setting));
        prop_assert!(report.all_settled_ms <= Some(report.serial_ms));
    }

    #[test]
    fn waits_and_attempts_tile_a_row(setting in any_setting()) {
        let report = run(&setting);
        for (row, behaviour) in report.tasks.iter().zip(&setting.behaviours) {
            for pair in pieces(row).windows(2) {
                prop_assert!(pair[0].1.is_some(), "{}: something follows what never ends", row.task);
                if !behaviour.is_static {
                    prop_assert_eq!(pair[0].1, Some(pair[1].0), "{} has a hole or an overlap", &row.task);
                }
            }
            let in_time = row.waits.iter().all(|wait| wait.until_ms.is_none_or(|until| until > wait.from_ms));
            prop_assert!(in_time, "{} has a wait of no length", row.task);
        }
    }

    #[test]
    fn a_trace_is_in_order_and_survives_being_written_and_read(setting in any_setting()) {
        let trace = simulate::run(&setting, RunNumber(0));
        prop_assert!(trace.events.is_sorted_by_key(|event| event.at));
        let record = Record {
            plan: setting.plan,
            scenario: None,
            seed: 0,
            epoch: None,
            trace,
        };
        prop_assert_eq!(from_json_lines(&to_json_lines(&record)), Ok(record));
    }

    #[test]
    fn the_parts_of_a_report_agree(setting in any_setting()) {
        let report = run(&setting);
        prop_assert_eq!(report.outcome == Outcome::Halted, report.halt.is_some());
        prop_assert_eq!(report.halt.is_some(), report.all_settled_ms.is_none());
        prop_assert_eq!(report.halt.is_some(), report.last_step_done_ms.is_none());
        prop_assert!(report.last_step_done_ms <= report.all_settled_ms);
        prop_assert!(report.steps.windows(2).all(|it| it[1].start_ms.is_none() || it[0].start_ms <= it[1].start_ms));
        for (row, behaviour) in report.tasks.iter().zip(&setting.behaviours) {
            let is_settled = !matches!(row.outcome, TaskOutcome::NeverRan | TaskOutcome::LeftRunning);
            prop_assert_eq!(is_settled, row.settled_ms.is_some());
            prop_assert_eq!(row.slack_ms.is_some(), report.halt.is_none());
            let healed_late = row.healed_ms.is_none_or(|at| Some(at) > row.settled_ms);
            prop_assert!(healed_late && (row.healed_ms.is_none() || row.outcome == TaskOutcome::Degraded));
            let open = row.attempts.iter().filter(|it| it.outcome == AttemptOutcome::Running);
            let may_hang = behaviour.hazards.iter().any(|hazard| hazard.harm == Harm::Hang);
            prop_assert!(open.count() == 0 || report.halt.is_some() || may_hang, "{} runs on for ever", row.task);
        }
    }

    #[test]
    fn what_is_never_run_has_no_times(setting in any_setting()) {
        let report = run(&setting);
        for row in &report.tasks {
            let never = row.outcome == TaskOutcome::NeverRan;
            prop_assert_eq!(never, row.start_ms.is_none());
            prop_assert!(!never || (report.outcome == Outcome::Halted && row.attempts.is_empty()));
        }
    }

    #[test]
    fn a_halt_leaves_over_all_that_it_started(setting in any_setting()) {
        let report = run(&setting);
        let facts = predict(&setting);
        let state = |task: usize| match facts.tasks[task].settled {
            None => LeftOverState::Running,
            Some((_, Settlement::Ready)) => LeftOverState::Ready,
            Some((_, Settlement::Succeeded)) => LeftOverState::Finished,
            Some(_) if facts.tasks[task].healed.is_some() => LeftOverState::Ready,
            Some(_) => LeftOverState::Failed,
        };
        let started = (0..facts.tasks.len()).filter(|it| facts.tasks[*it].started.is_some() && facts.halt.is_some());
        let mut expected: Vec<_> = started.map(|it| (setting.plan.tasks[it].name.clone(), state(it))).collect();
        let mut found: Vec<_> = report.left_over.iter().map(|it| (it.task.clone(), it.state)).collect();
        let rank = |state: LeftOverState| [LeftOverState::Running, LeftOverState::Ready, LeftOverState::Failed, LeftOverState::Finished].iter().position(|it| *it == state);
        prop_assert!(found.is_sorted_by_key(|(_, state)| rank(*state)), "not grouped");
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        found.sort_by(|a, b| a.0.cmp(&b.0));
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_need_that_is_met_just_after_the_last_attempt_began_is_not_on_the_path() {
    let report = run(&sketch(vec![
        step(vec![job("a", 0).needs("services.b").retries(1)]),
        step(vec![service("b", 0)]),
    ]));
    assert_eq!(report.critical_path, ["jobs.a"]);
}
