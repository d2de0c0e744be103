//! A cluster that behaves as a simulation says: what is recorded of it is that simulation.

use super::kit::{accept, condition, ended, pod, ready, running, say};
use crate::course::*;
use crate::manifest::{self, Given};
use crate::recorded;
use laneway_core::analysis::{Request, Run, analyze};
use laneway_core::scheduler::{AttemptOutcome, Record, Settlement, WaitCause};
use laneway_core::template::Kind;

const TEMPLATE: &str = "
services: [{name: a, image: i}, {name: b, image: i, depends_on: [a]}, {name: c, image: i, depends_on: [b]}]
jobs: [{name: j, image: i, completed_timeout: 50}, {name: k, image: i}]
workflows:
  - name: setup
    parallelize:
      - {step: one, tasks: [services.b, jobs.j], wait_for_finish: false}
      - {step: two, tasks: [services.a, jobs.k], halt_on_error: true}
      - {step: three, tasks: [services.c, jobs.j]}
";

/// What happens up to the end; what comes at one moment has no order among each other.
fn moments(trace: &Trace) -> Vec<(Millis, String)> {
    let is_end = |event: &TraceEvent| matches!(event.what, What::AllSettled | What::Halted(_));
    let end = trace.events.iter().position(is_end).expect("an end");
    let events = trace.events[..=end].iter();
    let mut moments: Vec<_> = events
        .map(|event| (event.at, format!("{:?}", event.what)))
        .collect();
    moments.sort();
    moments
}

/// Lets a course live through a simulated run; a pod is always the same one, whose container starts anew.
fn replay(simulated: &Run) -> Trace {
    let setting = &simulated.setting;
    let order = manifest::Order {
        template: TEMPLATE,
        plan: &setting.plan,
        application: "page",
        given: &Given::default(),
    };
    let bundles = manifest::bundles(&order).expect("objects");
    let mut course = Course::new(Order {
        setting,
        bundles: &bundles,
        run: "r1",
        settle: Millis::ZERO,
    });
    let mut effects = course.begin();
    let end = simulated
        .trace
        .events
        .iter()
        .map(|event| event.at)
        .max()
        .unwrap_or_default();
    for event in &simulated.trace.events {
        let at = event.at.0 / 1000;
        let restarts = |number: u32| i64::from(number) - 1;
        // Whatever is to be applied is there at once.
        while let Some(effect) = effects.pop() {
            if let Effect::Apply(task) = effect {
                effects.extend(accept(&mut course, &bundles, at, task));
            }
        }
        effects.extend(match event.what {
            What::AttemptStarted(task, number) => {
                pod(&mut course, &bundles, at, task, running(), restarts(number))
            }
            What::AttemptEnded(task, number, AttemptOutcome::Crashed | AttemptOutcome::Failed) => {
                pod(&mut course, &bundles, at, task, ended(1), restarts(number))
            }
            What::AttemptEnded(task, _, AttemptOutcome::Ready) => {
                say(&mut course, &bundles, at, task, ready())
            }
            What::AttemptEnded(task, _, AttemptOutcome::Succeeded) => say(
                &mut course,
                &bundles,
                at,
                task,
                condition("SuccessCriteriaMet"),
            ),
            What::TaskSettled(task, Settlement::Failed) if is_last(simulated, event, task) => {
                say(&mut course, &bundles, at, task, condition("FailureTarget"))
            }
            What::AttemptEnded(_, _, AttemptOutcome::TimedOut)
            | What::TaskSettled(_, Settlement::Degraded) => course.take(event.at, Input::Tick),
            _ => Vec::new(),
        });
        assert!(event.at <= end);
    }
    course.trace()
}

/// Whether a job failed by its last attempt, and not by its limit.
fn is_last(simulated: &Run, event: &TraceEvent, task: TaskId) -> bool {
    let timed_out = |other: &TraceEvent| {
        matches!(other.what, What::AttemptEnded(it, _, AttemptOutcome::TimedOut) if it == task)
            && other.at == event.at
    };
    simulated.setting.plan.tasks[task.0].kind == Kind::Jobs
        && !simulated.trace.events.iter().any(timed_out)
}

/// A scenario of whole seconds.
fn scenario(dice: &mut impl FnMut(u64) -> u64) -> String {
    let mut text = "tasks:\n".to_owned();
    for service in ["a", "b", "c"] {
        let (ready, crash) = (1 + dice(40), dice(4));
        let fails = if dice(3) == 0 {
            ", fails: { attempts: [1, 2] }"
        } else {
            ""
        };
        text += &format!(
            "  services.{service}: {{ ready_after: {ready}s, crash_after: {crash}s{fails} }}\n"
        );
    }
    for job in ["j", "k"] {
        let (runs, retries) = (1 + dice(60), dice(3));
        let fails = if dice(3) == 0 {
            ", fails: { attempts: [1] }"
        } else {
            ""
        };
        text += &format!("  jobs.{job}: {{ runs_for: {runs}s, retries: {retries}{fails} }}\n");
    }
    text
}

#[test]
fn what_is_recorded_of_a_simulated_cluster_is_the_simulation() {
    let mut state = 7_u64;
    let mut dice = |sides: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let (mut halted, mut crashed) = (0, 0);
    for _ in 0..300 {
        let scenario = scenario(&mut dice);
        let request = Request {
            template: TEMPLATE,
            scenario: &scenario,
            ..Request::default()
        };
        let simulated = analyze(&request).run.expect("a run");
        let trace = replay(&simulated);
        assert_eq!(moments(&trace), moments(&simulated.trace), "{scenario}");
        halted += usize::from(simulated.report.halt.is_some());
        crashed += usize::from(
            trace
                .waits
                .iter()
                .any(|wait| !wait.on.is_empty() && wait.cause == WaitCause::BackOff),
        );
        let record = Record {
            plan: simulated.setting.plan.clone(),
            scenario: None,
            seed: 0,
            epoch: None,
            trace,
        };
        let report = recorded::run(&record, laneway_core::simulate::Options::default()).report;
        assert_eq!(report.outcome, simulated.report.outcome, "{scenario}");
        assert_eq!(report.left_over, simulated.report.left_over, "{scenario}");
    }
    assert!(
        halted > 30 && crashed > 30,
        "{halted} halts and {crashed} runs with unmet needs are too few"
    );
}
