//! One container: what it does next and when. Pure: it is told what time it is, and what it needs.

use crate::script::{Command, Script};
use laneway_core::kubernetes::{
    CONTAINER_RESTART, ContainerRestarts, IMAGE_PULL, first_ready, killed_after,
};
use laneway_core::template::{LivenessProbe, Probe};
use laneway_core::time::Millis;

/// Exit code of a container that ended as it was asked to.
const ENDED_BY_TERM: i32 = 128 + 15;
/// Exit code of a container that had to be killed.
const ENDED_BY_KILL: i32 = 128 + 9;

/// How long a container waits because of a pull that failed, before it waits for the next one: the kubelet looks
/// at its pods about so often.
const PULL_NEWS: Millis = Millis::from_secs(1);

/// When the pod's containers are started again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestartPolicy {
    /// Whatever their exit code.
    Always,
    /// Unless they succeeded.
    OnFailure,
    /// Not at all.
    Never,
}

/// What is known of a container before it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerPlan {
    /// Its name in the pod.
    pub name: String,
    /// The image it is said to run.
    pub image: String,
    /// What it does, or why that cannot be read.
    pub script: Result<Script, String>,
    /// How the kubelet learns that it is ready.
    pub readiness: Option<Probe>,
    /// How the kubelet learns that it hangs.
    pub liveness: Option<LivenessProbe>,
    /// Whether what it last said is the message of its end (`terminationMessagePolicy: FallbackToLogsOnError`).
    pub tells_its_end: bool,
}

/// What a container is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Its image is being pulled, until then.
    Pulling(Millis),
    /// A pull has failed just now.
    PullFailed {
        /// When that is old news.
        until: Millis,
        /// When the next one comes.
        retry: Millis,
    },
    /// A pull has failed; the next one comes then.
    PullBackOff(Millis),
    /// It runs.
    Running(Run),
    /// It has ended and is started again then.
    BackOff(Millis),
    /// It has ended for good; the last run tells how.
    Ended,
    /// It can never run.
    Stuck {
        /// In one word, as Kubernetes has them.
        reason: String,
        /// In a sentence.
        message: String,
    },
}

/// One run of a container that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// When it started.
    pub since: Millis,
    /// Whether the kubelet has found it ready.
    pub is_ready: bool,
    /// When the kubelet will find it ready.
    ready_at: Option<Millis>,
    /// The command that comes next.
    next: usize,
    /// When it comes; never, if there is no time.
    wakes: Option<Millis>,
    /// How it ends next, whatever its script says.
    crash: Option<i32>,
}

/// A run that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// When it started; `None` if it never did.
    pub since: Option<Millis>,
    /// When it ended.
    pub at: Millis,
    /// Its exit code.
    pub code: i32,
}

/// Things that happen at one instant come in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// What others can need or miss: readiness, ends.
    Settles,
    /// What may need others: starts.
    Starts,
}

/// A container and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// What it was meant to do.
    pub plan: ContainerPlan,
    /// What it is doing.
    pub phase: Phase,
    /// How its last run ended.
    pub last: Option<Ended>,
    /// The lines that its last run has written.
    log: Vec<String>,
    /// Those of the run before.
    log_before: Vec<String>,
    policy: RestartPolicy,
    attempt: u32,
    failed_pulls: u32,
    restarts: ContainerRestarts,
}

impl Container {
    /// A container whose pod has come to the node.
    pub fn new(plan: ContainerPlan, policy: RestartPolicy, now: Millis) -> Self {
        let phase = match &plan.script {
            Ok(Script {
                stuck: Some(reason),
                ..
            }) => Phase::Stuck {
                reason: reason.clone(),
                message: "so its script says".to_owned(),
            },
            Ok(script) => Phase::Pulling(pulled(script, 0, now)),
            Err(problem) => Phase::Stuck {
                reason: "CreateContainerError".to_owned(),
                message: problem.clone(),
            },
        };
        Self {
            plan,
            phase,
            last: None,
            log: Vec::new(),
            log_before: Vec::new(),
            policy,
            attempt: 0,
            failed_pulls: 0,
            restarts: ContainerRestarts::default(),
        }
    }

    /// How often it has been started again.
    pub fn restart_count(&self) -> u32 {
        self.attempt.saturating_sub(1)
    }

    /// Whether it has been started, ever.
    pub fn has_run(&self) -> bool {
        self.attempt > 0
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        matches!(self.phase, Phase::Running(_))
    }

    /// Whether the kubelet finds it ready.
    pub fn is_ready(&self) -> bool {
        matches!(&self.phase, Phase::Running(run) if run.is_ready)
    }

    /// The lines of its run, or of the run before; `None` if there is none. While it waits to be started again, both
    /// mean the run that has ended, as with a real kubelet.
    pub fn log(&self, is_previous: bool) -> Option<&[String]> {
        let is_earlier = is_previous && self.is_running();
        let runs = 1 + u32::from(is_earlier);
        let is_there = self.attempt >= runs && !(is_previous && self.is_over());
        let log = if is_earlier {
            &self.log_before
        } else {
            &self.log
        };
        is_there.then_some(log)
    }

