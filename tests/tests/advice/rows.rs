//! The rows of both tables are what a scenario gives that says so.

use super::request;
use laneway_core::advice::{self, Effort};
use laneway_core::time::Millis;

/// A template with one step for each task.
const ROWS: &str = "services: [{name: a}, {name: b, depends_on: [a]}]\njobs: [{name: j}]\nworkflows:\n\
                    - name: setup\n  parallelize:\n  - {step: a, tasks: [services.a]}\n  \
                    - {step: j, tasks: [jobs.j], halt_on_error: true}\n  - {step: b, tasks: [services.b]}\n";

/// What is left of the scenario without some lines, or with others.
fn now_of(scenario: &str) -> advice::Expected {
    let advice = advice::advise(&request(ROWS, scenario), Some(Effort::of(300)));
    advice.expect("a stage").now
}

/// Removing a fault, and giving a task another time, shift nothing that is drawn for anything else: the rows
/// are what the stage does by a scenario that says so.
#[test]
fn rows_are_what_a_changed_scenario_gives() {
    let tasks = "tasks:\n  services.a: { ready_after: { uniform: [10s, 90s] } }\n  \
                 jobs.j: { runs_for: { exponential: { mean: 20s } }, retries: 1 }\n";
    let faults = [
        "  - { task: jobs.j, chance: 30%, latency: { uniform: [0s, 9s] } }\n",
        "  - { tasks: 'services.*', slowdown: { factor: 3, chance: 40% } }\n",
        "  - { task: services.b, chance: 20% }\n",
    ];
    let scenario = format!("{tasks}faults:\n{}", faults.concat());
    let advice = advice::advise(&request(ROWS, &scenario), Some(Effort::of(300)));
    let advice = advice.expect("a stage");
    assert_eq!(advice.risks.len(), 3);
    for (number, what) in [
        "jobs.j: chance, latency",
        "services.*: slowdown",
        "services.b: chance",
    ]
    .into_iter()
    .enumerate()
    {
        let left: String = faults
            .iter()
            .filter(|it| **it != faults[number])
            .copied()
            .collect();
        let row = advice
            .risks
            .iter()
            .find(|it| it.what == what)
            .expect("a row");
        assert_eq!(
            row.without,
            now_of(&format!("{tasks}faults:\n{left}")),
            "{what}"
        );
        let target = what.split(':').next().unwrap_or_default();
        let place = row.start.expect("a place")..row.end.expect("a place");
        assert_eq!(scenario[place].trim_matches('\''), target);
    }
    let lever = advice
        .slows
        .iter()
        .find(|it| it.task == "services.a")
        .expect("a row");
    assert_eq!(
        [lever.low.takes_ms, lever.high.takes_ms],
        [18, 82].map(Millis::from_secs)
    );
    let fixed = |seconds: &str| now_of(&scenario.replace("{ uniform: [10s, 90s] }", seconds));
    assert_eq!(
        (lever.low.then, lever.high.then),
        (fixed("18s"), fixed("82s"))
    );
    let faster = now_of(&scenario.replace("[10s, 90s]", "[9s, 81s]"));
    let p95 = [advice.now.p95_ms, faster.p95_ms].map(|it| it.expect("runs").0 as i64);
    assert_eq!(lever.faster.and_then(|it| it.p95_ms), Some(p95[0] - p95[1]));
}
