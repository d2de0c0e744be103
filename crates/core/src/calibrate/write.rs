//! What recorded runs say, as a scenario, into one that is there, and as a table.

use super::{Calibrated, Calibration, Fit, FoundNeed, Parameter};
use crate::forecast::ShareEstimate;
use crate::scenario::{append, put};
use crate::simulate::draws::Distribution;
use crate::template::Kind;
use crate::time::Millis;
use crate::yaml;

/// Why something could not be written into a scenario: the keys that lead to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

/// A scenario of its own, in which every figure has its interval beside it.
pub fn scenario(calibration: &Calibration) -> String {
    let runs = count(calibration.runs as u64, "recorded run");
    let mut text =
        format!("# From {runs}. Intervals hold the true value in 95 of 100 calibrations.\n");
    if calibration.apply_latency > Millis::ZERO {
        let latency = calibration.apply_latency;
        text.push_str(&format!("cluster: {{ apply_latency: {latency} }}\n"));
    }
    let mut tasks = String::new();
    for task in &calibration.tasks {
        let entries = entries(task);
        if entries.is_empty() {
            continue;
        }
        for note in notes(task) {
            tasks.push_str(&format!("  # {note}\n"));
        }
        let shown: Vec<String> = entries
            .iter()
            .map(|(key, value)| format!("{key}: {value}"))
            .collect();
        let name = yaml::scalar(&task.reference);
        tasks.push_str(&format!("  {name}: {{ {} }}\n", shown.join(", ")));
    }
    match tasks.is_empty() {
        true => text.push_str("# No task came to its end.\n"),
        false => text.push_str(&format!("tasks:\n{tasks}")),
    }
    let faults: String = calibration
        .tasks
        .iter()
        .flat_map(|task| {
            let of_task = faults(task).into_iter();
            of_task.map(|fault| format!("  # {}\n  - {}\n", fault.note, fault.item))
        })
        .collect();
    if !faults.is_empty() {
        text.push_str(&format!("faults:\n{faults}"));
    }
    text
}

/// Into a scenario that is there: its comments, its order and what it says besides stay as they are.
///
/// # Errors
/// If a place of it is written in a way that cannot be changed alone.
pub fn into(calibration: &Calibration, text: &str) -> Result<String, Refused> {
    let mut text = text.to_owned();
    let mut write = |keys: &[&str], value: &str| {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        let root = yaml::parse(&text).root;
        let put = put(&text, root.as_ref(), &keys, value);
        text = put.map_err(|_| Refused(keys.join(".")))?.1;
        Ok(())
    };
    if calibration.apply_latency > Millis::ZERO {
        let latency = calibration.apply_latency.to_string();
        write(&["cluster", "apply_latency"], &latency)?;
    }
    for task in &calibration.tasks {
        for (key, value) in entries(task) {
            write(&["tasks", &task.reference, key], &value)?;
        }
    }
    for fault in calibration.tasks.iter().flat_map(faults) {
        text = with_fault(&text, &fault)?;
    }
    Ok(text)
}

/// The fault of the same task and the same kind has another chance now; if there is none, it is one more.
fn with_fault(text: &str, fault: &FaultEntry) -> Result<String, Refused> {
    let root = yaml::parse(text).root;
    let faults = root.as_ref().and_then(|root| root.get("faults"));
    let known = faults.and_then(|it| it.items()).unwrap_or_default();
    let is_it = |item: &&yaml::Node| {
        let of_task = item.get("task").and_then(yaml::Node::scalar);
        of_task.is_some_and(|it| it.text == fault.task) && item.get(fault.key).is_some()
    };
    let at = known.iter().position(|item| is_it(&item));
    let list = ["faults".to_owned()];
    let written = match at {
        Some(at) => {
            let keys = ["faults".to_owned(), at.to_string(), fault.key.to_owned()];
            put(text, root.as_ref(), &keys, &fault.value)
        }
        None => append(text, root.as_ref(), &list, &fault.item),
    };
    Ok(written.map_err(|_| Refused(list.concat()))?.1)
}

/// Every parameter with its interval, a row for each: what it is of, what it is, its value, from, to, and of how many.
pub fn table(calibration: &Calibration) -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    let shown = |it: Option<Millis>| it.map_or("?".to_owned(), |it| it.rounded().spoken());
    for task in &calibration.tasks {
        let mut fitted = |what: &str, fit: &Option<Fit>| {
            for it in fit.iter().flat_map(|fit| {
                let named = |it: &Parameter| (fit.family, fit.times, *it);
                fit.parameters.iter().map(named).collect::<Vec<_>>()
            }) {
                let (
                    family,
                    times,
                    Parameter {
                        name,
                        at,
                        low,
                        high,
                    },
                ) = it;
                rows.push([
                    task.reference.clone(),
                    format!("{what} {} {name}", family.name()),
                    at.rounded().spoken(),
                    shown(low),
                    shown(high),
                    count(times as u64, "time"),
                ]);
            }
        };
        fitted(duration_key(task.kind), &task.takes);
        fitted("crash_after", &task.crash_after);
        fitted("fails at", &task.fails_at);
        for (what, share) in [("chance", task.failed), ("hang", task.hung)] {
            if share.runs > 0 || (what == "chance" && task.tried > 0) {
                rows.push([
                    task.reference.clone(),
                    what.to_owned(),
                    share.chance.to_string(),
                    share.low.to_string(),
                    share.high.to_string(),
                    count(task.tried, "attempt"),
                ]);
            }
        }
        for need in &task.needs {
            rows.push([
                task.reference.clone(),
                "needs".to_owned(),
                need.reference.clone(),
                String::new(),
                String::new(),
                count(need.without, "attempt") + " without",
            ]);
        }
    }
    rows
}

