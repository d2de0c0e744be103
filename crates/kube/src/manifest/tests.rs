use super::*;
use laneway_core::{plan, template};
use serde_json::json;

const SHOP: &str = r#"
app: Book Shop
services:
  - name: web
    image: shop/web:1
    replicas: 2
    ports: [{port: 80, target_port: 8080}]
    envs: {MODE: fast, LEVEL: 3}
    readiness_probe: {http_get: {path: /ready}, period_seconds: 5}
  - name: pages
    static: true
jobs:
  - name: migrate
    from_services: web
    command: ./migrate --all
    completed_timeout: 60
    envs: [{key: MODE, value: slow}]
workflows:
  - name: setup
    parallelize:
      - step: first
        tasks: [jobs.migrate]
      - step: rest
        tasks: [services.web, services.pages, jobs.migrate]
"#;

fn of(template: &str, given: &[(&str, &str)]) -> Result<Vec<Bundle>, Vec<String>> {
    let (read, _) = template::read(template);
    let plan = plan::expand(&read, "setup").expect("a stage");
    let texts: Vec<_> = given
        .iter()
        .map(|(path, text)| (path.to_string(), text.to_string()))
        .collect();
    let order = Order {
        template,
        plan: &plan,
        application: "shop",
        given: &Given::read(&texts),
    };
    bundles(&order).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

#[test]
fn a_service_is_a_deployment_with_a_service() {
    let bundles = of(SHOP, &[]).expect("objects");
    let [deployment, service] = bundles[1].objects.as_slice() else {
        panic!("{:?}", bundles[1]);
    };
    let spec = &deployment.value()["spec"];
    assert_eq!(spec["replicas"], 2);
    assert_eq!(
        spec["selector"]["matchLabels"][crate::labels::TASK],
        "services.web"
    );
    assert_eq!(
        spec["template"]["spec"]["containers"][0],
        json!({
            "name": "web",
            "image": "shop/web:1",
            "env": [{"name": "MODE", "value": "fast"}, {"name": "LEVEL", "value": "3"}],
            "ports": [{"containerPort": 8080, "protocol": "TCP"}],
            "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}, "periodSeconds": 5},
        })
    );
    assert_eq!(service.value()["spec"]["ports"][0]["targetPort"], 8080);
    assert!(deployment.has_readiness_probe());
    assert!(
        bundles[2].objects.is_empty(),
        "a static service has no objects"
    );
    assert_eq!(application(SHOP).as_deref(), Some("book-shop"));
}

#[test]
fn a_job_fails_for_good_and_in_time_and_is_named_by_its_spec() {
    let bundles = of(SHOP, &[]).expect("objects");
    let job = &bundles[0].objects[0];
    let spec = &job.value()["spec"];
    assert_eq!(
        (&spec["backoffLimit"], &spec["activeDeadlineSeconds"]),
        (&json!(0), &json!(60))
    );
    let container = &spec["template"]["spec"]["containers"][0];
    assert_eq!(container["image"], "shop/web:1");
    assert_eq!(
        container["command"],
        json!(["/bin/sh", "-c", "./migrate --all"])
    );
    assert_eq!(
        container["env"],
        json!([{"name": "LEVEL", "value": "3"}, {"name": "MODE", "value": "slow"}])
    );
    let name = job.key().name;
    assert!(name.starts_with("migrate-") && name.len() == 18, "{name}");
    assert_eq!(
        bundles[3].objects[0].key().name,
        format!("{name}-2"),
        "run twice"
    );
    let changed = of(&SHOP.replace("--all", "--some"), &[]).expect("objects");
    assert_ne!(changed[0].objects[0].key().name, name);
}

#[test]
fn given_objects_replace_what_the_template_says() {
    let web = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web, uid: x, managedFields: []}\n\
               spec: {replicas: 1, template: {spec: {containers: []}}}\nstatus: {replicas: 1}\n---\n\
               apiVersion: v1\nkind: ConfigMap\nmetadata: {name: loose}\n";
    let job = "kind: List\napiVersion: v1\nitems:\n- apiVersion: batch/v1\n  kind: Job\n  metadata: {name: other}\n  \
               spec: {backoffLimit: 3}\n";
    let bundles = of(SHOP, &[("m/web.yaml", web), ("m/jobs.migrate.yaml", job)]).expect("objects");
    let [set] = bundles[1].objects.as_slice() else {
        panic!("{:?}", bundles[1]);
    };
    assert_eq!(set.key().to_string(), "statefulset/web");
    assert!(set.value().get("status").is_none());
    assert_eq!(set.value()["metadata"].get("uid"), None);
    assert_eq!(bundles[0].objects[0].value()["spec"]["backoffLimit"], 3);
    let given = Given::read(&[("m/web.yaml".to_owned(), web.to_owned())]);
    assert_eq!(
        given.unused(&["services.web"]).collect::<Vec<_>>(),
        ["configmap/loose"]
    );
}

#[test]
fn the_walk_through_of_the_documentation_can_be_followed() {
    let page = include_str!("../../../../docs/kubernetes.md");
    let (_, rest) = page.split_once("```yaml\n").expect("a template");
    let (template, _) = rest.split_once("```").expect("its end");
    let bundles = of(template, &[]).expect("objects");
    let keys = bundles
        .iter()
        .flat_map(|bundle| &bundle.objects)
        .map(|object| object.key().kind);
    let kinds: Vec<_> = keys.collect();
    assert_eq!(kinds, ["Deployment", "Service", "Job", "Job", "Deployment"]);
    assert!(bundles[0].objects[0].has_readiness_probe());
    assert_eq!(application(template).as_deref(), Some("shop"));
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let template = "
services: [{name: web}, {name: api, image: 'x:${TAG}'}]
jobs: [{name: a, image: x, from_services: b}, {name: c, from_services: nobody}]
workflows: [{name: setup, order_from: [services.web, services.api, jobs.a, jobs.c, charts.db]}]
";
    let problems = of(template, &[("x.yaml", "a: 1"), ("n.yaml", "a: [")]).expect_err("problems");
    let begins = |text: &str| problems.iter().any(|it| it.starts_with(text));
    assert_eq!(problems.len(), 7, "{problems:#?}");
    assert!(begins("x.yaml: a document has no `apiVersion`"));
    assert!(begins("n.yaml: "));
    assert!(begins("services.web: it has no `image`"));
    assert!(begins("services.api: `image` is `x:${TAG}`"));
    assert!(begins("jobs.a: its `from_services` names `b`"));
    assert!(begins("jobs.c: its `from_services` names `nobody`"));
    assert!(begins(
        "charts.db: a chart is applied from its rendered objects"
    ));
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: x, labels: {laneway.dev/task: charts.db}}\n";
    let problems = of(template, &[("x.yaml", namespace)]).expect_err("problems");
    assert!(
        problems
            .iter()
            .any(|it| it.starts_with("charts.db: namespace/x belongs to no namespace"))
    );
}
