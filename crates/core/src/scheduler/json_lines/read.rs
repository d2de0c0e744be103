//! From text to a trace.

use super::lines::{Header, Line, WaitedLine};
use super::{Record, TRACE_VERSION};
use crate::plan::{Plan, StepId, TaskId};
use crate::scheduler::{Trace, TraceEvent, Wait, What};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// Why a text is no trace, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceError {
    /// 1-based.
    pub line: usize,
    /// What is wrong with it.
    pub problem: TraceProblem,
}

/// What can be wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceProblem {
    /// The text is empty.
    NoHeader,
    /// The header names another version.
    Version(u32),
    /// No JSON, or not of the right shape: the parser's own words.
    Shape(String),
    /// A task that the plan does not have.
    UnknownTask(String),
    /// A step that the plan does not have.
    UnknownStep(usize),
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl fmt::Display for TraceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHeader => write!(f, "the header is missing"),
            Self::Version(version) => write!(
                f,
                "version {version} is not known; this program reads version {TRACE_VERSION}"
            ),
            Self::Shape(words) => write!(f, "{words}"),
            Self::UnknownTask(task) => write!(f, "the plan has no task {task}"),
            Self::UnknownStep(step) => write!(f, "the plan has no step {step}"),
        }
    }
}

impl std::error::Error for TraceError {}

/// Reads what [`to_json_lines`](super::to_json_lines) writes, or a runner has recorded. Empty lines are
/// skipped. The first problem ends it.
pub fn from_json_lines(text: &str) -> Result<Record, TraceError> {
    let lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    let mut lines = lines.map(|(text, line)| (text, move |problem| TraceError { line, problem }));
    let no_header = TraceError {
        line: 1,
        problem: TraceProblem::NoHeader,
    };
    let (first, error) = lines.next().ok_or(no_header)?;
    let header = header(first).map_err(error)?;
    let plan = Plan::from(header.plan);
    let mut reader = Reader::new(&plan);
    for (text, error) in lines {
        reader.take(text).map_err(error)?;
    }
    let trace = reader.finish();
    Ok(Record {
        plan,
        scenario: header.scenario,
        seed: header.seed,
        epoch: header.epoch,
        trace,
    })
}

fn header(text: &str) -> Result<Header, TraceProblem> {
    /// All that another version need have in common with this one.
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    match shape::<Version>(text)?.version {
        TRACE_VERSION => shape(text),
        other => Err(TraceProblem::Version(other)),
    }
}

fn shape<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, TraceProblem> {
    serde_json::from_str(text).map_err(|error| TraceProblem::Shape(error.to_string()))
}

struct Reader<'a> {
    tasks: BTreeMap<&'a str, TaskId>,
    steps: usize,
    trace: Trace,
}

impl<'a> Reader<'a> {
    fn new(plan: &'a Plan) -> Self {
        let tasks = plan.tasks.iter().enumerate();
        Self {
            tasks: tasks
                .map(|(id, task)| (task.name.as_str(), TaskId(id)))
                .collect(),
            steps: plan.steps.len(),
            trace: Trace::default(),
        }
    }

    fn finish(mut self) -> Trace {
        self.trace.waits.sort_by_key(|wait| (wait.task, wait.from));
        self.trace
    }

    fn take(&mut self, text: &str) -> Result<(), TraceProblem> {
        let (at, what) = match shape(text)? {
            Line::Waited(waited) => {
                let wait = self.wait(waited)?;
                self.trace.waits.push(wait);
                return Ok(());
            }
            Line::StepOpened {
                at_ms, step_index, ..
            } => (at_ms, What::StepOpened(self.step(step_index)?)),
            Line::TaskQueued { at_ms, task } => (at_ms, What::TaskQueued(self.task(&task)?)),
            Line::TaskStarted { at_ms, task } => (at_ms, What::TaskStarted(self.task(&task)?)),
            Line::AttemptStarted {
                at_ms,
                task,
                attempt,
            } => (at_ms, What::AttemptStarted(self.task(&task)?, attempt)),
            Line::AttemptEnded {
                at_ms,
                task,
                attempt,
                outcome,
            } => (
                at_ms,
                What::AttemptEnded(self.task(&task)?, attempt, outcome),
            ),
            Line::TaskSettled {
                at_ms,
                task,
                outcome,
            } => (at_ms, What::TaskSettled(self.task(&task)?, outcome)),
            Line::RetriesCut { at_ms, task } => (at_ms, What::RetriesCut(self.task(&task)?)),
            Line::ServiceLost { at_ms, task, cause } => {
                (at_ms, What::ServiceLost(self.task(&task)?, cause))
            }
            Line::TaskHealed { at_ms, task } => (at_ms, What::TaskHealed(self.task(&task)?)),
            Line::StepSettled {
                at_ms, step_index, ..
            } => (at_ms, What::StepSettled(self.step(step_index)?)),
            Line::LastStepDone { at_ms } => (at_ms, What::LastStepDone),
            Line::Halted { at_ms, task } => (at_ms, What::Halted(self.task(&task)?)),
            Line::AllSettled { at_ms } => (at_ms, What::AllSettled),
        };
        self.trace.events.push(TraceEvent { at, what });
        Ok(())
    }

    fn wait(&self, line: WaitedLine) -> Result<Wait, TraceProblem> {
        Ok(Wait {
            task: self.task(&line.task)?,
            from: line.from_ms,
            until: line.until_ms,
            cause: line.cause,
            on: line
                .on
                .iter()
                .map(|task| self.task(task))
                .collect::<Result<_, _>>()?,
            outside: line.outside,
            lacks: line.lacks,
        })
    }

    fn task(&self, name: &str) -> Result<TaskId, TraceProblem> {
        let known = self.tasks.get(name).copied();
        known.ok_or_else(|| TraceProblem::UnknownTask(name.to_owned()))
    }

    fn step(&self, index: usize) -> Result<StepId, TraceProblem> {
        let known = index < self.steps;
        known
            .then_some(StepId(index))
            .ok_or(TraceProblem::UnknownStep(index))
    }
}
