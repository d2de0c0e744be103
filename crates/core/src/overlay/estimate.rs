//! When a run that is under way will end, by the forecast of its rest.

use super::ahead::ahead;
use crate::analysis::Run;
use crate::forecast::{Share, Tally};
use crate::scheduler::{Trace, What};
use crate::simulate::batch::Engine;
use crate::simulate::{Background, Setting};
use crate::time::Millis;

/// So many tasks of all runs together are simulated for an estimate, and at least and at most so many runs.
const CELLS: usize = 20_000;
const RUNS: (usize, usize) = (50, 500);

/// When it will end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// In the middle.
    pub middle: Millis,
    /// In 19 of 20 cases later.
    pub early: Millis,
    /// In 19 of 20 cases earlier.
    pub late: Millis,
    /// How likely it halts before.
    pub halts: Share,
}

/// When a run of `setting` ends of which `trace` is known at the moment `now`; `None` if it is over, or can only halt.
pub fn estimate(setting: &Setting, trace: &Trace, now: Millis) -> Option<Estimate> {
    let rest = ahead(setting, trace, now);
    if rest.is_over {
        return None;
    }
    let tasks = rest.setting.plan.tasks.len().max(1);
    let runs = u32::try_from((CELLS / tasks).clamp(RUNS.0, RUNS.1)).unwrap_or(1);
    let forecast = Tally::of(&Engine::new(&rest.setting), 0..runs)
        .outlook(&rest.setting.plan)
        .forecast;
    let ended = forecast.finish.ended?;
    let at = |percent: u64| {
        let share = Share::from_billionths(percent * 10_000_000);
        let mut quantiles = ended.quantiles.iter();
        Some(quantiles.find(|it| it.share == share)?.at_ms.max(now))
    };
    Some(Estimate {
        middle: at(50)?,
        early: at(5)?,
        late: at(95)?,
        halts: forecast.outcomes.halted.chance,
    })
}

/// If a recorded run is under way, or was broken off: until when it is known.
pub fn under_way(run: &Run) -> Option<Millis> {
    let last = match run.setting.options.background {
        Background::Join => What::AllSettled,
        Background::Detach => What::LastStepDone,
    };
    let events = &run.trace.events;
    let is_end = |what: &What| *what == last || matches!(what, What::Halted(_) | What::AllSettled);
    let is_over = events.iter().any(|event| is_end(&event.what));
    // A report tells of no events, and of whole runs alone.
    let known = events.last().map(|event| event.at);
    known.filter(|_| !is_over)
}

impl Estimate {
    /// In a sentence: `It is under way, and known for 42s. By what is predicted it ends after about 1m 40s …`.
    pub fn words(&self, now: Millis) -> String {
        let [early, middle, late] =
            [self.early, self.middle, self.late].map(|it| it.rounded().spoken());
        let halts = match self.halts.billionths() {
            0 => String::new(),
            _ => format!(" It halts with a chance of {}.", self.halts),
        };
        let between = match self.early == self.late {
            true => String::new(),
            false => format!(", in 9 of 10 cases between {early} and {late}"),
        };
        format!(
            "It is under way, and known for {}. By what is predicted it ends after about {middle}{between}.{halts}",
            now.rounded().spoken()
        )
    }
}
