//! A template is drawn as `stage: step(task task) | …`, with `~` for a step that is not waited for,
//! `!` for one that halts and `=` for a serial stage.

use super::read;
use crate::template::{Stage, Template};
use crate::time::Millis;

/// The documentation page's example, as it is printed there.
const PRINTED: &str = "  - name: setup
    - step: frontend
      tasks: [services.frontend]
      wait_for_finish: false
    - step: migrate
      tasks: [jobs.migrate, jobs.scrub]
      halt_on_error: true
    - step: backend
      tasks: [services.backend]
";

fn drawn(template: &Template) -> Vec<String> {
    template.stages.iter().map(draw_stage).collect()
}

fn draw_stage(stage: &Stage) -> String {
    let steps = stage.steps.iter().map(|step| {
        let marks = [(!step.wait_for_finish, "~"), (step.halt_on_error, "!")];
        let marks: String = marks
            .iter()
            .filter(|mark| mark.0)
            .map(|mark| mark.1)
            .collect();
        let tasks: Vec<String> = step
            .tasks
            .iter()
            .map(|task| task.value.to_string())
            .collect();
        format!("{marks}{}({})", step.name.value, tasks.join(" "))
    });
    let steps: Vec<String> = steps.collect();
    let serial = if stage.serial { "=" } else { "" };
    format!("{serial}{}: {}", stage.name.value, steps.join(" | "))
}

fn meant(text: &str) -> Vec<String> {
    drawn(&read(text).0)
}

#[test]
fn the_printed_example_is_read_as_what_it_means() {
    let (template, problems) = read(PRINTED);
    let expected = "setup: ~frontend(services.frontend) | !migrate(jobs.migrate jobs.scrub) | backend(services.backend)";
    assert_eq!(drawn(&template), [expected]);
    assert!(template.repaired);
    assert_eq!(problems.len(), 1);
    for step in &template.stages[0].steps {
        assert!(step.span.slice(PRINTED).starts_with("step: "), "{step:?}");
        assert_eq!(step.name.span.slice(PRINTED), step.name.value);
        for task in &step.tasks {
            assert_eq!(task.span.slice(PRINTED), task.value.to_string());
        }
    }
    let (fixed, problems) = read(&problems[0].fixes[0].apply(PRINTED));
    assert_eq!(
        (drawn(&fixed), problems.len(), fixed.repaired),
        (vec![expected.to_owned()], 0, false)
    );
}

