//! A simulated Kubernetes under the scheduler: one run in virtual time.

use super::attempt::{Life, Retries, outcomes, settles_at_first_crash, wait_limit};
use super::budget::{MAX_ATTEMPTS, MAX_RETRIES};
use super::queue::{Due, DueWhat, Queue};
use super::{Background, Behaviour, Setting};
use crate::plan::{Task, TaskId};
use crate::scheduler::{
    AttemptOutcome, Command, Scheduler, Settled, Settlement, Trace, TraceEvent, Wait, WaitCause,
    What,
};
use crate::template::Kind;
use crate::time::Millis;
use std::num::NonZeroUsize;

/// Simulates one run. It ends for every setting: each task has a deadline, and attempts are bounded
/// (10,000 a task, 100,000 retries a run; after that a task only waits for its deadline).
pub fn run(setting: &Setting) -> Trace {
    let mut world = World::new(setting);
    world.advance();
    while let Some(due) = world.queue.pop() {
        world.now = due.at;
        let restarts = world.queue.pop_restarts_beside(&due);
        world.happen(due);
        restarts.into_iter().for_each(|due| world.happen(due));
        if !world.queue.has_outcome_at(due.at) {
            world.settle();
        }
        if world.halted {
            break;
        }
        if !world.queue.has_due_at(due.at) {
            world.advance();
        }
    }
    world.into_trace()
}

struct World<'a> {
    setting: &'a Setting,
    scheduler: Scheduler<'a>,
    queue: Queue,
    now: Millis,
    tasks: Vec<TaskRun>,
    /// What has settled at this moment and is not yet reported to the scheduler.
    settled: Vec<Settled>,
    halted: bool,
    stage_end: Option<Millis>,
    retries_left: u32,
    events: Vec<TraceEvent>,
    waits: Vec<Wait>,
}

/// One task in flight.
#[derive(Debug, Clone, Default)]
struct TaskRun {
    attempt: u32,
    attempt_started: Millis,
    is_attempt_open: bool,
    settled: Option<Settlement>,
    /// Whether it has succeeded or got ready, even late.
    is_met: bool,
    retries: Retries,
    unmet: Vec<TaskId>,
    unmet_outside: Vec<String>,
    open_wait: Option<usize>,
}

