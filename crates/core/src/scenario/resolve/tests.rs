//! Template and scenario as text; what becomes of a task as one line.

use super::resolve;
use crate::plan::expand;
use crate::scenario::read;
use crate::simulate::draws::{Chance, Draws, RunNumber, Time};
use crate::simulate::{Behaviour, FailsAt, Need, Outage, Setting};
use crate::template;

const TEMPLATE: &str = "\
workflows:
  - name: setup
    parallelize:
      - step: one
        tasks: [services.db, jobs.migrate, services.web, services.db]
      - step: two
        tasks: [services.static, charts.redis, 'services.${NAME}']
services:
  - name: db
    readiness_probe: { initial_delay_seconds: 5, period_seconds: 2, success_threshold: 3 }
  - name: web
    depends_on: [db, web, elsewhere]
  - { name: static, static: true }
  - name: elsewhere
jobs: [{ name: migrate }]
charts: [{ name: redis }]
";

fn setting(scenario: &str) -> Setting {
    let (template, _) = template::read(TEMPLATE);
    let plan = expand(&template, "setup").expect("a plan");
    let reading = read(scenario, &template, Some(&plan));
    resolve(plan, &template, &reading.scenario)
}

fn windows(outages: &[Outage]) -> String {
    let draws = Draws::new(0, RunNumber(0));
    let windows = outages.iter().map(|outage| outage.window(&draws));
    let text = windows.map(|it| format!("{}-{}", it.from, it.until));
    text.collect::<Vec<_>>().join("+")
}

fn time(time: &Time) -> String {
    match time {
        Time::Fixed(time) => time.to_string(),
        Time::Drawn(sampler, _) => format!("{:?}", sampler.distribution()),
    }
}

fn at(at: &FailsAt) -> String {
    match at {
        FailsAt::Share(millionths) => format!(" at {millionths} millionths"),
        FailsAt::After(after) => format!(" at {}", time(after)),
    }
}

fn need(need: &Need) -> String {
    let tasks: Vec<String> = need.tasks.iter().map(|id| id.0.to_string()).collect();
    format!(
        " needs {}={}({})",
        need.reference,
        tasks.join("+"),
        windows(&need.outages)
    )
}

/// Only what differs from nothing.
fn drawn(behaviour: &Behaviour) -> String {
    let mut text = time(&behaviour.duration);
    let fails = &behaviour.fails;
    text.extend(behaviour.needs.iter().map(need));
    let parts = [
        behaviour
            .crash_after
            .as_ref()
            .map(|it| format!(" crash {}", time(it))),
        (!fails.attempts.is_empty()).then(|| format!(" fails {:?}", fails.attempts)),
        (fails.chance != Chance::NEVER).then(|| match fails.chance {
            Chance::ALWAYS => " always".to_owned(),
            chance => format!(" {chance:?}"),
        }),
        fails.at.as_ref().map(at),
        (behaviour.retries > 0).then(|| format!(" retries {}", behaviour.retries)),
        (!behaviour.outages.is_empty()).then(|| format!(" out {}", windows(&behaviour.outages))),
        behaviour.probe.map(|probe| {
            format!(
                " probe {}/{}/{}",
                probe.initial_delay, probe.period, probe.success_threshold
            )
        }),
        behaviour.is_static.then(|| " static".to_owned()),
    ];
    text.extend(parts.into_iter().flatten());
    text
}

#[test]
fn without_a_scenario_everything_takes_30_seconds() {
    let setting = setting("");
    let tasks = setting.plan.tasks.iter().zip(&setting.behaviours);
    let lines: Vec<String> = tasks
        .map(|(task, it)| format!("{}: {}", task.name, drawn(it)))
        .collect();
    assert_eq!(
        lines,
        [
            "services.db: 30s probe 5s/2s/3",
            "jobs.migrate: 30s",
            "services.web: 30s needs services.db=0+3() needs services.elsewhere=()",
            "services.db#2: 30s probe 5s/2s/3",
            "services.static: 30s static",
            "charts.redis: 30s",
            "services.${NAME}: 30s",
        ]
    );
}

