//! More than one run, and clocks that differ.

use super::ensure;
use crate::command::App;
use crate::home::Home;
use crate::trial::{PAGE, Stage, trial};
use crate::wire::Wire;
use k8s_openapi::jiff::{SignedDuration, Timestamp};
use kube::api::{Patch, PatchParams};
use laneway_kube::course::{End, Stop};
use laneway_kube::runner::Failure;
use serde_json::{Value, json};
use std::sync::mpsc::channel;
use std::thread::{scope, sleep};
use std::time::Duration;

const LEASE: &str = "laneway-trial";

/// A lock as a run on another machine holds it whose clock differs by that.
fn hold(home: &Home, off: SignedDuration) -> Result<(), String> {
    let now = Timestamp::now() + off;
    let lease = json!({
        "apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": {"name": LEASE},
        "spec": {"holderIdentity": "another", "leaseDurationSeconds": 30, "renewTime": now.strftime("%Y-%m-%dT%H:%M:%S.000000Z").to_string()},
    });
    let params = PatchParams::apply("another").force();
    let applied = home.runtime.block_on(home.api("Lease").patch(
        LEASE,
        &params,
        &Patch::Apply(&lease),
    ));
    applied.map(drop).map_err(|error| error.to_string())
}

fn is_refused(home: &Home) -> Result<String, String> {
    match trial(&home.place, &Stage::new(PAGE), &mut |_| {}) {
        Err(Failure::Locked(why)) => Ok(why),
        Err(other) => Err(other.to_string()),
        Ok(ran) => Err(format!("it ran beside another: {:#?}", ran.lines)),
    }
}

pub(super) fn late_clock() -> Result<String, String> {
    let home = Home::new();
    // Renewed just now, by a clock that says it was ten minutes ago.
    hold(&home, SignedDuration::from_mins(-10))?;
    is_refused(&home)?;
    Ok("the lock was respected: the API server's own clock says when it was renewed".to_owned())
}

pub(super) fn early_clock() -> Result<String, String> {
    let home = Home::new();
    hold(&home, SignedDuration::from_mins(10))?;
    is_refused(&home)?;
    sleep(Duration::from_secs(32));
    let ran = trial(&home.place, &Stage::new(PAGE), &mut |_| {})
        .map_err(|failure| failure.to_string())?;
    ran.is_done()?;
    Ok("the lock ran out 30 s after its last renewal, not 10 min and 30 s".to_owned())
}

pub(super) fn second_run() -> Result<String, String> {
    let home = Home::new();
    let (tell, told) = channel();
    let first = scope(|scope| {
        let first = scope.spawn(|| {
            trial(&home.place, &Stage::new(PAGE), &mut |line| {
                if line == "attempt jobs.scrub 1" {
                    tell.send(()).ok();
                }
            })
        });
        told.recv_timeout(crate::home::PATIENCE)
            .map_err(|error| error.to_string())?;
        is_refused(&home)?;
        first
            .join()
            .map_err(|_| "it panicked".to_owned())?
            .map_err(|failure| failure.to_string())
    })?;
    first.is_done()?;
    home.all_ran_once()?;
    let outcomes = scope(|scope| {
        let runs: Vec<_> = (0..5)
            .map(|_| scope.spawn(|| trial(&home.place, &Stage::new(PAGE), &mut |_| {})))
            .collect();
        runs.into_iter()
            .filter_map(|run| run.join().ok())
            .collect::<Vec<_>>()
    });
    let done = outcomes
        .iter()
        .flatten()
        .filter(|ran| ran.is_done().is_ok())
        .count();
    let locked = outcomes
        .iter()
        .filter(|ran| matches!(ran, Err(Failure::Locked(_))))
        .count();
    ensure((done, locked) == (1, 4), || {
        format!("{done} ran, {locked} were refused: {outcomes:#?}")
    })?;
    home.all_ran_once()?;
    Ok(
        "refused, with the name of the first; of five that began together exactly one ran"
            .to_owned(),
    )
}

pub(super) fn taken_away() -> Result<String, String> {
    let home = Home::new();
    let template = PAGE.replace("sleep 6s", "sleep 40s");
    let stage = Stage::new(&template);
    let ran = trial(&home.place, &stage, &mut |line| {
        if line == "attempt jobs.scrub 1" {
            hold(&home, SignedDuration::ZERO).ok();
        }
    });
    let ran = ran.map_err(|failure| failure.to_string())?;
    let is_lost = ran.ended.end == End::Stopped(Stop::LockLost);
    ensure(is_lost, || format!("{:?}: {:#?}", ran.ended.end, ran.lines))?;
    let lease = home
        .runtime
        .block_on(home.api("Lease").get(LEASE))
        .map_err(|error| error.to_string())?;
    let holder: &Value = &lease.data["spec"]["holderIdentity"];
    ensure(holder == "another", || {
        format!("the lock is now {holder}'s")
    })?;
    ensure(
        !home.names("Deployment").contains(&"backend".to_owned()),
        || "it went on".to_owned(),
    )?;
    Ok(format!(
        "it noticed when it renewed the lock, started nothing more, and listed {} left running",
        ran.left_running()
    ))
}

pub(super) fn interrupted_at_once() -> Result<String, String> {
    let home = Home::new();
    let wire = Wire::new(&home, None);
    let (tell, told) = channel();
    let tell = std::sync::Mutex::new(tell);
    // Lists do not come to their end: each is refused until the run gives up waiting.
    wire.decide(move |call| match call.path.ends_with("/pods") {
        true => {
            tell.lock().map(|tell| tell.send(()).ok()).ok();
            crate::wire::Fate::Refused(503, None)
        }
        false => crate::wire::Fate::Answered,
    });
    let app = App::new(&home, PAGE, wire.place.kubeconfig.as_deref());
    let run = app.start();
    told.recv_timeout(crate::home::PATIENCE)
        .map_err(|error| error.to_string())?;
    let finished = run.interrupt()?;
    ensure(finished.exit == Some(130), || format!("{finished:?}"))?;
    ensure(home.names("Job").is_empty(), || {
        "something was applied".to_owned()
    })?;
    let direct = App::new(&home, PAGE, None);
    let again = direct.start().finish()?;
    ensure(again.exit == Some(0), || format!("the next run: {again:?}"))?;
    Ok(
        "exit code 130, nothing was applied, and the lock was let go: the next run began at once"
            .to_owned(),
    )
}
