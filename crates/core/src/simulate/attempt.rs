//! The life of one attempt, and of a task on its own: pure functions of its behaviour.

use super::budget::MAX_ATTEMPTS;
use super::draws::{AttemptDraws, Draws, Purpose, Stream};
use super::hazard::{crash, prolonged};
use super::{Behaviour, ImagePull, Options, ServiceError, Setting};
use crate::kubernetes::{
    ContainerRestarts, JOB_RETRY, NodeLossDelays, RestartPolicy, allowed_attempts, first_ready,
    killed_after,
};
use crate::plan::Task;
use crate::scheduler::Settlement;
use crate::template::Kind;
use crate::time::Millis;

/// What an attempt comes to, known from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Life {
    /// From its start to its end; of a service that gets ready, to its readiness. [`Millis::MAX`] if it
    /// hangs.
    pub(super) lasts: Millis,
    /// Whether it succeeds or gets ready.
    pub(super) is_good: bool,
}

impl Life {
    /// The life of the attempt `number`; `doomed` if it starts with an unmet need or in an outage.
    /// Of several causes to fail, the earliest wins.
    pub(super) fn new(
        kind: Kind,
        behaviour: &Behaviour,
        number: u32,
        doomed: bool,
        draws: &AttemptDraws,
    ) -> Self {
        let is_service = kind == Kind::Services;
        let hazards = &behaviour.hazards;
        let work = behaviour.duration.draw(draws, Purpose::Duration);
        let duration = prolonged(work, hazards, number, draws);
        let would_last = match is_service {
            true => first_ready(behaviour.probe.as_ref(), duration),
            false => duration,
        };
        let crash_after = || {
            let after = behaviour.crash_after.as_ref();
            after.map(|after| after.draw(draws, Purpose::CrashAfter))
        };
        let own = behaviour
            .fails
            .hits(number, draws)
            .then(|| match &behaviour.fails.at {
                Some(at) => at.moment(would_last, draws),
                None if is_service => crash_after().unwrap_or(would_last),
                None => would_last,
            });
        let by_doom = doomed.then(|| crash_after().unwrap_or_default());
        let by_hazard = crash(would_last, hazards, number, draws);
        let hangs = behaviour.hangs(number, draws);
        let liveness = behaviour.liveness.as_ref().filter(|_| hangs && is_service);
        let killed = liveness.map(killed_after);
        let causes = [own, by_doom, by_hazard, killed];
        match causes.into_iter().flatten().min() {
            Some(lasts) => Self {
                lasts,
                is_good: false,
            },
            None if hangs => Self::HANGING,
            None => Self {
                lasts: would_last,
                is_good: true,
            },
        }
    }

    const HANGING: Self = Self {
        lasts: Millis::MAX,
        is_good: false,
    };

    /// Whether it never comes to its end by itself.
    pub(super) fn hangs(self) -> bool {
        self == Self::HANGING
    }
}

/// How often a task has been tried again.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Retries {
    /// Of the container in its present pod.
    restarts: ContainerRestarts,
    /// Of containers of a job, in all its pods.
    all_restarts: u32,
    failed_pods: u32,
}

/// What follows a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Another one, after that delay.
    Attempt(Millis),
    /// The task has failed, after that delay.
    GivenUp(Millis),
}

impl Retries {
    /// What follows an attempt that failed and had lived `lived`. Kubernetes tries a service again for ever, a
    /// job as often as its `retries` and its restart policy allow, the rest never.
    pub(super) fn next(
        &mut self,
        kind: Kind,
        behaviour: &Behaviour,
        options: &Options,
        lived: Millis,
    ) -> Next {
        let mut restart = || self.restarts.delay_after(options.container_restart, lived);
        match (kind, behaviour.restart_policy) {
            (Kind::Services, _) => Next::Attempt(restart()),
            (Kind::Jobs, RestartPolicy::Never) => self.after_failed_pod(behaviour, Millis::ZERO),
            (Kind::Jobs, RestartPolicy::OnFailure) => {
                self.all_restarts += 1;
                match self.all_restarts < allowed_attempts(behaviour.retries) {
                    true => Next::Attempt(restart()),
                    false => Next::GivenUp(restart()),
                }
            }
            _ => Next::GivenUp(Millis::ZERO),
        }
    }

