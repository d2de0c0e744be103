//! The scenario: how tasks behave, and where they run.

use super::template::{any_reference, limit};
use super::times::{chance, duration, time};
use super::{Cast, Kind, Member, faults, list, mapping, once_in, one_of};
use crate::mutants::Dice;
use std::fmt::Write as _;

pub(super) fn write(cast: &Cast, dice: &mut Dice) -> String {
    let has_nodes = once_in(dice, 3);
    let mut text = format!("seed: {}\n", dice.below(1 << 20));
    if once_in(dice, 3) {
        let _ = writeln!(text, "defaults: {}", mapping(&defaults(dice)));
    }
    text += "tasks:\n";
    for member in &cast.0 {
        let keys = conduct(member, cast, has_nodes, dice);
        let _ = writeln!(text, "  {}: {}", member.reference(), mapping(&keys));
    }
    let faults: Vec<String> = (0..dice.below(5))
        .map(|_| faults::fault(cast, dice))
        .collect();
    if !faults.is_empty() {
        let _ = writeln!(text, "faults:\n{}", faults.join("\n"));
    }
    let cluster = cluster(has_nodes, dice);
    if !cluster.is_empty() {
        let _ = writeln!(text, "cluster: {}", mapping(&cluster));
    }
    let options = options(dice);
    if !options.is_empty() {
        let _ = writeln!(text, "options: {}", mapping(&options));
    }
    text
}

fn defaults(dice: &mut Dice) -> Vec<String> {
    vec![
        format!(
            "services: {{ ready_after: {}, crash_after: {} }}",
            time(dice),
            time(dice)
        ),
        format!(
            "jobs: {{ runs_for: {}, retries: {} }}",
            time(dice),
            dice.below(4)
        ),
    ]
}

fn conduct(member: &Member, cast: &Cast, has_nodes: bool, dice: &mut Dice) -> Vec<String> {
    let mut keys = Vec::new();
    if !once_in(dice, 5) {
        keys.push(format!("{}: {}", member.kind.time(), time(dice)));
    }
    if once_in(dice, 4) {
        let needs: Vec<String> = (0..dice.below(3))
            .map(|_| any_reference(cast, dice))
            .collect();
        let mut others: Vec<String> = needs
            .into_iter()
            .filter(|it| *it != member.reference())
            .collect();
        others.sort();
        others.dedup();
        keys.push(format!("needs: {}", list(&others)));
    }
    if once_in(dice, 3) {
        keys.push(format!("crash_after: {}", time(dice)));
    }
    if once_in(dice, 5) {
        let attempts = one_of(dice, &["1", "1, 2", "2, 3", "1, 2, 3, 4, 5, 6"]);
        keys.push(format!(
            "fails: {{ attempts: [{attempts}]{} }}",
            moment(dice)
        ));
    }
    if member.kind == Kind::Job && once_in(dice, 2) {
        keys.push(format!("retries: {}", dice.below(7)));
        if once_in(dice, 3) {
            keys.push("restart_policy: OnFailure".to_owned());
        }
    }
    if has_nodes && matches!(member.kind, Kind::Service | Kind::Job) && !once_in(dice, 4) {
        let cpu = one_of(dice, &["250m", "500m", "1", "1500m"]);
        let memory = one_of(dice, &["128Mi", "512Mi", "1Gi", "1G"]);
        keys.push(format!("requests: {{ cpu: {cpu}, memory: {memory} }}"));
    }
    if member.kind == Kind::Service && once_in(dice, 8) {
        keys.push(format!("replicas: {}", 1 + dice.below(3)));
    }
    keys
}

fn moment(dice: &mut Dice) -> String {
    match dice.below(3) {
        0 => String::new(),
        1 => format!(", at: {}", chance(dice)),
        _ => format!(", at: {}", time(dice)),
    }
}

fn cluster(has_nodes: bool, dice: &mut Dice) -> Vec<String> {
    let mut keys = Vec::new();
    if once_in(dice, 3) {
        keys.push(format!("max_parallel: {}", 1 + dice.below(4)));
    }
    if once_in(dice, 5) {
        keys.push(format!("apply_latency: {}", duration(dice)));
    }
    match dice.below(8) {
        0 => keys.push(format!(
            "crash_loop_max: {}",
            one_of(dice, &["1s", "7s", "60s", "5m"])
        )),
        1 => keys.push("feature_gates: { ReduceDefaultCrashLoopBackOffDecay: true }".to_owned()),
        2 => keys.push(format!(
            "kubernetes: \"{}\"",
            one_of(dice, &["1.30", "1.33", "1.36"])
        )),
        _ => {}
    }
    if has_nodes {
        let nodes: Vec<String> = (0..1 + dice.below(2)).map(|_| node(dice)).collect();
        keys.push(format!("nodes: {}", list(&nodes)));
    }
    keys
}

fn node(dice: &mut Dice) -> String {
    let (count, pods) = (1 + dice.below(3), 1 + dice.below(6));
    let cpu = one_of(dice, &["1500m", "2", "4"]);
    format!(
        "{{ count: {count}, cpu: {cpu}, memory: {}Gi, pods: {pods} }}",
        2 + dice.below(7)
    )
}

fn options(dice: &mut Dice) -> Vec<String> {
    let mut keys = Vec::new();
    if once_in(dice, 4) {
        keys.push("background: detach".to_owned());
    }
    if once_in(dice, 4) {
        keys.push("service_error: first_crash".to_owned());
    }
    if once_in(dice, 3) {
        keys.push(format!("readiness_wait: {}", limit(dice)));
    }
    if once_in(dice, 4) {
        keys.push(format!("horizon: {}", duration(dice)));
    }
    keys
}
