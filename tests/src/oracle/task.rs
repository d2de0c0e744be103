//! What one task has done so far, and what that makes due.

use super::loss::failed_pods;
use super::{Class, Loss, RoomWait, Try, container_restart_delay, image_delay, job_retry_delay};
use laneway_core::kubernetes::RestartPolicy;
use laneway_core::plan::TaskId;
use laneway_core::report::{Attempt, Lost};
use laneway_core::scheduler::{AttemptOutcome, LossCause, Settlement};
use laneway_core::simulate::{ImagePull, ServiceError, Setting};
use laneway_core::template::Kind;
use laneway_core::time::Millis;

/// One task of a predicted run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskState {
    /// When it was started.
    pub started: Option<Millis>,
    /// When the cluster had accepted it.
    pub accepted: Option<Millis>,
    /// When its pods had their place on nodes, before its first attempt; again after they were lost.
    pub placed: Vec<Millis>,
    /// Its waits for room.
    pub room_waits: Vec<RoomWait>,
    /// When the wait for room is over that it is in, if it is.
    found_room: Option<Millis>,
    /// What had settled at that moment, just before.
    pub started_after: Vec<TaskId>,
    /// When and how it settled.
    pub settled: Option<(Millis, Settlement)>,
    /// When it got ready although it had settled as degraded.
    pub healed: Option<Millis>,
    /// Its attempts; also those of a static service, which Kubernetes does not see.
    pub attempts: Vec<Attempt>,
    /// By attempt, the references of what it needed and did not find.
    pub unmet: Vec<Vec<String>>,
    /// The times in which its pods were lost.
    pub losses: Vec<Loss>,
    /// How many times the node under it has been lost, whether it had pods then or not.
    pub nodes_lost: usize,
    /// What the open attempt comes to.
    open: Option<Try>,
    /// When it crashes as a service that is ready.
    crashes_at: Option<Millis>,
}

impl TaskState {
    /// Whether it fills a slot.
    pub fn holds_slot(&self) -> bool {
        self.started.is_some() && self.settled.is_none()
    }

    /// Whether what needs it finds it.
    pub fn is_there(&self) -> bool {
        let last = self.attempts.last();
        last.is_some_and(|it| it.is_good() && it.lost.is_none())
    }

    /// The loss of its pods, as long as they are not replaced.
    pub fn open_loss(&self) -> Option<&Loss> {
        self.losses.last().filter(|loss| loss.replaced.is_none())
    }

    /// Whether it has a pod on a node.
    pub fn has_pod(&self, setting: &Setting, id: TaskId) -> bool {
        let behaviour = &setting.behaviours[id.0];
        let is_on_node = !self.placed.is_empty()
            && self.open_loss().is_none()
            && !self.waits_for_room()
            && !behaviour.is_static;
        let between_pods = behaviour.restart_policy == RestartPolicy::Never
            && self.open.is_none()
            && !self.attempts.is_empty();
        is_on_node
            && match kind(setting, id) {
                Kind::Services => true,
                Kind::Jobs => self.settled.is_none() && !between_pods,
                _ => false,
            }
    }

    /// Its node is lost.
    pub fn lose_node(&mut self, setting: &Setting, id: TaskId, now: Millis) {
        let loss = Loss::new(setting, id, self, now);
        self.losses.push(loss);
        if self.is_there() {
            self.lose(now, LossCause::NodeLost);
        } else if self.open.is_some() {
            self.end_attempt(now, AttemptOutcome::NodeLost);
        }
    }

    /// A service that was ready crashes.
    pub fn crash(&mut self, now: Millis) {
        self.lose(now, LossCause::Crashed);
    }

    fn lose(&mut self, now: Millis, cause: LossCause) {
        self.crashes_at = None;
        let attempt = self.attempts.last_mut().expect("it was ready");
        attempt.lost = Some(Lost { at_ms: now, cause });
    }

    /// Its pods are replaced.
    pub fn replace(&mut self, now: Millis) {
        if let Some(loss) = self.losses.last_mut() {
            loss.replaced.get_or_insert(now);
        }
    }

    /// The last of its first `count` attempts that were in one pod.
    fn in_one_pod(&self, count: usize) -> &[Attempt] {
        let losses = self.losses.iter().map(|loss| loss.attempts);
        let before = losses.filter(|before| *before < count).max();
        &self.attempts[before.unwrap_or(0)..count]
    }

    /// How long the kubelet waits after the last of its first `count` attempts.
    pub fn restart_delay(&self, setting: &Setting, count: usize) -> Millis {
        let run = |attempt: &Attempt| run_until(attempt).expect("it has ended") - attempt.start_ms;
        let runs: Vec<Millis> = self.in_one_pod(count).iter().map(run).collect();
        container_restart_delay(setting.options.container_restart, &runs)
    }

