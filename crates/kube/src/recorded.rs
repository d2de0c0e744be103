//! A recorded run, read like a simulated one.

use laneway_core::analysis::Run;
use laneway_core::plan::Plan;
use laneway_core::report::{Attempt, Report, build, summary};
use laneway_core::scheduler::{AttemptOutcome, Record, Trace};
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::{Behaviour, Cluster, Fails, Options, Setting};
use laneway_core::template::Kind;
use laneway_core::time::Millis;

/// The run that a trace tells of: with its report, and a setting in which each task takes as long as it did. `options` are
/// those that it ran with.
pub fn run(record: &Record, options: Options) -> Run {
    let number = RunNumber(0);
    let raw = indifferent(&record.plan, options);
    let rows = build(&raw, number, &record.trace, false);
    let behaviours = (rows.tasks.iter().zip(&record.plan.tasks)).map(|(row, task)| {
        let took = row.settled_ms.unwrap_or_default() - row.start_ms.unwrap_or_default();
        behaviour(took, task.kind, &row.attempts)
    });
    let setting = Setting {
        behaviours: behaviours.collect(),
        ..raw
    };
    let report = build(&setting, number, &record.trace, false);
    Run {
        summary: summary(&setting, number, &report),
        step_spans: setting.plan.steps.iter().map(|step| step.span).collect(),
        task_spans: setting.plan.tasks.iter().map(|task| task.span).collect(),
        trace: record.trace.clone(),
        setting,
        report,
    }
}

/// What has happened by now in a run that is under way: its rows alone are of use.
pub fn so_far(plan: &Plan, options: Options, trace: &Trace) -> Report {
    build(&indifferent(plan, options), RunNumber(0), trace, false)
}

/// The rows of a report do not depend on how tasks behave; only what is said of slack and of a serial run does.
fn indifferent(plan: &Plan, options: Options) -> Setting {
    Setting {
        plan: plan.clone(),
        behaviours: vec![behaviour(Millis::ZERO, Kind::Services, &[]); plan.tasks.len()],
        options,
        cluster: Cluster::default(),
    }
}

fn good(attempt: &Attempt) -> Option<Millis> {
    let is_good = matches!(
        attempt.outcome,
        AttemptOutcome::Ready | AttemptOutcome::Succeeded
    );
    Some(attempt.end_ms? - attempt.start_ms).filter(|_| is_good)
}

/// A behaviour that repeats what was seen.
fn behaviour(took: Millis, kind: Kind, attempts: &[Attempt]) -> Behaviour {
    let lived = |attempt: &Attempt| attempt.end_ms.map(|end| end - attempt.start_ms);
    let last = attempts.iter().rev().find_map(good);
    let bad = attempts
        .iter()
        .zip(1..)
        .filter(|(attempt, _)| good(attempt).is_none());
    let bad: Vec<u32> = bad.map(|(_, number)| number).collect();
    let crash = attempts
        .iter()
        .find(|attempt| good(attempt).is_none())
        .and_then(lived);
    Behaviour {
        crash_after: crash.map(Into::into),
        retries: match kind {
            Kind::Jobs => u32::try_from(attempts.len().saturating_sub(1)).unwrap_or(u32::MAX),
            _ => 0,
        },
        fails: Fails {
            attempts: bad,
            ..Fails::default()
        },
        is_static: attempts.is_empty(),
        ..Behaviour::lasting(last.or(crash).unwrap_or(took))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_core::analysis::{Request, analyze};

    const TEMPLATE: &str = "
services: [{name: a}, {name: b, depends_on: [a]}]
jobs: [{name: j}, {name: k}]
workflows:
  - name: setup
    parallelize:
      - {step: one, tasks: [services.a, services.b, jobs.j], wait_for_finish: false}
      - {step: two, tasks: [jobs.k], halt_on_error: true}
      - {step: three, tasks: [jobs.j]}
";

    fn record(scenario: &str) -> (Run, Record) {
        let analysis = analyze(&Request {
            template: TEMPLATE,
            scenario,
            ..Request::default()
        });
        let run = analysis.run.expect("a run");
        let record = Record {
            plan: Plan {
                ..run.setting.plan.clone()
            },
            scenario: None,
            seed: run.report.seed,
            epoch: None,
            trace: run.trace.clone(),
        };
        (run, record)
    }

    #[test]
    fn a_trace_is_reported_as_the_run_that_it_tells_of() {
        for scenario in [
            "tasks: {services.a: {ready_after: 12s}, jobs.k: {runs_for: 45s}}",
            "faults: [{task: jobs.k, chance: 100%}]",
            "tasks: {services.b: {ready_after: 5s, crash_after: 2s}}",
        ] {
            let (simulated, record) = record(scenario);
            let read = run(&record, Options::default());
            assert_eq!(read.report.outcome, simulated.report.outcome, "{scenario}");
            assert_eq!(read.report.all_settled_ms, simulated.report.all_settled_ms);
            let rows = |report: &Report| {
                let rows = report
                    .tasks
                    .iter()
                    .map(|row| (row.start_ms, row.settled_ms, row.attempts.clone()));
                rows.collect::<Vec<_>>()
            };
            assert_eq!(rows(&read.report), rows(&simulated.report), "{scenario}");
            assert_eq!(read.report.halt, simulated.report.halt);
        }
    }
}
