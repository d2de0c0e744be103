use super::{Format, format_of};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules;
use crate::scenario::Scenario;
use crate::template;

/// What a docker-compose file with these services becomes; what stands in the way, if something does.
fn made(services: &str) -> Result<String, Diagnostic> {
    let text = format!("services:\n{services}");
    let (_, mut problems) = template::read(&text);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    let problem = problems.remove(0);
    assert_eq!(
        (problem.code, problem.severity),
        ("not-a-template", Severity::Error)
    );
    let fix = problem.fixes.first().map(|fix| fix.apply(&text));
    fix.ok_or(problem)
}

/// The workflow alone, a step a line, of a template that has no problem.
fn steps(services: &str) -> Vec<String> {
    let text = made(services).expect("a template");
    let (template, mut problems) = template::read(&text);
    problems.extend(rules::check(&template, &text, &Scenario::default()));
    assert_eq!(problems, [], "{text}");
    let steps = template.stages[0].steps.iter().map(|step| {
        let tasks: Vec<String> = step.tasks.iter().map(|it| it.value.to_string()).collect();
        let halt = if step.halt_on_error { "!" } else { "" };
        format!("{}{halt}: {}", step.name.value, tasks.join(", "))
    });
    steps.collect()
}

#[test]
fn files_are_told_apart_by_what_they_hold() {
    use Format::*;
    let table = [
        (
            "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n",
            Some(GithubActions),
        ),
        (
            "jobs:\n  call:\n    uses: ./.github/workflows/other.yml\n",
            Some(GithubActions),
        ),
        (
            "true: push\njobs: {a: {steps: [{run: make}]}}\n",
            Some(GithubActions),
        ),
        ("stages: [build]\nbuild:\n  script: make\n", Some(GitlabCi)),
        (
            "test:\n  stage: test\n  script: [make test]\n",
            Some(GitlabCi),
        ),
        ("build:\n  script: make\n", None),
        (
            "apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\n",
            Some(ArgoWorkflow),
        ),
        (
            "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\n",
            Some(Kubernetes),
        ),
        ("apiVersion: tekton.dev/v1\nkind: Pipeline\n", Some(Tekton)),
        (
            "apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Pod\n",
            Some(Kubernetes),
        ),
        (
            "{\"kind\": \"Pod\", \"apiVersion\": \"v1\"}",
            Some(Kubernetes),
        ),
        (
            "version: '3'\nservices:\n  web:\n    build: .\n",
            Some(DockerCompose),
        ),
        (
            "services: {web: {extends: {service: base}}}\n",
            Some(DockerCompose),
        ),
        (
            "replicaCount: 1\nimage: {repository: nginx}\nnodeSelector: {}\n",
            Some(HelmValues),
        ),
        ("nodeSelector: {}\n", None),
        ("kind: Pod\n", None),
        ("services:\n  web:\n    replicas: 2\n", None),
        ("services: [{name: web, image: nginx}]\n", None),
        ("services: {web: {image: nginx}}\nworkflows: []\n", None),
        (
            "services: {web: {image: nginx}}\njobs: [{name: migrate}]\n",
            None,
        ),
        ("jobs: [{name: a, steps: [{run: b}]}]\n", None),
        ("seed: 1\ntasks: {services.web: {ready_after: 3s}}\n", None),
        ("- name: setup\n", None),
        ("just text", None),
        ("", None),
    ];
    for (text, expected) in table {
        assert_eq!(format_of(text), expected, "{text}");
    }
}

#[test]
fn each_format_is_told_once() {
    let manifest = "apiVersion: v1\nkind: Pod\nworkflow: 1\nservice: {}\n---\nkind: Pod\n";
    let (_, problems) = template::read(manifest);
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0]
            .message
            .starts_with("This is a Kubernetes manifest (`Pod`), not a template. ")
    );
    // What is no YAML is told beside it.
    let (_, problems) = template::read("apiVersion: v1\nkind: Pod\nspec: [a\n");
    let codes: Vec<_> = problems.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["not-a-template", "unclosed-bracket"]);
}

#[test]
fn levels_become_steps_named_after_their_services() {
    let services = "
  web: { build: ., depends_on: [api, cache] }
  api: { build: ., depends_on: [db, cache, queue] }
  db: { image: postgres }
  cache: { image: redis }
  queue: { image: rabbitmq }
  mail: { image: mailhog, depends_on: [db] }
";
    let expected = [
        "db and 2 more: services.db, services.cache, services.queue",
        "api and mail: services.api, services.mail",
        "web: services.web",
    ];
    assert_eq!(steps(services), expected);
}

