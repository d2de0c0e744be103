//! How probable a finish was under a forecast.

use crate::analysis::{Finish, Run};
use crate::forecast::{Share, ShareEstimate};
use crate::report::Outcome;
use crate::simulate::batch::{Batch, End, Engine};
use crate::simulate::{Background, Setting};
use crate::time::Millis;
use serde::Serialize;

/// So many runs are simulated at once.
const PORTION: u32 = 512;

/// How a recorded finish lies among those of many predicted runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Likelihood {
    /// How many runs were predicted.
    pub runs: u64,
    /// When the recorded run ended, or halted.
    pub at_ms: Millis,
    /// Whether it halted: then it is compared with the runs that do, else with those that come to their end.
    pub halted: bool,
    /// How many predicted runs end in that way.
    pub alike: ShareEstimate,
    /// Of these, how many end that late or later.
    pub that_late: ShareEstimate,
    /// Of these, the share that ends earlier.
    pub percentile: Share,
    /// When half of them have ended; null if there are none.
    pub p50_ms: Option<Millis>,
    /// When 95 % of them have ended.
    pub p95_ms: Option<Millis>,
}

/// Simulates so many runs of `predicted`, and finds the place of the recorded finish among theirs.
pub fn likelihood(predicted: &Setting, recorded: &Run, runs: u32) -> Likelihood {
    let finish = Finish::of(recorded);
    let halted = finish.outcome == Outcome::Halted;
    let mut ends = ends(predicted, halted, runs);
    ends.sort_unstable();
    let (all, alike) = (u64::from(runs), ends.len() as u64);
    let earlier = ends.partition_point(|end| *end < finish.at) as u64;
    let quantile = |percent: usize| {
        let rank = (ends.len() * percent).div_ceil(100).max(1);
        ends.get(rank - 1).copied()
    };
    Likelihood {
        runs: all,
        at_ms: finish.at,
        halted,
        alike: ShareEstimate::of(alike, all),
        that_late: ShareEstimate::of(alike - earlier, alike),
        percentile: Share::of(earlier.into(), alike.into()),
        p50_ms: quantile(50),
        p95_ms: quantile(95),
    }
}

/// When the runs end that halt, or that do not.
fn ends(setting: &Setting, halted: bool, runs: u32) -> Vec<Millis> {
    let engine = Engine::new(setting);
    let mut batch = Batch::default();
    let mut ends = Vec::new();
    let mut first = 0;
    while first < runs {
        let until = runs.min(first.saturating_add(PORTION));
        engine.run(first..until, &mut batch);
        ends.extend(batch.ends.iter().filter_map(|end| match *end {
            End::Halted { at, .. } => halted.then_some(at),
            End::Ended {
                last_step_done,
                all_settled,
                ..
            } => (!halted).then_some(match setting.options.background {
                Background::Join => all_settled,
                Background::Detach => last_step_done,
            }),
        }));
        first = until;
    }
    ends
}

impl Likelihood {
    /// In sentences: `A finish that late or later has a chance of 3.2 % (…)`.
    pub fn words(&self) -> String {
        let runs = grouped(self.runs);
        let (verb, noun) = match self.halted {
            true => ("halt", "halt"),
            false => ("come to their end", "finish"),
        };
        let Some((p50, p95)) = self.p50_ms.zip(self.p95_ms) else {
            return format!("None of {runs} predicted runs {verb}.");
        };
        let of = match self.alike.runs == self.runs {
            true => String::new(),
            false => format!(", of which {} {verb}", self.alike.chance),
        };
        let ShareEstimate {
            chance, low, high, ..
        } = self.that_late;
        let chance = match self.that_late.runs {
            0 => format!("less than {high}"),
            _ => format!("{chance} ({low} to {high})"),
        };
        format!(
            "The chance of a {noun} that late or later was {chance}, from {runs} predicted runs{of}: {} of them are \
             earlier. They usually take {}, 1 in 20 takes {} or longer.",
            self.percentile,
            p50.rounded().spoken(),
            p95.rounded().spoken(),
        )
    }
}

/// `10,000`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
