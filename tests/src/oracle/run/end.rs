//! How a run ends.

use super::Run;
use crate::oracle::Prediction;
use laneway_core::plan::TaskId;
use laneway_core::report::Outcome;
use laneway_core::scheduler::Settlement;
use laneway_core::simulate::Background;
use laneway_core::time::Millis;

impl Run<'_> {
    /// Makes a halt due when this task has just ended badly in a halting step of a stage that goes on.
    pub(super) fn note_error(&mut self, id: TaskId) {
        let settled = self.tasks[id.0].settled;
        let is_bad = settled.is_some_and(|(at, how)| at == self.now && !how.is_good());
        let may_halt = self.setting.plan.tasks[id.0].halts && self.outcome.is_none();
        if is_bad && may_halt && self.halt_due.is_none() {
            self.halt_due = Some(id);
        }
    }

    pub(super) fn is_last_step_done(&self) -> bool {
        self.opened.iter().all(Option::is_some) && self.waited_settled(self.opened.len())
    }

    pub(super) fn is_all_settled(&self) -> bool {
        self.opened.iter().all(Option::is_some)
            && self.tasks.iter().all(|task| task.settled.is_some())
    }

    pub(super) fn end_is_new(&self) -> bool {
        (self.last_step_done.is_none() && self.is_last_step_done())
            || (self.all_settled.is_none() && self.is_all_settled())
    }

    pub(super) fn note_end(&mut self) {
        if self.last_step_done.is_none() && self.is_last_step_done() {
            self.last_step_done = Some(self.now);
        }
        if self.all_settled.is_none() && self.is_all_settled() {
            self.all_settled = Some(self.now);
        }
        if self.outcome.is_none() && self.stage_end().is_some() {
            self.outcome = Some(self.judge());
        }
    }

    pub(super) fn judge(&self) -> Outcome {
        let mut settled = self.tasks.iter().filter_map(|task| task.settled);
        if settled.any(|(_, how)| matches!(how, Settlement::Failed | Settlement::Degraded)) {
            Outcome::FinishedWithErrors
        } else {
            Outcome::Succeeded
        }
    }

    pub(super) fn stage_end(&self) -> Option<Millis> {
        match self.setting.options.background {
            Background::Join => self.all_settled,
            Background::Detach => self.last_step_done,
        }
    }

    /// The last moment at which a degraded service may still try again.
    pub(super) fn last_start(&self) -> Option<Millis> {
        self.stage_end()
            .map(|end| end + self.setting.options.horizon)
    }

    pub(in crate::oracle) fn into_prediction(self) -> Prediction {
        let is_halted = self.halted.is_some();
        Prediction {
            outcome: if is_halted {
                Outcome::Halted
            } else {
                self.judge_frozen()
            },
            last_step_done: self.last_step_done.filter(|_| !is_halted),
            all_settled: self.all_settled.filter(|_| !is_halted),
            halt: self.halted,
            tasks: self.tasks,
            opened: self.opened,
            opened_after: self.opened_after,
        }
    }

    fn judge_frozen(&self) -> Outcome {
        self.outcome
            .expect("a run that does not halt comes to its end")
    }
}