#[test]
fn scenarios_change_single_tasks() {
    let table = [
        (
            "defaults: { charts: { runs_for: 5s } }",
            "charts.redis",
            "5s",
        ),
        (
            "defaults: { services: { ready_after: 5s } }",
            "services.${NAME}",
            "5s",
        ),
        (
            "tasks: { 'services.${NAME}': { ready_after: 5s } }",
            "services.${NAME}",
            "5s",
        ),
        (
            "defaults: { jobs: { runs_for: 5s, retries: 2, fails: { attempts: [1] } } }\n\
             tasks: { jobs.migrate: { fails: { attempts: [3, 2, 3], at: 50% } } }",
            "jobs.migrate",
            "5s fails [2, 3] at 500000 millionths retries 2",
        ),
        (
            "tasks: { services.db: { crash_after: 3s } }",
            "services.db#2",
            "30s crash 3s probe 5s/2s/3",
        ),
        (
            "tasks: { services.web: { needs: [] } }",
            "services.web",
            "30s",
        ),
        (
            "tasks: { jobs.migrate: { needs: [services.web, services.web, jobs.migrate] } }",
            "jobs.migrate",
            "30s needs services.web=2()",
        ),
        (
            "defaults: { jobs: { runs_for: { uniform: [1s, 2s] }, crash_after: { exponential: { mean: 3s } } } }",
            "jobs.migrate",
            "Uniform { min: Millis(1000), max: Millis(2000) } crash Exponential { mean: Millis(3000) }",
        ),
        (
            "faults: [{ tasks: 'jobs.*', chance: 50% }, { task: jobs.migrate, chance: 50% }]",
            "jobs.migrate",
            "30s Chance(3221225472)",
        ),
        (
            "faults: [{ tasks: '*.migrate', chance: 100% }, { task: jobs.migrate, chance: 0% }]",
            "jobs.migrate",
            "30s always",
        ),
        (
            "faults:\n\
             - { task: services.db, outage: { from: 60s, until: 90s } }\n\
             - { tasks: 'services.*', outage: { from: 5s, until: 6s } }",
            "services.web",
            "30s needs services.db=0+3(1m-1m30s+5s-6s) needs services.elsewhere=(5s-6s) out 5s-6s",
        ),
    ];
    for (scenario, task, expected) in table {
        let setting = setting(scenario);
        let at = setting.plan.tasks.iter().position(|it| it.name == task);
        let behaviour = &setting.behaviours[at.expect("a task")];
        assert_eq!(drawn(behaviour), expected, "{scenario}");
    }
}

#[test]
fn what_is_wrong_takes_nothing_else_away() {
    let table = [
        (
            "tasks: { jobs.migrate: { runs_for: soon, retries: 2 } }",
            "30s retries 2",
        ),
        ("tasks: { jobs.migrate: { ready_after: 5s } }", "5s"),
        ("tasks: { jobs.migrate: 5s }", "5s"),
        ("taks: { jobs.migrate: { runs_four: 5s } }", "5s"),
        (
            "tasks: { jobs.migrate: { fails: [2, 0, x, 1] } }",
            "30s fails [1, 2]",
        ),
        (
            "faults: [{ task: 'jobs.*', chance: 100%, hang: 5s }]",
            "30s always",
        ),
        (
            "faults: [5, { chance: 100% }, { task: jobs.migrate, chance: 100% }]",
            "30s always",
        ),
        (
            "tasks: { jobs.migrate: { needs: jobs.other } }",
            "30s needs jobs.other=()",
        ),
        (
            "tasks:\n  jobs.migrate: { runs_for: 5s }\n  services.db: { ready_after: [\n",
            "5s",
        ),
        ("- tasks", "30s"),
        (
            "tasks: { jobs.migrate: { runs_for: { pert: [1s, 3s, 2s] }, retries: 2 } }",
            "30s retries 2",
        ),
    ];
    for (scenario, expected) in table {
        assert_eq!(
            drawn(&setting(scenario).behaviours[1]),
            expected,
            "{scenario}"
        );
    }
}

#[test]
fn the_run_is_set_up_by_cluster_and_options() {
    let scenario = "\
seed: 9007199254740991
cluster: { kubernetes: 1.36, max_parallel: 3, apply_latency: 50ms }
options: { background: detach, service_error: first_crash, readiness_wait: 5m, horizon: 2h }
";
    let options = format!("{:?}", setting(scenario).options);
    assert_eq!(
        options,
        "Options { background: Detach, service_error: FirstCrash, readiness_wait: Millis(300000), \
         horizon: Millis(7200000), max_parallel: Some(3), apply_latency: Millis(50), \
         container_restart: BackOff { initial: Millis(10000), cap: Millis(300000) }, \
         node_loss: NodeLossDelays { noticed: Millis(50000), evicted: Millis(350000) }, \
         seed: 9007199254740991 }"
    );
    let default = setting("cluster: { kubernetes: \"1.36\", max_parallel: none }").options;
    assert_eq!(default, crate::simulate::Options::default());
}

#[test]
fn what_faults_do_to_many_tasks_counts() {
    let jobs: Vec<String> = (0..2000).map(|at| format!("jobs.j{at}")).collect();
    let text = format!(
        "workflows: [{{name: setup, order_from: [{}]}}]",
        jobs.join(", ")
    );
    let (template, _) = template::read(&text);
    let plan = expand(&template, "setup").expect("a stage");
    let fits_with = |target: &str| {
        let fault = format!("  - {{ {target}, latency: 1s, hang: 1% }}\n");
        let scenario = format!("faults:\n{}", fault.repeat(700));
        let reading = read(&scenario, &template, Some(&plan));
        assert_eq!(reading.problems, [], "{target}");
        super::fits(&plan, &template, &reading.scenario)
    };
    assert!(fits_with("task: jobs.j7"));
    assert!(!fits_with("tasks: \"*\""));
}
