//! Faults: each kind that there is.

use super::template::any_reference;
use super::times::{chance, time};
use super::{Cast, once_in, one_of};
use crate::mutants::Dice;

/// What covers a service that has pods.
const WITH_PODS: [&str; 3] = ["task: services.s0", "tasks: \"services.*\"", "tasks: \"*\""];
const PATTERNS: [&str; 5] = ["*", "services.*", "jobs.*", "*1", "jobs.j*"];

/// One item of the list.
pub(super) fn fault(cast: &Cast, dice: &mut Dice) -> String {
    if once_in(dice, 6) {
        return format!("  - {{ {}, {} }}", one_of(dice, &WITH_PODS), loss(dice));
    }
    let whom = if once_in(dice, 3) {
        format!("tasks: \"{}\"", one_of(dice, &PATTERNS))
    } else {
        format!("task: {}", any_reference(cast, dice))
    };
    format!("  - {{ {whom}, {} }}", harm(dice))
}

fn harm(dice: &mut Dice) -> String {
    match dice.below(8) {
        0 | 1 => format!("chance: {}", chance(dice)),
        2 => format!("hang: {{ chance: {}{} }}", chance(dice), attempts(dice)),
        3 => {
            let factor = one_of(dice, &["1.5", "2", "1.333", "10"]);
            format!(
                "slowdown: {{ factor: {factor}, chance: {}{} }}",
                chance(dice),
                attempts(dice)
            )
        }
        4 => format!("latency: {}", time(dice)),
        5 => {
            let at = if once_in(dice, 2) {
                chance(dice).to_owned()
            } else {
                time(dice)
            };
            format!(
                "crash: {{ at: {at}, chance: {}{} }}",
                chance(dice),
                attempts(dice)
            )
        }
        6 => outage(dice),
        _ => {
            let fails = format!("{{ fails: {} }}", 1 + dice.below(6));
            let kinds = [&fails[..], &fails[..], "never", "invalid"];
            format!("image_pull: {}", one_of(dice, &kinds))
        }
    }
}

/// What comes when a task may long have settled.
fn loss(dice: &mut Dice) -> String {
    if once_in(dice, 2) {
        return format!("node_loss: {{ at: {} }}", time(dice));
    }
    format!(
        "crash: {{ after_ready: {}, chance: {}{} }}",
        time(dice),
        chance(dice),
        attempts(dice)
    )
}

/// One that is not empty, or need not be.
fn outage(dice: &mut Dice) -> String {
    let from = dice.below(90);
    let until = from + 1 + dice.below(90);
    match dice.below(3) {
        0 => format!("outage: {{ from: {from}s, until: {until}s }}"),
        1 => format!("outage: {{ from: {{ uniform: [0s, {until}s] }}, until: {until}s }}"),
        _ => format!("outage: {{ from: {from}s, until: {{ exponential: {{ mean: {until}s }} }} }}"),
    }
}

fn attempts(dice: &mut Dice) -> &'static str {
    one_of(dice, &["", "", ", attempts: [1]", ", attempts: [2, 3]"])
}
