//! The run itself: look at everything, let the first thing happen, look again.

mod end;

use super::task::TaskState;
use super::{Class, RoomWait, attempt, loss, room};
use laneway_core::plan::{StepId, TaskId};
use laneway_core::report::Outcome;
use laneway_core::simulate::draws::{Draws, RunNumber};
use laneway_core::simulate::{ImagePull, Setting};
use laneway_core::time::Millis;

/// Something that happens next, unless something else comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Thing {
    at: Millis,
    class: Class,
    task: usize,
}

/// A run in the making.
pub(super) struct Run<'a> {
    setting: &'a Setting,
    draws: Draws,
    now: Millis,
    tasks: Vec<TaskState>,
    opened: Vec<Option<Millis>>,
    opened_after: Vec<Vec<TaskId>>,
    /// Every pod that is on a node.
    places: room::Places,
    /// Who waits for room, in order.
    waiting: Vec<TaskId>,
    /// Pods that have gone: when, from which node, and whose.
    gone: Vec<(Millis, usize, TaskId)>,
    /// The first task that has to halt the stage, until it does.
    halt_due: Option<TaskId>,
    halted: Option<(Millis, TaskId)>,
    last_step_done: Option<Millis>,
    all_settled: Option<Millis>,
    outcome: Option<Outcome>,
}

impl<'a> Run<'a> {
    pub(super) fn new(setting: &'a Setting, number: RunNumber) -> Self {
        Self {
            setting,
            draws: Draws::new(setting.options.seed, number),
            now: Millis::ZERO,
            tasks: vec![TaskState::default(); setting.plan.tasks.len()],
            opened: vec![None; setting.plan.steps.len()],
            opened_after: vec![Vec::new(); setting.plan.steps.len()],
            places: Vec::new(),
            waiting: Vec::new(),
            gone: Vec::new(),
            halt_due: None,
            halted: None,
            last_step_done: None,
            all_settled: None,
            outcome: None,
        }
    }

    /// Lets the first of all possible things happen; whether there was one.
    pub(super) fn step(&mut self) -> bool {
        let next = self.things().into_iter().min();
        let next = next.filter(|_| self.halted.is_none());
        if let Some(thing) = next {
            self.now = thing.at;
            self.apply(thing);
        }
        next.is_some()
    }

    /// Everything that may come next, found by looking at everything.
    fn things(&self) -> Vec<Thing> {
        let mut things = Vec::new();
        for task in 0..self.tasks.len() {
            for (at, class) in self.tasks[task].due(self.setting, TaskId(task), self.last_start()) {
                // What is ready when all has settled stays so.
                if class != Class::Crash || self.all_settled.is_none() {
                    things.push(Thing { at, class, task });
                }
            }
            things.extend(self.next_node_loss(task));
        }
        let at = self.now;
        if let Some(TaskId(task)) = self.halt_due {
            things.push(Thing {
                at,
                class: Class::Halt,
                task,
            });
        }
        let mut waiting = self.waiting.iter();
        if waiting.any(|task| !room::place(self.setting, &self.places, *task).0.is_empty()) {
            things.push(Thing {
                at,
                class: Class::Place,
                task: 0,
            });
        }
        if self.next_step().is_some() || self.next_to_start().is_some() || self.end_is_new() {
            things.push(Thing {
                at,
                class: Class::Start,
                task: 0,
            });
        }
        things
    }

    fn apply(&mut self, thing: Thing) {
        let id = TaskId(thing.task);
        match thing.class {
            Class::Start => self.start_all(),
            Class::Halt => self.halted = Some((self.now, id)),
            Class::Place => self.place_waiting(),
            Class::Restart => self.restart_all(),
            Class::Success => self.tasks[id.0].succeed(self.setting, id, self.now),
            Class::Failure => self.tasks[id.0].fail(self.setting, id, self.now),
            Class::Crash => self.tasks[id.0].crash(self.now),
            Class::NodeLoss => self.lose_node(id),
            Class::Deadline => self.tasks[id.0].run_out_of_time(self.setting, id, self.now),
        }
        if matches!(thing.class, Class::Failure | Class::Deadline) {
            self.note_error(id);
        }
        if matches!(
            thing.class,
            Class::Success | Class::Failure | Class::Deadline
        ) {
            self.leave(id);
        }
    }

