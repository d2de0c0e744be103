//! Attempts that begin and end.

use super::{is_retried_by_job, names};
use crate::analysis::Run;
use crate::plan::TaskId;
use crate::play::group::{Beginning, Ending, Good, Missing, Next};
use crate::report::words::{list, quoted, verb};
use crate::scheduler::{AttemptOutcome, Settlement, WaitCause};
use crate::template::Kind;
use crate::time::Millis;

/// Attempts began later than their tasks.
pub(super) fn begun(run: &Run, tasks: &[TaskId], beginning: &Beginning) -> String {
    let who = names(run, tasks);
    let number = beginning.number;
    let attempt = format!("attempt {number} of {who}");
    let first = match beginning.after {
        Some((WaitCause::Apply, after)) => {
            format!("The cluster has accepted {who} after {}.", after.spoken())
        }
        Some((WaitCause::ImagePull, after)) => {
            format!("After {} the image of {who} can be pulled.", after.spoken())
        }
        Some((WaitCause::Unschedulable, _)) if beginning.on.is_empty() => {
            format!("There is room on a node now for {who}.")
        }
        Some((WaitCause::Unschedulable, _)) => format!(
            "{} made room on a node, and {who} {} placed.",
            names(run, &beginning.on),
            verb(tasks.len(), "is", "are"),
        ),
        Some((WaitCause::NodeLost, after)) => {
            let pods = verb(tasks.len(), "its pods", "their pods");
            format!(
                "Kubernetes has replaced {pods} after {}: {attempt} starts.",
                after.spoken()
            )
        }
        Some((_, after)) if is_retried_by_job(run, tasks[0]) => {
            format!(
                "The job tries again after {}: {attempt} starts.",
                after.spoken()
            )
        }
        Some((_, after)) => {
            format!(
                "The back-off of {} is over: {attempt} starts.",
                after.spoken()
            )
        }
        None => format!("The first restart of a container comes at once: {attempt} starts."),
    };
    match outlook(run, tasks, beginning) {
        Some(outlook) => format!("{first} {outlook}"),
        None => first,
    }
}

/// What the attempt finds.
fn outlook(run: &Run, tasks: &[TaskId], beginning: &Beginning) -> Option<String> {
    let Beginning {
        missing, missed, ..
    } = beginning;
    if let Some(lack) = lack(missing) {
        let again = if beginning.number > 1 { " again" } else { "" };
        let they = verb(tasks.len(), "it", "they");
        let still = if missed == missing { "still " } else { "" };
        let lack = lack.replacen("was not", &format!("is {still}not"), 1);
        let lack = lack.replacen("were not", &format!("are {still}not"), 1);
        return Some(match run.setting.plan.tasks[tasks[0].0].kind {
            Kind::Services => format!("But {lack}, so {they} will crash{again}."),
            _ => format!("But {lack}, so {they} will fail{again}."),
        });
    }
    let met: Vec<String> = missed.needs.iter().map(|(need, _)| quoted(need)).collect();
    (!met.is_empty()).then(|| {
        format!(
            "This time {} {} there.",
            list(&met),
            verb(met.len(), "is", "are")
        )
    })
}

/// Attempts did what they should.
pub(super) fn good(run: &Run, at: Millis, tasks: &[TaskId], how: Good) -> String {
    let who = names(run, tasks);
    let is = verb(tasks.len(), "is", "are");
    let it = verb(tasks.len(), "it", "they");
    let took = |task: &TaskId| run.report.tasks[task.0].start_ms.map(|start| at - start);
    let first = took(&tasks[0]).filter(|_| tasks.iter().all(|task| took(task) == took(&tasks[0])));
    let after = first.map_or(String::new(), |after| {
        format!(", {} after {it} started", after.spoken())
    });
    match how {
        Good::Settled(Settlement::Ready) => format!("{who} {is} ready{after}."),
        Good::Settled(_) => format!("{who} {is} done{after}."),
        Good::Healed => format!(
            "{who} {is} ready after all{after}: {it} {} healed. What has settled stays as it is.",
            verb(tasks.len(), "has", "have")
        ),
        Good::Again => format!("{who} {is} there again."),
    }
}

