//! The simulated world: tasks that behave as a scenario says, in virtual time.

mod attempt;
pub mod batch;
mod budget;
mod cluster;
pub mod draws;
mod facts;
mod hazard;
mod image;
mod life;
mod lost;
mod node_loss;
mod outage;
mod placing;
mod queue;
mod room;
mod sink;
#[cfg(test)]
mod tests;
mod world;

pub use crate::scheduler::Background;
pub use attempt::{Alone, alone, wait_limit};
pub use cluster::{Cluster, Pods};
pub use hazard::{Harm, Hazard, Strikes};
pub use image::ImagePull;
pub use node_loss::NodeLoss;
pub use outage::{Outage, Window};
pub use world::run;

use crate::kubernetes::{BackOff, CONTAINER_RESTART, NodeLossDelays, RestartPolicy, Version};
use crate::plan::{Plan, TaskId};
use crate::template::{LivenessProbe, Probe};
use crate::time::Millis;
use draws::{AttemptDraws, Chance, Draws, Purpose, Stream, Time};

/// Everything that simulated runs depend on; together with a run's number, which says what is drawn, it
/// fixes a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What runs.
    pub plan: Plan,
    /// How each task behaves; as long as `plan.tasks`.
    pub behaviours: Vec<Behaviour>,
    /// What holds for the whole run.
    pub options: Options,
    /// Where pods are placed.
    pub cluster: Cluster,
}

impl Setting {
    /// Whether the attempt of this task and number hangs in a run with these draws.
    pub fn hangs(&self, task: TaskId, attempt: usize, draws: &Draws) -> bool {
        let spec = &self.plan.tasks[task.0];
        let stream = Stream::of_task(&spec.reference, spec.occurrence);
        let number = u32::try_from(attempt).unwrap_or(u32::MAX);
        let is_one = number > 0;
        is_one && self.behaviours[task.0].hangs(number, &draws.attempt(stream, number))
    }

    /// Whether only the event engine can follow its runs: something that tasks share decides when an attempt
    /// begins or ends, so that the life of a task does not follow from its own start, draws and needs.
    ///
    /// The nodes of a cluster do so. Slots do not: they decide when a task starts, and the scheduler gives
    /// them. What is lost again once it was there is left to the event engine, too.
    pub fn needs_event_engine(&self) -> bool {
        self.cluster.is_limited() || self.may_lose()
    }

    /// Whether services may be lost again once they are ready, or attempts with the node that they are on.
    pub fn may_lose(&self) -> bool {
        self.behaviours.iter().any(Behaviour::may_be_lost)
    }
}

/// What holds for the whole run (`options` and `cluster` of the scenario).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// What the end of the stage waits for.
    pub background: Background,
    /// When a service of a halting step counts as failed.
    pub service_error: ServiceError,
    /// How long a service is waited for, from its start; default 600 s.
    pub readiness_wait: Millis,
    /// Degraded services are followed for attempts that start up to this long after the stage's end;
    /// default 1 h.
    pub horizon: Millis,
    /// At most this many tasks hold a slot at once.
    pub max_parallel: Option<usize>,
    /// How long the cluster takes to accept a task that is started; default 0.
    pub apply_latency: Millis,
    /// How long the kubelet waits before it starts a container again.
    pub container_restart: BackOff,
    /// How long it takes until a pod is replaced that was on a lost node.
    pub node_loss: NodeLossDelays,
    /// Reproduces the draws.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            background: Background::Join,
            service_error: ServiceError::Deadline,
            readiness_wait: Millis::from_secs(600),
            horizon: Millis::from_secs(3600),
            max_parallel: None,
            apply_latency: Millis::ZERO,
            container_restart: CONTAINER_RESTART,
            node_loss: NodeLossDelays::of(Version::NEWEST),
            seed: 0,
        }
    }
}

/// When a service of a halting step counts as failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceError {
    /// When its readiness wait is over.
    Deadline,
    /// At its first exit.
    FirstCrash,
}

