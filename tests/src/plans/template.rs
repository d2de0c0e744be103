//! The template: what there is, and in which order it is deployed.

use super::times::duration;
use super::{Cast, Kind, Member, list, mapping, once_in, one_of};
use crate::mutants::Dice;
use std::fmt::Write as _;

pub(super) fn write(cast: &Cast, dice: &mut Dice) -> String {
    let mut text = String::new();
    for kind in [Kind::Service, Kind::Job, Kind::Chart, Kind::Infrastructure] {
        let mut members = cast.of(kind).peekable();
        if members.peek().is_some() {
            let _ = writeln!(text, "{}:", kind.list());
        }
        for member in members {
            let _ = writeln!(text, "  - {}", mapping(&declaration(member, dice)));
        }
    }
    text + "workflows:\n  - name: setup\n" + &stage(cast, dice)
}

fn declaration(member: &Member, dice: &mut Dice) -> Vec<String> {
    let mut keys = vec![format!("name: {}", member.name())];
    match member.kind {
        Kind::Service => service(member, dice, &mut keys),
        Kind::Job => {
            if once_in(dice, 4) {
                keys.push(format!("completed_timeout: {}", 10 + dice.below(300)));
            }
            if once_in(dice, 12) {
                keys.push("halt_on_error: true".to_owned());
            }
        }
        Kind::Chart if once_in(dice, 3) => keys.push(format!("timeout: {}s", 5 + dice.below(90))),
        Kind::Chart | Kind::Infrastructure => {}
    }
    keys
}

fn service(member: &Member, dice: &mut Dice, keys: &mut Vec<String>) {
    // Mostly on those before it: there is no circle then.
    let others = member.number + usize::from(once_in(dice, 20));
    let on: Vec<String> = (0..dice.below(3).min(others))
        .map(|_| format!("s{}", dice.below(others)))
        .collect();
    if let [one, rest @ ..] = &on[..] {
        let rest = rest.iter().filter(|it| *it != one).cloned();
        let on: Vec<String> = [one.clone()].into_iter().chain(rest).collect();
        keys.push(format!("depends_on: {}", list(&on)));
    }
    if once_in(dice, 4) {
        keys.push(format!("replicas: {}", dice.below(4)));
    }
    // The first one has pods, whatever may be lost.
    if once_in(dice, 12) && member.number > 0 {
        keys.push("static: true".to_owned());
    }
    if once_in(dice, 5) {
        let (delay, period) = (dice.below(20), 1 + dice.below(12));
        keys.push(format!(
            "readiness_probe: {{ initial_delay_seconds: {delay}, period_seconds: {period}, success_threshold: {} }}",
            1 + dice.below(3)
        ));
    }
    if once_in(dice, 5) {
        let (delay, period) = (dice.below(20), 1 + dice.below(12));
        keys.push(format!(
            "liveness_probe: {{ initial_delay_seconds: {delay}, period_seconds: {period}, timeout_seconds: 1, \
             failure_threshold: {} }}",
            1 + dice.below(3)
        ));
    }
}

fn stage(cast: &Cast, dice: &mut Dice) -> String {
    let tasks = order(cast, dice);
    if once_in(dice, 8) {
        return format!("    order_from: {}\n", list(&tasks));
    }
    let mut text = "    parallelize:\n".to_owned();
    let (mut rest, mut number) = (&tasks[..], 0);
    while !rest.is_empty() {
        // An empty step now and then.
        let (own, others) = rest.split_at(dice.below(4).min(rest.len()));
        let mut keys = vec![
            format!("step: step-{number}"),
            format!("tasks: {}", list(own)),
        ];
        if once_in(dice, 4) {
            keys.push("halt_on_error: true".to_owned());
        }
        if once_in(dice, 4) {
            keys.push("wait_for_finish: false".to_owned());
        }
        let _ = writeln!(text, "      - {}", mapping(&keys));
        (rest, number) = (others, number + 1);
    }
    text
}

/// All tasks in any order; some twice, and some by `all`.
fn order(cast: &Cast, dice: &mut Dice) -> Vec<String> {
    let mut tasks = cast.references();
    if once_in(dice, 6) {
        tasks.extend(
            dice.pick(&(0..tasks.len()).collect::<Vec<_>>())
                .map(|at| tasks[at].clone()),
        );
    }
    if once_in(dice, 8) {
        let kind = one_of(dice, &["services", "jobs"]);
        tasks.retain(|task| !task.starts_with(kind) || once_in(dice, 3));
        tasks.push(format!("{kind}.all"));
    }
    for at in (1..tasks.len()).rev() {
        tasks.swap(at, dice.below(at + 1));
    }
    tasks
}

/// A need that is not a dependency: one of the tasks.
pub(super) fn any_reference(cast: &Cast, dice: &mut Dice) -> String {
    let references = cast.references();
    references[dice.below(references.len())].clone()
}

/// How long something at least may take.
pub(super) fn limit(dice: &mut Dice) -> String {
    let limit = duration(dice);
    if limit.starts_with('0') {
        "1s".to_owned()
    } else {
        limit
    }
}