/// Attempts did not.
pub(super) fn bad(run: &Run, tasks: &[TaskId], ending: &Ending) -> String {
    let who = names(run, tasks);
    let lived = ending.lived.spoken();
    let number = match ending.number {
        1 => String::new(),
        number => format!("Attempt {number} of "),
    };
    let fell = match ending.kind {
        Kind::Services => "crashed",
        _ => "failed",
    };
    let because = because(ending);
    let first = match ending.outcome {
        AttemptOutcome::TimedOut => format!(
            "{who} {} not done within the limit of {}, and {} given up.",
            verb(tasks.len(), "is", "are"),
            limit(run, tasks[0]).spoken(),
            verb(tasks.len(), "is", "are"),
        ),
        _ => format!("{number}{who} {fell} after {lived}{because}."),
    };
    format!("{first} {}", what_next(run, tasks, ending))
}

fn because(ending: &Ending) -> String {
    match lack(&ending.missing) {
        Some(lack) => format!(": {lack} when it started"),
        None if ending.hung => ": it hung".to_owned(),
        None => String::new(),
    }
}

/// What an attempt lacked: `services.db was not ready`.
fn lack(missing: &Missing) -> Option<String> {
    if missing.is_nothing() {
        return None;
    }
    if missing.needs.is_empty() {
        return Some("it was not up, in an outage of its own,".to_owned());
    }
    let needs: Vec<String> = missing.needs.iter().map(|(need, _)| quoted(need)).collect();
    let was = verb(needs.len(), "was", "were");
    let kind = missing.needs[0].1;
    let is_same = missing.needs.iter().all(|(_, other)| *other == kind);
    let state = match kind.filter(|_| is_same) {
        Some(Kind::Services) => "ready",
        Some(_) => "done",
        None => "available",
    };
    Some(format!("{} {was} not {state}", list(&needs)))
}

fn what_next(run: &Run, tasks: &[TaskId], ending: &Ending) -> String {
    let by_job = is_retried_by_job(run, tasks[0]);
    match ending.next {
        Next::Settled(outcome) => settled(run, tasks, ending, outcome),
        Next::AtOnce if by_job => "The job makes a new pod.".to_owned(),
        Next::AtOnce => format!(
            "Kubernetes restarts {} at once.",
            verb(tasks.len(), "it", "them")
        ),
        Next::After { wait: None, .. } => "Kubernetes waits before it tries again.".to_owned(),
        Next::After {
            wait: Some(wait),
            before,
        } => {
            let who = if by_job { "The job" } else { "Kubernetes" };
            let length = match before {
                None => ", the first wait of a growing series".to_owned(),
                Some(before) if wait == before.times(2) => {
                    format!(", twice the {} before", before.spoken())
                }
                Some(before) if wait == before => ", which is the longest it waits".to_owned(),
                Some(before) if wait < before => ": the series begins anew".to_owned(),
                Some(_) => ", the longest it waits".to_owned(),
            };
            format!(
                "{who} waits {} before it tries again{length}.",
                wait.spoken()
            )
        }
    }
}

/// What it means that the task has settled badly.
fn settled(run: &Run, tasks: &[TaskId], ending: &Ending, outcome: Settlement) -> String {
    if run.setting.plan.tasks[tasks[0].0].halts {
        return match run.report.halt {
            Some(_) => "Its step is set to halt on errors.".to_owned(),
            None => "Its step is set to halt on errors, but the stage is over.".to_owned(),
        };
    }
    match (outcome, ending.kind) {
        _ if ending.outcome == AttemptOutcome::TimedOut => {
            "The step does not halt on errors, so the stage goes on.".to_owned()
        }
        (Settlement::Degraded, _) => "It has been waited for long enough.".to_owned(),
        (_, Kind::Jobs) if ending.number > 1 => {
            "No retry is left. The step does not halt on errors, so the stage goes on.".to_owned()
        }
        (_, Kind::Jobs) => "A job is tried once unless it has `retries`. The step does not halt \
                            on errors, so the stage goes on."
            .to_owned(),
        _ => "It is not tried again. The step does not halt on errors, so the stage goes on."
            .to_owned(),
    }
}

fn limit(run: &Run, task: TaskId) -> Millis {
    let started = run.report.tasks[task.0].start_ms.unwrap_or_default();
    run.report.tasks[task.0].settled_ms.unwrap_or_default() - started
}
