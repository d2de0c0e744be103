//! What it saves to run steps as one: the stage is simulated as it is, and with the steps merged.

use crate::plan::{Plan, StepId};
use crate::rules::view::{StageView, View};
use crate::scenario::{self, Scenario};
use crate::scheduler::{Background, Trace, What};
use crate::simulate::draws::RunNumber;
use crate::simulate::{self, Setting};
use crate::template::Template;
use crate::time::Millis;
use std::ops::RangeInclusive;

/// So many events are simulated for the hints of a template, some milliseconds of work. Of one with
/// very many steps that could be one, only the first are told.
const MOST_EVENTS: usize = 30_000;

/// Simulates, as long as that takes no time to speak of.
pub(super) struct Savings<'v> {
    template: &'v Template,
    scenario: &'v Scenario,
    events_left: usize,
    /// The stage that was simulated last, as it is.
    stage: Option<(String, Option<Simulated>)>,
}

/// A stage as it is, and how it ends.
struct Simulated {
    setting: Setting,
    end: End,
    events: usize,
}

/// How a stage ends that does not halt.
#[derive(Clone, Copy)]
struct End {
    at: Millis,
    /// How many tasks did not succeed.
    failed: usize,
}

impl<'v> Savings<'v> {
    pub(super) fn new(view: &View<'v>) -> Self {
        Self {
            template: view.template,
            scenario: view.scenario,
            events_left: MOST_EVENTS,
            stage: None,
        }
    }

    /// How much earlier the stage ends if these steps are one. `None` if it does not, if it halts or
    /// more tasks fail, or if too much has been simulated already.
    pub(super) fn of(
        &mut self,
        stage: &StageView,
        steps: &RangeInclusive<usize>,
    ) -> Option<Millis> {
        if self
            .stage
            .as_ref()
            .is_none_or(|(name, _)| *name != stage.plan.stage)
        {
            self.stage = Some((stage.plan.stage.clone(), self.simulate(&stage.plan)));
        }
        let (_, simulated) = self.stage.as_ref()?;
        let now = simulated.as_ref()?;
        self.events_left = self.events_left.checked_sub(now.events)?;
        let setting = Setting {
            plan: merged(&now.setting.plan, steps),
            behaviours: now.setting.behaviours.clone(),
            options: now.setting.options,
            cluster: now.setting.cluster.clone(),
        };
        let then = end(&setting, &simulate::run(&setting, RunNumber(0)))?;
        let is_better = then.at < now.end.at && then.failed <= now.end.failed;
        is_better.then(|| now.end.at - then.at)
    }

    fn simulate(&mut self, plan: &Plan) -> Option<Simulated> {
        // A task has three events at least.
        let is_small = plan.tasks.len() <= self.events_left / 3;
        if !is_small || !scenario::fits(plan, self.template, self.scenario) {
            return None;
        }
        let setting = scenario::resolve(plan.clone(), self.template, self.scenario);
        let trace = simulate::run(&setting, RunNumber(0));
        self.events_left = self.events_left.saturating_sub(trace.events.len());
        Some(Simulated {
            end: end(&setting, &trace)?,
            events: trace.events.len(),
            setting,
        })
    }
}

/// The plan with the tasks of all these steps in the first of them.
fn merged(plan: &Plan, steps: &RangeInclusive<usize>) -> Plan {
    let (first, last) = (*steps.start(), *steps.end());
    let mut plan = plan.clone();
    let gone: Vec<_> = plan.steps.drain(first + 1..=last).collect();
    let moved = gone.into_iter().flat_map(|step| step.tasks);
    plan.steps[first].tasks.extend(moved);
    for task in &mut plan.tasks {
        task.step = match task.step.0 {
            step if step <= first => StepId(step),
            step if step <= last => StepId(first),
            step => StepId(step - (last - first)),
        };
    }
    plan
}

/// `None` if the stage halts.
fn end(setting: &Setting, trace: &Trace) -> Option<End> {
    let is_end = |what: &What| match setting.options.background {
        Background::Join => matches!(what, What::AllSettled),
        Background::Detach => matches!(what, What::LastStepDone),
    };
    let failed = |what: &What| matches!(what, What::TaskSettled(_, outcome) if !outcome.is_good());
    let events = &trace.events;
    Some(End {
        at: events.iter().find(|event| is_end(&event.what))?.at,
        failed: events.iter().filter(|event| failed(&event.what)).count(),
    })
}
