use super::{Offer, offers};
use crate::analysis::Request;
use crate::source::Span;

fn all(template: &str, scenario: &str) -> Vec<Offer> {
    let request = Request {
        template,
        scenario,
        ..Request::default()
    };
    offers(&request, Span::new(0, template.len()))
}

fn ids(template: &str, scenario: &str) -> Vec<String> {
    all(template, scenario)
        .into_iter()
        .map(|it| it.id)
        .collect()
}

/// Applies the offer and compares the text and what is said about it.
#[track_caller]
fn assert_offer(template: &str, scenario: &str, id: &str, after: &str, words: &str) {
    let offers = all(template, scenario);
    let ids: Vec<&str> = offers.iter().map(|it| it.id.as_str()).collect();
    let Some(offer) = offers.iter().find(|it| it.id == id) else {
        panic!("{id} is not among {ids:?}");
    };
    assert_eq!(offer.apply(template), after);
    assert_eq!(offer.preview.words, words, "{id}");
}

#[test]
fn an_order_without_needs_becomes_one_step() {
    let template = "\
services: [{name: db}, {name: web}]
workflows: [{name: setup, order_from: [services.db, services.web]}]
";
    let offers = all(template, "");
    let offer = offers.iter().find(|it| it.id == "parallelize:setup");
    let title = "Run all of stage `setup` in one step: nothing in it needs anything else";
    assert_eq!(offer.map(|it| it.title.as_str()), Some(title));
}

#[test]
fn an_order_becomes_levels() {
    let before = "\
services: [{name: db}, {name: mail}, {name: api, depends_on: [db]}, {name: web, depends_on: [api]}]
jobs: [{name: migrate}]
workflows:
  - name: setup
    order_from:  # the old way
      # Everything is in here.
      - services.db

      - jobs.migrate  # careful
      - services.api
      - services.web
      - services.mail
";
    let after = "\
services: [{name: db}, {name: mail}, {name: api, depends_on: [db]}, {name: web, depends_on: [api]}]
jobs: [{name: migrate}]
workflows:
  - name: setup
    parallelize:  # the old way
      - step: db
        tasks:
          # Everything is in here.
          - services.db
      - step: migrate
        tasks:

          - jobs.migrate  # careful
      - step: services
        tasks:
          - services.api
          - services.mail
      - step: web
        tasks:
          - services.web
";
    let words = "30s earlier, because `services.mail` no longer waits for `services.web`";
    assert_offer(before, "", "parallelize:setup", after, words);
}

#[test]
fn given_needs_replace_what_is_assumed() {
    let before = "workflows: [{name: setup, order_from: [jobs.a, jobs.b, jobs.c]}]\n";
    let scenario = "tasks: {jobs.b: {needs: []}, jobs.c: {needs: [jobs.b]}}\n";
    let after = "workflows: [{name: setup, parallelize: [{step: jobs, tasks: [jobs.a, jobs.b]}, \
                 {step: c, tasks: [jobs.c]}]}]\n";
    let words = "30s earlier, because `jobs.b` no longer waits for `jobs.a`";
    assert_offer(before, scenario, "parallelize:setup", after, words);
    let serial = "workflows: [{name: setup, parallelize: [{step: a, tasks: [jobs.a]}, \
                  {step: b, tasks: [jobs.b]}, {step: c, tasks: [jobs.c]}]}]\n";
    assert_offer(before, "", "parallelize:setup", serial, "no change");
}

#[test]
fn json_stays_json() {
    let before = "{\"workflows\": [{\"name\": \"setup\", \"order_from\": [\"jobs.a\"]}]}";
    let after = "{\"workflows\": [{\"name\": \"setup\", \"parallelize\": [{\"step\": \"a\", \
                 \"tasks\": [\"jobs.a\"]}]}]}";
    assert_offer(before, "", "parallelize:setup", after, "no change");
}

