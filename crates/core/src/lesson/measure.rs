//! What can be asked about a run, and claimed.

use crate::analysis::Run;
use crate::report::{LeftOverState, Outcome, StepRow, TaskOutcome, TaskRow};
use crate::scheduler::WaitCause;
use crate::time::Millis;
use std::fmt;

/// Something that is measured in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// When all has settled.
    Finish,
    /// When the last step is done.
    LastStepDone,
    /// When the stage halts.
    Halt,
    /// What all tasks take one after another.
    OneByOne,
    /// How much earlier all has settled than one after another.
    Saved,
    /// How the stage ends.
    Outcome,
    /// When a task settles.
    EndOf(String),
    /// When a task or a step starts.
    StartOf(String),
    /// How many attempts a task has.
    AttemptsOf(String),
    /// How long a task is in back-off, in all.
    BackOffOf(String),
    /// How long a task waits before this attempt, which is at least the second.
    WaitBefore(usize, String),
    /// The tasks that a step waited for last.
    LastBefore(String),
    /// The tasks that never run.
    NeverRan,
    /// The tasks that a halt leaves running.
    LeftRunning,
    /// Of a variation: how much earlier than without it all has settled.
    Earlier,
    /// Of a variation: how much later.
    Later,
}

/// What is said of what does not happen.
const NEVER: &str = "never";
const NOTHING: &str = "nothing";

impl Measure {
    /// The measure that is written like this: `finish`, `end of services.web`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let of = |start: &str| {
            Some(text.strip_prefix(start)?.trim().to_owned()).filter(|it| !it.is_empty())
        };
        let plain = match text {
            "finish" => Self::Finish,
            "last step done" => Self::LastStepDone,
            "halt" => Self::Halt,
            "one by one" => Self::OneByOne,
            "saved" => Self::Saved,
            "outcome" => Self::Outcome,
            "never ran" => Self::NeverRan,
            "left running" => Self::LeftRunning,
            "earlier" => Self::Earlier,
            "later" => Self::Later,
            _ => {
                return (of("end of ").map(Self::EndOf))
                    .or_else(|| of("start of ").map(Self::StartOf))
                    .or_else(|| of("attempts of ").map(Self::AttemptsOf))
                    .or_else(|| of("back-off of ").map(Self::BackOffOf))
                    .or_else(|| of("last before ").map(Self::LastBefore))
                    .or_else(|| wait_before(&of("wait before attempt ")?));
            }
        };
        Some(plain)
    }

    /// How all measures are written.
    pub const FORMS: [&'static str; 16] = [
        "finish",
        "last step done",
        "halt",
        "one by one",
        "saved",
        "outcome",
        "end of TASK",
        "start of TASK or STEP",
        "attempts of TASK",
        "back-off of TASK",
        "wait before attempt NUMBER of TASK",
        "last before STEP",
        "never ran",
        "left running",
        "earlier",
        "later",
    ];

    /// What it is in `run`, as people say it; `without` is the run that a variation is compared with. `None`
    /// for a task, step or attempt that the run does not have.
    pub fn of(&self, run: &Run, without: Option<&Run>) -> Option<String> {
        let report = &run.report;
        let task = |name: &str| report.tasks.iter().find(|row| row.task == name);
        let step = |name: &str| report.steps.iter().find(|row| row.name == name);
        Some(match self {
            Self::Finish => time(report.all_settled_ms),
            Self::LastStepDone => time(report.last_step_done_ms),
            Self::Halt => time(report.halt.as_ref().map(|halt| halt.at_ms)),
            Self::OneByOne => report.serial_ms.spoken(),
            Self::Saved => gain(report.serial_ms, report.all_settled_ms?),
            Self::Outcome => match report.outcome {
                Outcome::Succeeded => "succeeded".to_owned(),
                Outcome::FinishedWithErrors => "finished with errors".to_owned(),
                Outcome::Halted => "halted".to_owned(),
            },
            Self::EndOf(name) => time(task(name)?.settled_ms),
            Self::StartOf(name) => match task(name) {
                Some(row) => time(row.start_ms),
                None => time(step(name)?.start_ms),
            },
            Self::AttemptsOf(name) => task(name)?.attempts.len().to_string(),
            Self::BackOffOf(name) => back_off(task(name)?).spoken(),
            Self::WaitBefore(number, name) => {
                let attempts = &task(name)?.attempts;
                let before = attempts.get(number.checked_sub(2)?)?;
                (attempts.get(number - 1)?.start_ms - before.end_ms?).spoken()
            }
            Self::LastBefore(name) => last_before(run, step(name)?),
            Self::NeverRan => {
                let rows = report.tasks.iter();
                let never = rows.filter(|row| row.outcome == TaskOutcome::NeverRan);
                names(never.map(|row| row.task.as_str()))
            }
            Self::LeftRunning => {
                let left = report.left_over.iter();
                let running = left.filter(|item| item.state == LeftOverState::Running);
                names(running.map(|item| item.task.as_str()))
            }
            Self::Earlier => gain(without?.report.all_settled_ms?, report.all_settled_ms?),
            Self::Later => gain(report.all_settled_ms?, without?.report.all_settled_ms?),
        })
    }

    /// Whether it is a time, which can be guessed.
    pub fn is_time(&self) -> bool {
        !matches!(
            self,
            Self::Outcome
                | Self::AttemptsOf(_)
                | Self::LastBefore(_)
                | Self::NeverRan
                | Self::LeftRunning
        )
    }

    /// Whether two answers are the same: spaces make no difference.
    pub fn is_same(one: &str, other: &str) -> bool {
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        solid(one) == solid(other)
    }
}