/// How one task behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behaviour {
    /// Services: `ready_after`; everything else: `runs_for`.
    pub duration: Time,
    /// What has to be met when an attempt starts.
    pub needs: Vec<Need>,
    /// How long an attempt lives that cannot succeed; default 0 for unmet needs and outages. When
    /// given it is also how long a *failing* service attempt lives.
    pub crash_after: Option<Time>,
    /// Which attempts fail although their needs are met.
    pub fails: Fails,
    /// Jobs: how often Kubernetes tries again (`backoffLimit`); ignored for everything else.
    pub retries: u32,
    /// Jobs: who tries again.
    pub restart_policy: RestartPolicy,
    /// Windows in which attempts that start fail, and in which a running service is unavailable.
    pub outages: Vec<Outage>,
    /// What befalls its attempts besides.
    pub hazards: Vec<Hazard>,
    /// When the node under its pods is lost; of what has pods, services that are not static and jobs.
    pub node_losses: Vec<NodeLoss>,
    /// Whether its image can be pulled.
    pub image: ImagePull,
    /// A service's readiness probe.
    pub probe: Option<Probe>,
    /// A service's liveness probe.
    pub liveness: Option<LivenessProbe>,
    /// A static service: no pod, no attempts; ready after `duration`.
    pub is_static: bool,
    /// What it puts on the nodes of the cluster.
    pub pods: Pods,
}

impl Behaviour {
    /// Takes so long, and nothing goes wrong.
    pub fn lasting(duration: impl Into<Time>) -> Self {
        Self {
            duration: duration.into(),
            needs: Vec::new(),
            crash_after: None,
            fails: Fails::default(),
            retries: 0,
            restart_policy: RestartPolicy::default(),
            outages: Vec::new(),
            hazards: Vec::new(),
            node_losses: Vec::new(),
            image: ImagePull::default(),
            probe: None,
            liveness: None,
            is_static: false,
            pods: Pods::default(),
        }
    }

    /// Makes each attempt take so much longer, whatever slows it down.
    pub fn prolong(&mut self, extra: Millis) {
        if self.is_static {
            self.duration = &self.duration + extra;
        } else if extra > Millis::ZERO {
            self.hazards.push(Hazard {
                harm: Harm::Latency(extra.into()),
                strikes: Strikes::ALWAYS,
                stream: Stream::of_fault("", 0),
            });
        }
    }

    /// Whether it may be lost again once it is ready, or with the node that it is on.
    pub fn may_be_lost(&self) -> bool {
        let is_late = |hazard: &Hazard| matches!(hazard.harm, Harm::CrashAfterReady(_));
        !self.is_static && (!self.node_losses.is_empty() || self.hazards.iter().any(is_late))
    }

    /// Whether an attempt hangs. `draws` are those of the attempt.
    pub fn hangs(&self, number: u32, draws: &AttemptDraws) -> bool {
        !self.is_static && hazard::hangs(&self.hazards, number, draws)
    }
}

/// Something a task needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The reference: `services.db`.
    pub reference: String,
    /// Its occurrences in the stage; the first success meets the need. Empty: outside the stage,
    /// met except in its outages.
    pub tasks: Vec<TaskId>,
    /// Windows in which it is unavailable.
    pub outages: Vec<Outage>,
}

/// Which attempts fail by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fails {
    /// 1-based numbers of attempts that fail, ascending.
    pub attempts: Vec<u32>,
    /// How likely any other attempt fails.
    pub chance: Chance,
    /// When within the attempt; `None` is the would-be end (services: `crash_after` when given).
    pub at: Option<FailsAt>,
}

impl Fails {
    /// Whether the attempt of this number, counted from 1, fails.
    pub fn hits(&self, attempt: u32, draws: &AttemptDraws) -> bool {
        self.attempts.binary_search(&attempt).is_ok() || self.chance.strikes(draws)
    }
}

/// When within an attempt it fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FailsAt {
    /// A share of the attempt's duration, in millionths.
    Share(u32),
    /// This long after the attempt's start.
    After(Time),
}

impl FailsAt {
    /// When that is in an attempt that would last so long, by the draws of whatever makes it fail.
    fn moment(&self, would_last: Millis, draws: &AttemptDraws) -> Millis {
        match self {
            Self::Share(millionths) => would_last.share(*millionths),
            Self::After(after) => after.draw(draws, Purpose::FailsAt),
        }
    }
}