    /// The first loss of the node under the task that has not come yet; none any more once all has settled.
    fn next_node_loss(&self, task: usize) -> Option<Thing> {
        let mut moments = loss::moments(self.setting, &self.draws, TaskId(task));
        moments.sort_unstable();
        let at = *moments.get(self.tasks[task].nodes_lost)?;
        self.all_settled.is_none().then_some(Thing {
            at,
            class: Class::NodeLoss,
            task,
        })
    }

    /// The pods of the task are lost with the room that they took.
    fn lose_node(&mut self, id: TaskId) {
        let state = &mut self.tasks[id.0];
        state.nodes_lost += 1;
        if state.has_pod(self.setting, id) {
            state.lose_node(self.setting, id, self.now);
            let own = self.places.iter_mut().filter(|pod| pod.of == id);
            own.for_each(|pod| pod.is_lost = true);
        }
    }

    /// Begins all attempts that are due again: none of them sees what another does in no time.
    fn restart_all(&mut self) {
        let things = self.things().into_iter();
        let due = things.filter(|it| (it.at, it.class) == (self.now, Class::Restart));
        let mut due: Vec<TaskId> = due.map(|thing| TaskId(thing.task)).collect();
        // New pods of jobs that have been there already come first, those that replace lost ones last.
        due.sort_by_key(|id| {
            let state = &self.tasks[id.0];
            (state.open_loss().is_some(), state.accepted.is_none())
        });
        for id in due {
            let state = &self.tasks[id.0];
            if state.accepted.is_none() {
                self.accept(id);
            } else if state.has_found_room() {
                self.tasks[id.0].end_room_wait(self.now);
                self.begin_on_node(id);
            } else if state.open_loss().is_some() {
                self.tasks[id.0].replace(self.now);
                if self.finds_room(id) {
                    self.begin_on_node(id);
                }
            } else if self.finds_room(id) {
                self.attempt(id);
            }
        }
    }

    /// Its pods are on nodes: its next attempt begins, and the first one when its image is there.
    fn begin_on_node(&mut self, id: TaskId) {
        match self.tasks[id.0].attempts.is_empty() {
            true => self.start_container(id),
            false => self.attempt(id),
        }
    }

    /// Opens what can open and starts what can start; only then looks whether that was the end.
    fn start_all(&mut self) {
        while let Some(StepId(step)) = self.next_step() {
            self.opened[step] = Some(self.now);
            self.opened_after[step] = self.just_settled();
        }
        while let Some(task) = self.next_to_start() {
            self.tasks[task.0].started = Some(self.now);
            self.tasks[task.0].started_after = self.just_settled();
            if self.setting.options.apply_latency == Millis::ZERO {
                self.accept(task);
            }
        }
        self.note_end();
    }

    /// The cluster has the task, and places its pods.
    fn accept(&mut self, task: TaskId) {
        self.tasks[task.0].accepted = Some(self.now);
        if self.finds_room(task) {
            self.start_container(task);
        }
    }

    /// Its pods are on nodes, and its first attempt begins unless its image is not there.
    fn start_container(&mut self, task: TaskId) {
        let behaviour = &self.setting.behaviours[task.0];
        let is_there = behaviour.is_static || behaviour.image == ImagePull::Fails(0);
        self.tasks[task.0].placed.push(self.now);
        if is_there {
            self.attempt(task);
        }
    }

    /// Places the pods of the task; whether all of them have room. If not, it waits for it.
    fn finds_room(&mut self, task: TaskId) -> bool {
        if self.setting.cluster.nodes.is_empty() {
            return true;
        }
        let (new, is_all) = room::place(self.setting, &self.places, task);
        self.places.extend(new);
        if !is_all {
            let lacks = room::lacks(self.setting, &self.places, task);
            self.waiting.push(task);
            let state = &mut self.tasks[task.0];
            state.room_waits.push(RoomWait {
                from: self.now,
                until: None,
                attempts: state.attempts.len(),
                on: room::holders(self.setting, &self.places, task, &lacks),
                lacks,
            });
        }
        is_all
    }

