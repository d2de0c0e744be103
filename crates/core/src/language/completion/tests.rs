//! Words by their places; `|` is the cursor.

use crate::language::kit::{Marked, TEMPLATE};
use crate::language::{Side, Texts, complete};

/// What fits at the mark, as it is written; `-` if there is nothing to say.
fn inserted(texts: Texts, side: Side, offset: usize) -> String {
    let Some(found) = complete(texts, side, offset) else {
        return "-".to_owned();
    };
    let written: Vec<&str> = found.items.iter().map(|it| it.insert.trim_end()).collect();
    written.join(" ")
}

#[test]
fn words_of_a_template_fit_where_they_are_offered() {
    let table = [
        (
            "wor|",
            "workflows: services: jobs: charts: infrastructure: app_imports:",
        ),
        (
            "|services:\n",
            "workflows services jobs charts infrastructure app_imports",
        ),
        (
            "services: []\n|",
            "workflows: jobs: charts: infrastructure: app_imports:",
        ),
        ("workflows:\n  - |", "name: order_from: parallelize:"),
        ("- |", "name: order_from: parallelize:"),
        ("- name: |", "setup patch teardown"),
        ("- name: setup\n- name: t|\n", "patch teardown"),
        ("- name: setup\n  |\n", "order_from: parallelize:"),
        ("- {name: setup, |}", "order_from: parallelize:"),
        (
            "- name: setup\n  parallelize:\n    - step: a\n      tasks: []\n      |\n",
            "halt_on_error: wait_for_finish:",
        ),
        (
            "- parallelize:\n  - step: a\n    halt_on_error: |\n  - step: b\n",
            "true false",
        ),
        (
            "- parallelize:\n  - step: a\n    halt_on_error: f|\n",
            "true false",
        ),
        (
            "services:\n  - name: a\n    |\n  - name: b\n",
            "depends_on: readiness_probe: liveness_probe: replicas: static:",
        ),
        (
            "services:\n  - name: a\n    depends_on: [|]\n  - name: b\n",
            "b",
        ),
        (
            "services:\n  - name: a\n    depends_on: [b, |\n  - name: b\n  - name: c\n",
            "c",
        ),
        (
            "services:\n  - name: a\n    depends_on:\n      - |\n  - name: b\n",
            "b",
        ),
        (
            "services:\n  - name: a\n    readiness_probe: { period_seconds: 5, | }\n",
            "initial_delay_seconds: timeout_seconds: success_threshold: failure_threshold:",
        ),
        (
            "jobs:\n  - name: a\n    |",
            "completed_timeout: from_services: halt_on_error:",
        ),
        ("# wor|", "-"),
        ("services: [] # jo|", "-"),
        ("a: b|", "-"),
    ];
    for (marked, expected) in table {
        let Marked { text, offset } = Marked::new(marked);
        let texts = Texts {
            template: &text,
            scenario: "",
        };
        assert_eq!(
            inserted(texts, Side::Template, offset),
            expected,
            "{marked}"
        );
    }
}

#[test]
fn tasks_are_those_of_the_lists() {
    let all =
        "services.web services.db jobs.migrate release.remove_environment services.all jobs.all";
    let table = [
        ("- name: setup\n    order_from: [|]", all),
        ("- name: setup\n    order_from: [services.|", all),
        (
            "- name: setup\n    order_from:\n    - services.web\n    - |",
            "services.db jobs.migrate release.remove_environment services.all jobs.all",
        ),
        (
            "- name: setup\n    parallelize:\n    - step: a\n      tasks: [jobs.m|igrate, services.web]",
            "services.db jobs.migrate release.remove_environment services.all jobs.all",
        ),
    ];
    for (marked, expected) in table {
        let whole = format!("{TEMPLATE}workflows:\n  {marked}\n");
        let Marked { text, offset } = Marked::new(&whole);
        let texts = Texts {
            template: &text,
            scenario: "",
        };
        assert_eq!(
            inserted(texts, Side::Template, offset),
            expected,
            "{marked}"
        );
    }
}

#[test]
fn words_of_a_scenario_fit_where_they_are_offered() {
    let table = [
        ("|", "seed: defaults: tasks: faults: cluster: options:"),
        (
            "defaults:\n  jobs: {|}",
            "runs_for: crash_after: fails: retries: restart_policy: requests:",
        ),
        (
            "tasks:\n  |",
            "services.web: services.db: jobs.migrate: release.remove_environment:",
        ),
        (
            "tasks:\n  jobs.migrate: {}\n  ser|\n",
            "services.web: services.db: release.remove_environment:",
        ),
        (
            "tasks:\n  services.web: { | }",
            "ready_after: needs: crash_after: fails: requests: replicas:",
        ),
        (
            "tasks:\n  services.web: { needs: [|] }",
            "services.web services.db jobs.migrate release.remove_environment",
        ),
        (
            "faults:\n  - |",
            "task: tasks: chance: hang: slowdown: latency: crash: outage: node_loss: image_pull:",
        ),
        (
            "faults:\n  - task: |",
            "services.web services.db jobs.migrate release.remove_environment",
        ),
        ("faults:\n  - tasks: |", "services.* jobs.*"),
        ("options:\n  background: |", "join detach"),
    ];
    for (marked, expected) in table {
        let Marked { text, offset } = Marked::new(marked);
        let texts = Texts {
            template: TEMPLATE,
            scenario: &text,
        };
        assert_eq!(
            inserted(texts, Side::Scenario, offset),
            expected,
            "{marked}"
        );
    }
}

#[test]
fn the_whole_word_is_replaced() {
    let Marked { text, offset } = Marked::new("- {name: setup, order_from: [é, ser|vices.web]}");
    let texts = Texts {
        template: &text,
        scenario: "",
    };
    let found = complete(texts, Side::Template, offset).expect("words");
    assert_eq!(found.span.slice(&text), "services.web");
}
