//! Two runs of a stage, and what is different in the second: in words, with the task that made it so.

use super::Run;
use crate::report::{Outcome, Report, TaskOutcome, TaskRow};
use crate::scheduler::{Background, WaitCause};
use crate::time::Millis;
use std::cmp::Ordering;

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finish {
    /// How it ended.
    pub outcome: Outcome,
    /// When: all settled (with `background: detach`, the last step done), or the halt.
    pub at: Millis,
}

impl Finish {
    /// When and how a run ended.
    pub fn of(run: &Run) -> Self {
        let report = &run.report;
        let halted = report.halt.as_ref().map(|halt| halt.at_ms);
        let end = match run.setting.options.background {
            Background::Join => report.all_settled_ms,
            Background::Detach => report.last_step_done_ms,
        };
        Self {
            outcome: report.outcome,
            at: halted.or(end).unwrap_or_default(),
        }
    }

    /// Whether it is a halt.
    pub fn is_halt(self) -> bool {
        self.outcome == Outcome::Halted
    }

    /// `takes 1m`, `halts after 30s`.
    pub(crate) fn words(self) -> String {
        let verb = match self.outcome {
            Outcome::Halted => "halts after",
            Outcome::Succeeded => "takes",
            Outcome::FinishedWithErrors => "finishes with errors after",
        };
        format!("{verb} {}", self.at.spoken())
    }
}

/// How the second run ends otherwise than the first, and why: ``30s later, because `jobs.migrate` takes 1m
/// instead of 30s``. The reason is looked for on the critical path: a wait that only one of the runs has, or a task
/// that takes another time by itself.
pub fn difference(before: &Run, after: &Run) -> String {
    let (then, now) = (Finish::of(before), Finish::of(after));
    let runs = Runs {
        before: &before.report,
        after: &after.report,
    };
    if then.is_halt() != now.is_halt() {
        return format!("the stage {}; before, it {}", now.words(), then.words());
    }
    let later = now.at.cmp(&then.at);
    let (change, reason) = match later {
        Ordering::Less => (
            format!("{} earlier", (then.at - now.at).rounded().spoken()),
            runs.reason(later),
        ),
        Ordering::Greater => (
            format!("{} later", (now.at - then.at).rounded().spoken()),
            runs.reason(later),
        ),
        Ordering::Equal => return runs.no_change(then.outcome, now.outcome),
    };
    let halt = if now.is_halt() { "the halt comes " } else { "" };
    let reason = reason.map(|reason| format!(", because {reason}"));
    let outcome = outcome(then.outcome, now.outcome);
    format!("{halt}{change}{}{outcome}", reason.unwrap_or_default())
}

/// What has become of the outcome, behind what has become of the end.
fn outcome(then: Outcome, now: Outcome) -> &'static str {
    match (then, now) {
        (Outcome::Succeeded, Outcome::FinishedWithErrors) => "; it then finishes with errors",
        (Outcome::FinishedWithErrors, Outcome::Succeeded) => "; it then succeeds",
        _ => "",
    }
}

/// The two that are compared.
#[derive(Clone, Copy)]
struct Runs<'r> {
    before: &'r Report,
    after: &'r Report,
}

impl<'r> Runs<'r> {
    /// Why the end has moved.
    fn reason(self, later: Ordering) -> Option<String> {
        let (slower, faster) = match later {
            Ordering::Greater => (self.after, self.before),
            _ => (self.before, self.after),
        };
        let Some((task, on)) = wait_that_only_is_in(slower, faster) else {
            let own = self.own_time(slower, later);
            let restarted = || self.more_attempts(later);
            return own.or_else(restarted).or_else(|| self.start(slower, later));
        };
        let waits = match later {
            Ordering::Greater => "then waits",
            _ => "no longer waits",
        };
        Some(match self.has_become(on, later) {
            Some(own) => format!("{own}, and `{task}` {waits} for it"),
            None => format!("`{task}` {waits} for `{on}`"),
        })
    }

