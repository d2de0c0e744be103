//! The least that somebody has to be allowed to run a stage.

use crate::manifest::Bundle;
use crate::object::Resource;
use laneway_core::plan::Plan;
use laneway_core::template::Kind;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What may be done with a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// `apps`.
    pub group: String,
    /// `deployments`, `pods/log`.
    pub resource: String,
    /// In alphabetic order.
    pub verbs: Vec<&'static str>,
}

impl Rule {
    /// `deployments.apps`.
    pub fn name(&self) -> String {
        match self.group.as_str() {
            "" => self.resource.clone(),
            group => format!("{}.{group}", self.resource),
        }
    }
}

/// For what somebody is to be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// `laneway run`.
    Run,
    /// `laneway run --plan`, too.
    Plan,
    /// `laneway status` and `laneway cleanup`.
    Cleanup,
}

/// The rules for a stage; `kinds` are those that the removal of the environment removes.
pub fn rules(plan: &Plan, bundles: &[Bundle], kinds: &[Resource], purpose: Purpose) -> Vec<Rule> {
    let mut rules = Rules::default();
    let removes = plan.tasks.iter().any(|task| task.kind == Kind::BuiltIn);
    if removes || purpose == Purpose::Cleanup {
        kinds
            .iter()
            .for_each(|kind| rules.allow(kind, &["delete", "list"]));
    }
    let lease = Resource::new("coordination.k8s.io/v1", "Lease");
    rules.allow(&lease, &["get"]);
    if purpose != Purpose::Cleanup {
        rules.allow(&lease, &["create", "update"]);
        bundles
            .iter()
            .for_each(|bundle| rules.allow_bundle(bundle, purpose));
    }
    rules
        .0
        .into_iter()
        .map(|((group, resource), mut verbs)| {
            verbs.sort_unstable();
            verbs.dedup();
            Rule {
                group,
                resource,
                verbs,
            }
        })
        .collect()
}

#[derive(Default)]
struct Rules(BTreeMap<(String, String), Vec<&'static str>>);

impl Rules {
    fn allow(&mut self, resource: &Resource, verbs: &[&'static str]) {
        let key = (resource.group.clone(), resource.plural());
        self.0.entry(key).or_default().extend(verbs);
    }

    /// An object that is not there yet is created by applying it, which needs both verbs.
    fn allow_bundle(&mut self, bundle: &Bundle, purpose: Purpose) {
        for object in &bundle.objects {
            let resource = object.resource();
            self.allow(&resource, &["create", "patch"]);
            if purpose == Purpose::Plan {
                self.allow(&resource, &["get"]);
            }
            if object.key().is_workload() {
                self.allow(&resource, &["list", "watch"]);
                self.allow(&Resource::new("v1", "Pod"), &["list", "watch"]);
                self.0
                    .entry((String::new(), "pods/log".to_owned()))
                    .or_default()
                    .push("get");
            }
            if resource.kind == "Job" {
                self.allow(&resource, &["delete"]);
            }
        }
    }
}

/// A Role of these rules.
pub fn role(name: &str, rules: &[Rule]) -> Value {
    let rule = |rule: &Rule| json!({"apiGroups": [rule.group], "resources": [rule.resource], "verbs": rule.verbs});
    json!({
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "Role",
        "metadata": {"name": name},
        "rules": rules.iter().map(rule).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{Given, Order, bundles};
    use laneway_core::{plan, template};

    #[test]
    fn only_what_is_used_is_allowed() {
        let text = "
services: [{name: web, image: i, ports: [80]}]
jobs: [{name: migrate, image: i}]
workflows: [{name: setup, order_from: [jobs.migrate, services.web]}]
";
        let (template, _) = template::read(text);
        let of = |stage: &str, purpose| {
            let plan = plan::expand(&template, stage).expect("a stage");
            let order = Order {
                template: text,
                plan: &plan,
                application: "x",
                given: &Given::default(),
            };
            let bundles = bundles(&order).expect("objects");
            let rules = rules(&plan, &bundles, &[Resource::workload("Job")], purpose);
            rules
                .iter()
                .map(|rule| format!("{}: {}", rule.name(), rule.verbs.join(" ")))
                .collect::<Vec<_>>()
        };
        let expected = [
            "pods: list watch",
            "pods/log: get",
            "services: create patch",
            "deployments.apps: create list patch watch",
            "jobs.batch: create delete list patch watch",
            "leases.coordination.k8s.io: create get update",
        ];
        assert_eq!(of("setup", Purpose::Run), expected);
        assert_eq!(of("setup", Purpose::Plan)[2], "services: create get patch");
        assert_eq!(
            of("setup", Purpose::Cleanup),
            ["jobs.batch: delete list", "leases.coordination.k8s.io: get"]
        );
        assert_eq!(of("teardown", Purpose::Run)[0], "jobs.batch: delete list");
    }
}
