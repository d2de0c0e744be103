//! What makes attempts fail or take longer, one cause at a time.

use super::change::Frame;
use super::contract::Risk;
use super::measure::{Figures, Measure};
use crate::plan::{Plan, TaskId};
use crate::scenario::{Conduct, Fault, Target, harm_key, resolve};
use crate::simulate::batch::Engine;
use crate::simulate::draws::Chance;
use crate::simulate::{Fails, ImagePull, Setting};
use crate::source::Span;
use crate::template::Kind;

/// A cause of failures, retries or delays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// An item of the scenario's `faults`.
    Fault(usize),
    /// The `fails` of a task.
    OfTask(String),
    /// The `fails` of a kind.
    OfKind(Kind),
    /// A task starts before what it needs is there, and is restarted until it is.
    EarlyStart(TaskId),
}

/// Every source that the scenario names, and every task that may start too early, in this order. Some may
/// mean nothing to the stage.
pub(super) fn sources(frame: &Frame) -> Vec<Source> {
    let scenario = &frame.scenario;
    let faults = (0..scenario.faults.len()).map(Source::Fault);
    let fails = |conduct: &Conduct| conduct.fails.is_some();
    let tasks = scenario.tasks.iter().filter(|(_, it)| fails(it));
    let tasks = tasks.map(|(reference, _)| Source::OfTask(reference.clone()));
    let kinds = scenario.defaults.iter().filter(|(_, it)| fails(it));
    let kinds = kinds.map(|(kind, _)| Source::OfKind(*kind));
    let engine = Engine::by_events(&frame.setting);
    let needs = engine.loose().needs.iter().enumerate();
    let early = needs.filter(|(task, needs)| {
        !needs.is_empty() && may_come_early(&frame.setting.plan, *task, needs)
    });
    let early = early.map(|(task, _)| Source::EarlyStart(TaskId(task)));
    faults.chain(tasks).chain(kinds).chain(early).collect()
}

/// Whether no barrier ensures one of these needs. A service behind a barrier may only have degraded.
fn may_come_early(plan: &Plan, task: usize, needs: &[Vec<TaskId>]) -> bool {
    let own = plan.tasks[task].step;
    let is_ensured = |need: &TaskId| {
        let step = plan.tasks[need.0].step;
        step < own && plan.steps[step.0].waited
    };
    needs.iter().any(|need| !need.iter().any(is_ensured))
}

impl Source {
    /// The setting without it.
    pub(super) fn removed(&self, frame: &Frame) -> Setting {
        if let Self::EarlyStart(task) = self {
            let mut setting = frame.setting.clone();
            setting.behaviours[task.0].needs.clear();
            return setting;
        }
        let mut scenario = frame.scenario.clone();
        let never = |conduct: &mut Conduct| conduct.fails = Some(Fails::default());
        match self {
            // The others keep their streams, which they were given when they were read.
            Self::Fault(number) if *number < scenario.faults.len() => {
                scenario.faults.remove(*number);
            }
            Self::OfTask(reference) => scenario.tasks.get_mut(reference).map_or((), never),
            Self::OfKind(kind) => scenario.defaults.get_mut(kind).map_or((), never),
            Self::Fault(_) | Self::EarlyStart(_) => {}
        }
        let plan = frame.setting.plan.clone();
        Setting {
            options: frame.setting.options,
            ..resolve(plan, &frame.template, &scenario)
        }
    }

    /// Whether the stage would be another without it.
    pub(super) fn matters(&self, frame: &Frame) -> bool {
        matches!(self, Self::EarlyStart(_)) || self.removed(frame) != frame.setting
    }

    /// Who is struck and by what, in a few words: `jobs.migrate: chance, latency`.
    fn words(&self, frame: &Frame) -> String {
        match self {
            Self::Fault(number) => {
                let fault = &frame.scenario.faults[*number];
                let (Target::Task(target) | Target::Tasks(target)) = &fault.target.value;
                format!("{target}: {}", effects(fault).join(", "))
            }
            Self::OfTask(reference) => format!("{reference}: fails"),
            Self::OfKind(kind) => format!("all {}: fails", kind.key()),
            Self::EarlyStart(task) => {
                let name = &frame.setting.plan.tasks[task.0].name;
                format!("{name}: early start")
            }
        }
    }

    /// Its row, from what became of the runs without it.
    pub(super) fn row(&self, frame: &Frame, measures: &[Measure], now: &Figures) -> Risk {
        let figures = measures[0].figures();
        let place = self.place(frame);
        Risk {
            what: self.words(frame),
            start: place.map(|it| it.start),
            end: place.map(|it| it.end),
            without: figures.expected(),
            saved: figures.saved(now),
        }
    }

    /// Where it stands in the scenario, if it is a fault.
    fn place(&self, frame: &Frame) -> Option<Span> {
        match self {
            Self::Fault(number) => Some(frame.scenario.faults[*number].target.span),
            _ => None,
        }
    }
}

/// What halts most often first, then what brings most errors, then what costs most time.
pub(super) fn sort(risks: &mut Vec<Risk>) {
    crate::order::sort_by_key(risks, |it| {
        let (halted, errors) = (it.without.halted.runs, it.without.with_errors.runs);
        let saved = it.saved.map(|it| (it.mean_ms, it.p95_ms));
        (halted, errors, std::cmp::Reverse(saved))
    });
}

/// The keys that say what a fault does.
fn effects(fault: &Fault) -> Vec<&'static str> {
    let chance = (fault.chance != Chance::NEVER).then_some("chance");
    let hazards = fault.hazards.iter().map(|hazard| harm_key(&hazard.harm));
    let outage = fault.outage.as_ref().map(|_| "outage");
    let node_loss = fault.node_loss.as_ref().map(|_| "node_loss");
    let image = (fault.image != ImagePull::default()).then_some("image_pull");
    chance
        .into_iter()
        .chain(hazards)
        .chain(outage)
        .chain(node_loss)
        .chain(image)
        .collect()
}
