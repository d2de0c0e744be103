//! Times: from a short list, so that ties are common, or drawn in each run.

use super::once_in;
use crate::mutants::Dice;

const SECONDS: [usize; 12] = [0, 1, 2, 3, 5, 10, 12, 20, 30, 45, 80, 95];
/// At the edges of what Kubernetes does after so long.
const LONG: [usize; 8] = [150, 310, 599, 600, 601, 1199, 1200, 1201];

/// A duration, or one of the distributions.
pub(super) fn time(dice: &mut Dice) -> String {
    if dice.below(5) < 3 {
        return duration(dice);
    }
    let mut three = [0; 3].map(|_| dice.below(90));
    three.sort_unstable();
    let [low, middle, high] = [three[0], three[1] + 1, three[2] + 2];
    match dice.below(7) {
        0 => format!("{{ uniform: [{low}s, {high}s] }}"),
        1 => format!("{{ triangular: [{low}s, {middle}s, {high}s] }}"),
        2 => format!("{{ pert: [{low}s, {middle}s, {high}s] }}"),
        3 => format!("{{ normal: {{ mean: {middle}s, sd: {}s }} }}", 1 + low),
        4 => lognormal(dice, low + 1, high + 1),
        5 => format!("{{ exponential: {{ mean: {middle}s }} }}"),
        _ => format!("{{ samples: [{high}s, {low}s, {low}s, {middle}500ms] }}"),
    }
}

fn lognormal(dice: &mut Dice, low: usize, high: usize) -> String {
    let percentiles = [
        ("p50", "p95"),
        ("p10", "p99.9"),
        ("p90", "p99"),
        ("p5", "p50"),
    ];
    let (one, other) = dice.pick(&percentiles).unwrap_or(percentiles[0]);
    format!("{{ lognormal: {{ {one}: {low}s, {other}: {high}s }} }}")
}

/// The same in every run.
pub(super) fn duration(dice: &mut Dice) -> String {
    let choices: &[usize] = if once_in(dice, 12) { &LONG } else { &SECONDS };
    let seconds = dice.pick(choices).unwrap_or_default();
    if once_in(dice, 9) {
        return format!("{seconds}s{}ms", dice.below(1000));
    }
    format!("{seconds}s")
}

/// A chance: often neither 0 nor 1.
pub(super) fn chance(dice: &mut Dice) -> &'static str {
    super::one_of(
        dice,
        &["0%", "5%", "12.5%", "33.333%", "50%", "90%", "100%"],
    )
}
