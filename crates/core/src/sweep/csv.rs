//! A sweep as comma-separated values (RFC 4180), one line for each value.

use super::contract::{Point, Sweep};
use crate::export::csv_line as line;
use crate::forecast::Quantile;
use crate::time::Millis;

const COLUMNS: [&str; 16] = [
    "value",
    "runs",
    "succeeded",
    "finished_with_errors",
    "halted",
    "halted_low",
    "halted_high",
    "mean_ms",
    "mean_low_ms",
    "mean_high_ms",
    "p50_ms",
    "p50_low_ms",
    "p50_high_ms",
    "p95_ms",
    "p95_low_ms",
    "p95_high_ms",
];

impl Sweep {
    /// A heading and the figures as every program writes them; what is not known is empty. Behind them stands a
    /// column for each budget.
    pub fn to_csv(&self) -> String {
        let budgets = self.budgets.iter().map(|it| it.budget.clone());
        let mut text = line(COLUMNS.map(str::to_owned).into_iter().chain(budgets));
        for (at, point) in self.points.iter().enumerate() {
            let kept = self.budgets.iter().map(|it| it.kept[at].to_string());
            text.push_str(&line(figures(self, point).into_iter().chain(kept)));
        }
        text
    }
}

fn figures(sweep: &Sweep, point: &Point) -> [String; 16] {
    let outcomes = &point.outcomes;
    let mean = point.mean.as_ref();
    let [p50, p95] = [&point.p50, &point.p95].map(Option::as_ref);
    let at = |quantile: Option<&Quantile>| millis(quantile.map(|it| it.at_ms));
    let low = |quantile: Option<&Quantile>| millis(quantile.and_then(|it| it.low_ms));
    let high = |quantile: Option<&Quantile>| millis(quantile.and_then(|it| it.high_ms));
    [
        point.value.clone(),
        sweep.runs.to_string(),
        outcomes.succeeded.runs.to_string(),
        outcomes.finished_with_errors.runs.to_string(),
        outcomes.halted.runs.to_string(),
        share(outcomes.halted.low.billionths()),
        share(outcomes.halted.high.billionths()),
        millis(mean.map(|it| it.mean_ms)),
        millis(mean.and_then(|it| it.low_ms)),
        millis(mean.and_then(|it| it.high_ms)),
        at(p50),
        low(p50),
        high(p50),
        at(p95),
        low(p95),
        high(p95),
    ]
}

fn millis(time: Option<Millis>) -> String {
    time.map_or_else(String::new, |it| it.0.to_string())
}

/// `0.0125`.
fn share(billionths: u64) -> String {
    const WHOLE: u64 = 1_000_000_000;
    let text = format!("{}.{:09}", billionths / WHOLE, billionths % WHOLE);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_decimal_numbers() {
        let shares = [0, 12_500_000, 1_000_000_000].map(share);
        assert_eq!(shares, ["0", "0.0125", "1"]);
    }
}