    /// Whether it has ended for good.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Ended
    }

    /// When something happens to it next.
    pub fn due(&self) -> Option<(Millis, Order)> {
        match &self.phase {
            Phase::Pulling(until)
            | Phase::PullFailed { until, .. }
            | Phase::PullBackOff(until)
            | Phase::BackOff(until) => Some((*until, Order::Starts)),
            Phase::Running(run) => {
                let needs = matches!(self.commands().get(run.next), Some(Command::Need { .. }));
                let order = match needs && run.crash.is_none() {
                    true => Order::Starts,
                    false => Order::Settles,
                };
                let wakes = run.wakes.map(|at| (at, order));
                let ready = run.ready_at.map(|at| (at, Order::Settles));
                [ready, wakes].into_iter().flatten().min()
            }
            Phase::Ended | Phase::Stuck { .. } => None,
        }
    }

    /// Lets that happen which is due at `now`; `is_there` answers what the script needs.
    pub fn step(&mut self, now: Millis, is_there: &dyn Fn(&str) -> bool) {
        match &mut self.phase {
            Phase::Pulling(_) => self.finish_pull(now),
            Phase::PullFailed { retry, .. } => self.phase = Phase::PullBackOff(*retry),
            Phase::PullBackOff(_) => {
                if let Ok(script) = &self.plan.script {
                    self.phase = Phase::Pulling(pulled(script, self.failed_pulls, now));
                }
            }
            Phase::BackOff(_) => self.start(now),
            Phase::Running(run) if run.ready_at == Some(now) => {
                run.is_ready = true;
                run.ready_at = None;
            }
            Phase::Running(run) => match run.crash {
                Some(code) => self.end(now, code),
                None => self.go_on(now, is_there),
            },
            Phase::Ended | Phase::Stuck { .. } => {}
        }
    }

    /// Asks it to stop; it is killed after `grace`.
    pub fn stop(&mut self, now: Millis, grace: Millis) {
        let takes = self.plan.script.as_ref().map(|script| script.stop_takes);
        let takes = takes.unwrap_or_default();
        self.policy = RestartPolicy::Never;
        match &mut self.phase {
            Phase::Ended => {}
            Phase::Running(run) => {
                let (after, code) = match takes <= grace {
                    true => (takes, ENDED_BY_TERM),
                    false => (grace, ENDED_BY_KILL),
                };
                // A script that ends before goes its own way.
                let stopped = now + after;
                if run.wakes.is_none_or(|wakes| wakes > stopped) {
                    run.wakes = Some(stopped);
                    run.crash = Some(code);
                }
            }
            _ => {
                self.phase = Phase::Ended;
                self.last.get_or_insert(Ended {
                    since: None,
                    at: now,
                    code: ENDED_BY_KILL,
                });
            }
        }
    }

    fn commands(&self) -> &[Command] {
        let script = self.plan.script.as_ref();
        script.map_or(&[], |script| script.attempt(self.attempt))
    }

    fn finish_pull(&mut self, now: Millis) {
        let fails = self.plan.script.as_ref().map(|script| script.failing_pulls);
        if self.failed_pulls >= fails.unwrap_or_default() {
            return self.start(now);
        }
        self.failed_pulls = self.failed_pulls.saturating_add(1);
        self.phase = Phase::PullFailed {
            until: now + PULL_NEWS,
            retry: now + IMAGE_PULL.delay(self.failed_pulls),
        };
    }

    fn start(&mut self, now: Millis) {
        self.attempt = self.attempt.saturating_add(1);
        self.log_before = std::mem::take(&mut self.log);
        self.phase = Phase::Running(Run {
            since: now,
            is_ready: false,
            ready_at: None,
            next: 0,
            wakes: Some(now),
            crash: None,
        });
    }

    /// Does commands until one takes time.
    fn go_on(&mut self, now: Millis, is_there: &dyn Fn(&str) -> bool) {
        let Phase::Running(mut run) = self.phase.clone() else {
            return;
        };
        while run.wakes == Some(now) && run.crash.is_none() {
            let command = self.commands().get(run.next).cloned();
            run.next += 1;
            match command {
                Some(Command::Sleep(time)) => run.wakes = Some(now + time),
                Some(Command::Serve(time)) => {
                    run.wakes = time.map(|time| now + time);
                    let answers_after = now - run.since;
                    let ready = first_ready(self.plan.readiness.as_ref(), answers_after);
                    run.ready_at = (!run.is_ready).then(|| run.since + ready);
                }
                Some(Command::Need { name, lives }) if !is_there(&name) => {
                    self.log.push(format!("{name} is not there"));
                    run.wakes = Some(now + lives);
                    run.crash = Some(1);
                }
                Some(Command::Need { .. }) => {}
                Some(Command::Hang) => {
                    let killed = self.plan.liveness.as_ref().map(killed_after);
                    run.wakes = killed.map(|after| now.max(run.since + after));
                    run.crash = killed.map(|_| ENDED_BY_KILL);
                }
                Some(Command::Say(line)) => self.log.push(line),
                Some(Command::Exit(code)) => run.crash = Some(code),
                None => run.crash = Some(0),
            }
        }
        let ends = (run.crash, run.wakes);
        self.phase = Phase::Running(run);
        if let (Some(code), Some(at)) = ends
            && at == now
        {
            self.end(now, code);
        }
    }

    fn end(&mut self, now: Millis, code: i32) {
        let Phase::Running(run) = &self.phase else {
            return;
        };
        let lived = now - run.since;
        self.last = Some(Ended {
            since: Some(run.since),
            at: now,
            code,
        });
        let again = match self.policy {
            RestartPolicy::Always => true,
            RestartPolicy::OnFailure => code != 0,
            RestartPolicy::Never => false,
        };
        self.phase = match again {
            true => Phase::BackOff(now + self.restarts.delay_after(CONTAINER_RESTART, lived)),
            false => Phase::Ended,
        };
    }
}

/// When a pull that begins now is over; one that fails takes no time.
fn pulled(script: &Script, failed: u32, now: Millis) -> Millis {
    match failed < script.failing_pulls {
        true => now,
        false => now + script.pull_takes,
    }
}

#[cfg(test)]
mod tests;
