//! A trace folded into groups of events.

mod attempts;

use super::group::{Fact, GivenUp, Good, Group, Missing, Opening};
use crate::analysis::Run;
use crate::plan::{StepId, TaskId};
use crate::scheduler::{LossCause, Settlement, Wait, What};
use crate::simulate::draws::{Draws, RunNumber};
use crate::simulate::wait_limit;
use crate::time::Millis;

/// The groups of the run's trace, in its order.
pub(super) fn groups(run: &Run) -> Vec<Group> {
    let mut fold = Fold::new(run);
    for event in &run.trace.events {
        fold.take(event.at, &event.what);
    }
    fold.groups
}

struct Fold<'a> {
    run: &'a Run,
    draws: Draws,
    groups: Vec<Group>,
    tasks: Vec<TaskNow>,
    /// By task, ascending by time.
    waits: Vec<&'a [Wait]>,
    opened: Vec<Option<Millis>>,
    now: Millis,
    /// What has settled at this moment.
    settled: Vec<TaskId>,
}

/// What is known of a task by now.
#[derive(Debug, Clone, Default)]
struct TaskNow {
    /// Whether others find it.
    is_there: bool,
    attempt_started: Millis,
    missing: Missing,
}

impl<'a> Fold<'a> {
    fn new(run: &'a Run) -> Self {
        let plan = &run.setting.plan;
        let mut waits: Vec<&[Wait]> = vec![&[]; plan.tasks.len()];
        for of_task in run.trace.waits.chunk_by(|a, b| a.task == b.task) {
            waits[of_task[0].task.0] = of_task;
        }
        Self {
            run,
            draws: Draws::new(run.setting.options.seed, RunNumber::default()),
            groups: Vec::new(),
            tasks: vec![TaskNow::default(); plan.tasks.len()],
            waits,
            opened: vec![None; plan.steps.len()],
            now: Millis::ZERO,
            settled: Vec::new(),
        }
    }

    fn take(&mut self, at: Millis, what: &What) {
        if at != self.now {
            self.settled.clear();
            self.now = at;
        }
        match *what {
            What::StepOpened(step) => self.open(step),
            What::TaskQueued(task) => self.queue(task),
            What::TaskStarted(task) => self.start(task),
            What::AttemptStarted(task, number) => self.begin(task, number),
            What::AttemptEnded(task, number, outcome) => self.end_attempt(task, number, outcome),
            What::TaskSettled(task, outcome) => self.settle(task, outcome),
            What::TaskHealed(_) | What::StepSettled(_) => self.join(),
            What::ServiceLost(task, cause) => {
                self.tasks[task.0].is_there = false;
                self.lose(task, cause);
            }
            What::RetriesCut(task) => self.cut(task),
            What::LastStepDone => self.finish(true, false),
            What::AllSettled => self.finish(false, true),
            What::Halted(by) => self.push(Fact::Halted { by }),
        }
    }

    /// One more event of the last group.
    fn join(&mut self) {
        if let Some(last) = self.groups.last_mut() {
            last.events += 1;
        }
    }

    fn push(&mut self, fact: Fact) {
        self.groups.push(Group {
            at: self.now,
            fact,
            events: 1,
        });
    }

    /// The fact of the last group, if it is of this moment.
    fn last(&mut self) -> Option<&mut Fact> {
        let now = self.now;
        let last = self.groups.last_mut().filter(|group| group.at == now);
        last.map(|group| &mut group.fact)
    }

    fn open(&mut self, step: StepId) {
        let why = self.opening(step);
        self.opened[step.0] = Some(self.now);
        self.push(Fact::Opened {
            step,
            why,
            started: Vec::new(),
            queued: Vec::new(),
        });
    }

    fn opening(&self, step: StepId) -> Opening {
        let plan = &self.run.setting.plan;
        let Some(before) = step.0.checked_sub(1).map(StepId) else {
            return Opening::First;
        };
        let opened_now = self.opened[before.0] == Some(self.now);
        let previous = &plan.steps[before.0];
        match opened_now {
            true if previous.tasks.is_empty() => Opening::Empty(before),
            true if !previous.waited => Opening::NotWaited(before),
            _ => {
                let holds = |task: &&TaskId| plan.steps[plan.tasks[task.0].step.0].waited;
                Opening::Barrier(self.settled.iter().filter(holds).copied().collect())
            }
        }
    }

    fn queue(&mut self, task: TaskId) {
        self.join();
        if let Some(Fact::Opened { queued, .. }) = self.last() {
            queued.push(task);
        }
    }

    fn start(&mut self, task: TaskId) {
        let own = self.run.setting.plan.tasks[task.0].step;
        match self.last() {
            Some(Fact::Opened { step, started, .. }) if *step == own => started.push(task),
            Some(Fact::Granted { started, .. }) => started.push(task),
            _ => {
                let by = self.settled.clone();
                let started = vec![task];
                return self.push(Fact::Granted { by, started });
            }
        }
        self.join();
    }

    fn settle(&mut self, task: TaskId, outcome: Settlement) {
        self.settled.push(task);
        let is_there = outcome.is_good();
        self.tasks[task.0].is_there |= is_there;
        if let Some(
            Fact::Good { tasks, .. } | Fact::Bad { tasks, .. } | Fact::GivenUp { tasks, .. },
        ) = self.last()
            && tasks.last() == Some(&task)
        {
            return self.join();
        }
        if is_there {
            // A static service has no attempts.
            return self.succeed(task, Good::Settled(outcome));
        }
        let why = self.why_given_up(task);
        if let Some(Fact::GivenUp {
            tasks,
            outcome: same,
            why: also,
        }) = self.last()
            && (*same, *also) == (outcome, why)
        {
            tasks.push(task);
            return self.join();
        }
        let tasks = vec![task];
        self.push(Fact::GivenUp {
            tasks,
            outcome,
            why,
        });
    }

    fn why_given_up(&self, task: TaskId) -> GivenUp {
        let setting = &self.run.setting;
        let started = self.run.report.tasks[task.0].start_ms.unwrap_or_default();
        let took = self.now - started;
        let limit = wait_limit(&setting.plan.tasks[task.0], &setting.options);
        match self.run.report.tasks[task.0].attempts.is_empty() {
            _ if took >= limit => GivenUp::Limit(took),
            true => GivenUp::Image,
            false => GivenUp::Restarts,
        }
    }

    fn lose(&mut self, task: TaskId, cause: LossCause) {
        if let Some(Fact::Lost { tasks, cause: same }) = self.last()
            && *same == cause
        {
            tasks.push(task);
            return self.join();
        }
        let tasks = vec![task];
        self.push(Fact::Lost { tasks, cause });
    }

    fn cut(&mut self, task: TaskId) {
        if let Some(Fact::Cut { tasks }) = self.last() {
            tasks.push(task);
            return self.join();
        }
        self.push(Fact::Cut { tasks: vec![task] });
    }

    fn finish(&mut self, last_step: bool, all: bool) {
        if let Some(Fact::Ended {
            last_step: is_last,
            all: is_all,
        }) = self.last()
        {
            *is_last |= last_step;
            *is_all |= all;
            return self.join();
        }
        self.push(Fact::Ended { last_step, all });
    }
}
