//! The state machine itself.

use super::event::{Background, Command, Settled, Wait, WaitCause};
use crate::plan::{Plan, StepId, TaskId};
use crate::time::Millis;
use std::collections::VecDeque;
use std::num::NonZeroUsize;

/// Decides what starts when.
///
/// Whoever owns a world (simulated or real) calls [`Scheduler::advance`] once to begin. From then on
/// it reports everything that settled at one moment with [`Scheduler::settle`], and calls `advance`
/// once that moment holds nothing more that comes before a start. Both answer with commands, which they
/// append in the order in which they take effect. The scheduler knows nothing of attempts, retries or
/// deadlines.
#[derive(Debug)]
pub struct Scheduler<'a> {
    plan: &'a Plan,
    /// By task.
    roles: Vec<Role>,
    background: Background,
    slots: Option<usize>,
    free_slots: Option<usize>,
    /// Tasks of opened steps that wait for a slot. Steps open in order, so this is plan order.
    queue: VecDeque<TaskId>,
    tasks: Vec<TaskState>,
    steps: Vec<StepState>,
    next_step: usize,
    unsettled_waited: usize,
    unsettled: usize,
    last_step_done: bool,
    all_settled: bool,
    halted: bool,
    /// What settled at the moment `arrivals_at`, in plan order once a wait asks for it.
    arrivals: Vec<TaskId>,
    arrivals_at: Millis,
    notes_waits: bool,
    waits: Vec<Wait>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TaskState {
    NotStarted,
    Started,
    Settled,
}

/// What of a task decides what starts, side by side in memory.
#[derive(Debug, Clone, Copy)]
struct Role {
    step: StepId,
    /// Whether its step is a barrier.
    is_waited: bool,
    halts: bool,
}

#[derive(Debug, Clone, Copy)]
struct StepState {
    opened: Option<Millis>,
    unsettled: usize,
}

impl<'a> Scheduler<'a> {
    /// A scheduler that has not begun yet. `max_parallel` is how many tasks may hold a slot at once.
    pub fn new(plan: &'a Plan, max_parallel: Option<NonZeroUsize>, background: Background) -> Self {
        let roles = plan.tasks.iter().map(|task| Role {
            step: task.step,
            is_waited: plan.steps[task.step.0].waited,
            halts: task.halts,
        });
        let mut scheduler = Self {
            plan,
            roles: roles.collect(),
            background,
            slots: max_parallel.map(NonZeroUsize::get),
            free_slots: None,
            queue: VecDeque::new(),
            tasks: Vec::new(),
            steps: Vec::new(),
            next_step: 0,
            unsettled_waited: 0,
            unsettled: 0,
            last_step_done: false,
            all_settled: false,
            halted: false,
            arrivals: Vec::new(),
            arrivals_at: Millis::ZERO,
            notes_waits: true,
            waits: Vec::new(),
        };
        scheduler.reset();
        scheduler
    }

    /// Lets it decide without saying why: it notes no waits.
    #[must_use]
    pub fn without_waits(self) -> Self {
        Self {
            notes_waits: false,
            ..self
        }
    }

    /// Forgets all that has happened, as if it had not begun yet.
    pub fn reset(&mut self) {
        self.free_slots = self.slots;
        self.queue.clear();
        self.tasks.clear();
        self.tasks
            .resize(self.plan.tasks.len(), TaskState::NotStarted);
        self.steps.clear();
        self.steps
            .extend(self.plan.steps.iter().map(|step| StepState {
                opened: None,
                unsettled: step.tasks.len(),
            }));
        self.next_step = 0;
        self.unsettled_waited = 0;
        self.unsettled = self.plan.tasks.len();
        self.last_step_done = false;
        self.all_settled = false;
        self.halted = false;
        self.arrivals.clear();
        self.arrivals_at = Millis::ZERO;
        self.waits.clear();
    }

    /// Takes in everything that settled at the moment `at`, in the order of things at one moment:
    /// successes, failures, deadlines; equals in plan order. Halts if a failure calls for it.
    /// Settling is final: a second report of a task is ignored, and so is one of a task that was
    /// never started.
    pub fn settle(&mut self, at: Millis, settled: &[Settled], commands: &mut Vec<Command>) {
        let mut halt = None;
        for settled in settled {
            let task = settled.task;
            if self.halted || self.tasks[task.0] != TaskState::Started {
                continue;
            }
            self.settle_one(at, task, commands);
            if halt.is_none() && self.calls_for_halt(settled) {
                halt = Some(task);
            }
        }
        if let Some(task) = halt {
            self.halted = true;
            if self.notes_waits {
                self.note_halt(at, task);
            }
            commands.push(Command::Halt(task));
        }
    }

    /// Starts everything that may start at the moment `at`: tasks that get a slot, steps whose barrier
    /// is open, in plan order. Does nothing after a halt.
    pub fn advance(&mut self, at: Millis, commands: &mut Vec<Command>) {
        if self.halted {
            return;
        }
        self.grant_slots(at, commands);
        while self.next_step < self.steps.len() && self.unsettled_waited == 0 {
            self.open_step(at, commands);
        }
        let nothing_left_to_open = self.next_step == self.steps.len();
        if nothing_left_to_open && self.unsettled_waited == 0 && !self.last_step_done {
            self.last_step_done = true;
            commands.push(Command::LastStepDone);
        }
        if nothing_left_to_open && self.unsettled == 0 && !self.all_settled {
            self.all_settled = true;
            commands.push(Command::AllSettled);
        }
    }