    /// What follows the loss of a pod with its node; `in_pause` if its container was to be restarted then.
    /// A service gets another pod when the lost one is evicted. A Job counts a pod that is deleted as failed,
    /// and, as with any other, waits from the moment at which it was not ready any more before it makes a new one.
    ///
    /// Source: `isPodFailed` in `pkg/controller/job/job_controller.go`; `getFinishedTime` in
    /// `pkg/controller/job/backoff_utils.go`.
    pub(super) fn after_loss(
        &mut self,
        kind: Kind,
        behaviour: &Behaviour,
        options: &Options,
        in_pause: bool,
    ) -> Next {
        let NodeLossDelays { noticed, evicted } = options.node_loss;
        self.restarts = ContainerRestarts::default();
        if kind != Kind::Jobs {
            return Next::Attempt(evicted);
        }
        if in_pause {
            // That restart never comes.
            self.all_restarts -= 1;
        }
        match self.after_failed_pod(behaviour, noticed) {
            Next::Attempt(delay) => Next::Attempt(delay.max(evicted)),
            Next::GivenUp(_) => Next::GivenUp(evicted),
        }
    }

    /// What a Job does when one more of its pods has failed `ago`.
    fn after_failed_pod(&mut self, behaviour: &Behaviour, ago: Millis) -> Next {
        self.failed_pods += 1;
        match self.failed_pods <= behaviour.retries {
            true => Next::Attempt(ago + JOB_RETRY.delay(self.failed_pods)),
            false => Next::GivenUp(ago),
        }
    }
}

/// How long the task is waited for, from its start.
pub fn wait_limit(task: &Task, options: &Options) -> Millis {
    match task.kind {
        Kind::Services => options.readiness_wait,
        _ => task.limit.unwrap_or(Millis::MAX),
    }
}

/// How long it is until the task is given up: a halting step need not wait for an image that can never
/// be there.
pub(super) fn given_up_after(task: &Task, behaviour: &Behaviour, options: &Options) -> Millis {
    let is_hopeless = behaviour.image == ImagePull::Invalid && !behaviour.is_static;
    let limit = wait_limit(task, options);
    match task.halts && is_hopeless {
        true => limit.min(options.apply_latency),
        false => limit,
    }
}

/// Whether the first exit of this service settles it.
pub(super) fn settles_at_first_crash(task: &Task, options: &Options) -> bool {
    task.kind == Kind::Services && task.halts && options.service_error == ServiceError::FirstCrash
}

/// How a task ends that runs alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alone {
    /// How it settles.
    pub outcome: Settlement,
    /// From its start until it settles.
    pub took: Millis,
}

/// Runs a task on its own: all its needs met, outside every outage, with its own failures, back-off
/// and deadline, the whole cluster for itself, and what it draws in this run.
pub fn alone(setting: &Setting, task: &Task, behaviour: &Behaviour, draws: &Draws) -> Alone {
    let options = &setting.options;
    let stream = stream(task);
    let (good, bad) = outcomes(task.kind);
    let limit = given_up_after(task, behaviour, options);
    let over = Alone {
        outcome: bad,
        took: limit,
    };
    if behaviour.is_static {
        let took = options.apply_latency + static_duration(behaviour, draws, stream);
        return if took <= limit {
            Alone {
                outcome: good,
                took,
            }
        } else {
            over
        };
    }
    if !setting.cluster.has_room_for(behaviour.pods) {
        return over;
    }
    let mut retries = Retries::default();
    let pulled = behaviour.image.delay();
    let mut start = match pulled.map(|delay| options.apply_latency + delay) {
        Some(start) if start < limit || start == Millis::ZERO => start,
        _ => return over,
    };
    for number in 1..=MAX_ATTEMPTS {
        let life = Life::new(
            task.kind,
            behaviour,
            number,
            false,
            &draws.attempt(stream, number),
        );
        let took = start + life.lasts;
        if took > limit {
            return over;
        }
        if life.is_good {
            return Alone {
                outcome: good,
                took,
            };
        }
        let next = retries.next(task.kind, behaviour, options, life.lasts);
        match next {
            _ if settles_at_first_crash(task, options) => return Alone { outcome: bad, took },
            Next::Attempt(delay) => start = took + delay,
            Next::GivenUp(delay) => {
                let took = limit.min(took + delay);
                return Alone { outcome: bad, took };
            }
        }
        if start >= limit {
            return over;
        }
    }
    over
}

/// The stream of all that is drawn for a task.
pub(super) fn stream(task: &Task) -> Stream {
    Stream::of_task(&task.reference, task.occurrence)
}

/// How long a static service takes. It has no attempts; what it draws is that of a first one.
pub(super) fn static_duration(behaviour: &Behaviour, draws: &Draws, stream: Stream) -> Millis {
    let draws = draws.attempt(stream, 1);
    behaviour.duration.draw(&draws, Purpose::Duration)
}

/// How a task of this kind settles when all goes well, and when not.
pub(super) fn outcomes(kind: Kind) -> (Settlement, Settlement) {
    match kind {
        Kind::Services => (Settlement::Ready, Settlement::Degraded),
        _ => (Settlement::Succeeded, Settlement::Failed),
    }
}
