//! What the cluster does not take, or takes and never runs.

use super::ensure;
use crate::home::Home;
use crate::trial::{PAGE, Ran, Stage, trial};
use k8s_openapi::api::core::v1::Namespace;
use kube::Api;
use kube::api::DeleteParams;
use laneway_kube::course::End;
use serde_json::json;

fn quota(home: &Home, hard: &serde_json::Value) {
    home.apply(&json!({
        "apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "quota"}, "spec": {"hard": hard},
    }));
    // It counts from when its controller has looked.
    for _ in 0..100 {
        let there = home
            .runtime
            .block_on(home.api("ResourceQuota").get("quota"));
        if there.is_ok_and(|quota| quota.data["status"]["used"].is_object()) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

fn run(home: &Home, template: &str) -> Result<Ran, String> {
    trial(&home.place, &Stage::new(template), &mut |_| {}).map_err(|failure| failure.to_string())
}

fn heard(ran: &Ran, part: &str) -> Result<(), String> {
    ensure(ran.hears(part), || {
        format!("`{part}` was not heard: {:#?}", ran.lines)
    })
}

pub(super) fn namespace_is_terminating() -> Result<String, String> {
    let home = Home::new();
    let mut hear = |line: &str| {
        if line == "attempt jobs.scrub 1" {
            let api: Api<Namespace> = Api::all(home.client.clone());
            home.runtime
                .block_on(api.delete(home.namespace(), &DeleteParams::background()))
                .ok();
        }
    };
    let ran =
        trial(&home.place, &Stage::new(PAGE), &mut hear).map_err(|failure| failure.to_string())?;
    ensure(ran.ended.end != End::Done || ran.ended.went_wrong, || {
        format!("{:?}", ran.ended.end)
    })?;
    let again = match trial(&home.place, &Stage::new(PAGE), &mut |_| {}) {
        Ok(again) => again.lines.join("\n"),
        Err(failure) => failure.to_string(),
    };
    let is_said = again.contains("being terminated") || again.contains("not found");
    ensure(is_said, || format!("the next run: {again}"))?;
    Ok(format!(
        "what was taken away failed at once, the run ended as {:?}; the next one was told why nothing can be made there",
        ran.ended.end
    ))
}

pub(super) fn quota_of_pods() -> Result<String, String> {
    let home = Home::new();
    quota(&home, &json!({"pods": "0"}));
    let template = PAGE.replace(
        "name: migrate, image: script",
        "name: migrate, completed_timeout: 6, image: script",
    );
    let template = template.replace(
        "name: scrub, image: script",
        "name: scrub, completed_timeout: 8, image: script",
    );
    let ran = run(&home, &template)?;
    ensure(ran.ended.end == End::Halted, || {
        format!("{:?}: {:#?}", ran.ended.end, ran.lines)
    })?;
    heard(&ran, "exceeded quota: quota, requested: pods=1")?;
    heard(&ran, "it had no pod: `kubectl describe job/migrate-")?;
    Ok("the quota was named for the service; the Job, which tells nobody, halted at its own limit with the word where to look".to_owned())
}

pub(super) fn quota_of_jobs() -> Result<String, String> {
    let home = Home::new();
    quota(&home, &json!({"count/jobs.batch": "1"}));
    let ran = run(&home, PAGE)?;
    ensure(ran.ended.end == End::Halted, || {
        format!("{:?}: {:#?}", ran.ended.end, ran.lines)
    })?;
    heard(&ran, "exceeded quota")?;
    Ok(
        "the second Job was refused, which was said in the API server's words, and halted its step"
            .to_owned(),
    )
}

pub(super) fn image_never_comes() -> Result<String, String> {
    let home = Home::new();
    let template = PAGE.replace(
        "image: script, args: [\"sleep 3s",
        "completed_timeout: 6, image: script, args: [\"pull-fails; sleep 3s",
    );
    let ran = run(&home, &template)?;
    ensure(ran.ended.end == End::Halted, || {
        format!("{:?}", ran.ended.end)
    })?;
    heard(&ran, "has no image: ErrImagePull")?;
    Ok(
        "it was said, and halted at the job's own limit: Kubernetes would have gone on for ever"
            .to_owned(),
    )
}