    /// How often its containers have been started again, in all its pods.
    fn restarts(&self) -> usize {
        let mut ends: Vec<usize> = self.losses.iter().map(|loss| loss.attempts).collect();
        ends.push(self.attempts.len());
        let mut begin = 0;
        let mut restarts = 0;
        for end in ends {
            restarts += (end - begin).saturating_sub(1);
            begin = end;
        }
        restarts
    }

    /// What this task may do next. A degraded service tries again until `last_start`, once the
    /// stage's end, and with it that moment, is known.
    pub fn due(
        &self,
        setting: &Setting,
        id: TaskId,
        last_start: Option<Millis>,
    ) -> Vec<(Millis, Class)> {
        let mut due = Vec::new();
        let Some(started) = self.started else {
            return due;
        };
        if self.settled.is_none() {
            due.push((started + limit(setting, id), Class::Deadline));
        }
        if let Some(open) = self.open {
            let class = match open.succeeds {
                true => Class::Success,
                false => Class::Failure,
            };
            due.extend(open.ends.map(|ends| (ends, class)));
        } else if let Some(at) = self.crashes_at {
            due.push((at, Class::Crash));
        } else if let Some(at) = self.given_up_at(setting, id) {
            due.push((at, Class::Failure));
        } else if let Some(at) = self.next_start(setting, id) {
            if self.is_exhausted(setting, id) {
                due.push((at, Class::Failure));
                return due;
            }
            let is_followed = self.settled.is_none() || last_start.is_none_or(|last| at <= last);
            if is_followed {
                due.push((at, Class::Restart));
            }
        }
        due
    }

    /// When a job is given up because its pod was lost.
    fn given_up_at(&self, setting: &Setting, id: TaskId) -> Option<Millis> {
        let loss = self.open_loss().filter(|_| self.settled.is_none())?;
        match loss.replaced_at(setting, id) {
            Some(_) => None,
            None => Some(loss.evicted(setting)),
        }
    }

    /// When it begins again; not as long as it finds no room.
    fn next_start(&self, setting: &Setting, id: TaskId) -> Option<Millis> {
        match self.waits_for_room() {
            true => self.found_room,
            false => self.next_attempt(setting, id),
        }
    }

    fn waits_for_room(&self) -> bool {
        self.room_waits.last().is_some_and(|it| it.until.is_none())
    }

    /// Whether the room is there that it waits for.
    pub fn has_found_room(&self) -> bool {
        self.found_room.is_some()
    }

    /// Those tasks have made room for it.
    pub fn find_room(&mut self, now: Millis, makers: Vec<TaskId>) {
        self.found_room = Some(now);
        if let Some(wait) = self.room_waits.last_mut() {
            wait.on = makers;
        }
    }

    /// It waits for room no longer.
    pub fn end_room_wait(&mut self, now: Millis) {
        self.found_room = None;
        if let Some(wait) = self.room_waits.last_mut() {
            wait.until.get_or_insert(now);
        }
    }

    /// When the next attempt, or before it the acceptance by the cluster, is due, should nothing come before it.
    pub fn next_attempt(&self, setting: &Setting, id: TaskId) -> Option<Millis> {
        if let Some(loss) = self.open_loss() {
            let goes_on = self.settled.is_none() || kind(setting, id) == Kind::Services;
            return loss.replaced_at(setting, id).filter(|_| goes_on);
        }
        if self.attempts.is_empty() {
            if self.settled.is_some() && kind(setting, id) != Kind::Services {
                return None;
            }
            let Some(accepted) = self.accepted else {
                return self.started.map(|it| it + setting.options.apply_latency);
            };
            return match setting.behaviours[id.0].image {
                _ if setting.behaviours[id.0].is_static => Some(accepted),
                ImagePull::Fails(pulls) => self.placed.last().map(|it| *it + image_delay(pulls)),
                ImagePull::Never | ImagePull::Invalid => None,
            };
        }
        let ended = run_until(self.attempts.last()?)?;
        let is_service = kind(setting, id) == Kind::Services;
        if is_service || is_restarted_in_place(setting, id) {
            let delay = self.restart_delay(setting, self.attempts.len());
            let goes_on = match is_service {
                true => !self.is_there(),
                false => self.settled.is_none(),
            };
            goes_on.then(|| ended + delay)
        } else {
            self.settled
                .is_none()
                .then(|| ended + job_retry_delay(failed_pods(setting, id, self)))
        }
    }

