//! The shell around [`Node`]: watches pods, waits until something is due, and reports what has become of them.

use crate::clock::Clock;
use crate::container::Container;
use crate::hosts::News;
use crate::logs::Question;
use crate::node::{Node, Place, Uid};
use crate::plan;
use crate::pod::Pod as PodState;
use crate::status::{Identity, phase_word, status};
use futures_util::{StreamExt, TryStreamExt};
use k8s_openapi::api::core::v1::{Pod, PodStatus};
use kube::api::{DeleteParams, Patch, PatchParams, Preconditions};
use kube::runtime::WatchStreamExt;
use kube::runtime::watcher::{self, Event, watcher};
use kube::{Api, Client, ResourceExt};
use laneway_core::kubernetes::TERMINATION_GRACE;
use laneway_core::time::Millis;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::task::JoinSet;

/// How long to wait after the API server did not take a report.
const RETRY: Duration = Duration::from_secs(1);

/// A pod of the kubelet, as the API server knows it.
struct Known {
    place: Place,
    name: String,
    identity: Identity,
    reported: Option<PodStatus>,
    /// Reports of one pod go out one after the other.
    is_writing: bool,
    /// Whether something has happened since that was begun.
    is_stale: bool,
}

struct Kubelet {
    client: Client,
    clock: Clock,
    node: Node,
    /// The names of the nodes that it plays.
    hosts: BTreeSet<String>,
    known: BTreeMap<Uid, Known>,
    /// Pods of which nothing is heard for now: their node is lost, or not known.
    held: BTreeMap<Uid, Pod>,
    writes: JoinSet<Uid>,
    /// How many pods have come so far; gives them addresses.
    count: u32,
    /// How many pods of each Job have come so far, by its identity.
    of_jobs: BTreeMap<String, usize>,
}

/// Lives as the kubelet of `node_name`, and of the nodes that there is news of, until the watch cannot go on.
pub async fn run(
    client: Client,
    node_name: &str,
    clock: Clock,
    mut questions: Receiver<Question>,
    mut news: Receiver<News>,
) -> Result<(), watcher::Error> {
    let bound = watcher::Config::default().fields("spec.nodeName!=");
    let events = watcher(Api::<Pod>::all(client.clone()), bound).default_backoff();
    let mut events = events.boxed();
    let mut kubelet = Kubelet {
        client,
        clock,
        node: Node::default(),
        hosts: BTreeSet::from([node_name.to_owned()]),
        known: BTreeMap::new(),
        held: BTreeMap::new(),
        writes: JoinSet::new(),
        count: 0,
        of_jobs: BTreeMap::new(),
    };
    let mut listed = BTreeSet::new();
    loop {
        let wake = kubelet.node.next_wake().unwrap_or(Millis::MAX);
        tokio::select! {
            event = events.try_next() => match event {
                Ok(Some(Event::Init)) => listed.clear(),
                Ok(Some(Event::InitApply(pod))) => listed.extend(kubelet.take(&pod)),
                Ok(Some(Event::InitDone)) => kubelet.keep_only(&listed),
                Ok(Some(Event::Apply(pod))) => drop(kubelet.take(&pod)),
                Ok(Some(Event::Delete(pod))) => kubelet.forget(&uid(&pod)),
                Ok(None) => return Ok(()),
                // The stream goes on by itself after a while.
                Err(error) => eprintln!("watching pods: {error}"),
            },
            Some(question) = questions.recv() => {
                let answer = kubelet.log(&question);
                question.answer(answer);
            }
            Some(news) = news.recv() => kubelet.hear(&news),
            Some(Ok(uid)) = kubelet.writes.join_next() => kubelet.written(&uid),
            () = tokio::time::sleep(clock.until(wake)) => {}
        }
        for uid in kubelet.node.advance(clock.now()) {
            kubelet.report(&uid);
        }
    }
}

fn uid(pod: &Pod) -> Uid {
    Uid(pod.uid().unwrap_or_default())
}

/// The name of the node that it is on.
fn host_of(pod: &Pod) -> &str {
    let spec = pod.spec.as_ref();
    spec.and_then(|spec| spec.node_name.as_deref())
        .unwrap_or_default()
}

impl Kubelet {
    /// Hears how a node is. Of one that is lost nothing is heard any more; when it is back, all is said anew.
    fn hear(&mut self, News { host, is_lost }: &News) {
        self.hosts.insert(host.clone());
        self.node.lose(host, *is_lost);
        if *is_lost {
            return;
        }
        let there = self.known.iter_mut();
        let there = there.filter(|(_, it)| it.place.host == *host);
        let uids: Vec<Uid> = there
            .map(|(uid, known)| {
                // Others have written meanwhile what they think of it.
                known.reported = None;
                uid.clone()
            })
            .collect();
        for uid in &uids {
            self.report(uid);
        }
        for pod in std::mem::take(&mut self.held).values() {
            self.take(pod);
        }
    }