#[test]
fn mistakes_are_read_as_what_they_mean() {
    let table = [
        (
            "- name: setup\n  order_from: services.a, jobs.b\n",
            "=setup: services.a(services.a) | jobs.b(jobs.b)",
        ),
        (
            "- name: setup\n  parallelize: [services.a, jobs.b]\n",
            "setup: tasks(services.a jobs.b)",
        ),
        (
            "- name: setup\n  steps:\n  - {step: x, task: [service.a], halt: yes}\n",
            "setup: !x(services.a)",
        ),
        (
            "- order_from: [services.all]\n",
            "=setup: services.all(services.all)",
        ),
        (
            "workflows: {setup: {order_from: [jobs.b]}}\n",
            "=setup: jobs.b(jobs.b)",
        ),
        (
            "- {step: a, tasks: [jobs.a]}\n- {step: b, tasks: []}\n",
            "setup: a(jobs.a) | b()",
        ),
        (
            "- name: setup\n  order_from:\n  - {step: a, tasks: [jobs.a]}\n",
            "setup: a(jobs.a)",
        ),
        (
            "- name: setup\n  order_from: [\"jobs.${X}\", cron_jobs.n]\n",
            "=setup: jobs.${X}(jobs.${X})",
        ),
        (
            "workflows:\n- name: setup\n  parallelize:\n  - step: a\n    tasks: [jobs.a\n  - step: b\n    tasks: [jobs.b]\n",
            "setup: a(jobs.a) | b(jobs.b)",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(meant(text), [expected], "{text}");
    }
}

#[test]
fn lists_have_their_defaults() {
    let (template, problems) = read(
        "services: [{name: a, readiness_probe: {}}, {name: b, static: true, replicas: 3, depends_on: [a]}]
jobs: [{name: j}, {name: k, completed_timeout: 60, halt_on_error: true}]
charts: [{name: c}, {name: d, timeout: 1m30s}]
infrastructure: [{name: i}]
workflows: []
",
    );
    assert_eq!(problems, []);
    assert!(template.declares && !template.repaired);
    let [a, b] = &template.services[..] else {
        panic!("two services")
    };
    let probe = a.readiness_probe.expect("a probe");
    assert_eq!(
        (probe.initial_delay, probe.period, probe.success_threshold),
        (Millis::ZERO, Millis::from_secs(10), 1)
    );
    assert_eq!(
        (a.replicas, a.is_static, b.replicas, b.is_static),
        (1, false, 3, true)
    );
    assert_eq!(b.depends_on[0].value, "a");
    let jobs: Vec<_> = template
        .jobs
        .iter()
        .map(|job| (job.completed_timeout, job.halt_on_error))
        .collect();
    assert_eq!(
        jobs,
        [
            (Millis::from_secs(1200), false),
            (Millis::from_secs(60), true)
        ]
    );
    let charts: Vec<_> = template.charts.iter().map(|chart| chart.timeout).collect();
    assert_eq!(charts, [Millis::from_secs(300), Millis::from_secs(90)]);
    assert_eq!(template.infrastructure[0].value, "i");
}

#[test]
fn a_file_without_lists_is_not_checked_against_them() {
    let (template, problems) =
        read("- name: setup\n  order_from: [services.a, jobs.all, \"charts.${X}\"]\n");
    assert!(!template.declares);
    assert_eq!(problems, []);
}

#[test]
fn keys_become_the_names_of_items_at_any_indentation() {
    let expected = meant(
        "- name: setup\n  order_from: [services.db]\n- name: patch\n  order_from: [services.db, services.web]\n",
    );
    for width in 1..9 {
        let text = "\
services:
>db:
>>image: postgres
>web:  # in front
>>depends_on:
>>- db
workflows:
>setup:
>>order_from: [services.db]

>patch:
>># both
>>order_from:
>>>- services.db
>>>- services.web
";
        let mut text = text.replace('>', &" ".repeat(width));
        for _ in 0..2 {
            let problem = read(&text).1.into_iter().next().expect("a problem");
            text = problem.fixes[0].apply(&text);
        }
        let (template, problems) = read(&text);
        assert_eq!(
            (problems, drawn(&template)),
            (vec![], expected.clone()),
            "{text}"
        );
        assert_eq!(template.services[1].depends_on[0].value, "db", "{text}");
        assert_eq!(text.matches(['#']).count(), 2, "{text}");
    }
}

#[test]
fn what_a_damaged_step_lacks_is_not_told_once_for_each_alias() {
    let text = "\
- name: setup
  parallelize:
    - &migrate
      step: migrate
      tasks
- name: patch
  parallelize:
    - *migrate
";
    let problems = read(text).1;
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["missing-colon"]);
}

#[test]
fn the_printed_form_is_understood_at_any_indentation() {
    let expected = meant(PRINTED);
    for stage in 0..5 {
        for step in stage..stage + 8 {
            for head in [
                "",
                "workflows:\n",
                "services: [{name: frontend}, {name: backend}]\njobs: [{name: migrate}, {name: scrub}]\nworkflows:\n",
            ] {
                let mut text = head.to_owned();
                for line in PRINTED.lines() {
                    let (columns, content) = match line.strip_prefix("    ") {
                        Some(content) => (step, content),
                        None => (stage, line.trim_start()),
                    };
                    text += &format!("{}{content} # note\n\n", " ".repeat(columns));
                }
                let (template, problems) = read(&text);
                assert_eq!(drawn(&template), expected, "{text}");
                assert_eq!(problems.len(), 1, "{problems:#?}\n{text}");
                let fixed = problems[0].fixes[0].apply(&text);
                let (template, problems) = read(&fixed);
                assert_eq!(
                    (drawn(&template), problems.len()),
                    (expected.clone(), 0),
                    "{fixed}"
                );
                assert_eq!(
                    fixed.matches("# note").count(),
                    text.matches("# note").count()
                );
            }
        }
    }
}
