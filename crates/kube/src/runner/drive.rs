//! A real run: events of the cluster in, effects out.

use super::apply::Hand;
use super::asked::{Asked, Ended, Watcher};
use super::block_on;
use super::connect::Cluster;
use super::error::Failure;
use super::lock::{FINISHED, Lock, Purpose};
use super::removal::remove_and_wait;
use super::watch::watch;
use crate::course::{self, Course, Effect, End, Input, SETTLE, Stop};
use crate::labels::{hash, selector};
use crate::manifest::Bundle;
use crate::object::{Resource, WORKLOADS};
use k8s_openapi::jiff::Timestamp;
use laneway_core::plan::TaskId;
use laneway_core::simulate::wait_limit;
use laneway_core::time::Millis;
use serde_json::json;
use std::collections::BTreeSet;
use std::pin::Pin;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{sleep, timeout};

/// How long the last words of a container are waited for after the end.
const LAST_WORDS: Duration = Duration::from_secs(3);

pub(super) enum Message {
    Happened(Input),
    Listed(String, Vec<String>),
    Busy(String),
    Forbidden(String),
    Wrote(Duration),
}

/// Runs a stage to its end.
///
/// # Errors
/// If there is no cluster, it may not be watched, or another run holds the lock.
pub fn run(asked: &Asked, watcher: &mut dyn Watcher) -> Result<Ended, Failure> {
    block_on(run_here(asked, watcher))
}

async fn run_here(asked: &Asked<'_>, watcher: &mut dyn Watcher) -> Result<Ended, Failure> {
    // Before there is a lock that would be left behind.
    let interrupted = Box::pin(interrupt());
    let cluster = Cluster::at(asked.place).await?;
    let now = Timestamp::now();
    let stage = &asked.setting.plan.stage;
    let purpose = Purpose {
        application: asked.application,
        stage,
        new_run: &new_run(now),
        may_resume: !asked.anew,
    };
    let mut lock = Lock::take(&cluster, &purpose).await?;
    let (send, receive) = unbounded_channel();
    let hand = Hand {
        cluster: cluster.clone(),
        run: lock.run.clone(),
        force: asked.force,
        held: lock.held(),
    };
    let run = lock.run.clone();
    let order = course::Order {
        setting: asked.setting,
        bundles: asked.bundles,
        run: &run,
        settle: asked.settle.unwrap_or(SETTLE),
    };
    let mut drive = Drive {
        course: Course::new(order),
        asked,
        hand,
        send: send.clone(),
        receive,
        interrupted,
        watcher,
        begun: Instant::now(),
        heard: Instant::now(),
        open_logs: 0,
        reactions: Vec::new(),
    };
    let resumes = lock.resumes;
    let ended = tokio::select! {
        ended = drive.run(resumes) => ended,
        () = keep(&mut lock, &send) => unreachable!("it is kept for ever"),
    };
    let state = match ended.as_ref().map(|ended| ended.end) {
        Ok(End::Done) => FINISHED,
        Ok(End::Halted) => "halted",
        Ok(End::Stopped(_)) | Err(_) => "interrupted",
    };
    let at = drive.now();
    if let Err(why) = lock.let_go(state).await {
        watcher.busy(at, &why);
    }
    ended
}

/// Renews the lock; that it is lost, the run hears as a message.
async fn keep(lock: &mut Lock, send: &UnboundedSender<Message>) {
    lock.keep(send).await;
    std::future::pending::<()>().await;
}

fn new_run(now: Timestamp) -> String {
    let unique = hash(&json!([
        now.as_nanosecond().to_string(),
        std::process::id()
    ]));
    let moment = now.strftime("%Y%m%d-%H%M%S");
    format!("{moment}-{}", &unique[..4])
}

struct Drive<'a, 'w> {
    course: Course<'a>,
    asked: &'a Asked<'a>,
    hand: Hand,
    send: UnboundedSender<Message>,
    receive: UnboundedReceiver<Message>,
    interrupted: Pin<Box<dyn Future<Output = ()>>>,
    watcher: &'w mut dyn Watcher,
    begun: Instant,
    heard: Instant,
    open_logs: usize,
    reactions: Vec<Duration>,
}

impl Drive<'_, '_> {
    async fn run(&mut self, resumes: bool) -> Result<Ended, Failure> {
        let may_begin = self.look().await?;
        let epoch = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let namespace = self.hand.cluster.namespace.clone();
        self.watcher
            .begins(&namespace, &self.hand.run, &epoch, resumes);
        self.begun = Instant::now();
        self.heard = self.begun;
        let effects = match may_begin {
            true => self.course.begin(),
            false => self
                .course
                .take(Millis::ZERO, Input::Stop(Stop::Interrupted)),
        };
        self.act(effects);
        while self.course.end().is_none() {
            let tick = self
                .course
                .next_tick()
                .map(|at| Duration::from_millis(at.0));
            let until = tick.map_or(Duration::from_secs(3600), |at| {
                at.saturating_sub(self.begun.elapsed())
            });
            let message = tokio::select! {
                message = self.receive.recv() => message,
                () = sleep(until) => Some(Message::Happened(Input::Tick)),
                () = &mut self.interrupted => Some(Message::Happened(Input::Stop(Stop::Interrupted))),
            };
            if let Some(message) = message {
                self.take(message);
            }
        }
        self.wait_for_last_words().await;
        self.reactions.sort_unstable();
        Ok(Ended {
            end: self.course.end().unwrap_or(End::Done),
            went_wrong: self.course.went_wrong(),
            trace: self.course.trace(),
            epoch,
            namespace,
            left: self.course.left_over(),
            reactions: std::mem::take(&mut self.reactions),
        })
    }