    /// Whether the next restart is the one at which a job is given up: the one that makes as many as it has
    /// retries, or the first if it has none.
    fn is_exhausted(&self, setting: &Setting, id: TaskId) -> bool {
        let retries = setting.behaviours[id.0].retries as usize;
        let last = self.attempts.last();
        let is_in_its_pod = |loss: &Loss| loss.attempts < self.attempts.len();
        let has_failed = last.is_some_and(|it| it.end_ms.is_some())
            && self.losses.last().is_none_or(is_in_its_pod);
        is_restarted_in_place(setting, id) && has_failed && self.restarts() + 1 >= retries
    }

    /// An attempt begins and will come to `planned`.
    pub fn begin(&mut self, now: Millis, planned: Try, unmet: Vec<String>) {
        self.unmet.push(unmet);
        self.open = Some(planned);
        self.attempts.push(Attempt {
            start_ms: now,
            end_ms: None,
            outcome: AttemptOutcome::Running,
            lost: None,
        });
    }

    /// The open attempt does what it should.
    pub fn succeed(&mut self, setting: &Setting, id: TaskId, now: Millis) {
        if kind(setting, id) != Kind::Services {
            self.end_attempt(now, AttemptOutcome::Succeeded);
            self.settled = Some((now, Settlement::Succeeded));
            return;
        }
        let crashes_after = self.open.and_then(|open| open.crashes_after);
        self.crashes_at = crashes_after.map(|after| now + after);
        self.end_attempt(now, AttemptOutcome::Ready);
        match self.settled {
            None => self.settled = Some((now, Settlement::Ready)),
            Some((_, Settlement::Degraded)) if self.healed.is_none() => self.healed = Some(now),
            Some(_) => {}
        }
    }

    /// The open attempt does not.
    pub fn fail(&mut self, setting: &Setting, id: TaskId, now: Millis) {
        if kind(setting, id) == Kind::Services {
            self.end_attempt(now, AttemptOutcome::Crashed);
            let first_crash = setting.options.service_error == ServiceError::FirstCrash;
            if first_crash && setting.plan.tasks[id.0].halts && self.settled.is_none() {
                self.settled = Some((now, Settlement::Degraded));
            }
            return;
        }
        if self.open.is_none() {
            self.settled = Some((now, Settlement::Failed));
            return;
        }
        self.end_attempt(now, AttemptOutcome::Failed);
        if is_restarted_in_place(setting, id) {
            return;
        }
        let is_last = match kind(setting, id) {
            Kind::Jobs => {
                failed_pods(setting, id, self) > setting.behaviours[id.0].retries as usize
            }
            _ => true,
        };
        if is_last {
            self.settled = Some((now, Settlement::Failed));
        }
    }

    /// It has not settled in time.
    pub fn run_out_of_time(&mut self, setting: &Setting, id: TaskId, now: Millis) {
        if kind(setting, id) == Kind::Services {
            self.settled = Some((now, Settlement::Degraded));
            return;
        }
        if self.open.is_some() {
            self.end_attempt(now, AttemptOutcome::TimedOut);
        }
        self.settled = Some((now, Settlement::Failed));
    }

    fn end_attempt(&mut self, now: Millis, outcome: AttemptOutcome) {
        self.open = None;
        let attempt = self.attempts.last_mut().expect("an open attempt");
        attempt.end_ms = Some(now);
        attempt.outcome = outcome;
    }
}

/// How long the container of an attempt ran: past its readiness, if it crashed later.
pub(super) fn run_until(attempt: &Attempt) -> Option<Millis> {
    attempt.lost.map(|lost| lost.at_ms).or(attempt.end_ms)
}

fn kind(setting: &Setting, id: TaskId) -> Kind {
    setting.plan.tasks[id.0].kind
}

/// Whether the kubelet starts a failed job again, in the same pod.
fn is_restarted_in_place(setting: &Setting, id: TaskId) -> bool {
    let policy = setting.behaviours[id.0].restart_policy;
    kind(setting, id) == Kind::Jobs && policy == RestartPolicy::OnFailure
}

fn limit(setting: &Setting, id: TaskId) -> Millis {
    let behaviour = &setting.behaviours[id.0];
    let has_hope = behaviour.is_static || behaviour.image != ImagePull::Invalid;
    let limit = match kind(setting, id) {
        Kind::Services => setting.options.readiness_wait,
        _ => setting.plan.tasks[id.0].limit.unwrap_or(Millis(u64::MAX)),
    };
    if setting.plan.tasks[id.0].halts && !has_hope {
        return limit.min(setting.options.apply_latency);
    }
    limit
}
