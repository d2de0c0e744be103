//! Steps and tasks of a run in a few words.

use crate::analysis::Run;
use crate::report::{TaskOutcome, TaskRow, WaitRow};
use crate::scheduler::WaitCause;
use crate::template::Kind;
use crate::time::Millis;

/// As many tasks are told one by one; the rest is counted.
const MOST_TASKS: usize = 12;
/// As many tasks that were waited for are named.
const MOST_NAMES: usize = 3;

/// What tasks of a run do, by their indices; `None` without any.
pub(super) fn tasks_told(run: &Run, tasks: &[usize]) -> Option<String> {
    let told = |index: usize| {
        let row = &run.report.tasks[index];
        let stage = &run.report.stage;
        format!(
            "`{}` in step `{}` of `{stage}`: {}.",
            row.task,
            row.step,
            course(row)
        )
    };
    match tasks {
        [] => None,
        [one] => {
            let kind = what_it_is(run.setting.plan.tasks[*one].kind);
            let part = part_in_the_whole(run, *one).map(|it| format!(" {it}"));
            Some(format!(
                "{kind}\n\n{}{}",
                told(*one),
                part.unwrap_or_default()
            ))
        }
        several => Some(listed(several, told)),
    }
}

/// What a step of a run does.
pub(super) fn step_told(run: &Run, index: usize) -> String {
    let row = &run.report.steps[index];
    let starts = match (row.start_ms, row.settled_ms) {
        (None, _) => "never starts, because the stage halts before".to_owned(),
        (Some(start), None) => format!("starts at {}, and does not settle", start.spoken()),
        (Some(start), Some(end)) => {
            format!("starts at {}, settled at {}", start.spoken(), end.spoken())
        }
    };
    let waits = if row.waited {
        "The next step waits for it."
    } else {
        "Nothing waits for it."
    };
    let errors = if row.halt_on_error {
        "A failure in it halts the stage."
    } else {
        "Errors in it are ignored."
    };
    let (name, stage) = (&row.name, &run.report.stage);
    let head = format!("**Step** `{name}` of `{stage}`: {starts}. {waits} {errors}");
    let tasks = run.setting.plan.steps[index].tasks.iter();
    let tasks: Vec<usize> = tasks.map(|task| task.0).collect();
    if tasks.is_empty() {
        return head;
    }
    let told = |index: usize| {
        let row = &run.report.tasks[index];
        format!("`{}`: {}.", row.task, course(row))
    };
    format!("{head}\n\n{}", listed(&tasks, told))
}

fn listed(tasks: &[usize], told: impl Fn(usize) -> String) -> String {
    let (shown, rest) = tasks.split_at(tasks.len().min(MOST_TASKS));
    let lines = shown.iter().map(|index| format!("- {}", told(*index)));
    let more = (!rest.is_empty()).then(|| format!("- and {} more", rest.len()));
    lines.chain(more).collect::<Vec<_>>().join("\n")
}

fn what_it_is(kind: Kind) -> &'static str {
    match kind {
        Kind::Services => "A service, which has to get ready.",
        Kind::Jobs => "A job, which runs to its end.",
        Kind::Charts => "A Helm chart, which has to be installed.",
        Kind::Infrastructure => "Infrastructure code, which has to be applied.",
        Kind::BuiltIn => "The built-in task that removes the environment.",
    }
}

/// What a longer or shorter task would change.
fn part_in_the_whole(run: &Run, index: usize) -> Option<String> {
    let row = &run.report.tasks[index];
    if run.report.critical_path.contains(&row.task) {
        return Some("It is one of those that set the time of the stage.".to_owned());
    }
    let slack = row.slack_ms.filter(|it| *it > Millis::ZERO)?.spoken();
    Some(format!(
        "It could take {slack} longer without delaying the stage."
    ))
}

/// Whom it waited for before it started.
fn waited(row: &TaskRow) -> String {
    let starts = |wait: &&WaitRow| wait.until_ms.is_some() && wait.until_ms == row.start_ms;
    let Some(wait) = row.waits.iter().find(starts) else {
        return String::new();
    };
    let (named, rest) = wait.on.split_at(wait.on.len().min(MOST_NAMES));
    let named: Vec<String> = named.iter().map(|name| format!("`{name}`")).collect();
    let more = match rest.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match wait.cause {
        _ if named.is_empty() => String::new(),
        WaitCause::Slot => format!(" (in the slot of {}{more})", named.join(", ")),
        _ => format!(" (after {}{more})", named.join(", ")),
    }
}

/// From its start to its end.
fn course(row: &TaskRow) -> String {
    let Some(start) = row.start_ms else {
        return "never starts, because the stage halts before".to_owned();
    };
    let attempts = match row.attempts.len() {
        0 | 1 => String::new(),
        several => format!(" after {several} attempts"),
    };
    let end = row.settled_ms.map(Millis::spoken).unwrap_or_default();
    let end = match row.outcome {
        TaskOutcome::Succeeded => format!("done at {end}{attempts}"),
        TaskOutcome::Ready => format!("ready at {end}{attempts}"),
        TaskOutcome::Failed => format!("failed at {end}{attempts}"),
        TaskOutcome::Degraded => match row.healed_ms {
            Some(healed) => format!("given up at {end}, ready at {} after all", healed.spoken()),
            None => format!("given up at {end}, as it is not ready"),
        },
        TaskOutcome::LeftRunning => "still running when the stage halts".to_owned(),
        TaskOutcome::NeverRan => return "never starts, because the stage halts before".to_owned(),
    };
    format!("starts at {}{}, {end}", start.spoken(), waited(row))
}
