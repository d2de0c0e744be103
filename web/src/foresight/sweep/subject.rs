//! What a sweep is about, and how far its values are.

use super::messages::{About, Field, Wanted};
use crate::foresight::course::Course;
use crate::foresight::shown::places;
use crate::protocol::Inputs;
use laneway_core::analysis::{Run, analyze};
use laneway_core::diagnostic::Edit;
use laneway_core::forecast::{Budget, BudgetError, Outlook, Tally};
use laneway_core::simulate::Setting;
use laneway_core::sweep::{self, Sweep, Variant, Vary, VaryError};
use laneway_core::template::Kind;
use laneway_core::time::Millis;
use std::ops::Range;

/// The first round is of so many runs, each later one of so many times as many.
const FIRST: u32 = 1000;
const MORE: u32 = 10;

/// What is varied, and what is known of it.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) wanted: Wanted,
    /// The values as they were written.
    pub(super) range: String,
    pub(super) values: Vec<Value>,
    pub(super) is_stopped: bool,
    /// What the last complete round says,
    pub(super) sweep: Option<Sweep>,
    /// and in full, value by value.
    outlooks: Vec<Outlook>,
    vary: Vary,
    budgets: Vec<Budget>,
    setting: Setting,
    /// In the present round each value gets so many runs.
    round: u32,
}

/// One of the values.
#[derive(Debug)]
pub(in crate::foresight) struct Value {
    /// By which helpers know it.
    pub(super) number: u32,
    /// The texts that have it.
    pub(super) inputs: Inputs,
    /// What writes it into the scenario.
    pub(in crate::foresight) edit: Edit,
    setting: Setting,
    course: Course,
}

/// Why there is no sweep.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Nothing can be simulated.
    Nothing,
    /// This cannot be, for this reason.
    Field(Field, String),
}

impl Value {
    fn new(number: u32, variant: Variant, inputs: &Inputs, runs: u32) -> Self {
        Self {
            number,
            course: Course::new(&variant.setting, runs),
            setting: variant.setting,
            edit: variant.edit,
            inputs: Inputs {
                scenario: variant.scenario,
                ..inputs.clone()
            },
        }
    }
}

impl Subject {
    /// What is wanted; `tell` hears what that is about. Its values get the numbers that follow `numbers`.
    pub(super) fn begin(
        wanted: &Wanted,
        numbers: u32,
        tell: impl FnOnce(About),
    ) -> Result<Self, Refusal> {
        let inputs = &wanted.inputs;
        let request = inputs.request();
        let run = analyze(&request).run.ok_or(Refusal::Nothing)?;
        let offers = sweep::offers(&inputs.scenario, &run.setting.plan);
        let path = wanted.path.clone().unwrap_or_else(|| worth_a_look(&run));
        let preset = || sweep::preset(&request, &run.setting, &path);
        let range = wanted.values.clone().or_else(preset).unwrap_or_default();
        tell(About {
            generation: wanted.generation,
            places: places(&offers, &run.setting.plan),
            path: path.clone(),
            values: range.clone(),
        });
        let is_known = offers.iter().any(|it| it.path == path);
        let blamed = if is_known { Field::Values } else { Field::Path };
        let variants = |range: &str| -> Result<(Vary, Vec<Variant>), Refusal> {
            let vary: Vary = format!("{path}={range}")
                .parse()
                .map_err(|error| of_text(&error))?;
            let variants = sweep::variants(&request, &vary).ok_or(Refusal::Nothing)?;
            let variants = variants.map_err(|error| refusal(blamed, &error))?;
            Ok((vary, variants))
        };
        if range.is_empty() && !is_known {
            // Any value tells whether there is such a place.
            variants("1")?;
        }
        let (vary, variants) = variants(&range)?;
        let budgets = budgets(&wanted.budgets)?;
        let round = FIRST.min(wanted.runs);
        let numbered = (numbers + 1..).zip(variants);
        let values = numbered.map(|(number, it)| Value::new(number, it, inputs, round));
        Ok(Self {
            values: values.collect(),
            wanted: wanted.clone(),
            range,
            vary,
            budgets,
            setting: run.setting,
            round,
            is_stopped: false,
            sweep: None,
            outlooks: vec![],
        })
    }