#[test]
fn steps_are_merged_with_their_comments() {
    let before = "\
services:
  - name: a
  - name: b
workflows:
  - name: setup
    parallelize:
      - step: first
        tasks:
          - services.a  # quick

      # The slow one.
      - step: second  # why?
        tasks:
          - services.b  # slow
";
    let after = "\
services:
  - name: a
  - name: b
workflows:
  - name: setup
    parallelize:
      # The slow one.
      # why?
      - step: first
        tasks:
          - services.a  # quick
          - services.b  # slow
";
    let words = "30s earlier, because `services.b` no longer waits for `services.a`";
    assert_offer(before, "", "merge:setup/first+second", after, words);
}

#[test]
fn a_step_is_split_and_keeps_its_keys() {
    let before = "\
workflows:
  - name: setup
    parallelize:
      - step: all
        tasks: [jobs.a, jobs.b, jobs.c]
        halt_on_error: true
      - step: rest
        tasks: [services.x]";
    let after = "\
workflows:
  - name: setup
    parallelize:
      - step: all
        tasks: [jobs.a]
        halt_on_error: true
      - step: jobs
        tasks: [jobs.b, jobs.c]
        halt_on_error: true
      - step: rest
        tasks: [services.x]";
    let words = "30s later, because `jobs.b` then waits for `jobs.a`";
    assert_offer(before, "", "split:setup/all/jobs.b", after, words);
}

#[test]
fn a_split_at_the_end_of_a_text_without_a_line_break() {
    let before =
        "- name: setup\n  parallelize:\n  - step: s\n    tasks:\n    - jobs.a\n    - jobs.b";
    let after = "- name: setup\n  parallelize:\n  - step: s\n    tasks:\n    - jobs.a\n  - step: b\n    \
                 tasks:\n    - jobs.b\n";
    let words = "30s later, because `jobs.b` then waits for `jobs.a`";
    assert_offer(before, "", "split:setup/s/jobs.b", after, words);
}

#[test]
fn a_task_runs_beside_what_follows() {
    let before = "\
- name: setup
  parallelize:
    - step: apps
      tasks:
        - services.api
        - services.web  # takes long
    - step: migrate
      tasks: [jobs.migrate]
";
    let after = "\
- name: setup
  parallelize:
    - step: web
      tasks:
        - services.web  # takes long
      wait_for_finish: false
    - step: apps
      tasks:
        - services.api
    - step: migrate
      tasks: [jobs.migrate]
";
    let scenario = "tasks: {services.web: {ready_after: 90s}}\n";
    let words = "30s earlier, because `jobs.migrate` no longer waits for `services.web`";
    assert_offer(
        before,
        scenario,
        "run-beside:setup/apps/services.web",
        after,
        words,
    );
}

#[test]
fn what_others_need_is_waited_for() {
    let template = "\
services: [{name: db}, {name: web, depends_on: [db]}]
workflows:
  - name: setup
    parallelize:
      - step: db
        tasks: [services.db]
      - step: web
        tasks: [services.web]
";
    assert_eq!(ids(template, ""), [""; 0]);
    let free = "tasks: {services.web: {needs: []}}\n";
    let expected = ["merge:setup/db+web", "run-beside:setup/db/services.db"];
    assert_eq!(ids(template, free), expected);
    let jobs = "- name: setup\n  parallelize:\n  - {step: a, tasks: [jobs.a]}\n  - {step: b, tasks: [jobs.b]}\n";
    assert_eq!(ids(jobs, ""), [""; 0]);
    let free = "tasks: {jobs.b: {needs: []}}\n";
    let expected = ["merge:setup/a+b", "run-beside:setup/a/jobs.a"];
    assert_eq!(ids(jobs, free), expected);
}

#[test]
fn a_step_of_one_task_gets_the_key() {
    let before = "- name: setup\n  parallelize:\n  - {step: a, tasks: [services.a]}\n  - {step: b, tasks: [services.b]}\n";
    let after = "- name: setup\n  parallelize:\n  - {step: a, tasks: [services.a], wait_for_finish: false}\n  - {step: b, tasks: [services.b]}\n";
    let words = "30s earlier, because `services.b` no longer waits for `services.a`";
    assert_offer(before, "", "run-beside:setup/a/services.a", after, words);
}

