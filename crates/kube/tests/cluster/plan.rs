//! What a run would change.

use crate::kit::{Home, Stage};
use k8s_openapi::serde_json::json;
use laneway_kube::runner::{Change, plan};

const SHOP: &str = "
services: [{ name: web, image: script, args: [serve] }, { name: api, image: script, args: [serve] }]
jobs: [{ name: migrate, image: script, args: [\"exit 0\"] }]
workflows: [{name: setup, order_from: [jobs.migrate, services.web, services.api]}]
";

fn planned(home: &Home, template: &str) -> Vec<(String, Change)> {
    let stage = Stage::new(template, None);
    let planned = plan(&home.place, &stage.bundles, false).expect("an answer");
    planned
        .into_iter()
        .map(|it| (it.key.to_string(), it.change))
        .collect()
}

#[test]
fn everything_is_told_before_anything_is_done() {
    let home = Home::new();
    let first = planned(&home, SHOP);
    assert!(
        first.iter().all(|(_, change)| *change == Change::Create),
        "{first:?}"
    );
    assert!(home.names("Deployment").is_empty(), "nothing was changed");
    home.run(SHOP);
    let second = planned(&home, SHOP);
    assert!(
        second.iter().all(|(_, change)| *change == Change::Same),
        "{second:?}"
    );

    home.apply(&json!({
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "new"},
        "spec": {"selector": {"matchLabels": {"a": "b"}}, "template": {
            "metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "new", "image": "x"}]},
        }},
    }));
    let changed = SHOP.replace("name: web, image: script", "name: web, image: script:2");
    let changed = format!(
        "{}\n",
        changed
            .replace("name: api", "name: new")
            .replace("services.api", "services.new")
    );
    let third = planned(&home, &changed);
    let of = |key: &str| {
        third
            .iter()
            .find(|(it, _)| it == key)
            .map(|(_, change)| change)
    };
    let Some(Change::Change(fields)) = of("deployment/web") else {
        panic!("{third:?}");
    };
    let image = fields
        .iter()
        .find(|field| field.path == "spec.template.spec.containers[0].image");
    let image = image.expect("the image changes");
    assert_eq!(
        (&image.before, &image.after),
        (&Some(json!("script")), &Some(json!("script:2")))
    );
    assert!(
        matches!(of("deployment/new"), Some(Change::Conflict(why)) if why.contains("somebody")),
        "{third:?}"
    );
    let forced = plan(&home.place, &Stage::new(&changed, None).bundles, true).expect("an answer");
    let new = forced
        .iter()
        .find(|it| it.key.name == "new")
        .map(|it| &it.change);
    assert!(
        matches!(new, Some(Change::Immutable(why)) if why.contains("selector")),
        "{new:?}"
    );
}