fn duration_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Services => "ready_after",
        _ => "runs_for",
    }
}

/// What stands under the task, key by key.
fn entries(task: &Calibrated) -> Vec<(&'static str, String)> {
    let mut entries = Vec::new();
    if let Some(takes) = &task.takes {
        entries.push((duration_key(task.kind), value(takes)));
    }
    if !task.needs.is_empty() {
        let needs: Vec<String> = task
            .needs
            .iter()
            .map(|need| yaml::scalar(&need.reference).to_string())
            .collect();
        entries.push(("needs", format!("[{}]", needs.join(", "))));
    }
    if let Some(lives) = &task.crash_after {
        entries.push(("crash_after", value(lives)));
    }
    if let Some(at) = &task.fails_at {
        entries.push(("fails", format!("{{ at: {} }}", value(at))));
    }
    if task.retries > 0 {
        entries.push(("retries", task.retries.to_string()));
    }
    entries
}

struct FaultEntry {
    task: String,
    key: &'static str,
    value: String,
    item: String,
    note: String,
}

fn faults(task: &Calibrated) -> Vec<FaultEntry> {
    let (reference, of) = (yaml::scalar(&task.reference), count(task.tried, "attempt"));
    let fault = |key, share: &ShareEstimate, what: &str| {
        (share.runs > 0).then(|| {
            let chance = percent(share);
            FaultEntry {
                task: task.reference.clone(),
                key,
                item: format!("{{ task: {reference}, {key}: {chance} }}"),
                value: chance,
                note: format!(
                    "{} of {of} {what}: {} to {}",
                    share.runs, share.low, share.high
                ),
            }
        })
    };
    let chance = fault("chance", &task.failed, "failed");
    chance
        .into_iter()
        .chain(fault("hang", &task.hung, "hung"))
        .collect()
}

/// To a ten-thousandth of a percent, as a scenario has it.
fn percent(share: &ShareEstimate) -> String {
    let millionths = share.chance.billionths() / 1000;
    let (whole, rest) = (millionths / 10_000, millionths % 10_000);
    let text = format!("{whole}.{rest:04}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

fn value(fit: &Fit) -> String {
    match &fit.distribution {
        Distribution::Constant(time) => time.to_string(),
        Distribution::Uniform { min, max } => format!("{{ uniform: [{min}, {max}] }}"),
        Distribution::Triangular { min, mode, max } => {
            format!("{{ triangular: [{min}, {mode}, {max}] }}")
        }
        Distribution::Pert { min, mode, max } => format!("{{ pert: [{min}, {mode}, {max}] }}"),
        Distribution::Normal { mean, sd } => format!("{{ normal: {{ mean: {mean}, sd: {sd} }} }}"),
        Distribution::Lognormal { low, high } => {
            format!("{{ lognormal: {{ p50: {}, p95: {} }} }}", low.at, high.at)
        }
        Distribution::Exponential { mean } => format!("{{ exponential: {{ mean: {mean} }} }}"),
        Distribution::Samples(samples) => {
            let samples: Vec<String> = samples.iter().map(ToString::to_string).collect();
            format!("{{ samples: [{}] }}", samples.join(", "))
        }
    }
}

/// What is known of a task, a line each.
fn notes(task: &Calibrated) -> Vec<String> {
    let mut notes: Vec<String> = task.takes.iter().map(time_note).collect();
    notes.extend(task.needs.iter().map(need_note));
    if task.failed.runs == 0 && task.tried > 1 {
        let (of, high) = (count(task.tried, "attempt"), task.failed.high);
        notes.push(format!("none of {of} failed: at most {high}"));
    }
    notes
}

fn time_note(fit: &Fit) -> String {
    let times = count(fit.times as u64, "time");
    if fit.times == 1 {
        return format!(
            "{times}, which says nothing of how it spreads: p95 is assumed to be twice as long"
        );
    }
    let bounds: Vec<String> = fit
        .parameters
        .iter()
        .filter_map(|it| Some((it.name, it.low?, it.high?)))
        .map(|(name, low, high)| match low == high {
            true => format!("{name} {}", low.spoken()),
            false => format!(
                "{name} {} to {}",
                low.rounded().spoken(),
                high.rounded().spoken()
            ),
        })
        .collect();
    let scores: Vec<String> = fit
        .scores
        .iter()
        .map(|it| format!("{} {}", it.family.name(), it.tenths as i128 / 10))
        .collect();
    let by = match scores.is_empty() {
        true => String::new(),
        false => format!(" by AICc ({})", scores.join(", ")),
    };
    let bounds = match bounds.is_empty() {
        true => String::new(),
        false => format!(": {}", bounds.join(", ")),
    };
    format!("{times}, {}{by}{bounds}", fit.family.name())
}

fn need_note(need: &FoundNeed) -> String {
    let all = match need.without {
        1 => "the 1 attempt that began without it failed".to_owned(),
        many => format!("all {many} attempts that began without it failed"),
    };
    let or = match need.or.is_empty() {
        true => String::new(),
        false => format!(" (it could as well be {})", need.or.join(", ")),
    };
    format!("needs {}: {all}{or}", need.reference)
}

fn count(number: u64, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}
