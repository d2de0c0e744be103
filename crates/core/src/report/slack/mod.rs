//! How much longer each task could take without moving the end.

mod push;
mod turns;

use super::history::{History, TaskHistory};
use crate::plan::TaskId;
use crate::scheduler::Settlement;
use crate::simulate::draws::{Draws, RunNumber};
use crate::simulate::{Alone, Setting, alone, run, wait_limit};
use crate::time::Millis;
use push::{end, latest_settling};
use turns::Turns;

/// About so many events may be simulated to find slacks that no formula gives: some milliseconds of work.
/// Past it the slack that the barriers alone would leave is taken.
const EVENT_BUDGET: usize = 50_000;

/// For each task in plan order the largest extra duration (of each of its attempts) that leaves the end
/// of the stage and the task's own outcome unchanged. `None` after a halt.
///
/// As long as a longer task merely pushes what comes after it, one backward pass gives the answer. Where
/// slots, outages, or needs that no barrier ensures can make it change course, the run is simulated again
/// with the longer task, and the answer found by bisection.
///
/// Where nothing bounds the answer: a task that ended well may take as long as it is waited for; one whose
/// end does not depend on its duration (it timed out, or never got its needs) may hold on as long as what
/// comes after it allows; the background of a detached stage may settle as late as all of it has.
pub(super) fn slacks(
    setting: &Setting,
    number: RunNumber,
    history: &History,
) -> Vec<Option<Millis>> {
    let (Some(all_settled), None) = (history.all_settled, history.halted) else {
        return vec![None; history.tasks.len()];
    };
    let latest = latest_settling(setting, history, all_settled);
    let turns = Turns::new(setting, history);
    let mut search = Search {
        longer: setting.clone(),
        events_left: EVENT_BUDGET,
        events_a_run: history.events,
        end: end(setting, history).unwrap_or(all_settled),
        have_slots: turns.slots,
        number,
        setting,
    };
    let slack = |(task, latest): (usize, Option<Millis>)| {
        let candidate = Candidate::new(setting, history, TaskId(task), latest, all_settled)?;
        let may_change_course = turns.may_change_course(setting, history, &candidate);
        Some(search.slack(&candidate, may_change_course))
    };
    latest.into_iter().enumerate().map(slack).collect()
}

/// A task and how much longer it may take.
struct Candidate<'a> {
    id: TaskId,
    task: &'a TaskHistory<'a>,
    outcome: Settlement,
    took: Millis,
    /// How much later it may settle, as far as what comes after it and its own deadline say.
    allowed: Millis,
}

impl<'a> Candidate<'a> {
    /// `None` if the task has not settled.
    fn new(
        setting: &Setting,
        history: &'a History,
        id: TaskId,
        latest: Option<Millis>,
        all_settled: Millis,
    ) -> Option<Self> {
        let task = &history.tasks[id.0];
        let (started, (settled, outcome)) = (task.started?, task.settled?);
        let deadline = started + wait_limit(&setting.plan.tasks[id.0], &setting.options);
        let latest = match outcome.is_good() {
            true => latest.map_or(deadline, |latest| latest.min(deadline)),
            false => latest.unwrap_or(all_settled),
        };
        let (took, allowed) = (settled - started, latest - settled);
        Some(Self {
            id,
            task,
            outcome,
            took,
            allowed,
        })
    }

    /// Whether its first attempt decided how it ended.
    fn went_smoothly(&self) -> bool {
        self.outcome.is_good() && self.task.attempts.len() <= 1
    }
}

struct Search<'a> {
    setting: &'a Setting,
    number: RunNumber,
    end: Millis,
    have_slots: bool,
    /// The setting with one longer task.
    longer: Setting,
    events_left: usize,
    events_a_run: usize,
}

impl Search<'_> {
    fn slack(&mut self, candidate: &Candidate, may_change_course: bool) -> Millis {
        let behaviour = &self.setting.behaviours[candidate.id.0];
        let is_plain = behaviour.probe.is_none() && behaviour.hazards.is_empty();
        if may_change_course {
            self.by_running_again(candidate)
                .unwrap_or(candidate.allowed)
        } else if candidate.went_smoothly() && is_plain {
            candidate.allowed
        } else {
            self.by_running_alone(candidate)
        }
    }

    /// The most that could be asked for. What a probe does not see, before its first tick and between two,
    /// costs nothing. Where tasks compete for slots, others may make up for a longer one up to the end.
    fn most(&self, candidate: &Candidate) -> Millis {
        let settled = candidate.task.settled_at().unwrap_or_default();
        let made_up = if self.have_slots {
            self.end - settled
        } else {
            Millis::ZERO
        };
        let unseen = match self.setting.behaviours[candidate.id.0].probe {
            Some(probe) => probe.initial_delay + probe.period,
            None => Millis::ZERO,
        };
        candidate.allowed.max(made_up) + unseen
    }

    /// The task alone tells how much its own retries and probe ticks stretch an extra duration.
    fn by_running_alone(&self, candidate: &Candidate) -> Millis {
        let options = &self.setting.options;
        let spec = &self.setting.plan.tasks[candidate.id.0];
        let behaviour = &self.setting.behaviours[candidate.id.0];
        let draws = Draws::new(options.seed, self.number);
        let with = |extra| {
            let mut longer = behaviour.clone();
            longer.prolong(extra);
            alone(self.setting, spec, &longer, &draws)
        };
        let Alone { outcome, took } = with(Millis::ZERO);
        if (outcome, took) != (candidate.outcome, candidate.took) {
            // Unmet needs decided how it ended, not its duration.
            return candidate.allowed;
        }
        let fits = |extra| {
            let longer = with(extra);
            longer.outcome == outcome && longer.took <= took + candidate.allowed
        };
        bisect(self.most(candidate), |extra| Some(fits(extra))).unwrap_or_default()
    }

    /// `None` when the budget is used up.
    fn by_running_again(&mut self, candidate: &Candidate) -> Option<Millis> {
        let id = candidate.id.0;
        let most = self.most(candidate);
        let slack = bisect(most, |extra| self.is_same_with(candidate, extra));
        self.longer.behaviours[id].clone_from(&self.setting.behaviours[id]);
        slack
    }

    /// Whether the end and the task's outcome are the same when it takes that much longer.
    fn is_same_with(&mut self, candidate: &Candidate, extra: Millis) -> Option<bool> {
        if self.events_left < self.events_a_run {
            return None;
        }
        let id = candidate.id.0;
        let behaviour = &mut self.longer.behaviours[id];
        behaviour.clone_from(&self.setting.behaviours[id]);
        behaviour.prolong(extra);
        let trace = run(&self.longer, self.number);
        self.events_left = self.events_left.saturating_sub(trace.events.len());
        let history = History::new(&self.longer.plan, &trace);
        let outcome = history.tasks[id].settled.map(|(_, outcome)| outcome);
        let is_same_end = end(&self.longer, &history) == Some(self.end);
        Some(is_same_end && outcome == Some(candidate.outcome))
    }
}

/// The largest value up to `most` that fits, given that zero does. `None` if `fits` gives up.
fn bisect(most: Millis, mut fits: impl FnMut(Millis) -> Option<bool>) -> Option<Millis> {
    if most == Millis::ZERO || fits(most)? {
        return Some(most);
    }
    let (mut low, mut high) = (0, most.0);
    // On the critical path nothing fits: see that at once.
    let mut middle = 1;
    while high - low > 1 {
        if fits(Millis(middle))? {
            low = middle;
        } else {
            high = middle;
        }
        middle = low + (high - low) / 2;
    }
    Some(Millis(low))
}
