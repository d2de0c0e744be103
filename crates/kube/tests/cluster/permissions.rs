//! The Role that Laneway prints is enough, and nothing in it is too much.

use crate::kit::{Home, Stage, Wish, kinds, kubeconfig};
use k8s_openapi::serde_json::{self, Value, json};
use laneway_kube::course::End;
use laneway_kube::rbac::{Purpose, Rule, role, rules};
use laneway_kube::runner::{Place, permissions};
use std::path::PathBuf;

const QUICK: &str = "
services: [{ name: web, image: script, args: [serve], ports: [80] }]
jobs: [{ name: migrate, image: script, args: [\"exit 0\"] }]
workflows: [{name: setup, order_from: [jobs.migrate, services.web]}]
";
const USER: &str = "laneway-tester";

fn needed() -> Vec<Rule> {
    let stage = Stage::new(QUICK, None);
    rules(&stage.setting.plan, &stage.bundles, &kinds(), Purpose::Run)
}

/// Lets the tester do just this in a namespace.
fn allow(home: &Home, rules: &[Rule]) {
    home.apply(&role("tester", rules));
    home.apply(&json!({
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {"name": "tester"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "tester"},
        "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": USER}],
    }));
}

/// The same cluster, as the tester.
fn as_tester(home: &Home) -> Place {
    let text = std::fs::read_to_string(kubeconfig()).expect("a kubeconfig");
    let mut config: Value = serde_yaml::from_str(&text).expect("YAML");
    for user in config["users"].as_array_mut().expect("users") {
        user["user"]["as"] = USER.into();
    }
    let file =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.kubeconfig", home.namespace()));
    std::fs::write(&file, serde_json::to_string(&config).expect("JSON"))
        .expect("it can be written");
    Place {
        kubeconfig: Some(file),
        ..home.place.clone()
    }
}

/// Two runs: the second one finds jobs to delete and a lock to update. All that was said, if not all was allowed.
fn run_twice(home: &Home) -> Result<(), String> {
    let place = as_tester(home);
    for _ in 0..2 {
        let wish = Wish {
            place: Some(place.clone()),
            ..Wish::default()
        };
        let ran = home
            .try_run(QUICK, &wish)
            .map_err(|failure| failure.to_string())?;
        if ran.ended.end != End::Done || ran.ended.went_wrong || ran.hears("not allowed") {
            return Err(ran.lines.join("\n"));
        }
    }
    Ok(())
}

#[test]
fn with_exactly_the_role_it_runs_and_all_is_said_to_be_allowed() {
    let home = Home::new();
    allow(&home, &needed());
    assert_eq!(run_twice(&home), Ok(()));
    let asked = permissions(&as_tester(&home), &needed()).expect("an answer");
    assert!(asked.iter().all(|it| it.is_allowed), "{asked:?}");
}

#[test]
fn with_one_verb_less_it_fails_and_names_it() {
    let needed = needed();
    let mut tried = 0;
    for (index, rule) in needed.iter().enumerate() {
        for verb in &rule.verbs {
            // Logs are asked for after a failure only, and the failure is told without them, too.
            if rule.resource == "pods/log" {
                continue;
            }
            let home = Home::new();
            let mut less = needed.clone();
            less[index].verbs.retain(|it| it != verb);
            if less[index].verbs.is_empty() {
                less.remove(index);
            }
            allow(&home, &less);
            let missing = permissions(&as_tester(&home), &needed).expect("an answer");
            let missing: Vec<_> = missing.iter().filter(|it| !it.is_allowed).collect();
            assert_eq!((missing.len(), missing[0].verb.as_str()), (1, *verb));
            let why = run_twice(&home).expect_err(&format!("{verb} {} is not needed", rule.name()));
            let named = format!("cannot {verb} resource \"{}\"", rule.resource);
            assert!(why.contains(&named), "{named}:\n{why}");
            tried += 1;
        }
    }
    assert_eq!(tried, 16);
}
