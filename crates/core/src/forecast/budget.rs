//! Budgets: what a forecast may come to at most, as a line of text (`p95<10m`, `halt<1%`).

use super::outlook::Outlook;
use super::statistics::{Share, ShareEstimate};
use crate::scenario::read::{percentile, share};
use crate::time::Millis;
use std::fmt;
use std::str::FromStr;

/// An upper limit for one figure of a forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    figure: Figure,
    /// Whether the limit itself is within the budget (`<=`).
    includes_limit: bool,
    text: String,
}

/// What is limited, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    /// By when this share, in millionths, of successful runs has ended.
    Quantile(u32, Millis),
    /// The mean of successful runs.
    Mean(Millis),
    /// How likely a halt is.
    Halt(Share),
    /// How likely the end comes with errors.
    Errors(Share),
}

/// As it was written, without spaces.
impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether a forecast keeps a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it does.
    pub is_kept: bool,
    /// The figure beside the budget, for people: `p95<10m: p95 is 9m 12s (9m 10s to 9m 15s)`.
    pub text: String,
}

impl Budget {
    /// Holds the budget against the figure that was found in the simulated runs. Where no run succeeded,
    /// budgets for the time of success are not kept.
    pub fn verdict(&self, outlook: &Outlook) -> Verdict {
        let outcomes = &outlook.forecast.outcomes;
        match self.figure {
            Figure::Quantile(millionths, limit) => {
                let found = outlook.quantile(millionths);
                self.of_time(limit, found.map(|it| (it.at_ms, it.low_ms, it.high_ms)))
            }
            Figure::Mean(limit) => {
                let found = outlook.mean();
                self.of_time(limit, found.map(|it| (it.mean_ms, it.low_ms, it.high_ms)))
            }
            Figure::Halt(limit) => self.of_chance(limit, &outcomes.halted),
            Figure::Errors(limit) => self.of_chance(limit, &outcomes.finished_with_errors),
        }
    }

    fn of_time(
        &self,
        limit: Millis,
        found: Option<(Millis, Option<Millis>, Option<Millis>)>,
    ) -> Verdict {
        let Some((at, low, high)) = found else {
            return self.say(false, "no run succeeded");
        };
        let bound = |bound: Option<Millis>| bound.map_or("?".to_owned(), Millis::spoken);
        let figure = format!("{} ({} to {})", at.spoken(), bound(low), bound(high));
        self.say(self.allows(&at, &limit), &figure)
    }

    fn of_chance(&self, limit: Share, found: &ShareEstimate) -> Verdict {
        let figure = format!("{} ({} to {})", found.chance, found.low, found.high);
        self.say(self.allows(&found.chance, &limit), &figure)
    }

    fn allows<T: Ord>(&self, found: &T, limit: &T) -> bool {
        found < limit || (self.includes_limit && found == limit)
    }

    fn say(&self, is_kept: bool, figure: &str) -> Verdict {
        let name = self.text.split('<').next().unwrap_or_default();
        let verb = if is_kept { "kept" } else { "not kept" };
        let text = format!("{} is {verb}: {name} is {figure}", self.text);
        Verdict { is_kept, text }
    }
}

/// Why a text is no budget. Its `Display` says what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BudgetError {
    /// It has no `<` or `<=`, or another comparison.
    Comparison,
    /// It names something that no forecast has.
    Figure(String),
    /// The limit of a time is no duration.
    Duration(String),
    /// The limit of a chance is no percentage.
    Percentage(String),
}

impl fmt::Display for BudgetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Comparison => f.write_str(
                "a budget is a figure, `<` or `<=`, and a limit: p95<10m, mean<=5m30s, halt<1%, \
                 errors<5%",
            ),
            Self::Figure(name) => {
                let meant = percentile::guess(name);
                let meant = meant.map_or_else(String::new, |it| format!("did you mean {it}? "));
                write!(
                    f,
                    "{meant}`{name}` is no figure with a limit; these are: p50, p95, p99.9 (any \
                     percentile) and mean, of the runs that succeed, halt and errors"
                )
            }
            Self::Duration(limit) => {
                let meant = Millis::guess(limit);
                let meant = meant.map_or_else(String::new, |it| format!("did you mean {it}? "));
                write!(f, "{meant}`{limit}` is no duration like 90s, 10m or 1m30s")
            }
            Self::Percentage(limit) => {
                let meant = share::guess(limit);
                let meant = meant.map_or_else(String::new, |it| format!("did you mean {it}? "));
                write!(
                    f,
                    "{meant}`{limit}` is no percentage from 0% to 100%, like 1% or 0.5%"
                )
            }
        }
    }
}

