//! How much longer each task could take without moving the end.

use super::history::{History, TaskHistory};
use crate::plan::{Plan, StepId, Task, TaskId};
use crate::scheduler::{Background, Settlement};
use crate::simulate::{Alone, Behaviour, Setting, alone, run, wait_limit};
use crate::time::Millis;

/// How many events may be simulated to find slacks that no formula gives. Past it the slack that the
/// barriers alone would leave is taken.
const EVENT_BUDGET: usize = 60_000;

/// For each task in plan order the largest extra duration (of each of its attempts) that leaves the end
/// of the stage and the task's own outcome unchanged. A task that ended badly may hold on for so long.
/// `None` after a halt.
///
/// As long as a longer task merely pushes what comes after it, one backward pass gives the answer. Where
/// slots, outages, or needs that no barrier ensures can make it change course, the run is simulated again
/// with the longer task, and the answer found by bisection.
pub(super) fn slacks(setting: &Setting, history: &History) -> Vec<Option<Millis>> {
    let (Some(all_settled), None) = (history.all_settled, history.halted) else {
        return vec![None; history.tasks.len()];
    };
    let mut search = Search {
        setting,
        history,
        all_settled,
        latest: latest_settling(setting, history, all_settled),
        turns: Turns::new(setting, history),
        events_left: EVENT_BUDGET,
    };
    (0..history.tasks.len())
        .map(|task| search.slack(TaskId(task)))
        .collect()
}

struct Search<'a> {
    setting: &'a Setting,
    history: &'a History<'a>,
    all_settled: Millis,
    /// How late each task may settle; `None` for what the end does not wait for.
    latest: Vec<Option<Millis>>,
    turns: Turns,
    events_left: usize,
}

impl Search<'_> {
    fn slack(&mut self, id: TaskId) -> Option<Millis> {
        let task = &self.history.tasks[id.0];
        let (started, (settled, outcome)) = (task.started?, task.settled?);
        let spec = &self.setting.plan.tasks[id.0];
        let own = if outcome.is_good() {
            (started + wait_limit(spec, &self.setting.options)) - settled
        } else {
            self.all_settled - settled
        };
        let allowed = self.latest[id.0].map_or(own, |latest| latest - settled);
        let behaviour = &self.setting.behaviours[id.0];
        let is_rigid = outcome.is_good() && task.attempts.len() <= 1 && behaviour.probe.is_none();
        let most = match behaviour.probe {
            Some(probe) => allowed + probe.period,
            None => allowed,
        };
        if self
            .turns
            .may_change_course(self.setting, self.history, id, allowed)
        {
            Some(
                self.by_running_again(id, outcome, most)
                    .unwrap_or(allowed.min(own)),
            )
        } else if is_rigid {
            Some(allowed.min(own))
        } else {
            Some(self.by_running_alone(spec, behaviour, most, allowed))
        }
    }

    /// The task alone tells how much its own retries and probe ticks stretch an extra duration.
    fn by_running_alone(
        &self,
        spec: &Task,
        behaviour: &Behaviour,
        most: Millis,
        allowed: Millis,
    ) -> Millis {
        let options = &self.setting.options;
        let with = |extra| {
            alone(
                spec,
                &Behaviour {
                    duration: behaviour.duration + extra,
                    ..behaviour.clone()
                },
                options,
            )
        };
        let Alone { outcome, took } = with(Millis::ZERO);
        let fits = |extra| {
            let longer = with(extra);
            longer.outcome == outcome && longer.took <= took + allowed
        };
        bisect(most, |extra| Some(fits(extra))).unwrap_or_default()
    }

    /// `None` when the budget is used up.
    fn by_running_again(
        &mut self,
        id: TaskId,
        outcome: Settlement,
        most: Millis,
    ) -> Option<Millis> {
        let mut longer = self.setting.clone();
        let duration = longer.behaviours[id.0].duration;
        let end = end(self.setting, self.history);
        bisect(most, |extra| {
            if self.events_left == 0 {
                return None;
            }
            longer.behaviours[id.0].duration = duration + extra;
            let trace = run(&longer);
            self.events_left = self.events_left.saturating_sub(trace.events.len());
            let history = History::new(&longer.plan, &trace);
            let now = history.tasks[id.0].settled.map(|(_, outcome)| outcome);
            Some(end == self::end(&longer, &history) && now == Some(outcome))
        })
    }
}