    /// Sees a pod for the first time or again.
    fn take(&mut self, pod: &Pod) -> Option<Uid> {
        let (uid, host) = (uid(pod), host_of(pod));
        if self.node.is_lost(host) || !self.hosts.contains(host) {
            self.held.insert(uid.clone(), pod.clone());
            return Some(uid);
        }
        let phase = pod.status.as_ref().and_then(|it| it.phase.as_deref());
        let is_over = matches!(phase, Some("Succeeded" | "Failed"));
        let is_new = !self.known.contains_key(&uid);
        let is_leaving = pod.metadata.deletion_timestamp.is_some();
        if is_new && is_over && !is_leaving {
            return None;
        }
        let now = self.clock.now();
        if is_new {
            let place = Place {
                namespace: pod.namespace().unwrap_or_default(),
                host: host.to_owned(),
            };
            let mut plan = plan::plan(pod);
            let earlier = self.earlier_of_job(pod);
            for container in &mut plan.containers {
                if let Ok(script) = &mut container.script {
                    script.go_on_after(earlier);
                }
            }
            self.node.take(uid.clone(), place.clone(), plan, now);
            self.count += 1;
            let spec = pod.spec.as_ref();
            let known = Known {
                place,
                name: pod.name_any(),
                identity: Identity {
                    address: address(self.count),
                    init_containers: spec
                        .and_then(|spec| spec.init_containers.clone())
                        .unwrap_or_default(),
                },
                reported: None,
                is_writing: false,
                is_stale: false,
            };
            self.known.insert(uid.clone(), known);
        }
        if is_leaving {
            let grace = pod.metadata.deletion_grace_period_seconds;
            let grace = grace.map(|it| Millis::from_secs(it.max(0).unsigned_abs()));
            self.node
                .stop(&uid, grace.unwrap_or(TERMINATION_GRACE), now);
        }
        if is_new || is_leaving {
            // What happens at once is part of the first report.
            for changed in self.node.advance(now) {
                self.report(&changed);
            }
            self.report(&uid);
        }
        Some(uid)
    }

    /// How many pods of its Job came before this one; counts it.
    fn earlier_of_job(&mut self, pod: &Pod) -> usize {
        let mut owners = pod.owner_references().iter();
        let Some(job) = owners.find(|owner| owner.kind == "Job") else {
            return 0;
        };
        let pods = self.of_jobs.entry(job.uid.clone()).or_default();
        *pods += 1;
        *pods - 1
    }

    /// What a container has written.
    fn log(&self, question: &Question) -> Option<Vec<String>> {
        let is_meant = |known: &Known| {
            known.place.namespace == question.namespace && known.name == question.pod
        };
        let (uid, _) = self.known.iter().find(|(_, known)| is_meant(known))?;
        let mut containers = self.node.pod(uid)?.containers.iter();
        let container = containers.find(|it| it.plan.name == question.container)?;
        Some(container.log(question.is_previous)?.to_vec())
    }

    fn forget(&mut self, uid: &Uid) {
        self.node.forget(uid);
        self.known.remove(uid);
        self.held.remove(uid);
    }

    fn keep_only(&mut self, listed: &BTreeSet<Uid>) {
        let all = self.known.keys().chain(self.held.keys());
        let gone: Vec<Uid> = all.filter(|uid| !listed.contains(uid)).cloned().collect();
        for uid in &gone {
            self.forget(uid);
        }
    }

    /// Tells the API server how a pod is, if that is news.
    fn report(&mut self, uid: &Uid) {
        let (Some(known), Some(pod)) = (self.known.get_mut(uid), self.node.pod(uid)) else {
            return;
        };
        known.is_stale = true;
        if known.is_writing || self.node.is_lost(&known.place.host) {
            return;
        }
        known.is_stale = false;
        let is_to_go = pod.is_stopping() && pod.is_over();
        let now = status(pod, &known.identity, &self.clock, known.reported.as_ref());
        if known.reported.as_ref() == Some(&now) && !is_to_go {
            return;
        }
        tell(self.clock.now(), known, pod);
        known.reported = Some(now.clone());
        known.is_writing = true;
        let pods = Api::namespaced(self.client.clone(), &known.place.namespace);
        let (name, uid) = (known.name.clone(), uid.clone());
        self.writes.spawn(async move {
            write(&pods, &name, &uid, &now, is_to_go).await;
            uid
        });
    }

    fn written(&mut self, uid: &Uid) {
        if let Some(known) = self.known.get_mut(uid) {
            known.is_writing = false;
            if known.is_stale {
                self.report(uid);
            }
        }
    }
}

/// Writes until it is done, or until there is no such pod any more.
async fn write(pods: &Api<Pod>, name: &str, uid: &Uid, status: &PodStatus, is_to_go: bool) {
    loop {
        let outcome = try_to_write(pods, name, uid, status, is_to_go).await;
        match outcome {
            Ok(()) => return,
            Err(kube::Error::Api(answer)) if matches!(answer.code, 404 | 409) => return,
            Err(error) => eprintln!("reporting {name}: {error}"),
        }
        tokio::time::sleep(RETRY).await;
    }
}

async fn try_to_write(
    pods: &Api<Pod>,
    name: &str,
    uid: &Uid,
    status: &PodStatus,
    is_to_go: bool,
) -> kube::Result<()> {
    // The identity makes it fail if another pod has taken the name.
    let patch = json!({"metadata": {"uid": uid.0}, "status": status});
    let patch = Patch::Strategic(patch);
    pods.patch_status(name, &PatchParams::default(), &patch)
        .await?;
    if is_to_go {
        let this = DeleteParams::default()
            .grace_period(0)
            .preconditions(Preconditions {
                uid: Some(uid.0.clone()),
                ..Preconditions::default()
            });
        pods.delete(name, &this).await?;
    }
    Ok(())
}

/// A line in the log.
fn tell(now: Millis, known: &Known, pod: &PodState) {
    let ready = pod.containers.iter().filter(|it| it.is_ready()).count();
    let restarts: u32 = pod.containers.iter().map(Container::restart_count).sum();
    println!(
        "{now} {}/{} {}{} ready {ready}/{} restarts {restarts}",
        known.place.namespace,
        known.name,
        phase_word(pod.phase()),
        if pod.is_stopping() {
            ", stopping,"
        } else {
            ","
        },
        pod.containers.len(),
    );
}

/// The address of the pod with this number: they differ for a long time.
fn address(number: u32) -> String {
    let [_, a, b, c] = number.to_be_bytes();
    format!("10.{a}.{b}.{c}")
}