#[test]
fn the_old_halt_moves_to_the_step() {
    let before = "\
jobs:
  - name: migrate
    halt_on_error: true
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
";
    let after = "\
jobs:
  - name: migrate
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
";
    assert_offer(before, "", "move-halt:migrate", after, "no change");
}

#[test]
fn setup_comes_from_the_dependencies() {
    let before = "services:\n  - name: web\n    depends_on: [api]\n  - name: api\n  - name: docs\n";
    let after = "\
services:
  - name: web
    depends_on: [api]
  - name: api
  - name: docs
workflows:
  - name: setup
    parallelize:
      - step: services-0
        tasks: [services.api, services.docs]
      - step: services-1
        tasks: [services.web]
";
    assert_offer(
        before,
        "",
        "generate-setup",
        after,
        "a new stage, which takes 1m",
    );
    let cyclic = "services:\n  - {name: a, depends_on: [b]}\n  - {name: b, depends_on: [a]}\n";
    assert_eq!(ids(cyclic, ""), [""; 0]);
}

#[test]
fn setup_comes_before_the_other_stages() {
    let before =
        "services: [{name: web}]\nworkflows:\n  - name: patch\n    order_from: [services.web]\n";
    let after = "services: [{name: web}]\nworkflows:\n  - name: setup\n    parallelize:\n      - step: services-0\n        \
                 tasks: [services.web]\n  - name: patch\n    order_from: [services.web]\n";
    assert_offer(
        before,
        "",
        "generate-setup",
        after,
        "a new stage, which takes 30s",
    );
}

#[test]
fn both_ends_are_told_in_short() {
    let before = "\
- name: setup
  parallelize:
    - {step: a, tasks: [services.a]}
    - {step: b, tasks: [jobs.b, jobs.c], halt_on_error: true}
";
    let lines = |scenario: &str| -> Vec<String> {
        let offers = all(before, scenario).into_iter();
        offers.map(|it| it.preview.line()).collect()
    };
    assert_eq!(lines(""), ["finish 1m → 30s", "finish 1m → 1m 30s"]);
    let halting = "tasks: {jobs.c: {fails: {attempts: [1]}}}\n";
    assert_eq!(lines(halting), ["halt at 1m → 30s", "halt at 1m → 1m 30s"]);
    let failing = "tasks: {services.a: {ready_after: 700s}}\n";
    assert_eq!(lines(failing)[1], "finish 10m 30s → 11m");
}

#[test]
fn a_halt_that_is_avoided_is_said() {
    let before = "\
- name: setup
  parallelize:
    - {step: a, tasks: [services.a]}
    - {step: b, tasks: [jobs.b], halt_on_error: true}
";
    let scenario =
        "tasks: {services.a: {ready_after: 60s}}\nfaults: [{task: jobs.b, chance: 100%}]\n";
    let offers = all(before, scenario);
    let words: Vec<&str> = offers.iter().map(|it| it.preview.words.as_str()).collect();
    let expected = "the halt comes 1m earlier, because `jobs.b` no longer waits for `services.a`";
    assert_eq!(words, [expected]);
    assert_eq!(offers[0].preview.saved_ms(), 0);
}

#[test]
fn only_what_is_at_the_place_is_offered() {
    let template =
        "- name: setup\n  parallelize:\n  - {step: a, tasks: [jobs.a, jobs.b, jobs.c]}\n";
    let request = Request {
        template,
        ..Request::default()
    };
    let at = template.find("jobs.c").expect("the task");
    let offers = offers(&request, Span::at(at + 2));
    let ids: Vec<&str> = offers.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["split:setup/a/jobs.c"]);
}

#[test]
fn a_list_that_is_anchored_elsewhere_stays() {
    let template = "\
x: &tasks [jobs.a, jobs.b]
workflows:
  - name: setup
    parallelize:
      - step: s
        tasks: *tasks
";
    assert_eq!(ids(template, ""), [""; 0]);
    assert_eq!(
        ids("workflows: [{name: setup, order_from: [jobs.a}]\n", ""),
        [""; 0]
    );
}