#[test]
fn what_has_to_end_well_is_a_job_that_halts() {
    let services = "
  db: { image: postgres }
  migrate:
    build: .
    depends_on: { db: { condition: service_healthy } }
  api:
    build: .
    depends_on:
      db: { condition: service_started }
      migrate: { condition: service_completed_successfully }
      trace: { condition: service_started, required: false }
";
    let expected = [
        "db: services.db",
        "migrate!: jobs.migrate",
        "api: services.api",
    ];
    assert_eq!(steps(services), expected);
}

#[test]
fn what_a_template_knows_of_a_service_is_kept() {
    let services = "
  db:
    image: postgres:16
    healthcheck: { test: [CMD, pg_isready], interval: 1m30s }
    deploy: { replicas: 3 }
  idle: { image: nginx, healthcheck: { disable: true }, scale: 1 }
  usual: { image: nginx, healthcheck: { test: curl localhost } }
  '1': { image: '2' }
";
    let text = made(services).expect("a template");
    let expected = "
services:
  - name: db
    image: postgres:16
    replicas: 3
    readiness_probe: { period_seconds: 90 }
  - name: idle
    image: nginx
  - name: usual
    image: nginx
    readiness_probe: { period_seconds: 30 }
  - name: '1'
    image: '2'
workflows:";
    assert!(text.contains(expected), "{text}");
    assert_eq!(
        steps(services),
        ["db and 3 more: services.db, services.idle, services.usual, services.1"]
    );
}

#[test]
fn profiles_are_left_out_unless_they_are_needed() {
    let services = "
  web: { image: nginx, depends_on: [api] }
  api: { image: api, profiles: [backend] }
  admin: { image: adminer, profiles: [debug], depends_on: [web] }
";
    assert_eq!(steps(services), ["api: services.api", "web: services.web"]);
    let text = made(services).expect("a template");
    assert!(
        text.contains("\n# Left out, as they belong to profiles: admin.\n"),
        "{text}"
    );
    let all =
        "  a: { image: a, profiles: [x] }\n  b: { image: b, profiles: [y], depends_on: [a] }\n";
    assert_eq!(steps(all), ["a: services.a", "b: services.b"]);
}

#[test]
fn extensions_and_anchors_are_read_as_docker_does() {
    let text = "x-base: &base\n  image: app\n  depends_on: [db]\nservices:\n  db: {image: pg}\n  web:\n    <<: *base\n";
    let (_, problems) = template::read(text);
    let fixed = problems[0].fixes[0].apply(text);
    assert!(fixed.contains("depends_on: [db]"), "{fixed}");
    assert_eq!(format_of(&fixed), None);
}

#[test]
fn what_stands_in_the_way_is_told() {
    let circle = made("  a: { image: a, depends_on: [b] }\n  b: { image: b, depends_on: [a] }\n")
        .expect_err("a circle");
    assert!(
        circle
            .message
            .ends_with("depend on each other: `a` → `b` → `a`."),
        "{}",
        circle.message
    );
    let itself = made("  a: { image: a, depends_on: [a] }\n").expect_err("a circle");
    assert!(itself.message.ends_with("`a` → `a`."), "{}", itself.message);
    for name in ["all", "a b", "${NAME}"] {
        let odd =
            made(&format!("  '{name}': {{ image: a }}\n")).expect_err("no name for a reference");
        assert_eq!(
            odd.related[0].message,
            format!("In a template `{name}` cannot be the name of a service")
        );
    }
}

#[test]
fn what_is_nowhere_is_told_and_done_without() {
    let text = "services:\n  web: { image: nginx, depends_on: [api] }\n";
    let (_, problems) = template::read(text);
    let related = &problems[0].related[0];
    assert_eq!(related.span.slice(text), "api");
    assert_eq!(
        related.message,
        "`web` needs `api`, which is not among the services of this file"
    );
    assert_eq!(
        steps("  web: { image: nginx, depends_on: [api] }\n"),
        ["web: services.web"]
    );
}

#[test]
fn line_ends_stay_what_they_are() {
    let text = "services:\r\n  web:\r\n    image: nginx\r\n";
    let (_, problems) = template::read(text);
    let fixed = problems[0].fixes[0].apply(text);
    assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count());
}
