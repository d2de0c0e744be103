//! What one task has done so far, and what that makes due.

use super::{Class, RoomWait, Try, container_restart_delay, image_delay, job_retry_delay};
use laneway_core::kubernetes::RestartPolicy;
use laneway_core::plan::TaskId;
use laneway_core::report::Attempt;
use laneway_core::scheduler::{AttemptOutcome, Settlement};
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
    /// When its pods had their first place on nodes.
    pub placed: Option<Millis>,
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
    /// What the open attempt comes to.
    open: Option<Try>,
}

impl TaskState {
    /// Whether it fills a slot.
    pub fn holds_slot(&self) -> bool {
        self.started.is_some() && self.settled.is_none()
    }

    /// Whether what needs it finds it.
    pub fn is_there(&self) -> bool {
        self.settled.is_some_and(|(_, how)| how.is_good()) || self.healed.is_some()
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
        if self.attempts.is_empty() {
            if self.settled.is_some() && kind(setting, id) != Kind::Services {
                return None;
            }
            let Some(accepted) = self.accepted else {
                return self.started.map(|it| it + setting.options.apply_latency);
            };
            return match setting.behaviours[id.0].image {
                _ if setting.behaviours[id.0].is_static => Some(accepted),
                ImagePull::Fails(pulls) => self.placed.map(|it| it + image_delay(pulls)),
                ImagePull::Never | ImagePull::Invalid => None,
            };
        }
        let ended = self.attempts.last()?.end_ms?;
        let is_service = kind(setting, id) == Kind::Services;
        if is_service || is_restarted_in_place(setting, id) {
            let run = |attempt: &Attempt| attempt.end_ms.expect("it has ended") - attempt.start_ms;
            let runs: Vec<Millis> = self.attempts.iter().map(run).collect();
            let delay = container_restart_delay(setting.options.container_restart, &runs);
            let goes_on = match is_service {
                true => !self.is_there(),
                false => self.settled.is_none(),
            };
            goes_on.then(|| ended + delay)
        } else {
            self.settled
                .is_none()
                .then(|| ended + job_retry_delay(self.attempts.len()))
        }
    }

    /// Whether the next restart is the one at which a job is given up: the one after as many attempts as
    /// it has retries, or after the first if it has none.
    fn is_exhausted(&self, setting: &Setting, id: TaskId) -> bool {
        let retries = setting.behaviours[id.0].retries as usize;
        let has_failed = self.attempts.last().is_some_and(|it| it.end_ms.is_some());
        is_restarted_in_place(setting, id) && has_failed && self.attempts.len() >= retries
    }

    /// An attempt begins and will come to `planned`.
    pub fn begin(&mut self, now: Millis, planned: Try, unmet: Vec<String>) {
        self.unmet.push(unmet);
        self.open = Some(planned);
        self.attempts.push(Attempt {
            start_ms: now,
            end_ms: None,
            outcome: AttemptOutcome::Running,
        });
    }

    /// The open attempt does what it should.
    pub fn succeed(&mut self, setting: &Setting, id: TaskId, now: Millis) {
        if kind(setting, id) != Kind::Services {
            self.end_attempt(now, AttemptOutcome::Succeeded);
            self.settled = Some((now, Settlement::Succeeded));
            return;
        }
        self.end_attempt(now, AttemptOutcome::Ready);
        match self.settled {
            None => self.settled = Some((now, Settlement::Ready)),
            Some(_) => self.healed = Some(now),
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
        let allowed = match kind(setting, id) {
            Kind::Jobs => 1 + setting.behaviours[id.0].retries as usize,
            _ => 1,
        };
        if self.attempts.len() >= allowed {
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
