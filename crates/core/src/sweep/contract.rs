//! The `sweep` JSON contract (documented in `docs/json.md`).

use super::effect::Effect;
use super::variants::now;
use super::vary::Vary;
use crate::analysis::Request;
use crate::forecast::{Budget, MeanEstimate, Outcomes, Outlook, Quantile, Share};
use crate::simulate::Setting;
use serde::{Deserialize, Serialize};

/// The version of the contract.
pub const VERSION: u32 = 1;

/// What a stage does for several values of one figure of its scenario. Absent values are null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sweep {
    /// [`VERSION`].
    pub version: u32,
    /// Name of the stage.
    pub stage: String,
    /// The seed of the draws, the same for every value.
    pub seed: u64,
    /// So many runs were simulated for each value, those with the numbers 0, 1, 2 …
    pub runs: u64,
    /// How sure all the intervals are: in this share of forecasts they hold the true value.
    pub confidence: Share,
    /// What is varied: the keys that lead to it, with dots between.
    pub parameter: String,
    /// What the scenario says there; null if it leaves it to the defaults, or if it is no single value.
    pub now: Option<String>,
    /// In the order in which the values were given.
    pub points: Vec<Point>,
    /// Up to this point, counted from 0, the value makes no difference; null if it does from the first one on.
    pub same_until: Option<usize>,
    /// From this point on the value makes no difference; null if it does up to the last one.
    pub same_from: Option<usize>,
    /// Which budgets are kept where, in the order in which they were given.
    pub budgets: Vec<BudgetAt>,
}

/// The forecast for one value. Each figure is exactly that of the forecast of a scenario that has the value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// As it is written in a scenario.
    pub value: String,
    /// How the stage ends.
    pub outcomes: Outcomes,
    /// When it ends in the mean, given that it succeeds; null if no run does.
    pub mean: Option<MeanEstimate>,
    /// By when half of the runs that succeed have ended.
    pub p50: Option<Quantile>,
    /// By when 95 % of them have.
    pub p95: Option<Quantile>,
}

/// Where a budget is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetAt {
    /// As it was given: `p95<10m`.
    pub budget: String,
    /// For each point whether it is kept.
    pub kept: Vec<bool>,
    /// The first point at which the answer is another than before; null if it is the same everywhere, or changes
    /// more than once.
    pub turns_at: Option<usize>,
}

impl Point {
    /// What is kept of the forecast for a value.
    pub fn of(value: &str, outlook: &Outlook) -> Self {
        Self {
            value: value.to_owned(),
            outcomes: outlook.forecast.outcomes.clone(),
            mean: outlook.mean(),
            p50: outlook.quantile(500_000),
            p95: outlook.quantile(950_000),
        }
    }
}

impl Sweep {
    /// Of the forecasts for the values of `vary`, in their order. `setting` is that of the request itself.
    pub fn new(
        request: &Request,
        vary: &Vary,
        setting: &Setting,
        outlooks: &[Outlook],
        budgets: &[Budget],
    ) -> Self {
        let points = vary.values.iter().zip(outlooks);
        let points: Vec<Point> = points
            .map(|(value, outlook)| Point::of(value, outlook))
            .collect();
        let Effect {
            same_until,
            same_from,
        } = Effect::of(&points);
        let first = outlooks.first().map(|it| &it.forecast);
        Self {
            version: VERSION,
            stage: setting.plan.stage.clone(),
            seed: setting.options.seed,
            runs: first.map_or(0, |it| it.runs),
            confidence: first.map_or(Share::default(), |it| it.confidence),
            parameter: vary.path.clone(),
            now: now(request, &vary.path),
            points,
            same_until,
            same_from,
            budgets: budgets
                .iter()
                .map(|budget| BudgetAt::of(budget, outlooks))
                .collect(),
        }
    }

    /// As every program writes it: indented JSON and a line break.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("strings and numbers always have a JSON form") + "\n"
    }
}

impl BudgetAt {
    fn of(budget: &Budget, outlooks: &[Outlook]) -> Self {
        let kept: Vec<bool> = outlooks
            .iter()
            .map(|it| budget.verdict(it).is_kept)
            .collect();
        let mut turns = (1..kept.len()).filter(|at| kept[*at] != kept[at - 1]);
        let turns_at = turns.next().filter(|_| turns.next().is_none());
        Self {
            budget: budget.to_string(),
            kept,
            turns_at,
        }
    }
}
