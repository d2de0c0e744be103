//! Attempts among the events: why they begin when they do, and what becomes of them.

use super::Fold;
use crate::plan::TaskId;
use crate::play::group::{Beginning, Ending, Fact, Good, Missing, Next};
use crate::report::TaskOutcome;
use crate::scheduler::{AttemptOutcome, LossCause, Settlement, Wait, WaitCause};
use crate::simulate::Outage;
use crate::template::Kind;

impl<'a> Fold<'a> {
    pub(super) fn begin(&mut self, task: TaskId, number: u32) {
        let missing = self.missing(task);
        let row = &mut self.tasks[task.0];
        row.attempt_started = self.now;
        let missed = std::mem::replace(&mut row.missing, missing.clone());
        if let Some(Fact::Opened { started, .. } | Fact::Granted { started, .. }) = self.last()
            && started.last() == Some(&task)
        {
            return self.join();
        }
        let wait = self.wait_until_now(task);
        let beginning = Beginning {
            number,
            after: wait.map(|wait| (wait.cause, self.now - wait.from)),
            on: wait.map_or_else(Vec::new, |wait| match wait.cause {
                WaitCause::Unschedulable => wait.on.clone(),
                _ => Vec::new(),
            }),
            missing,
            missed,
        };
        if let Some(Fact::Begun {
            tasks,
            beginning: same,
        }) = self.last()
            && *same == beginning
        {
            tasks.push(task);
            return self.join();
        }
        let tasks = vec![task];
        self.push(Fact::Begun { tasks, beginning });
    }

    /// What an attempt that starts now lacks.
    fn missing(&self, task: TaskId) -> Missing {
        let behaviour = &self.run.setting.behaviours[task.0];
        let plan = &self.run.setting.plan;
        let is_out = |outages: &[Outage]| {
            let mut windows = outages.iter().map(|outage| outage.window(&self.draws));
            windows.any(|window| window.contains(self.now))
        };
        let lacks = behaviour.needs.iter().filter_map(|need| {
            let is_there = |task: &TaskId| self.tasks[task.0].is_there;
            let first = need.tasks.first();
            let kind = first.map(|task| plan.tasks[task.0].kind);
            if first.is_some() && !need.tasks.iter().any(is_there) {
                return Some((need.reference.clone(), kind));
            }
            is_out(&need.outages).then(|| (need.reference.clone(), None))
        });
        Missing {
            needs: lacks.collect(),
            in_outage: is_out(&behaviour.outages),
        }
    }

    pub(super) fn end_attempt(&mut self, task: TaskId, number: u32, outcome: AttemptOutcome) {
        match outcome {
            AttemptOutcome::Succeeded | AttemptOutcome::Ready => {
                self.tasks[task.0].is_there = true;
                let how = self.how_good(task);
                self.succeed(task, how);
            }
            AttemptOutcome::NodeLost => self.lose(task, LossCause::NodeLost),
            _ => self.fail(task, number, outcome),
        }
    }

    fn how_good(&self, task: TaskId) -> Good {
        let row = &self.run.report.tasks[task.0];
        let kind = self.run.setting.plan.tasks[task.0].kind;
        if row.settled_ms == Some(self.now) {
            return Good::Settled(match kind {
                Kind::Services => Settlement::Ready,
                _ => Settlement::Succeeded,
            });
        }
        match row.healed_ms == Some(self.now) {
            true => Good::Healed,
            false => Good::Again,
        }
    }

    pub(super) fn succeed(&mut self, task: TaskId, how: Good) {
        if let Some(Fact::Good { tasks, how: same }) = self.last()
            && *same == how
        {
            tasks.push(task);
            return self.join();
        }
        let tasks = vec![task];
        self.push(Fact::Good { tasks, how });
    }

    fn fail(&mut self, task: TaskId, number: u32, outcome: AttemptOutcome) {
        let now = &self.tasks[task.0];
        let ending = Ending {
            outcome,
            kind: self.run.setting.plan.tasks[task.0].kind,
            number,
            lived: self.now - now.attempt_started,
            missing: now.missing.clone(),
            hung: self.run.setting.hangs(task, number as usize, &self.draws),
            next: self.next(task),
        };
        if let Some(Fact::Bad {
            tasks,
            ending: same,
        }) = self.last()
            && *same == ending
        {
            tasks.push(task);
            return self.join();
        }
        let tasks = vec![task];
        self.push(Fact::Bad { tasks, ending });
    }

    fn next(&self, task: TaskId) -> Next {
        let settled = self.settled_now(task);
        if let Some(outcome) = settled {
            return Next::Settled(outcome);
        }
        let waits = self.waits[task.0];
        let index = waits.partition_point(|wait| wait.from < self.now);
        let is_pause = |wait: &&Wait| wait.cause == WaitCause::BackOff;
        match waits.get(index).filter(|wait| wait.from == self.now) {
            Some(wait) if is_pause(&wait) => Next::After {
                wait: wait.until.map(|until| until - wait.from),
                before: (waits[..index].iter().rev().find(is_pause))
                    .and_then(|wait| Some(wait.until? - wait.from)),
            },
            _ => Next::AtOnce,
        }
    }

    /// How the task settled, if it did so at this moment.
    fn settled_now(&self, TaskId(task): TaskId) -> Option<Settlement> {
        let row = &self.run.report.tasks[task];
        let outcome = match row.outcome {
            TaskOutcome::Failed => Settlement::Failed,
            TaskOutcome::Degraded => Settlement::Degraded,
            TaskOutcome::Succeeded => Settlement::Succeeded,
            TaskOutcome::Ready => Settlement::Ready,
            TaskOutcome::NeverRan | TaskOutcome::LeftRunning => return None,
        };
        (row.settled_ms == Some(self.now)).then_some(outcome)
    }

    /// The wait of the task that ends now.
    fn wait_until_now(&self, task: TaskId) -> Option<&'a Wait> {
        let waits = self.waits[task.0];
        let index = waits.partition_point(|wait| wait.until.is_some_and(|until| until < self.now));
        waits.get(index).filter(|wait| wait.until == Some(self.now))
    }
}
