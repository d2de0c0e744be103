//! Somebody else is in the same namespace.

use super::ensure;
use crate::home::Home;
use crate::trial::{PAGE, Ran, Stage, trial};
use laneway_kube::course::End;
use serde_json::{Value, json};

/// Runs a template, and lets somebody do something when a line is heard.
fn meddle(
    template: &str,
    at: &str,
    deed: impl Fn(&Home) + Sync + Send,
) -> Result<(Ran, Home), String> {
    let home = Home::new();
    let mut hear = |line: &str| {
        if line == at {
            deed(&home);
        }
    };
    let ran = trial(&home.place, &Stage::new(template), &mut hear)
        .map_err(|failure| failure.to_string())?;
    Ok((ran, home))
}

fn heard(ran: &Ran, parts: &[&str]) -> Result<(), String> {
    for part in parts {
        ensure(ran.hears(part), || {
            format!("`{part}` was not heard: {:#?}", ran.lines)
        })?;
    }
    Ok(())
}

fn theirs(image: &str, replicas: u32) -> Value {
    let labels =
        json!({"laneway.dev/application": "trial", "laneway.dev/task": "services.backend"});
    json!({
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "backend"},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": [{
                "name": "backend", "image": image, "args": ["sleep 1s; serve"],
            }]}},
        },
    })
}

pub(super) fn conflict() -> Result<String, String> {
    let (ran, home) = meddle(PAGE, "attempt jobs.migrate 1", |home| {
        home.apply(&theirs("script", 2));
    })?;
    heard(
        &ran,
        &[
            "services.backend: deployment/backend: ",
            "somebody",
            ".spec.replicas",
            "--force",
        ],
    )?;
    heard(
        &ran,
        &[
            "settled services.backend Degraded",
            "settled services.frontend Ready",
        ],
    )?;
    let there = home
        .runtime
        .block_on(home.api("Deployment").get("backend"))
        .map_err(|error| error.to_string())?;
    ensure(there.data["spec"]["replicas"] == 2, || {
        "their field was changed".to_owned()
    })?;
    Ok("the field and its owner were named, nothing of theirs was changed, that task failed and the rest went on".into())
}

pub(super) fn deployment_is_deleted() -> Result<String, String> {
    let (ran, _) = meddle(PAGE, "attempt services.frontend 1", |home| {
        home.delete("Deployment", "frontend");
    })?;
    heard(
        &ran,
        &[
            "deployment/frontend was deleted by somebody else",
            "settled services.frontend Degraded",
        ],
    )?;
    heard(&ran, &["settled services.backend Ready"])?;
    Ok("it failed at once and was named; what it held up did not wait for its 600 s".to_owned())
}

pub(super) fn job_is_deleted() -> Result<String, String> {
    let (ran, _) = meddle(PAGE, "attempt jobs.scrub 1", |home| {
        home.delete("Job", "scrub-");
    })?;
    heard(
        &ran,
        &[
            "was deleted by somebody else",
            "settled jobs.scrub Failed",
            "halt jobs.scrub",
        ],
    )?;
    ensure(ran.ended.end == End::Halted, || {
        format!("{:?}", ran.ended.end)
    })?;
    Ok(format!(
        "it failed at once and halted its step; {} objects left running were listed",
        ran.left_running()
    ))
}

pub(super) fn pod_of_a_service_is_deleted() -> Result<String, String> {
    let (ran, _) = meddle(PAGE, "attempt services.frontend 1", |home| {
        home.delete("Pod", "frontend-");
    })?;
    ran.is_done()?;
    heard(
        &ran,
        &[
            "attempt services.frontend 2",
            "settled services.frontend Ready",
        ],
    )?;
    Ok(
        "its Deployment made another, which became the second attempt; the run came to its end"
            .to_owned(),
    )
}

pub(super) fn pod_of_a_job_is_deleted() -> Result<String, String> {
    let (ran, _) = meddle(PAGE, "attempt jobs.scrub 1", |home| {
        home.delete("Pod", "scrub-");
    })?;
    heard(&ran, &["settled jobs.scrub Failed", "halt jobs.scrub"])?;
    Ok("a Job counts it as failed, and with backoffLimit 0 that is final: it halted".to_owned())
}

pub(super) fn edited() -> Result<String, String> {
    let (ran, home) = meddle(PAGE, "attempt services.backend 1", |home| {
        home.apply(&theirs("elsewhere/script:2", 2));
    })?;
    ran.is_done()?;
    let there = home
        .runtime
        .block_on(home.api("Deployment").get("backend"))
        .map_err(|error| error.to_string())?;
    ensure(there.data["spec"]["replicas"] == 2, || {
        "it was changed back".to_owned()
    })?;
    let ready = there.data["status"]["readyReplicas"].as_u64();
    ensure(ready == Some(2), || {
        format!("{ready:?} replicas were ready when the run ended")
    })?;
    Ok(
        "what they made of it had to get ready, both replicas, and nothing was changed back"
            .to_owned(),
    )
}