impl std::error::Error for BudgetError {}

/// Reads `FIGURE<LIMIT` or `FIGURE<=LIMIT`; spaces do not matter.
impl FromStr for Budget {
    type Err = BudgetError;

    fn from_str(text: &str) -> Result<Self, BudgetError> {
        let text: String = text.split_whitespace().collect();
        let (name, limit) = text.split_once('<').ok_or(BudgetError::Comparison)?;
        let (limit, includes_limit) = match limit.strip_prefix('=') {
            Some(limit) => (limit, true),
            None => (limit, false),
        };
        if limit.is_empty() || name.is_empty() || limit.contains(['<', '>', '=']) {
            return Err(BudgetError::Comparison);
        }
        let time = || {
            let time = limit.parse();
            time.map_err(|_| BudgetError::Duration(limit.to_owned()))
        };
        let chance = || {
            let millionths = share::parse(limit).map(u64::from);
            let share = millionths.map(|it| Share::from_billionths(it * 1000));
            share.ok_or_else(|| BudgetError::Percentage(limit.to_owned()))
        };
        let figure = match name {
            "mean" => Figure::Mean(time()?),
            "halt" => Figure::Halt(chance()?),
            "errors" => Figure::Errors(chance()?),
            _ => match percentile::parse(name) {
                Some(millionths) => Figure::Quantile(millionths, time()?),
                None => return Err(BudgetError::Figure(name.to_owned())),
            },
        };
        Ok(Self {
            figure,
            includes_limit,
            text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;
    use crate::forecast::Tally;
    use crate::kit::setting;
    use crate::simulate::batch::Engine;

    #[test]
    fn reads_budgets_and_says_what_is_allowed() {
        for (text, expected) in [
            ("p95<10m", ""),
            (" p99.9 <= 1h ", ""),
            ("mean<90s", ""),
            ("halt<1%", ""),
            ("errors<=0%", ""),
            ("p95", "a figure, `<` or `<=`, and a limit"),
            ("p95>10m", "a figure, `<` or `<=`, and a limit"),
            ("p95<", "a figure, `<` or `<=`, and a limit"),
            ("p95<=<10m", "a figure, `<` or `<=`, and a limit"),
            (
                "p100<10m",
                "`p100` is no figure with a limit; these are: p50,",
            ),
            ("median<10m", "did you mean p50?"),
            ("halts<1%", "halt and errors"),
            ("p95<10", "did you mean 10s? `10` is no duration"),
            ("p95<1%", "`1%` is no duration"),
            ("halt<0.01", "did you mean 1%? `0.01` is no percentage"),
            ("halt<10m", "`10m` is no percentage"),
        ] {
            let found = text.parse::<Budget>().err();
            let found = found.map_or_else(String::new, |error| error.to_string());
            assert!(found.contains(expected), "{text}: {found}");
            assert_eq!(found.is_empty(), expected.is_empty(), "{text}: {found}");
        }
    }

    #[test]
    fn a_forecast_keeps_its_budgets_or_not() {
        let good = setting("a: jobs.a 30; services.b 20");
        let halting = setting("a!: jobs.a 30 always");
        let with_errors = setting("a: jobs.a 30 always");
        for (setting, budget, is_kept, figure) in [
            (&good, "p95<31s", true, "p95 is 30s (30s to ?)"),
            (&good, "p50<30s", false, "p50 is 30s (30s to 30s)"),
            (&good, "p50<=30s", true, "p50<=30s is kept"),
            (
                &good,
                "mean<29s",
                false,
                "mean<29s is not kept: mean is 30s",
            ),
            (&good, "halt<50%", true, "halt is 0 % (0 % to 28 %)"),
            (
                &halting,
                "halt<100%",
                false,
                "halt is 100 % (72 % to 100 %)",
            ),
            (&halting, "halt<=100%", true, ""),
            (&halting, "p95<10h", false, "no run succeeded"),
            (&with_errors, "errors<1%", false, "errors is 100 %"),
            (&with_errors, "halt<=0%", true, "halt is 0 %"),
        ] {
            let tally = Tally::of(&Engine::by_events(setting), 0..10);
            let budget: Budget = budget.parse().expect("a budget");
            let verdict = budget.verdict(&tally.outlook(&setting.plan));
            assert_eq!(verdict.is_kept, is_kept, "{}", verdict.text);
            assert!(verdict.text.contains(figure), "{}", verdict.text);
        }
    }
}
