//! A sweep in sentences.

use super::contract::{BudgetAt, Point, Sweep};
use crate::forecast::{Quantile, ShareEstimate};
use crate::report::words::quoted;

/// What the value changes, where it changes nothing, and where budgets break; in the style of the words of a
/// forecast.
pub fn words(sweep: &Sweep) -> Vec<String> {
    let (Some(first), Some(last)) = (sweep.points.first(), sweep.points.last()) else {
        return Vec::new();
    };
    let mut sentences = vec![headline(sweep, first, last)];
    if sweep.same_from != Some(0) {
        sentences.extend(where_nothing_changes(sweep));
    }
    let halt = |point: &Point| point.outcomes.halted;
    let errors = |point: &Point| point.outcomes.finished_with_errors;
    sentences.extend(risk("A halt", &halt(first), &halt(last)));
    sentences.extend(risk("An end with errors", &errors(first), &errors(last)));
    sentences.extend(
        sweep
            .budgets
            .iter()
            .map(|budget| where_it_breaks(sweep, budget)),
    );
    sentences
}

fn headline(sweep: &Sweep, first: &Point, last: &Point) -> String {
    let parameter = quoted(&sweep.parameter);
    let (from, until) = (quoted(&first.value), quoted(&last.value));
    if sweep.points.len() == 1 {
        return format!("With {parameter} at {from} the stage {}.", ends(first));
    }
    if sweep.same_from == Some(0) {
        return format!(
            "From {from} to {until}, {parameter} makes no difference: the stage {}.",
            ends(first)
        );
    }
    let usual = change("the usual end", first.p50.as_ref(), last.p50.as_ref());
    let slow = change(
        "the slow case (1 in 20)",
        first.p95.as_ref(),
        last.p95.as_ref(),
    );
    let changes: Vec<String> = [usual, slow].into_iter().flatten().collect();
    if !changes.is_empty() {
        return format!(
            "With {parameter} from {from} to {until} {}.",
            changes.join(", and ")
        );
    }
    match (&first.p50, &last.p50) {
        (None, None) => format!("With {parameter} at {from} and at {until} no run succeeds."),
        (None, _) => format!("With {parameter} at {from} no run succeeds."),
        _ => format!("With {parameter} at {until} no run succeeds."),
    }
}

fn ends(point: &Point) -> String {
    match (&point.p50, &point.p95) {
        (Some(usual), Some(slow)) if about(usual) == about(slow) => {
            format!("usually succeeds after about {}", about(usual))
        }
        (Some(usual), Some(slow)) => format!(
            "usually succeeds after about {}, and after {} or longer in 1 run of 20",
            about(usual),
            about(slow)
        ),
        _ => "never succeeds".to_owned(),
    }
}

/// `the usual end moves from 5m to 9m`.
fn change(what: &str, first: Option<&Quantile>, last: Option<&Quantile>) -> Option<String> {
    let (first, last) = (about(first?), about(last?));
    Some(match first == last {
        true => format!("{what} is {first} in both cases"),
        false => format!("{what} moves from {first} to {last}"),
    })
}

fn about(quantile: &Quantile) -> String {
    quantile.at_ms.rounded().spoken()
}

fn where_nothing_changes(sweep: &Sweep) -> Vec<String> {
    let points = &sweep.points;
    let until = sweep.same_until.map(|at| {
        let (value, difference) = (quoted(&points[at].value), difference(&points[..=at]));
        format!("Up to {value} it makes {difference}.")
    });
    let from = sweep.same_from.map(|at| {
        let (value, difference) = (quoted(&points[at].value), difference(&points[at..]));
        format!("From {value} on it makes {difference} any more.")
    });
    until.into_iter().chain(from).collect()
}

fn difference(points: &[Point]) -> &'static str {
    let is_same = |pair: &[Point]| {
        let [one, other] = [&pair[0], &pair[1]];
        (&one.p50, &one.p95, &one.outcomes) == (&other.p50, &other.p95, &other.outcomes)
    };
    match points.windows(2).all(is_same) {
        true => "no difference",
        false => "hardly a difference",
    }
}

fn risk(what: &str, first: &ShareEstimate, last: &ShareEstimate) -> Option<String> {
    if first.runs == 0 && last.runs == 0 {
        return None;
    }
    Some(match first.runs == last.runs {
        true => format!("{what} is {} likely in both cases.", first.chance),
        false => {
            let becomes = if first.runs < last.runs {
                "likelier"
            } else {
                "less likely"
            };
            format!(
                "{what} becomes {becomes}, from {} to {}.",
                first.chance, last.chance
            )
        }
    })
}

fn where_it_breaks(sweep: &Sweep, budget: &BudgetAt) -> String {
    let name = quoted(&budget.budget);
    let value = |at: usize| quoted(&sweep.points[at].value);
    let kept = budget.kept.iter().filter(|it| **it).count();
    match (kept, budget.turns_at) {
        (0, _) => format!("{name} is never kept."),
        (all, _) if all == budget.kept.len() => format!("{name} is always kept."),
        (_, Some(at)) if budget.kept[at] => {
            format!(
                "{name} is broken up to {} and kept from {} on.",
                value(at - 1),
                value(at)
            )
        }
        (_, Some(at)) => format!(
            "{name} is kept up to {} and broken from {} on.",
            value(at - 1),
            value(at)
        ),
        (some, None) => format!("{name} is kept at {some} of {} values.", budget.kept.len()),
    }
}