/// As it is written in a lesson.
impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finish => f.write_str("finish"),
            Self::LastStepDone => f.write_str("last step done"),
            Self::Halt => f.write_str("halt"),
            Self::OneByOne => f.write_str("one by one"),
            Self::Saved => f.write_str("saved"),
            Self::Outcome => f.write_str("outcome"),
            Self::EndOf(task) => write!(f, "end of {task}"),
            Self::StartOf(name) => write!(f, "start of {name}"),
            Self::AttemptsOf(task) => write!(f, "attempts of {task}"),
            Self::BackOffOf(task) => write!(f, "back-off of {task}"),
            Self::WaitBefore(number, task) => write!(f, "wait before attempt {number} of {task}"),
            Self::LastBefore(step) => write!(f, "last before {step}"),
            Self::NeverRan => f.write_str("never ran"),
            Self::LeftRunning => f.write_str("left running"),
            Self::Earlier => f.write_str("earlier"),
            Self::Later => f.write_str("later"),
        }
    }
}

fn wait_before(text: &str) -> Option<Measure> {
    let (number, task) = text.split_once(" of ")?;
    let number: usize = number.trim().parse().ok().filter(|number| *number > 1)?;
    Some(Measure::WaitBefore(number, task.trim().to_owned()))
}

fn time(at: Option<Millis>) -> String {
    at.map_or_else(|| NEVER.to_owned(), Millis::spoken)
}

/// How much is gained from the one to the other; `nothing` if it is a loss.
fn gain(from: Millis, to: Millis) -> String {
    match from > to {
        true => (from - to).spoken(),
        false => NOTHING.to_owned(),
    }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.is_empty() {
        true => NOTHING.to_owned(),
        false => names.join(", "),
    }
}

fn back_off(row: &TaskRow) -> Millis {
    let waits = row
        .waits
        .iter()
        .filter(|wait| wait.cause == WaitCause::BackOff);
    waits
        .filter_map(|wait| Some(wait.until_ms? - wait.from_ms))
        .sum()
}

/// What the first task of the step waited for at its barrier.
fn last_before(run: &Run, step: &StepRow) -> String {
    let rows = run.report.tasks.iter().filter(|row| row.step == step.name);
    let mut waits = rows.flat_map(|row| &row.waits);
    let barrier = waits.find(|wait| wait.cause == WaitCause::Barrier);
    names(barrier.iter().flat_map(|wait| &wait.on).map(String::as_str))
}
