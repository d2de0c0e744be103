use super::{Flow, argo, tekton};
use crate::kit::{setting, setting_with};
use crate::scheduler::Background;
use crate::simulate::{ServiceError, Setting};

const STAGE: &str = "frontend~: services.frontend 95\nmigrate!: jobs.migrate 30; jobs.scrub 20\n\
                     backend: services.backend 30; services.frontend 5";

fn codes(flow: &Flow) -> Vec<&str> {
    flow.losses.iter().map(|loss| loss.code).collect()
}

fn of_both(setting: &Setting) -> [Flow; 2] {
    [argo, tekton].map(|make| make(&setting.plan, &setting.options).expect("a stage with tasks"))
}

#[test]
fn argo_gets_a_dag() {
    let [flow, _] = of_both(&setting(STAGE));
    assert_eq!(
        flow.text,
        r#"# The order of the stage setup, as Laneway reads it. What a task does is defined once, as
# a template of the WorkflowTemplate laneway-tasks:
#   jobs-migrate  (jobs.migrate)
#   jobs-scrub  (jobs.scrub)
#   services-backend  (services.backend)
#   services-frontend  (services.frontend)
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: setup-
spec:
  entrypoint: setup
  templates:
  - name: setup
    dag:
      tasks:
      - name: services-frontend
        templateRef:
          name: laneway-tasks
          template: services-frontend
        arguments:
          parameters:
          - name: timeout
            value: 600s
        continueOn:
          error: true
          failed: true
      - name: jobs-migrate
        templateRef:
          name: laneway-tasks
          template: jobs-migrate
        arguments:
          parameters:
          - name: timeout
            value: 1200s
      - name: jobs-scrub
        templateRef:
          name: laneway-tasks
          template: jobs-scrub
        arguments:
          parameters:
          - name: timeout
            value: 1200s
      - name: services-backend
        templateRef:
          name: laneway-tasks
          template: services-backend
        arguments:
          parameters:
          - name: timeout
            value: 600s
        dependencies:
        - jobs-migrate
        - jobs-scrub
        continueOn:
          error: true
          failed: true
      - name: services-frontend-2
        templateRef:
          name: laneway-tasks
          template: services-frontend
        arguments:
          parameters:
          - name: timeout
            value: 600s
        dependencies:
        - jobs-migrate
        - jobs-scrub
        continueOn:
          error: true
          failed: true
"#
    );
    assert_eq!(
        codes(&flow),
        ["export-errors", "export-halt", "export-limit"]
    );
}

#[test]
fn tekton_gets_a_pipeline() {
    let [_, flow] = of_both(&setting("a!: jobs.a 1\nb: jobs.b 1"));
    assert_eq!(
        flow.text,
        r#"# The order of the stage setup, as Laneway reads it. What a task does is defined once, as
# a Task:
#   jobs-a  (jobs.a)
#   jobs-b  (jobs.b)
apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  generateName: setup-
spec:
  timeouts:
    pipeline: 0s
  pipelineSpec:
    tasks:
    - name: jobs-a
      displayName: jobs.a
      taskRef:
        name: jobs-a
      timeout: 1200s
    - name: jobs-b
      displayName: jobs.b
      taskRef:
        name: jobs-b
      runAfter:
      - jobs-a
      onError: continue
      timeout: 1200s
"#
    );
    assert_eq!(codes(&flow), ["export-errors"]);
}

#[test]
fn what_an_engine_cannot_keep_is_told() {
    let setting = setting_with("a~!: services.a 1\nb: jobs.${NAME} 1", |options| {
        options.max_parallel = Some(2);
        options.background = Background::Detach;
        options.service_error = ServiceError::FirstCrash;
    });
    let all = [
        "export-errors",
        "export-halt",
        "export-background",
        "export-first-crash",
        "export-placeholder",
    ];
    let [argo, tekton] = of_both(&setting);
    assert!(argo.text.contains("\n  parallelism: 2\n"));
    assert_eq!(codes(&argo)[..5], all);
    assert_eq!(codes(&argo)[5..], ["export-limit", "export-slot-order"]);
    assert_eq!(codes(&tekton)[..5], all);
    assert_eq!(codes(&tekton)[5..], ["export-slots"]);
}

/// One that halts alone, with nothing beside it, loses nothing in Tekton.
#[test]
fn what_is_kept_is_not_told() {
    let [_, tekton] = of_both(&setting("a!: jobs.a 1\nb!: jobs.b 1"));
    assert_eq!(codes(&tekton), [] as [&str; 0]);
}

#[test]
fn of_no_task_there_is_no_graph() {
    let setting = setting("a:\nb~:");
    assert_eq!(argo(&setting.plan, &setting.options), None);
    assert_eq!(tekton(&setting.plan, &setting.options), None);
}