    /// Takes over what another subject wants if that needs no other runs than those that are known or
    /// under way, and more of them.
    pub(super) fn go_on(&mut self, other: &Self) -> bool {
        let is_same = self.wanted.inputs == other.wanted.inputs && self.vary == other.vary;
        if !is_same || other.wanted.runs < self.round {
            return false;
        }
        self.wanted = other.wanted.clone();
        self.range = other.range.clone();
        self.budgets = other.budgets.clone();
        self.is_stopped = false;
        self.sweep = self.sweep.as_ref().map(|_| self.summary());
        self.end_round();
        true
    }

    /// The next runs that somebody can be given, and their value.
    pub(super) fn hand_out(&mut self) -> Option<(&Value, Range<u32>)> {
        if self.is_stopped {
            return None;
        }
        let mut values = self.values.iter_mut();
        values.find_map(|value| {
            let runs = value.course.hand_out(1)?;
            Some((&*value, runs))
        })
    }

    /// These runs are done, after so many milliseconds; `false` if the value is none of these.
    pub(super) fn put(&mut self, number: u32, runs: &Range<u32>, tally: Tally, took: f64) -> bool {
        let value = self.value(number);
        value.map(|it| it.course.put(runs, tally, took)).is_some()
    }

    /// These runs will not come from whoever was given them.
    pub(super) fn give_back(&mut self, number: u32, runs: Range<u32>) {
        if let Some(value) = self.value(number) {
            value.course.give_back(runs);
        }
    }

    fn value(&mut self, number: u32) -> Option<&mut Value> {
        self.values.iter_mut().find(|it| it.number == number)
    }

    /// Draws the conclusion of a round that is complete, and begins the next one if more runs are wanted;
    /// `false` if it is not complete, or has been concluded before.
    pub(super) fn end_round(&mut self) -> bool {
        if !self.values.iter().all(|it| it.course.done() == self.round) {
            return false;
        }
        let is_new = self.sweep.as_ref().map(|it| it.runs) != Some(u64::from(self.round));
        if is_new {
            let outlook = |it: &Value| it.course.tally().clone().outlook(&it.setting.plan);
            self.outlooks = self.values.iter().map(outlook).collect();
            self.sweep = Some(self.summary());
        }
        self.round = self.round.saturating_mul(MORE).min(self.wanted.runs);
        for value in &mut self.values {
            value.course.want(self.round);
        }
        is_new
    }

    fn summary(&self) -> Sweep {
        let request = self.wanted.inputs.request();
        Sweep::new(
            &request,
            &self.vary,
            &self.setting,
            &self.outlooks,
            &self.budgets,
        )
    }

    /// How many runs are known, and how many are wanted, of all values together.
    pub(super) fn progress(&self) -> (u32, u32) {
        let done = self.values.iter().map(|it| it.course.done()).sum();
        (done, self.wanted.runs * self.values.len() as u32)
    }
}

/// The duration of the task that takes longest among those that set the end; empty without one.
fn worth_a_look(run: &Run) -> String {
    let tasks = &run.report.tasks;
    let takes = |at: usize| Some(tasks[at].settled_ms? - tasks[at].start_ms?);
    let is_critical = |at: &usize| tasks[*at].slack_ms.is_none_or(|it| it == Millis::ZERO);
    let longest = (0..tasks.len())
        .filter(is_critical)
        .max_by_key(|at| takes(*at));
    let Some(task) = longest.map(|at| &run.setting.plan.tasks[at]) else {
        return String::new();
    };
    let duration = match task.kind {
        Kind::Services => "ready_after",
        _ => "runs_for",
    };
    format!("tasks.{}.{duration}", task.reference)
}

/// A place or its values that cannot be read.
fn of_text(error: &VaryError) -> Refusal {
    let field = match error {
        VaryError::Form => Field::Path,
        VaryError::Range(_) => Field::Values,
    };
    refusal(field, error)
}

fn budgets(text: &str) -> Result<Vec<Budget>, Refusal> {
    let budgets = text.split(',').map(str::trim).filter(|it| !it.is_empty());
    let budget = |it: &str| {
        it.parse()
            .map_err(|error: BudgetError| refusal(Field::Budgets, &error))
    };
    budgets.map(budget).collect()
}

fn refusal(field: Field, error: &impl std::fmt::Display) -> Refusal {
    Refusal::Field(field, error.to_string())
}
