//! A run that was recorded, in whichever form Laneway has printed it.

use crate::analysis::{Request, Run, analyze, recorded};
use crate::plan::{Plan, Step, StepId, Task, TaskId};
use crate::report::{Report, VERSION, summary};
use crate::scheduler::Trace;
use crate::simulate::draws::RunNumber;
use crate::simulate::{Behaviour, Cluster, Options, Setting};
use crate::source::Span;
use crate::template::Kind;
use std::fmt;

/// Why a text tells of no run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingError(String);

impl fmt::Display for ReadingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The run that a text tells of: a trace, or a report as `laneway simulate --format json` prints it.
///
/// # Errors
/// When it is neither.
pub fn read(request: &Request, text: &str) -> Result<Run, ReadingError> {
    if let Ok(report) = serde_json::from_str::<Report>(text) {
        return match report.version {
            VERSION => Ok(of_report(report)),
            other => Err(ReadingError(format!(
                "version {other} is not known; this program reads version {VERSION}"
            ))),
        };
    }
    recorded(request, text).map_err(|error| ReadingError(error.to_string()))
}

/// What the texts of `request` predict for a recorded run: of its stage, if they have it, and only if they have the same tasks.
pub fn prediction(request: &Request, recorded: &Run) -> Option<Run> {
    let stage = Some(recorded.setting.plan.stage.as_str());
    let run = analyze(&Request { stage, ..*request }).run?;
    let names = |run: &Run| -> Vec<String> {
        let tasks = run.setting.plan.tasks.iter();
        tasks.map(|task| task.name.clone()).collect()
    };
    (names(&run) == names(recorded)).then_some(run)
}

fn of_report(report: Report) -> Run {
    let plan = plan(&report);
    let rows = report.tasks.iter();
    let took =
        rows.map(|row| row.settled_ms.unwrap_or_default() - row.start_ms.unwrap_or_default());
    // A report says how long a task took, and nothing of why.
    let setting = Setting {
        behaviours: took.map(Behaviour::lasting).collect(),
        options: Options::default(),
        cluster: Cluster::default(),
        plan,
    };
    Run {
        summary: summary(&setting, RunNumber(0), &report),
        step_spans: setting.plan.steps.iter().map(|step| step.span).collect(),
        task_spans: setting.plan.tasks.iter().map(|task| task.span).collect(),
        trace: Trace::default(),
        setting,
        report,
    }
}

/// As far as a report tells it.
fn plan(report: &Report) -> Plan {
    let span = Span::default();
    let mut plan = Plan {
        stage: report.stage.clone(),
        steps: Vec::new(),
        tasks: Vec::new(),
    };
    for step in &report.steps {
        plan.steps.push(Step {
            name: step.name.clone(),
            waited: step.waited,
            halt_on_error: step.halt_on_error,
            tasks: Vec::new(),
            span,
        });
    }
    for row in &report.tasks {
        // Steps follow each other as their tasks do; of equal names the first that is not behind.
        let so_far = plan.tasks.last().map_or(0, |task: &Task| task.step.0);
        let mut steps = report.steps.iter().enumerate().skip(so_far);
        let step = steps
            .find(|(_, step)| step.name == row.step)
            .map_or(so_far, |(at, _)| at);
        let (reference, occurrence) = match row.task.split_once('#') {
            Some((reference, number)) => (reference, number.parse().unwrap_or(1)),
            None => (row.task.as_str(), 1),
        };
        if let Some(step) = plan.steps.get_mut(step) {
            step.tasks.push(TaskId(plan.tasks.len()));
        }
        plan.tasks.push(Task {
            name: row.task.clone(),
            reference: reference.to_owned(),
            occurrence,
            kind: kind(reference),
            step: StepId(step),
            halts: report.steps.get(step).is_some_and(|it| it.halt_on_error),
            span,
            limit: None,
        });
    }
    plan
}

fn kind(reference: &str) -> Kind {
    match reference.split('.').next() {
        Some("services") => Kind::Services,
        Some("charts") => Kind::Charts,
        Some("infrastructure") => Kind::Infrastructure,
        Some("release") => Kind::BuiltIn,
        _ => Kind::Jobs,
    }
}
