//! What happens to the tasks of a simulated world.

use super::attempt::{Life, Next, outcomes, settles_at_first_crash, static_duration};
use super::budget::MAX_ATTEMPTS;
use super::facts::Facts;
use super::queue::{Due, DueWhat};
use super::sink::Sink;
use super::world::World;
use super::{Need, Outage};
use crate::plan::TaskId;
use crate::scheduler::{AttemptOutcome, Settled, Settlement, WaitCause, What};
use crate::template::Kind;
use crate::time::Millis;

impl<S: Sink> World<'_, S> {
    /// What was due happens, unless its task has moved on.
    pub(super) fn happen(&mut self, due: Due) {
        let run = &mut self.tasks[due.task.0];
        let is_next = run.next.take_if(|next| *next == due).is_some();
        let is_current = run.is_attempt_open && run.attempt == due.attempt;
        match due.what {
            DueWhat::Success if is_current => self.succeed(due.task),
            DueWhat::Failure if is_current => self.fail(due.task),
            DueWhat::Failure if due.attempt == 0 && is_next && run.settled.is_none() => {
                self.give_up(due.task);
            }
            DueWhat::Crash if run.is_met && run.attempt == due.attempt => self.crash(due.task),
            DueWhat::Deadline if run.settled.is_none() => self.time_out(due.task),
            DueWhat::NodeLoss => self.lose_node(due.task),
            DueWhat::Restart if is_next && self.goes_on(due.task) => {
                self.close_wait(due.task);
                if self.has_place(due.task, due.attempt) {
                    self.begin_attempt(due.task, due.attempt);
                }
            }
            DueWhat::Applied if self.goes_on(due.task) => {
                self.close_wait(due.task);
                self.accept(due.task);
            }
            DueWhat::Placed if self.goes_on(due.task) => {
                self.close_wait(due.task);
                self.begin_on_node(due.task, due.attempt);
            }
            DueWhat::Evicted if self.goes_on(due.task) => {
                self.close_wait(due.task);
                self.open_wait(due.task, WaitCause::BackOff);
            }
            DueWhat::Replaced if is_next && self.goes_on(due.task) => {
                self.close_wait(due.task);
                if self.has_place(due.task, due.attempt) {
                    self.begin_on_node(due.task, due.attempt);
                }
            }
            // The task has moved on: its deadline came first, or it is no longer followed.
            _ => {}
        }
    }

    /// Starts a task.
    pub(super) fn start(&mut self, task: TaskId) {
        self.record(What::TaskStarted(task));
        self.tasks[task.0].deadline = self.now + self.facts[task.0].limit;
        let latency = self.setting.options.apply_latency;
        if latency > Millis::ZERO {
            self.mind_deadline(task);
            self.open_wait(task, WaitCause::Apply);
            self.push(self.now + latency, DueWhat::Applied, task, 0);
        } else {
            self.accept(task);
        }
    }

    /// The cluster has accepted the task.
    fn accept(&mut self, task: TaskId) {
        let Facts {
            is_static, stream, ..
        } = self.facts[task.0];
        if is_static {
            let (_, behaviour) = self.task(task);
            self.tasks[task.0].is_attempt_open = true;
            let took = static_duration(behaviour, &self.draws, stream);
            self.mind_deadline_before(self.now + took, task);
            self.push(self.now + took, DueWhat::Success, task, 0);
        } else if self.has_place(task, 1) {
            self.start_container(task);
        }
    }

    /// Its pods have their place. Only the first attempt has to wait for the image.
    fn begin_on_node(&mut self, task: TaskId, attempt: u32) {
        match attempt {
            1 => self.start_container(task),
            attempt => self.begin_attempt(task, attempt),
        }
    }

    /// Its pods have their place: the first attempt begins when the image is there.
    fn start_container(&mut self, task: TaskId) {
        self.tasks[task.0].has_pod = true;
        if self.facts[task.0].has_image {
            self.begin_attempt(task, 1);
        } else {
            self.pull_image(task);
        }
    }

    /// Waits for the image, which may never be there.
    fn pull_image(&mut self, task: TaskId) {
        self.mind_deadline(task);
        self.open_wait(task, WaitCause::ImagePull);
        let (_, behaviour) = self.task(task);
        if let Some(delay) = behaviour.image.delay() {
            self.push_next(delay, DueWhat::Restart, task, 1);
        }
    }

    fn begin_attempt(&mut self, task: TaskId, number: u32) {
        let doomed = self.facts[task.0].may_lack && self.is_doomed(task);
        let run = &mut self.tasks[task.0];
        run.attempt = number;
        run.attempt_started = self.now;
        run.is_attempt_open = true;
        run.has_pod = true;
        self.record(What::AttemptStarted(task, number));
        let life = self.life(task, number, doomed);
        let end = self.now + life.lasts;
        if life.is_good {
            self.mind_deadline_before(end, task);
            self.push(end, DueWhat::Success, task, number);
        } else {
            self.mind_deadline(task);
            if !life.hangs() {
                self.push(end, DueWhat::Failure, task, number);
            }
        }
    }

    /// What comes of an attempt that begins now.
    fn life(&self, task: TaskId, number: u32, doomed: bool) -> Life {
        let known = self.firsts.get(task.0).copied().flatten();
        known.filter(|_| number == 1 && !doomed).unwrap_or_else(|| {
            let Facts { stream, kind, .. } = self.facts[task.0];
            let draws = self.draws.attempt(stream, number);
            Life::new(kind, self.task(task).1, number, doomed, &draws)
        })
    }

    /// Lets the deadline of the task come, if it comes before the success that is due then. Most tasks
    /// succeed without anybody looking at the clock, and events that change nothing take time.
    fn mind_deadline_before(&mut self, success: Millis, task: TaskId) {
        if self.tasks[task.0].deadline < success {
            self.mind_deadline(task);
        }
    }

    /// Lets the deadline of the task come. Whoever keeps a task from the success that is due has to call it.
    pub(super) fn mind_deadline(&mut self, task: TaskId) {
        let run = &mut self.tasks[task.0];
        if !std::mem::replace(&mut run.minds_deadline, true) {
            let deadline = run.deadline;
            self.push(deadline, DueWhat::Deadline, task, 0);
        }
    }

    /// Whether an attempt that starts now lacks something, or falls into an outage.
    fn is_doomed(&mut self, task: TaskId) -> bool {
        let (_, behaviour) = self.task(task);
        self.lacks_a_need(task) || self.is_out(&behaviour.outages)
    }

    /// Whether an attempt that starts now lacks something that the task needs.
    fn lacks_a_need(&mut self, task: TaskId) -> bool {
        let (_, behaviour) = self.task(task);
        self.sink.forget_unmet(task);
        let mut lacks_any = false;
        for need in &behaviour.needs {
            if !self.is_met(need) {
                self.sink.note_unmet(task, need);
                lacks_any = true;
            }
        }
        lacks_any
    }

    fn is_met(&self, need: &Need) -> bool {
        let is_there = |task: &TaskId| self.tasks[task.0].is_met;
        (need.tasks.is_empty() || need.tasks.iter().any(is_there)) && !self.is_out(&need.outages)
    }

    /// Whether it is now in one of the outages.
    fn is_out(&self, outages: &[Outage]) -> bool {
        let mut windows = outages.iter().map(|outage| outage.window(&self.draws));
        windows.any(|window| window.contains(self.now))
    }

    fn succeed(&mut self, task: TaskId) {
        let (good, _) = outcomes(self.facts[task.0].kind);
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
        let is_back = std::mem::replace(&mut run.was_met, true);
        match run.settled {
            None => self.settle_as(task, good),
            Some(_) if is_back => {}
            Some(_) => self.record(What::TaskHealed(task)),
        }
        if good == Settlement::Ready {
            self.expect_crash(task);
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
        let options = &self.setting.options;
        let next = run.retries.next(spec.kind, behaviour, options, lived);
        let is_given_up = next == Next::GivenUp(Millis::ZERO);
        if (is_given_up || settles_at_first_crash(spec, options)) && run.settled.is_none() {
            let (_, bad) = outcomes(spec.kind);
            self.settle_as(task, bad);
        }
        match next {
            Next::Attempt(delay) => self.back_off(task, delay),
            Next::GivenUp(Millis::ZERO) => {}
            Next::GivenUp(delay) => {
                self.open_wait(task, WaitCause::BackOff);
                self.push_next(delay, DueWhat::Failure, task, 0);
            }
        }
    }

    /// The last pause of a job is over: the restart at its end is one too many.
    fn give_up(&mut self, task: TaskId) {
        let (_, bad) = outcomes(self.facts[task.0].kind);
        self.close_wait(task);
        self.settle_as(task, bad);
    }

    pub(super) fn back_off(&mut self, task: TaskId, delay: Millis) {
        if delay > Millis::ZERO {
            self.open_wait(task, WaitCause::BackOff);
        }
        if self.may_retry(task) {
            let next = self.tasks[task.0].attempt + 1;
            self.push_next(delay, DueWhat::Restart, task, next);
        }
    }

    /// Whether another attempt of the task is still followed; counts it.
    pub(super) fn may_retry(&mut self, task: TaskId) -> bool {
        let next = self.tasks[task.0].attempt + 1;
        let is_followed = next <= MAX_ATTEMPTS && self.retries_left > 0;
        if is_followed {
            self.retries_left -= 1;
        } else {
            self.record(What::RetriesCut(task));
        }
        is_followed
    }

    /// Lets that come next for the task, after so long, and nothing that was to come before.
    pub(super) fn push_next(&mut self, delay: Millis, what: DueWhat, task: TaskId, attempt: u32) {
        let next = Due {
            at: self.now + delay,
            what,
            task,
            attempt,
        };
        self.tasks[task.0].next = Some(next);
        self.queue.push(next);
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
        self.leave_after_attempt(task);
    }

    fn settle_as(&mut self, task: TaskId, outcome: Settlement) {
        self.tasks[task.0].settled = Some(outcome);
        self.record(What::TaskSettled(task, outcome));
        self.settled.push(Settled { task, outcome });
        self.leave_when_settled(task);
    }

    /// Whether what becomes of the task is followed.
    fn goes_on(&self, task: TaskId) -> bool {
        self.tasks[task.0].settled.is_none() || self.may_heal(task)
    }

    /// Services that are not ready are followed until the horizon after the stage's end.
    fn may_heal(&self, task: TaskId) -> bool {
        let horizon = self.setting.options.horizon;
        let is_followed = self.stage_end.is_none_or(|end| self.now <= end + horizon);
        is_followed && self.facts[task.0].kind == Kind::Services
    }

    pub(super) fn open_wait(&mut self, task: TaskId, cause: WaitCause) {
        self.sink.open_wait(self.now, task, cause);
    }

    pub(super) fn close_wait(&mut self, task: TaskId) {
        self.sink.close_wait(self.now, task);
    }
}