    /// The first task on the critical path that starts later, or earlier.
    fn start(self, slower: &Report, later: Ordering) -> Option<String> {
        slower.critical_path.iter().find_map(|name| {
            let start = |report| row(report, name)?.start_ms;
            let (then, now) = (start(self.before)?, start(self.after)?);
            let (now_at, then_at) = (now.rounded().spoken(), then.rounded().spoken());
            (now.cmp(&then) == later)
                .then(|| format!("`{name}` starts at {now_at} instead of {then_at}"))
        })
    }

    /// The first task on the critical path that is done later after its start, or earlier, by itself.
    fn own_time(self, slower: &Report, later: Ordering) -> Option<String> {
        let path = slower.critical_path.iter();
        path.filter_map(|name| self.has_become(name, later)).next()
    }

    /// What has become of a task, if that alone moves what comes after it in this direction.
    fn has_become(self, name: &str, later: Ordering) -> Option<String> {
        let (then, now) = (row(self.before, name)?, row(self.after, name)?);
        let (took, takes) = (own_time(then)?, own_time(now)?);
        if takes.cmp(&took) != later || is_restarted(then, now) {
            return None;
        }
        let times = format!(
            "takes {} instead of {}",
            takes.rounded().spoken(),
            took.rounded().spoken()
        );
        let more = match now.outcome {
            same if same == then.outcome => attempts(then, now),
            TaskOutcome::Failed => " and fails".to_owned(),
            TaskOutcome::Degraded => " and is not ready then".to_owned(),
            _ => String::new(),
        };
        Some(format!("`{name}` {times}{more}"))
    }

    /// A task that is restarted because of what it needs.
    fn more_attempts(self, later: Ordering) -> Option<String> {
        let mut path = self.after.critical_path.iter();
        path.find_map(|name| {
            let (then, now) = (row(self.before, name)?, row(self.after, name)?);
            (later == Ordering::Greater && is_restarted(then, now))
                .then(|| format!("`{name}` starts before what it needs is there, and is restarted"))
        })
    }

    /// The end is the same; with background tasks the last step may still be done earlier or later, and a task may have
    /// time to spare.
    fn no_change(self, then: Outcome, now: Outcome) -> String {
        let done = self
            .before
            .last_step_done_ms
            .zip(self.after.last_step_done_ms);
        let more = match done {
            Some((then, now)) if now < then => {
                let saved = (then - now).spoken();
                format!(", but the last step is done {saved} earlier")
            }
            Some((then, now)) if now > then => {
                let lost = (now - then).spoken();
                format!(", but the last step is done {lost} later")
            }
            _ => self.spare().unwrap_or_default(),
        };
        format!("no change{more}{}", outcome(then, now))
    }

    /// The task that takes another time without consequences.
    fn spare(self) -> Option<String> {
        let mut names = self.after.tasks.iter().map(|task| task.task.as_str());
        names.find_map(|name| {
            let longer = self.has_become(name, Ordering::Greater);
            if let (Some(longer), Some(slack)) = (&longer, row(self.after, name)?.slack_ms) {
                let slack = slack.rounded().spoken();
                return Some(format!(": {longer}, and has {slack} to spare"));
            }
            let shorter = self.has_become(name, Ordering::Less)?;
            Some(format!(": {shorter}, but the end waits for others"))
        })
    }
}

/// How long a task takes from its start on.
fn own_time(row: &TaskRow) -> Option<Millis> {
    Some(row.settled_ms? - row.start_ms?)
}

/// Whether it has more attempts than before because it starts before something that it needs is there.
fn is_restarted(then: &TaskRow, now: &TaskRow) -> bool {
    let waits_for_need = |row: &TaskRow| {
        let mut waits = row.waits.iter();
        waits.any(|wait| wait.cause == WaitCause::BackOff && !wait.on.is_empty())
    };
    now.attempts.len() > then.attempts.len() && waits_for_need(now)
}

/// How many attempts it takes, if that has changed.
fn attempts(then: &TaskRow, now: &TaskRow) -> String {
    match (then.attempts.len(), now.attempts.len()) {
        (then, now) if then == now => String::new(),
        (_, 1) => ", in one attempt".to_owned(),
        (_, now) => format!(", in {now} attempts"),
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
