//! What a change does to the simulated run, in numbers and in words.

use crate::analysis::Run;
use crate::report::{Outcome, Report, TaskRow};
use crate::scheduler::{Background, WaitCause};
use crate::time::Millis;
use std::cmp::Ordering;

/// The run before and after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The stage that was simulated.
    pub stage: String,
    /// How it ends without the change; `None` if the stage is new.
    pub before: Option<Finish>,
    /// How it ends with the change.
    pub after: Finish,
    /// The difference in words: `50s earlier, because …`.
    pub words: String,
}

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finish {
    /// How it ended.
    pub outcome: Outcome,
    /// When: all settled (with `background: detach`, the last step done), or the halt.
    pub at: Millis,
}

impl Preview {
    /// Both ends in short: `finish 1m → 45s`.
    pub fn line(&self) -> String {
        let verb = |finish: Finish| match finish.outcome {
            Outcome::Halted => "halt at",
            Outcome::Succeeded | Outcome::FinishedWithErrors => "finish",
        };
        let whole = |finish: Finish| format!("{} {}", verb(finish), finish.at.spoken());
        let after = self.after;
        match self.before {
            None => whole(after),
            Some(before) if whole(before) == whole(after) => format!("{}, no change", whole(after)),
            Some(before) if verb(before) == verb(after) => {
                format!("{} → {}", whole(before), after.at.spoken())
            }
            Some(before) => format!("{} → {}", whole(before), whole(after)),
        }
    }

    /// How much earlier the stage ends; negative if later, 0 if the two cannot be compared because
    /// one of them halts.
    pub fn saved_ms(&self) -> i64 {
        let halts = |finish: Finish| finish.outcome == Outcome::Halted;
        match self.before {
            Some(before) if !halts(before) && !halts(self.after) => {
                let signed = |at: Millis| i64::try_from(at.0).unwrap_or(i64::MAX);
                signed(before.at).saturating_sub(signed(self.after.at))
            }
            _ => 0,
        }
    }
}

/// Compares two runs of the stage.
pub(super) fn compare(stage: &str, before: Option<&Run>, after: &Run) -> Preview {
    Preview {
        stage: stage.to_owned(),
        before: before.map(finish),
        after: finish(after),
        words: words(before, after),
    }
}

fn finish(run: &Run) -> Finish {
    let report = &run.report;
    let halted = report.halt.as_ref().map(|halt| halt.at_ms);
    let end = match run.setting.options.background {
        Background::Join => report.all_settled_ms,
        Background::Detach => report.last_step_done_ms,
    };
    Finish {
        outcome: report.outcome,
        at: halted.or(end).unwrap_or_default(),
    }
}

fn words(before: Option<&Run>, after: &Run) -> String {
    let now = finish(after);
    let Some(before) = before else {
        return format!("a new stage, which {} {}", verb(now), now.at.spoken());
    };
    let then = finish(before);
    let halts = |finish: Finish| finish.outcome == Outcome::Halted;
    if halts(then) != halts(now) {
        let (now, then) = (
            format!("{} {}", verb(now), now.at.spoken()),
            format!("{} {}", verb(then), then.at.spoken()),
        );
        return format!("the stage {now}; before, it {then}");
    }
    let (change, reason) = match now.at.cmp(&then.at) {
        Ordering::Less => (
            format!("{} earlier", (then.at - now.at).spoken()),
            wait_that_only_is_in(&before.report, &after.report)
                .map(|(task, on)| format!("`{task}` no longer waits for `{on}`")),
        ),
        Ordering::Greater => (
            format!("{} later", (now.at - then.at).spoken()),
            wait_that_only_is_in(&after.report, &before.report)
                .map(|(task, on)| format!("`{task}` then waits for `{on}`"))
                .or_else(|| more_attempts(&before.report, &after.report)),
        ),
        Ordering::Equal => return no_change(&before.report, &after.report),
    };
    let halt = if halts(now) { "the halt comes " } else { "" };
    let reason = reason.map(|reason| format!(", because {reason}"));
    format!("{halt}{change}{}", reason.unwrap_or_default())
}

fn verb(finish: Finish) -> &'static str {
    match finish.outcome {
        Outcome::Halted => "halts after",
        Outcome::Succeeded => "takes",
        Outcome::FinishedWithErrors => "finishes with errors after",
    }
}

/// The end is the same; with background tasks the last step may still be done earlier or later.
fn no_change(before: &Report, after: &Report) -> String {
    let done = before.last_step_done_ms.zip(after.last_step_done_ms);
    match done {
        Some((then, now)) if now < then => {
            let saved = (then - now).spoken();
            format!("no change, but the last step is done {saved} earlier")
        }
        Some((then, now)) if now > then => {
            let lost = (now - then).spoken();
            format!("no change, but the last step is done {lost} later")
        }
        _ => "no change".to_owned(),
    }
}

/// The first task on the critical path of the slower run that waits there for another one which it
/// does not wait for in the faster run.
fn wait_that_only_is_in<'r>(slower: &'r Report, faster: &Report) -> Option<(&'r str, &'r str)> {
    slower.critical_path.iter().find_map(|name| {
        let slow = row(slower, name)?;
        let fast = row(faster, name)?;
        if slow.start_ms <= fast.start_ms {
            return None;
        }
        let known: Vec<&str> = barriers(fast).collect();
        let on = barriers(slow).find(|on| !known.contains(on))?;
        Some((slow.task.as_str(), on))
    })
}

fn more_attempts(before: &Report, after: &Report) -> Option<String> {
    after.critical_path.iter().find_map(|name| {
        let more = row(after, name)?.attempts.len() > row(before, name)?.attempts.len();
        more.then(|| format!("`{name}` starts before what it needs is there, and is restarted"))
    })
}

fn row<'r>(report: &'r Report, name: &str) -> Option<&'r TaskRow> {
    report.tasks.iter().find(|row| row.task == name)
}

fn barriers(row: &TaskRow) -> impl Iterator<Item = &str> {
    let waits = row
        .waits
        .iter()
        .filter(|wait| matches!(wait.cause, WaitCause::Barrier | WaitCause::Slot));
    waits.flat_map(|wait| &wait.on).map(String::as_str)
}