    /// Each that waits takes what room there is, one after the other.
    fn place_waiting(&mut self) {
        for task in std::mem::take(&mut self.waiting) {
            let (new, is_all) = room::place(self.setting, &self.places, task);
            self.places.extend(&new);
            if !is_all {
                self.waiting.push(task);
                continue;
            }
            let ids = (0..self.tasks.len()).map(TaskId);
            let made = |id: &TaskId| {
                let mut nodes = new.iter().map(|pod| pod.on);
                nodes.any(|node| self.gone.contains(&(self.now, node, *id)))
            };
            let makers = ids.filter(made).take(16).collect();
            self.tasks[task.0].find_room(self.now, makers);
        }
    }

    /// Takes the pods of a task from their nodes, if they are gone.
    fn leave(&mut self, task: TaskId) {
        if !room::is_gone(self.setting, task, &self.tasks[task.0]) {
            return;
        }
        for pod in std::mem::take(&mut self.places) {
            match pod.of == task && !pod.is_lost {
                true => self.gone.push((self.now, pod.on, task)),
                false => self.places.push(pod),
            }
        }
        if self.tasks[task.0].settled.is_some() {
            self.waiting.retain(|it| *it != task);
            self.tasks[task.0].end_room_wait(self.now);
        }
    }

    fn just_settled(&self) -> Vec<TaskId> {
        let ids = (0..self.tasks.len()).map(TaskId);
        let is_new = |id: &TaskId| {
            self.tasks[id.0]
                .settled
                .is_some_and(|(at, _)| at == self.now)
        };
        ids.filter(is_new).collect()
    }

    /// The first step that has not opened, if nothing stands in its way.
    fn next_step(&self) -> Option<StepId> {
        let step = self.opened.iter().position(Option::is_none)?;
        self.waited_settled(step).then_some(StepId(step))
    }

    /// Whether every task of the waited ones among the first `steps` steps has settled.
    fn waited_settled(&self, steps: usize) -> bool {
        let waited = self.setting.plan.steps[..steps]
            .iter()
            .filter(|step| step.waited);
        waited
            .flat_map(|step| &step.tasks)
            .all(|task| self.tasks[task.0].settled.is_some())
    }

    /// The first task in plan order whose step is open and that has not started, if a slot is free.
    fn next_to_start(&self) -> Option<TaskId> {
        let holders = self.tasks.iter().filter(|task| task.holds_slot()).count();
        let slots = self.setting.options.max_parallel;
        if slots.is_some_and(|slots| holders >= slots) {
            return None;
        }
        let plan = &self.setting.plan;
        let mut ids = (0..plan.tasks.len()).map(TaskId);
        ids.find(|id| {
            self.tasks[id.0].started.is_none() && self.opened[plan.tasks[id.0].step.0].is_some()
        })
    }

    /// Begins the next attempt: whether it can succeed is decided now.
    fn attempt(&mut self, task: TaskId) {
        let number = self.tasks[task.0].attempts.len() + 1;
        let unmet = self.unmet_needs(task);
        let planned = attempt::plan(
            self.setting,
            &self.draws,
            task,
            number,
            self.now,
            !unmet.is_empty(),
        );
        self.tasks[task.0].begin(self.now, planned, unmet);
    }

    /// References of what the task needs and does not find.
    fn unmet_needs(&self, task: TaskId) -> Vec<String> {
        let needs = self.setting.behaviours[task.0].needs.iter();
        let unmet = needs.filter(|need| {
            let is_outside = need.tasks.is_empty();
            let is_there = need
                .tasks
                .iter()
                .any(|needed| self.tasks[needed.0].is_there());
            !(is_outside || is_there) || attempt::inside(&need.outages, &self.draws, self.now)
        });
        unmet.map(|need| need.reference.clone()).collect()
    }
}