/// The largest value up to `most` that fits, given that zero does. `None` if `fits` gives up.
fn bisect(most: Millis, mut fits: impl FnMut(Millis) -> Option<bool>) -> Option<Millis> {
    if fits(most)? {
        return Some(most);
    }
    let (mut low, mut high) = (0, most.0);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(Millis(middle))? {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(Millis(low))
}

/// When the stage is over, as its option for the background says.
fn end(setting: &Setting, history: &History) -> Option<Millis> {
    match setting.options.background {
        Background::Join => history.all_settled,
        Background::Detach => history.last_step_done,
    }
}

/// How late each task may settle when it merely pushes what comes after it: a pass from the last step
/// back. `None` for what the end does not wait for.
fn latest_settling(
    setting: &Setting,
    history: &History,
    all_settled: Millis,
) -> Vec<Option<Millis>> {
    let plan = &setting.plan;
    let end = end(setting, history).unwrap_or(all_settled);
    let mut latest = vec![None; plan.tasks.len()];
    // How late the step after the one at hand may open.
    let mut opening = end;
    for (step, row) in plan.steps.iter().zip(&history.steps).rev() {
        let for_tasks = match (step.waited, setting.options.background) {
            (true, _) => Some(opening),
            (false, Background::Join) => Some(end),
            (false, Background::Detach) => None,
        };
        let opened = row.opened.unwrap_or_default();
        for &task in &step.tasks {
            latest[task.0] = for_tasks;
            let settled = history.tasks[task.0].settled_at();
            if let (Some(latest), Some(settled)) = (for_tasks, settled) {
                opening = opening.min(latest - (settled - opened));
            }
        }
    }
    latest
}

/// Where a longer task could do more than push what comes after it.
struct Turns {
    /// Whether tasks compete for slots.
    slots: bool,
    /// By task: whether it starts attempts that an outage, or a need without a barrier, can decide.
    is_decided_elsewhere: Vec<bool>,
    /// By task: whether another needs it without a barrier between.
    is_needed: Vec<bool>,
    /// The last step that holds a task that is decided elsewhere.
    last_decided_step: Option<StepId>,
}

impl Turns {
    fn new(setting: &Setting, history: &History) -> Self {
        let plan = &setting.plan;
        let count = plan.tasks.len();
        let mut turns = Self {
            slots: setting
                .options
                .max_parallel
                .is_some_and(|limit| limit < count),
            is_decided_elsewhere: vec![false; count],
            is_needed: vec![false; count],
            last_decided_step: None,
        };
        for (id, behaviour) in setting.behaviours.iter().enumerate() {
            let step = plan.tasks[id].step;
            let mut is_decided = !behaviour.outages.is_empty();
            for need in &behaviour.needs {
                let is_met = |task: &&TaskId| history.tasks[task.0].met_at().is_some();
                let met: Vec<TaskId> = need.tasks.iter().filter(is_met).copied().collect();
                let is_ensured = met
                    .iter()
                    .any(|&task| is_barrier_between(plan, history, task, step));
                is_decided |= !need.outages.is_empty();
                if !is_ensured {
                    is_decided |= !met.is_empty();
                    met.iter().for_each(|task| turns.is_needed[task.0] = true);
                }
            }
            turns.is_decided_elsewhere[id] = is_decided;
            if is_decided {
                turns.last_decided_step = turns.last_decided_step.max(Some(step));
            }
        }
        turns
    }

    /// Whether the task, when it takes up to `allowed` longer, could change the course of the run.
    fn may_change_course(
        &self,
        setting: &Setting,
        history: &History,
        id: TaskId,
        allowed: Millis,
    ) -> bool {
        let task = &history.tasks[id.0];
        let went_smoothly = task.attempts.len() <= 1 && !task.went_wrong();
        let is_own_course_open = self.is_decided_elsewhere[id.0] && !went_smoothly;
        let StepId(step) = setting.plan.tasks[id.0].step;
        let pushes_later_steps = setting.plan.steps[step].waited
            && history
                .steps
                .get(step + 1)
                .and_then(|next| next.opened)
                .zip(task.settled_at())
                .is_some_and(|(opened, settled)| allowed > opened - settled);
        let reaches_turn = self.last_decided_step > Some(StepId(step)) && pushes_later_steps;
        self.slots || self.is_needed[id.0] || is_own_course_open || reaches_turn
    }
}

/// Whether the step of `later` cannot start before the task has succeeded.
fn is_barrier_between(plan: &Plan, history: &History, task: TaskId, later: StepId) -> bool {
    let step = plan.tasks[task.0].step;
    let succeeded = |task: &TaskHistory| task.settled.is_some_and(|(_, outcome)| outcome.is_good());
    step < later && plan.steps[step.0].waited && succeeded(&history.tasks[task.0])
}
