//! One run of an application in a namespace at a time: a Lease, which also says what the last run was.

use super::CALL;
use super::connect::Cluster;
use super::drive::Message;
use super::error::{Failure, code, words};
use crate::course::{Input, Stop};
use k8s_openapi::api::coordination::v1::{Lease, LeaseSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::MicroTime;
use k8s_openapi::jiff::Timestamp;
use kube::api::{ObjectMeta, PostParams};
use kube::{Api, Error};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{sleep, timeout};

/// How long a lock holds that is not renewed.
const LASTS: Duration = Duration::from_secs(30);
const RENEWED: Duration = Duration::from_secs(10);
const RETRIED: Duration = Duration::from_secs(2);
/// Without a renewal for so long the lock counts as lost: before another run may take it.
const GIVEN_UP: Duration = Duration::from_secs(25);

/// Annotations of the Lease: what the last run was, and how it ended.
pub(super) const RUN: &str = "laneway.dev/run";
pub(super) const STAGE: &str = "laneway.dev/stage";
pub(super) const STATE: &str = "laneway.dev/state";
/// The state of a run that does not go on.
pub(super) const FINISHED: &str = "finished";

/// Whether the lock is still ours.
#[derive(Debug, Clone)]
pub(super) struct Held(Arc<AtomicBool>);

impl Held {
    pub(super) fn is_held(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// A lock that is ours.
pub(super) struct Lock {
    api: Api<Lease>,
    lease: Lease,
    pub(super) run: String,
    /// Whether the last run of this stage was not finished, and is the one that goes on.
    pub(super) resumes: bool,
    held: Held,
}

/// What a lock is for.
pub(super) struct Purpose<'a> {
    pub(super) application: &'a str,
    pub(super) stage: &'a str,
    /// The name of a new run.
    pub(super) new_run: &'a str,
    /// Whether an unfinished run goes on.
    pub(super) may_resume: bool,
}

pub(super) fn name(application: &str) -> String {
    format!("laneway-{application}")
}

impl Lock {
    /// Takes the lock.
    ///
    /// # Errors
    /// If another run holds it.
    pub(super) async fn take(cluster: &Cluster, purpose: &Purpose<'_>) -> Result<Self, Failure> {
        let api: Api<Lease> = Api::namespaced(cluster.client.clone(), &cluster.namespace);
        let name = name(purpose.application);
        let there = call(api.get_opt(&name)).await?;
        let known = there.as_ref().map(annotations).unwrap_or_default();
        if let Some(lease) = &there {
            refuse_if_held(&api, lease, &known).await?;
        }
        let get = |key: &str| known.get(key).map(String::as_str).unwrap_or_default();
        let is_open = get(STAGE) == purpose.stage && get(STATE) != FINISHED && !get(RUN).is_empty();
        let resumes = is_open && purpose.may_resume;
        let run = if resumes { get(RUN) } else { purpose.new_run }.to_owned();
        let mut lease = there.clone().unwrap_or_else(|| Lease {
            metadata: ObjectMeta {
                name: Some(name.clone()),
                ..ObjectMeta::default()
            },
            ..Lease::default()
        });
        mark(&mut lease, &run, purpose.stage, "running");
        hold(&mut lease, Some(&run));
        let params = PostParams::default();
        let taken = match there {
            None => call(api.create(&params, &lease)).await,
            Some(_) => call(api.replace(&name, &params, &lease)).await,
        };
        match taken {
            Ok(lease) => Ok(Self {
                api,
                lease,
                run,
                resumes,
                held: Held(Arc::new(AtomicBool::new(true))),
            }),
            Err(error) if code(&error) == Some(409) => Err(Failure::Locked(
                "another run has just taken the lock of this application".to_owned(),
            )),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn held(&self) -> Held {
        self.held.clone()
    }

    /// Renews it until it is let go; tells when it is lost.
    pub(super) async fn keep(&mut self, to: &UnboundedSender<Message>) {
        let mut renewed = Instant::now();
        let mut pause = RENEWED;
        loop {
            sleep(pause).await;
            let begun = Instant::now();
            hold(&mut self.lease, Some(&self.run));
            let name = self.lease.metadata.name.clone().unwrap_or_default();
            let is_lost =
                match call(self.api.replace(&name, &PostParams::default(), &self.lease)).await {
                    Ok(lease) => {
                        (self.lease, renewed, pause) = (lease, begun, RENEWED);
                        false
                    }
                    Err(error) => {
                        pause = RETRIED;
                        to.send(Message::Busy(format!(
                            "renewing the lock: {}",
                            words(&error)
                        )))
                        .ok();
                        matches!(code(&error), Some(404 | 409)) && !self.is_still_ours().await
                    }
                };
            if is_lost || renewed.elapsed() > GIVEN_UP {
                self.held.0.store(false, Ordering::SeqCst);
                to.send(Message::Happened(Input::Stop(Stop::LockLost))).ok();
                return;
            }
        }
    }

    /// Reads it anew after somebody has changed it.
    async fn is_still_ours(&mut self) -> bool {
        let name = self.lease.metadata.name.clone().unwrap_or_default();
        let Ok(Some(lease)) = call(self.api.get_opt(&name)).await else {
            return false;
        };
        let holder = lease
            .spec
            .as_ref()
            .and_then(|spec| spec.holder_identity.clone());
        self.lease = lease;
        holder.as_deref() == Some(&self.run)
    }

    /// Lets it go, and says how the run ended. Where that fails, it runs out by itself.
    pub(super) async fn let_go(mut self, state: &str) -> Result<(), String> {
        if !self.held.is_held() || !self.is_still_ours().await {
            return Ok(());
        }
        let stage = annotations(&self.lease)
            .get(STAGE)
            .cloned()
            .unwrap_or_default();
        mark(&mut self.lease, &self.run, &stage, state);
        hold(&mut self.lease, None);
        let name = self.lease.metadata.name.clone().unwrap_or_default();
        let updated = call(self.api.replace(&name, &PostParams::default(), &self.lease)).await;
        updated
            .map(drop)
            .map_err(|error| format!("letting the lock go: {}", words(&error)))
    }
}

pub(super) fn annotations(lease: &Lease) -> BTreeMap<String, String> {
    lease.metadata.annotations.clone().unwrap_or_default()
}

fn mark(lease: &mut Lease, run: &str, stage: &str, state: &str) {
    let annotations = lease.metadata.annotations.get_or_insert_default();
    for (key, value) in [(RUN, run), (STAGE, stage), (STATE, state)] {
        annotations.insert(key.to_owned(), value.to_owned());
    }
}

fn hold(lease: &mut Lease, holder: Option<&str>) {
    let spec = lease.spec.get_or_insert_with(LeaseSpec::default);
    let now = MicroTime(Timestamp::now());
    if spec.holder_identity.as_deref() != holder {
        spec.acquire_time = Some(now.clone());
    }
    // An empty holder is none.
    spec.holder_identity = Some(holder.unwrap_or_default().to_owned());
    spec.lease_duration_seconds = i32::try_from(LASTS.as_secs()).ok();
    spec.renew_time = Some(now);
}

/// Who holds a lease, and for how many more seconds if it is not renewed.
pub(super) fn holder(lease: &Lease) -> Option<(String, i64)> {
    let spec = lease.spec.as_ref()?;
    let holder = spec
        .holder_identity
        .clone()
        .filter(|holder| !holder.is_empty())?;
    let renewed = spec.renew_time.as_ref()?.0;
    let left = left(lease, renewed, Timestamp::now())?;
    Some((holder, left))
}

/// For how many more seconds it holds; `None` if it has run out.
fn left(lease: &Lease, renewed: Timestamp, now: Timestamp) -> Option<i64> {
    let lasts = lease.spec.as_ref()?.lease_duration_seconds?;
    let left = renewed.as_second() + i64::from(lasts) - now.as_second();
    (left > 0).then_some(left)
}

/// When it was changed last, and what time it is, both by the clock of the API server: that of the machine which
/// renews it may differ from ours. The time comes from an object that is made only on trial.
async fn by_the_server(api: &Api<Lease>, lease: &Lease) -> Option<(Timestamp, Timestamp)> {
    let changes = lease.metadata.managed_fields.iter().flatten();
    let changed = changes
        .filter_map(|change| Some(change.time.as_ref()?.0))
        .max()?;
    let on_trial = Lease {
        metadata: ObjectMeta {
            generate_name: Some("laneway-clock-".to_owned()),
            ..ObjectMeta::default()
        },
        ..Lease::default()
    };
    let params = PostParams {
        dry_run: true,
        ..PostParams::default()
    };
    let made = call(api.create(&params, &on_trial)).await.ok()?;
    Some((changed, made.metadata.creation_timestamp?.0))
}

async fn refuse_if_held(
    api: &Api<Lease>,
    lease: &Lease,
    known: &BTreeMap<String, String>,
) -> Result<(), Failure> {
    let spec = lease.spec.as_ref();
    let named = spec.and_then(|spec| spec.holder_identity.clone());
    let Some(named) = named.filter(|named| !named.is_empty()) else {
        return Ok(());
    };
    let held = match by_the_server(api, lease).await {
        Some((changed, now)) => left(lease, changed, now).map(|left| (named, left)),
        None => holder(lease),
    };
    let Some((holder, left)) = held else {
        return Ok(());
    };
    let stage = known
        .get(STAGE)
        .map(|stage| format!(" of {stage}"))
        .unwrap_or_default();
    Err(Failure::Locked(format!(
        "the run {holder}{stage} holds the lock of this application; if it is gone, the lock runs out in {left} s"
    )))
}

/// A call that takes too long has failed.
async fn call<T>(call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let late = || Error::Service("the API server did not answer in time".into());
    timeout(CALL, call).await.unwrap_or_else(|_| Err(late()))
}