impl<'a> World<'a> {
    fn new(setting: &'a Setting) -> Self {
        let options = &setting.options;
        let max_parallel = options
            .max_parallel
            .map(|limit| NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN));
        Self {
            setting,
            scheduler: Scheduler::new(&setting.plan, max_parallel, options.background),
            queue: Queue::default(),
            now: Millis::ZERO,
            tasks: vec![TaskRun::default(); setting.plan.tasks.len()],
            settled: Vec::new(),
            halted: false,
            stage_end: None,
            retries_left: MAX_RETRIES,
            events: Vec::new(),
            waits: Vec::new(),
        }
    }

    fn into_trace(self) -> Trace {
        let mut waits = self.waits;
        // A retry that would have come after the deadline at this very moment made nobody wait.
        waits.retain(|wait| wait.until != Some(wait.from));
        waits.extend(self.scheduler.into_waits());
        waits.sort_by_key(|wait| (wait.task, wait.from));
        Trace {
            events: self.events,
            waits,
        }
    }

    fn task(&self, task: TaskId) -> (&'a Task, &'a Behaviour) {
        (
            &self.setting.plan.tasks[task.0],
            &self.setting.behaviours[task.0],
        )
    }

    fn happen(&mut self, due: Due) {
        let run = &self.tasks[due.task.0];
        let is_current = run.is_attempt_open && run.attempt == due.attempt;
        match due.what {
            DueWhat::Success if is_current => self.succeed(due.task),
            DueWhat::Failure if is_current => self.fail(due.task),
            DueWhat::Deadline if run.settled.is_none() => self.time_out(due.task),
            DueWhat::Restart if run.settled.is_none() || self.may_heal(due.task) => {
                self.close_wait(due.task);
                self.begin_attempt(due.task, due.attempt);
            }
            // The task has moved on: its deadline came first, or it is no longer followed.
            _ => {}
        }
    }

    fn start(&mut self, task: TaskId) {
        let (spec, behaviour) = self.task(task);
        self.record(What::TaskStarted(task));
        let deadline = self.now + wait_limit(spec, &self.setting.options);
        self.push(deadline, DueWhat::Deadline, task, 0);
        if behaviour.is_static {
            self.tasks[task.0].is_attempt_open = true;
            self.push(self.now + behaviour.duration, DueWhat::Success, task, 0);
        } else {
            self.begin_attempt(task, 1);
        }
    }

    fn begin_attempt(&mut self, task: TaskId, number: u32) {
        let (spec, behaviour) = self.task(task);
        let doomed = self.note_unmet_needs(task)
            || behaviour
                .outages
                .iter()
                .any(|window| window.contains(self.now));
        let run = &mut self.tasks[task.0];
        run.attempt = number;
        run.attempt_started = self.now;
        run.is_attempt_open = true;
        self.record(What::AttemptStarted(task, number));
        let life = Life::new(spec.kind, behaviour, number, doomed);
        let what = if life.is_good {
            DueWhat::Success
        } else {
            DueWhat::Failure
        };
        self.push(self.now + life.lasts, what, task, number);
    }

    /// Remembers which needs an attempt that starts now lacks; whether there are any.
    fn note_unmet_needs(&mut self, task: TaskId) -> bool {
        let (_, behaviour) = self.task(task);
        let unmet = |need: &&super::Need| {
            let is_out = need.outages.iter().any(|window| window.contains(self.now));
            let is_met =
                need.tasks.is_empty() || need.tasks.iter().any(|task| self.tasks[task.0].is_met);
            is_out || !is_met
        };
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for need in behaviour.needs.iter().filter(unmet) {
            match need.tasks.first() {
                Some(&first) => inside.push(first),
                None => outside.push(need.reference.clone()),
            }
        }
        let any = !inside.is_empty() || !outside.is_empty();
        let run = &mut self.tasks[task.0];
        (run.unmet, run.unmet_outside) = (inside, outside);
        any
    }

    fn succeed(&mut self, task: TaskId) {
        let (spec, _) = self.task(task);
        let (good, _) = outcomes(spec.kind);
        self.end_attempt(
            task,
            if good == Settlement::Ready {
                AttemptOutcome::Ready
            } else {
                AttemptOutcome::Succeeded
            },
        );
        let run = &mut self.tasks[task.0];
        run.is_met = true;
        match run.settled {
            None => self.settle_as(task, good),
            Some(_) => self.record(What::TaskHealed(task)),
        }
    }

    fn fail(&mut self, task: TaskId) {
        let (spec, behaviour) = self.task(task);
        let is_service = spec.kind == Kind::Services;
        self.end_attempt(
            task,
            if is_service {
                AttemptOutcome::Crashed
            } else {
                AttemptOutcome::Failed
            },
        );
        let run = &mut self.tasks[task.0];
        let lived = self.now - run.attempt_started;
        let delay = run
            .retries
            .delay_after(spec.kind, behaviour, run.attempt, lived);
        let is_final = delay.is_none() || settles_at_first_crash(spec, &self.setting.options);
        if is_final && run.settled.is_none() {
            let (_, bad) = outcomes(spec.kind);
            self.settle_as(task, bad);
        }
        if let Some(delay) = delay {
            self.back_off(task, delay);
        }
    }

    fn back_off(&mut self, task: TaskId, delay: Millis) {
        let next = self.tasks[task.0].attempt + 1;
        if delay > Millis::ZERO {
            self.open_wait(task);
        }
        if next > MAX_ATTEMPTS || self.retries_left == 0 {
            return;
        }
        self.retries_left -= 1;
        self.push(self.now + delay, DueWhat::Restart, task, next);
    }

    fn time_out(&mut self, task: TaskId) {
        let (spec, _) = self.task(task);
        let (_, bad) = outcomes(spec.kind);
        // A service goes on restarting and may heal; anything else is given up.
        if spec.kind != Kind::Services {
            self.close_wait(task);
            if self.tasks[task.0].is_attempt_open {
                self.end_attempt(task, AttemptOutcome::TimedOut);
            }
        }
        self.settle_as(task, bad);
    }

    fn end_attempt(&mut self, task: TaskId, outcome: AttemptOutcome) {
        let run = &mut self.tasks[task.0];
        run.is_attempt_open = false;
        let number = run.attempt;
        // A static service has no attempts.
        if number > 0 {
            self.record(What::AttemptEnded(task, number, outcome));
        }
    }

    fn settle_as(&mut self, task: TaskId, outcome: Settlement) {
        self.tasks[task.0].settled = Some(outcome);
        self.record(What::TaskSettled(task, outcome));
        self.settled.push(Settled { task, outcome });
    }

    /// Degraded services are followed until the horizon after the stage's end.
    fn may_heal(&self, task: TaskId) -> bool {
        let horizon = self.setting.options.horizon;
        let is_followed = self.stage_end.is_none_or(|end| self.now <= end + horizon);
        is_followed && self.task(task).0.kind == Kind::Services
    }

    fn open_wait(&mut self, task: TaskId) {
        let run = &mut self.tasks[task.0];
        run.open_wait = Some(self.waits.len());
        self.waits.push(Wait {
            task,
            from: self.now,
            until: None,
            cause: WaitCause::BackOff,
            on: run.unmet.clone(),
            outside: run.unmet_outside.clone(),
        });
    }

    fn close_wait(&mut self, task: TaskId) {
        if let Some(wait) = self.tasks[task.0].open_wait.take() {
            self.waits[wait].until = Some(self.now);
        }
    }

    fn settle(&mut self) {
        let settled = std::mem::take(&mut self.settled);
        if !settled.is_empty() {
            let commands = self.scheduler.settle(self.now, &settled);
            self.obey(commands);
        }
    }

    fn advance(&mut self) {
        let commands = self.scheduler.advance(self.now);
        self.obey(commands);
    }

    fn obey(&mut self, commands: Vec<Command>) {
        let background = self.setting.options.background;
        for command in commands {
            match command {
                Command::OpenStep(step) => self.record(What::StepOpened(step)),
                Command::Start(task) => self.start(task),
                Command::Queue(task) => self.record(What::TaskQueued(task)),
                Command::StepSettled(step) => self.record(What::StepSettled(step)),
                Command::LastStepDone => {
                    self.record(What::LastStepDone);
                    if background == Background::Detach {
                        self.stage_end = Some(self.now);
                    }
                }
                Command::AllSettled => {
                    self.record(What::AllSettled);
                    self.stage_end.get_or_insert(self.now);
                }
                Command::Halt(task) => {
                    self.record(What::Halted(task));
                    self.halted = true;
                }
            }
        }
    }

    fn push(&mut self, at: Millis, what: DueWhat, task: TaskId, attempt: u32) {
        self.queue.push(Due {
            at,
            what,
            task,
            attempt,
        });
    }

    fn record(&mut self, what: What) {
        self.events.push(TraceEvent { at: self.now, what });
    }
}
