//! What is said of a run that is under way comes true as often as it is said to.

use laneway_core::analysis::{Request, Run, analyze};
use laneway_core::overlay::{ahead, likelihood};
use laneway_core::report::build;
use laneway_core::scheduler::Trace;
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::{Setting, run};
use laneway_core::time::Millis;

const TEMPLATE: &str = "
services: [{name: a, readiness_probe: {period_seconds: 5}}]
jobs: [{name: j}, {name: k}, {name: last}]
workflows:
  - name: setup
    parallelize:
      - {step: one, tasks: [services.a, jobs.j]}
      - {step: two, tasks: [jobs.k]}
      - {step: three, tasks: [jobs.last]}
";
const SCENARIO: &str = "
cluster: { apply_latency: 2s }
tasks:
  services.a: { ready_after: { uniform: [5s, 60s] } }
  jobs.j: { runs_for: { exponential: { mean: 40s } } }
  jobs.k: { runs_for: { lognormal: { p50: 30s, p95: 90s } }, retries: 3 }
  jobs.last: { runs_for: { uniform: [10s, 30s] } }
faults:
  - { task: jobs.k, chance: 20% }
";

fn setting(scenario: &str) -> Setting {
    let request = Request {
        template: TEMPLATE,
        scenario,
        ..Request::default()
    };
    analyze(&request).run.expect("a run").setting
}

fn up_to(trace: &Trace, now: Millis) -> Trace {
    let events = trace.events.iter().filter(|event| event.at <= now);
    Trace {
        events: events.cloned().collect(),
        waits: Vec::new(),
    }
}

fn end(trace: &Trace) -> Millis {
    trace.events.last().expect("events").at
}

fn as_run(setting: &Setting, trace: &Trace) -> Run {
    let report = build(setting, RunNumber(0), trace, false);
    Run {
        setting: setting.clone(),
        trace: trace.clone(),
        report,
        summary: Vec::new(),
        step_spans: Vec::new(),
        task_spans: Vec::new(),
    }
}

#[test]
fn what_is_over_is_repeated_to_the_millisecond() {
    let setting = setting(SCENARIO);
    for number in 0..50 {
        let trace = run(&setting, RunNumber(number));
        let rest = ahead(&setting, &trace, end(&trace));
        assert!(rest.is_over);
        for other in [0, 7] {
            assert_eq!(end(&run(&rest.setting, RunNumber(other))), end(&trace));
        }
    }
}

/// If the forecast of the rest is right, the true end is in its middle nine tenths in nine of ten cases.
#[test]
fn the_rest_ends_as_likely_as_it_is_said_to() {
    let setting = setting(SCENARIO);
    const RUNS: u32 = 400;
    for at in [5_000, 20_000, 45_000, 70_000] {
        let now = Millis(at);
        let (mut early, mut late, mut all) = (0, 0, 0);
        for number in 0..RUNS {
            let trace = run(&setting, RunNumber(10_000 + number));
            let rest = ahead(&setting, &up_to(&trace, now), now);
            if end(&trace) <= now || rest.is_over {
                continue;
            }
            let said = likelihood(&rest.setting, &as_run(&setting, &trace), 400);
            if said.halted || said.alike.runs == 0 {
                continue;
            }
            all += 1;
            early += u32::from(said.percentile.billionths() < 50_000_000);
            late += u32::from(said.percentile.billionths() > 950_000_000);
        }
        // A twentieth each, with four standard deviations of room.
        let most = |all: u32| all / 20 + 4 * (all / 20).isqrt() + 1;
        assert!(
            all > 200 && early <= most(all) && late <= most(all),
            "{now}: {early} {late} of {all}"
        );
        assert!(early + late >= all / 40, "{now}: {early} {late} of {all}");
    }
}

#[test]
fn what_outlives_its_distribution_may_end_at_any_moment() {
    let setting = setting("tasks: { jobs.j: { runs_for: 10s }, services.a: { ready_after: 1s } }");
    let begun = run(&setting, RunNumber(0));
    let trace = Trace {
        events: begun
            .events
            .iter()
            .take_while(|it| it.at < Millis(5000))
            .cloned()
            .collect(),
        waits: Vec::new(),
    };
    let rest = ahead(&setting, &trace, Millis::from_secs(100));
    assert_eq!(
        end(&run(&rest.setting, RunNumber(0))),
        Millis::from_secs(160)
    );
}
