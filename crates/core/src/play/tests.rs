//! What is said of small runs, moment by moment.

use super::{Play, Rule, State, play};
use crate::analysis::{Request, analyze};
use crate::time::Millis;

fn played(template: &str, scenario: &str) -> Play {
    let analysis = analyze(&Request {
        template,
        scenario,
        ..Request::default()
    });
    play(&analysis.run.expect("a run"))
}

/// One line a moment: `30s Barrier: …`.
fn told(play: &Play) -> Vec<String> {
    let line = |it: &super::Moment| format!("{} {:?}: {}", it.at.spoken(), it.rule, it.text);
    play.moments.iter().map(line).collect()
}

#[track_caller]
fn assert_told(template: &str, scenario: &str, expected: &[&str]) {
    assert_eq!(told(&played(template, scenario)), expected);
}

const DOCS: &str = "\
workflows:
  - name: setup
    parallelize:
      - step: frontend
        tasks: [services.frontend]
        wait_for_finish: false
      - step: migrate
        tasks: [jobs.migrate, jobs.scrub]
        halt_on_error: true
      - step: backend
        tasks: [services.backend]
";

#[test]
fn barriers_say_who_arrived_last() {
    assert_told(
        DOCS,
        "tasks: { jobs.scrub: { runs_for: 40s }, services.frontend: { ready_after: 95s } }",
        &[
            "0s Begin: The stage begins: step `frontend` starts `services.frontend`.",
            "0s NotWaited: Step `frontend` is not waited for (`wait_for_finish: false`), so step \
             `migrate` starts `jobs.migrate` and `jobs.scrub` at once.",
            "30s Settled: `jobs.migrate` is done, 30s after it started.",
            "40s Settled: `jobs.scrub` is done, 40s after it started.",
            "40s Barrier: Step `migrate` is settled: `jobs.scrub` arrived last after 40s, so step \
             `backend` starts `services.backend`.",
            "1m 10s Settled: `services.backend` is ready, 30s after it started.",
            "1m 10s LastStepDone: No step is left to start, and all that is waited for has settled: \
             the last step is done after 1m 10s. `services.frontend` still runs in the background.",
            "1m 35s Settled: `services.frontend` is ready, 1m 35s after it started.",
            "1m 35s AllSettled: The background has settled, too: all is over after 1m 35s.",
        ],
    );
}

#[test]
fn a_halt_says_what_never_runs_and_what_goes_on() {
    let play = played(
        DOCS,
        "tasks: { services.frontend: { ready_after: 95s }, jobs.migrate: { fails: { attempts: [1] } } }",
    );
    assert_eq!(
        told(&play)[2..],
        [
            "30s Settled: `jobs.scrub` is done, 30s after it started.",
            "30s Failure: `jobs.migrate` failed after 30s. Its step is set to halt on errors.",
            "30s Halt: Halt: `jobs.migrate` failed after 30s, and step `migrate` has \
             `halt_on_error: true`. Nothing starts any more: `services.backend` never runs. Nothing \
             is stopped: `services.frontend` goes on running.",
        ]
    );
    assert_eq!(play.end, Millis::from_secs(30));
    assert_eq!(play.state(3, Millis::from_secs(29)), State::Waiting);
    assert_eq!(play.state(3, Millis::from_secs(30)), State::NeverRan);
}

#[test]
fn back_off_says_how_it_grows_and_what_is_missing() {
    assert_told(
        "workflows: [{ name: setup, parallelize: [{ step: all, tasks: [services.a, services.b] }] }]",
        "tasks: { services.a: { ready_after: 20s }, \
         services.b: { needs: [services.a], crash_after: 3s, ready_after: 12s } }",
        &[
            "0s Begin: The stage begins: step `all` starts `services.a` and `services.b`.",
            "3s BackOff: `services.b` crashed after 3s: `services.a` was not ready when it started. \
             Kubernetes restarts it at once.",
            "3s BackOff: The first restart of a container comes at once: attempt 2 of `services.b` \
             starts. But `services.a` is still not ready, so it will crash again.",
            "6s BackOff: Attempt 2 of `services.b` crashed after 3s: `services.a` was not ready when \
             it started. Kubernetes waits 10s before it tries again, the first wait of a growing \
             series.",
            "16s BackOff: The back-off of 10s is over: attempt 3 of `services.b` starts. But \
             `services.a` is still not ready, so it will crash again.",
            "19s BackOff: Attempt 3 of `services.b` crashed after 3s: `services.a` was not ready when \
             it started. Kubernetes waits 20s before it tries again, twice the 10s before.",
            "20s Settled: `services.a` is ready, 20s after it started.",
            "39s BackOff: The back-off of 20s is over: attempt 4 of `services.b` starts. This time \
             `services.a` is there.",
            "51s Settled: `services.b` is ready, 51s after it started.",
            "51s AllSettled: All tasks have settled: the stage is done after 51s.",
        ],
    );
}

#[test]
fn a_failure_without_a_halt_is_ignored() {
    let play = played(
        "workflows: [{ name: setup, order_from: [jobs.a, jobs.b] }]",
        "tasks: { jobs.a: { fails: { attempts: [1, 2] }, retries: 1 } }",
    );
    assert_eq!(
        told(&play)[1..5],
        [
            "30s Retry: `jobs.a` failed after 30s. The job waits 10s before it tries again, the first \
             wait of a growing series.",
            "40s Retry: The job tries again after 10s: attempt 2 of `jobs.a` starts.",
            "1m 10s Failure: Attempt 2 of `jobs.a` failed after 30s. No retry is left. The step does \
             not halt on errors, so the stage goes on.",
            "1m 10s Barrier: `jobs.a` has settled after 1m 10s, so `jobs.b` starts.",
        ]
    );
    let states = [0, 29, 30, 39, 40, 70].map(|at| play.state(0, Millis::from_secs(at)));
    use State::{BackOff, Failed, Running};
    assert_eq!(
        states,
        [Running, Running, BackOff, BackOff, Running, Failed]
    );
}

#[test]
fn slots_are_handed_on() {
    let play = played(
        "workflows: [{ name: setup, parallelize: [{ step: all, tasks: [jobs.a, jobs.b] }] }]",
        "cluster: { max_parallel: 1 }",
    );
    assert_eq!(
        told(&play)[..3],
        [
            "0s Begin: The stage begins: step `all` starts `jobs.a`. `jobs.b` waits for a slot: no \
             more than 1 run at once.",
            "30s Settled: `jobs.a` is done, 30s after it started.",
            "30s Slot: `jobs.a` settled and gave up its slot, so `jobs.b` starts: in the order of the \
             plan it is next.",
        ]
    );
}

#[test]
fn a_barrier_points_at_both_of_its_sides() {
    let play = played(DOCS, "");
    let barrier = play.moments.iter().find(|it| it.rule == Rule::Barrier);
    let lines = &barrier.expect("a barrier").lines;
    let texts: Vec<&str> = lines.iter().map(|span| span.slice(DOCS)).collect();
    assert_eq!(texts[..2], ["jobs.migrate", "jobs.scrub"]);
    assert!(texts[2].starts_with("step: backend"), "{texts:?}");
}