    /// Why tasks did not start at once, as far as it is known by now: one entry per gap.
    pub fn waits(&self) -> &[Wait] {
        &self.waits
    }

    /// Hands over [`Scheduler::waits`].
    pub fn take_waits(&mut self) -> Vec<Wait> {
        std::mem::take(&mut self.waits)
    }

    fn settle_one(&mut self, at: Millis, task: TaskId, commands: &mut Vec<Command>) {
        self.tasks[task.0] = TaskState::Settled;
        if self.notes_waits {
            self.note_arrival(at, task);
        }
        self.unsettled -= 1;
        if let Some(free) = &mut self.free_slots {
            *free += 1;
        }
        let Role {
            step, is_waited, ..
        } = self.roles[task.0];
        if is_waited {
            self.unsettled_waited -= 1;
        }
        self.steps[step.0].unsettled -= 1;
        if self.steps[step.0].unsettled == 0 {
            commands.push(Command::StepSettled(step));
        }
    }

    fn note_arrival(&mut self, at: Millis, task: TaskId) {
        if self.arrivals_at != at {
            self.arrivals.clear();
            self.arrivals_at = at;
        }
        self.arrivals.push(task);
    }

    /// A detached stage is over when its last step is done; what its background does later cannot
    /// halt it any more.
    fn calls_for_halt(&self, settled: &Settled) -> bool {
        let over = self.last_step_done && self.background == Background::Detach;
        self.roles[settled.task.0].halts && !settled.outcome.is_good() && !over
    }

    fn open_step(&mut self, at: Millis, commands: &mut Vec<Command>) {
        let plan = self.plan;
        let id = StepId(self.next_step);
        let step = &plan.steps[id.0];
        self.next_step += 1;
        self.steps[id.0].opened = Some(at);
        if self.notes_waits {
            self.note_barrier(at, id);
        }
        commands.push(Command::OpenStep(id));
        if step.tasks.is_empty() {
            commands.push(Command::StepSettled(id));
        }
        if step.waited {
            self.unsettled_waited += step.tasks.len();
        }
        self.queue.extend(&step.tasks);
        self.grant_slots(at, commands);
        let queued = (step.tasks.iter()).filter(|task| self.tasks[task.0] == TaskState::NotStarted);
        commands.extend(queued.copied().map(Command::Queue));
    }

    fn grant_slots(&mut self, at: Millis, commands: &mut Vec<Command>) {
        while self.free_slots != Some(0)
            && let Some(task) = self.queue.pop_front()
        {
            if let Some(free) = &mut self.free_slots {
                *free -= 1;
            }
            self.tasks[task.0] = TaskState::Started;
            if self.notes_waits {
                self.note_slot(at, task);
            }
            commands.push(Command::Start(task));
        }
    }

    fn note_slot(&mut self, at: Millis, task: TaskId) {
        let opened = self.steps[self.plan.tasks[task.0].step.0].opened;
        if let Some(from) = opened.filter(|&opened| opened < at) {
            let on = self.arrivals_at(at).to_vec();
            self.note_wait(task, from, Some(at), WaitCause::Slot, on);
        }
    }

    fn note_barrier(&mut self, at: Millis, id: StepId) {
        let previous = id.0.checked_sub(1).and_then(|step| self.steps[step].opened);
        let Some(from) = previous.filter(|&from| from < at) else {
            return;
        };
        let plan = self.plan;
        let holds_barrier = |task: &TaskId| plan.steps[plan.tasks[task.0].step.0].waited;
        let mut on = self.arrivals_at(at).to_vec();
        on.retain(holds_barrier);
        for &task in &plan.steps[id.0].tasks {
            self.note_wait(task, from, Some(at), WaitCause::Barrier, on.clone());
        }
    }

    /// What settled at this very moment, in plan order.
    fn arrivals_at(&mut self, at: Millis) -> &[TaskId] {
        if self.arrivals_at != at {
            return &[];
        }
        if !self.arrivals.is_sorted() {
            self.arrivals.sort_unstable();
        }
        &self.arrivals
    }

    fn note_halt(&mut self, at: Millis, by: TaskId) {
        let plan = self.plan;
        let never_ran = (plan.tasks.iter().enumerate())
            .filter(|(index, _)| self.tasks[*index] == TaskState::NotStarted)
            .map(|(index, task)| (TaskId(index), task.step.0))
            .collect::<Vec<_>>();
        for (task, step) in never_ran {
            // A task in the queue has waited for its barrier already; any other began to wait for it
            // when the step before its own started.
            let own = self.steps[step].opened;
            let previous = step.checked_sub(1).and_then(|step| self.steps[step].opened);
            let from = own.or(previous).unwrap_or(at);
            self.note_wait(task, from, None, WaitCause::Halted, vec![by]);
        }
    }

    fn note_wait(
        &mut self,
        task: TaskId,
        from: Millis,
        until: Option<Millis>,
        cause: WaitCause,
        on: Vec<TaskId>,
    ) {
        self.waits.push(Wait {
            task,
            from,
            until,
            cause,
            on,
            outside: Vec::new(),
            lacks: Vec::new(),
        });
    }
}
