//! The naive reading itself, against numbers worked out on paper.

use laneway_core::report::Outcome;
use laneway_core::scheduler::Settlement;
use laneway_core::simulate::draws::Chance;
use laneway_core::simulate::{Background, ServiceError, Setting};
use laneway_core::time::Millis;
use laneway_tests::oracle::{Prediction, predict};
use laneway_tests::sketch::{job, service, sketch, step};

fn starts(run: &Prediction, task: usize) -> Vec<u64> {
    let attempts = run.tasks[task].attempts.iter();
    attempts.map(|it| it.start_ms.0 / 1000).collect()
}

fn settled(run: &Prediction, task: usize) -> (u64, Settlement) {
    let (at, how) = run.tasks[task].settled.expect("it settles");
    (at.0 / 1000, how)
}

fn documented(frontend: u64) -> Setting {
    sketch(vec![
        step(vec![service("frontend", frontend)]).background(),
        step(vec![job("migrate", 30), job("scrub", 30)]).halting(),
        step(vec![service("backend", 30)]),
    ])
}

#[test]
fn the_documented_example_takes_a_minute() {
    let run = predict(&documented(30));
    assert_eq!(run.outcome, Outcome::Succeeded);
    assert_eq!(run.last_step_done, Some(Millis::from_secs(60)));
    assert_eq!(run.all_settled, Some(Millis::from_secs(60)));
    assert_eq!(starts(&run, 3), [30]);
}

#[test]
fn a_slow_frontend_is_joined_in_the_background() {
    let run = predict(&documented(95));
    assert_eq!(run.last_step_done, Some(Millis::from_secs(60)));
    assert_eq!(run.all_settled, Some(Millis::from_secs(95)));
}

#[test]
fn a_failing_migration_halts_before_the_backend() {
    let mut setting = documented(95);
    setting.behaviours[1].fails.chance = Chance::ALWAYS;
    let run = predict(&setting);
    assert_eq!(run.outcome, Outcome::Halted);
    assert_eq!(run.halt.map(|(at, id)| (at.0, id.0)), Some((30_000, 1)));
    assert_eq!(settled(&run, 2), (30, Settlement::Succeeded));
    assert_eq!(run.tasks[0].settled, None);
    assert_eq!(run.tasks[3].started, None);
}

#[test]
fn b_before_a_heals_at_the_first_attempt_that_finds_a() {
    let run = predict(&sketch(vec![step(vec![
        service("b", 12).needs("services.a").crash_after(3),
        service("a", 45),
    ])]));
    assert_eq!(starts(&run, 0), [0, 3, 16, 39, 82]);
    assert_eq!(settled(&run, 0), (94, Settlement::Ready));
}

#[test]
fn something_that_takes_no_time_is_there_for_the_restart_and_not_for_the_start() {
    let run = predict(&sketch(vec![step(vec![
        service("b", 12).needs("services.a"),
        service("a", 0),
    ])]));
    assert_eq!(starts(&run, 0), [0, 0]);
    assert_eq!(settled(&run, 0), (12, Settlement::Ready));
}

#[test]
fn a_run_of_more_than_ten_minutes_resets_the_back_off() {
    let never_met = |run| {
        let mut setting = sketch(vec![step(vec![
            service("b", 1).needs("services.none").crash_after(run),
        ])]);
        setting.behaviours[0].needs[0]
            .tasks
            .push(laneway_core::plan::TaskId(0));
        predict(&setting)
    };
    assert_eq!(
        starts(&never_met(600), 0),
        [0, 600, 1210, 1830, 2470, 3150, 3910]
    );
    assert_eq!(
        starts(&never_met(601), 0),
        [0, 601, 1202, 1803, 2404, 3005, 3606]
    );
}

#[test]
fn ready_exactly_at_the_limit_is_ready() {
    let run = predict(&sketch(vec![step(vec![
        service("a", 600),
        service("b", 601),
    ])]));
    assert_eq!(settled(&run, 0), (600, Settlement::Ready));
    assert_eq!(settled(&run, 1), (600, Settlement::Degraded));
    assert_eq!(run.tasks[1].healed, Some(Millis::from_secs(601)));
    assert_eq!(run.outcome, Outcome::FinishedWithErrors);
}

#[test]
fn a_detached_stage_ends_with_its_last_step() {
    let mut setting = sketch(vec![
        step(vec![job("late", 50).fails(&[1])])
            .background()
            .halting(),
        step(vec![service("web", 30)]),
    ]);
    let joined = predict(&setting);
    assert_eq!(joined.halt.map(|(at, _)| at), Some(Millis::from_secs(50)));
    setting.options.background = Background::Detach;
    let detached = predict(&setting);
    assert_eq!(detached.outcome, Outcome::Succeeded);
    assert_eq!(detached.all_settled, Some(Millis::from_secs(50)));
    assert_eq!(settled(&detached, 0), (50, Settlement::Failed));
}

#[test]
fn the_first_crash_of_a_halting_service_may_count() {
    let mut setting = sketch(vec![
        step(vec![service("a", 9).fails(&[1]).crash_after(4)]).halting(),
    ]);
    assert_eq!(predict(&setting).outcome, Outcome::Succeeded);
    setting.options.service_error = ServiceError::FirstCrash;
    let halted = predict(&setting);
    assert_eq!(halted.halt.map(|(at, _)| at), Some(Millis::from_secs(4)));
}

#[test]
fn slots_go_to_tasks_in_plan_order() {
    let mut setting = sketch(vec![step(vec![
        job("a", 3),
        job("b", 2),
        job("c", 2),
        job("d", 1),
    ])]);
    setting.options.max_parallel = Some(2);
    let run = predict(&setting);
    let order: Vec<Vec<u64>> = (0..4).map(|task| starts(&run, task)).collect();
    assert_eq!(order, [[0], [0], [2], [3]]);
    assert_eq!(run.all_settled, Some(Millis::from_secs(4)));
}

#[test]
fn a_job_waits_longer_after_each_failed_pod() {
    let run = predict(&sketch(vec![step(vec![
        job("a", 5).fails(&[1, 2, 3]).retries(3),
    ])]));
    assert_eq!(starts(&run, 0), [0, 15, 40, 85]);
    assert_eq!(settled(&run, 0), (90, Settlement::Succeeded));
    let run = predict(&sketch(vec![step(vec![
        job("a", 5).fails(&[1, 2, 3]).retries(2),
    ])]));
    assert_eq!(settled(&run, 0), (45, Settlement::Failed));
}

#[test]
fn an_outage_fails_what_starts_in_it_and_hides_what_runs() {
    let run = predict(&sketch(vec![
        step(vec![service("db", 10).outage(30, 40)]),
        step(vec![job("fill", 25)]),
        step(vec![service("web", 5).needs("services.db").crash_after(1)]),
    ]));
    assert_eq!(starts(&run, 2), [35, 36, 47]);
    assert_eq!(settled(&run, 2), (52, Settlement::Ready));
}
