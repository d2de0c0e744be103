//! What was allowed is not allowed any more.

use super::ensure;
use crate::home::Home;
use crate::trial::{PAGE, Stage, trial};
use crate::wire::{Cut, Wire};
use laneway_kube::course::{End, Stop};
use laneway_kube::rbac::{Purpose, role, rules};
use serde_json::json;

const USER: &str = "laneway-trial";

/// Lets the user do what the run needs, but for these verbs of these resources.
fn allow(home: &Home, stage: &Stage, but: &[(&str, &str)]) {
    let mut rules = rules(
        &stage.setting.plan,
        &stage.bundles,
        &crate::objects::kinds(),
        Purpose::Run,
    );
    for rule in &mut rules {
        let resource = rule.resource.clone();
        rule.verbs
            .retain(|verb| !but.contains(&(resource.as_str(), verb)));
    }
    rules.retain(|rule| !rule.verbs.is_empty());
    home.apply(&role("trial", &rules));
    home.apply(&json!({
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {"name": "trial"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "trial"},
        "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": USER}],
    }));
}

pub(super) fn write_is_forbidden() -> Result<String, String> {
    let home = Home::new();
    let wire = Wire::new(&home, Some(USER));
    let stage = Stage::new(PAGE);
    allow(&home, &stage, &[]);
    let ran = trial(&wire.place, &stage, &mut |line| {
        if line == "attempt jobs.scrub 1" {
            allow(&home, &stage, &[("deployments", "patch")]);
        }
    });
    let ran = ran.map_err(|failure| failure.to_string())?;
    for part in [
        "cannot patch resource \"deployments\"",
        "laneway rbac",
        "settled services.backend Degraded",
    ] {
        ensure(ran.hears(part), || {
            format!("`{part}` was not heard: {:#?}", ran.lines)
        })?;
    }
    ensure(ran.ended.end == End::Done, || {
        format!("{:?}", ran.ended.end)
    })?;
    Ok("the missing verb was named, that task failed, and what ran came to its end".to_owned())
}

pub(super) fn watch_is_forbidden() -> Result<String, String> {
    let home = Home::new();
    let wire = Wire::new(&home, Some(USER));
    let stage = Stage::new(PAGE);
    allow(&home, &stage, &[]);
    let ran = trial(&wire.place, &stage, &mut |line| {
        if line == "attempt jobs.scrub 1" {
            allow(&home, &stage, &[("jobs", "watch"), ("jobs", "list")]);
            wire.cut(Cut::Ends);
        }
    });
    let ran = ran.map_err(|failure| failure.to_string())?;
    let is_blind = ran.ended.end == End::Stopped(Stop::Blind);
    ensure(is_blind, || {
        format!("{:?}: {:#?}", ran.ended.end, ran.lines)
    })?;
    ensure(ran.hears("resource \"jobs\""), || {
        format!("{:#?}", ran.lines)
    })?;
    let left = ran.left_running();
    ensure(left == 3, || {
        format!("{left} are left running: {:?}", ran.ended.left)
    })?;
    allow(&home, &stage, &[]);
    let again = trial(&wire.place, &stage, &mut |_| {}).map_err(|failure| failure.to_string())?;
    again.is_done()?;
    home.all_ran_once()?;
    Ok(format!(
        "the missing verb was named, the run stopped and listed the {left} that it left running; allowed again, it went on to its end"
    ))
}
