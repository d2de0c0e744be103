//! How sure the figures are.

use super::{TWENTY, about};
use crate::forecast::contract::{Forecast, Quantile, Spread};
use crate::forecast::statistics::Share;
use crate::time::Millis;

/// Between which bounds the true figures lie, as far as so many runs can tell.
pub(super) fn how_sure(forecast: &Forecast) -> String {
    if forecast.runs == 1 {
        return "One run does not tell how sure any of this is; more runs do.".to_owned();
    }
    let finish = &forecast.finish;
    let spread = finish.succeeded.as_ref().or(finish.ended.as_ref());
    let varying = spread.filter(|it| it.min_ms != it.max_ms);
    let times = varying.into_iter().flat_map(times).flatten();
    let parts: Vec<String> = times.chain(chances(forecast)).collect();
    let percent = forecast.confidence.billionths() / 10_000_000;
    let certainty = format!("With {percent} % certainty {}", joined(&parts));
    match varying.is_some_and(is_vague) {
        true => format!("{certainty}; more runs would narrow this down."),
        false => certainty + ".",
    }
}

fn times(spread: &Spread) -> [Option<String>; 2] {
    let has_slow_case =
        spread.runs >= TWENTY && about(spread.median()) != about(spread.slow_case());
    let slow = has_slow_case.then(|| bounds("the slow case", spread, 950_000_000));
    [
        bounds("the usual time", spread, 500_000_000),
        slow.flatten(),
    ]
}

/// How likely what happened in some of the runs is, or else how likely something else may still be.
fn chances(forecast: &Forecast) -> Vec<String> {
    let outcomes = &forecast.outcomes;
    let (halted, errors) = (&outcomes.halted, &outcomes.finished_with_errors);
    let ends = [&outcomes.succeeded, halted, errors];
    if ends.iter().any(|it| it.runs == forecast.runs) {
        let unseen = ends.iter().find(|it| it.runs == 0);
        let most = unseen.map_or(Share::default(), |it| it.high);
        return vec![format!("any other end is at most {most} likely")];
    }
    let seen = [("a halt", halted), ("an end with errors", errors)];
    let seen = seen.iter().filter(|(_, it)| it.runs > 0);
    seen.map(|(what, it)| format!("{what} is {} to {} likely", it.low, it.high))
        .collect()
}

/// `the usual time is between 5m 13s and 5m 16s`; nothing where that cannot be told.
fn bounds(what: &str, spread: &Spread, billionths: u64) -> Option<String> {
    let quantile = quantile(spread, billionths)?;
    let (low, high) = (about(quantile.low_ms?), about(quantile.high_ms?));
    Some(match low == high {
        true => format!("{what} is {low}"),
        false => format!("{what} is between {low} and {high}"),
    })
}

fn quantile(spread: &Spread, billionths: u64) -> Option<&Quantile> {
    let mut quantiles = spread.quantiles.iter();
    quantiles.find(|it| it.share.billionths() == billionths)
}

/// Whether the slow case could lie more than a tenth of itself away from its bounds.
fn is_vague(spread: &Spread) -> bool {
    let Some(slow) = quantile(spread, 950_000_000) else {
        return true;
    };
    let width = |low: Millis| slow.high_ms.map(|high| high - low);
    let width = slow.low_ms.and_then(width);
    width.is_none_or(|width| width.times(10) > slow.at_ms)
}

/// `a`, `a, and b`, `a, b, and c`: parts that hold several words each.
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    }
}