    /// Watches, and hears what there is by now. Returns whether the run may begin: nobody has interrupted it.
    async fn look(&mut self) -> Result<bool, Failure> {
        let used = self
            .asked
            .bundles
            .iter()
            .flat_map(Bundle::workloads)
            .map(|(key, _)| key.kind);
        let used: BTreeSet<String> = used.collect();
        let mut kinds: Vec<Resource> = WORKLOADS
            .into_iter()
            .filter(|kind| used.contains(*kind))
            .map(Resource::workload)
            .collect();
        if !kinds.is_empty() {
            kinds.push(Resource::new("v1", "Pod"));
        }
        let mut missing = kinds.len();
        for kind in kinds {
            let selector = selector(self.asked.application);
            tokio::spawn(watch(
                self.hand.cluster.clone(),
                kind,
                selector,
                self.send.clone(),
            ));
        }
        while missing > 0 {
            let message = tokio::select! {
                message = self.receive.recv() => message,
                () = &mut self.interrupted => return Ok(false),
            };
            match message {
                Some(Message::Happened(Input::Seen(value))) => self.course.note(&value),
                Some(Message::Happened(Input::Gone(value))) => self.course.note_gone(&value),
                Some(Message::Listed(..)) => missing -= 1,
                Some(Message::Forbidden(why)) => return Err(Failure::Unusable(why)),
                Some(Message::Busy(why)) => self.watcher.busy(Millis::ZERO, &why),
                Some(Message::Happened(Input::Stop(_))) | None => {
                    return Err(Failure::Locked(
                        "the lock was lost before anything began".to_owned(),
                    ));
                }
                Some(Message::Happened(_) | Message::Wrote(_)) => {}
            }
        }
        Ok(true)
    }

    fn now(&self) -> Millis {
        Millis(u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    fn take(&mut self, message: Message) {
        self.heard = Instant::now();
        let input = match message {
            Message::Happened(input) => input,
            Message::Listed(kind, names) => Input::Listed(kind, names),
            Message::Forbidden(why) => {
                self.watcher.busy(self.now(), &why);
                Input::Stop(Stop::Blind)
            }
            Message::Busy(why) => return self.watcher.busy(self.now(), &why),
            Message::Wrote(after) => return self.reactions.push(after),
        };
        if matches!(input, Input::Logs(..)) {
            self.open_logs = self.open_logs.saturating_sub(1);
        }
        let effects = self.course.take(self.now(), input);
        self.act(effects);
    }

    fn act(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.spawn(effect);
        }
        let told = self.course.take_told();
        if !told.is_empty() {
            self.watcher.tell(self.now(), &told);
        }
    }

    fn spawn(&mut self, effect: Effect) {
        let (hand, send, heard) = (self.hand.clone(), self.send.clone(), self.heard);
        let to_busy = self.send.clone();
        let busy = move |why| drop(to_busy.send(Message::Busy(why)));
        match effect {
            Effect::Apply(task) => {
                let bundle = self.asked.bundles[task.0].clone();
                let limit = self.limit(task);
                tokio::spawn(async move {
                    send.send(Message::Wrote(heard.elapsed())).ok();
                    // Whoever gave the task up is not surprised by it later.
                    if let Ok(applied) = timeout(limit, hand.apply(&bundle, &busy)).await {
                        send.send(Message::Happened(Input::Applied(task, applied)))
                            .ok();
                    }
                });
            }
            Effect::Delete(task, key, uid) => {
                tokio::spawn(async move {
                    if let Err(why) = hand.delete(&key, &uid, &busy).await {
                        send.send(Message::Happened(Input::Applied(task, Err(why))))
                            .ok();
                    }
                });
            }
            Effect::Remove(task) => {
                let (kinds, application) =
                    (self.asked.kinds.to_vec(), self.asked.application.to_owned());
                tokio::spawn(async move {
                    let removed = remove_and_wait(&hand.cluster, &application, &kinds).await;
                    let removed = removed.map_err(|failure| failure.to_string());
                    send.send(Message::Happened(Input::Removed(task, removed)))
                        .ok();
                });
            }
            Effect::Logs {
                task,
                pod,
                container,
                previous,
            } => {
                self.open_logs += 1;
                tokio::spawn(async move {
                    let text = hand
                        .logs(&pod, &container, previous)
                        .await
                        .unwrap_or_default();
                    send.send(Message::Happened(Input::Logs(task, text))).ok();
                });
            }
        }
    }

    fn limit(&self, task: TaskId) -> Duration {
        let spec = &self.asked.setting.plan.tasks[task.0];
        Duration::from_millis(wait_limit(spec, &self.asked.setting.options).0)
    }

    /// After a failure its container may still have something to say.
    async fn wait_for_last_words(&mut self) {
        let end = Instant::now() + LAST_WORDS;
        while self.open_logs > 0 {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(Some(message)) = timeout(left, self.receive.recv()).await else {
                break;
            };
            self.take(message);
        }
    }
}

/// Until somebody wants the run to stop. It listens from now on, also while nobody waits for it.
#[cfg(unix)]
fn interrupt() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let wishes = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async {
        let mut heard = wishes.into_iter().flatten();
        match (heard.next(), heard.next()) {
            (Some(mut one), Some(mut other)) => tokio::select! {
                _ = one.recv() => {}
                _ = other.recv() => {}
            },
            _ => drop(tokio::signal::ctrl_c().await),
        }
    }
}

/// Until somebody wants the run to stop.
#[cfg(not(unix))]
async fn interrupt() {
    tokio::signal::ctrl_c().await.ok();
}
