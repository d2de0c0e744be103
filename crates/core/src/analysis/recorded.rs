//! What a recorded trace says, as a run.

use super::{Request, Run, THE_RUN, read};
use crate::report;
use crate::scenario;
use crate::scheduler::{TraceError, from_json_lines};

/// The run that a trace tells of: its own plan and, with what the texts of `request` say of its tasks, what it means.
/// The text is that of `laneway simulate --format trace`, or what a real run has recorded.
///
/// # Errors
/// When the text is no trace.
pub fn recorded(request: &Request, text: &str) -> Result<Run, TraceError> {
    let record = from_json_lines(text)?;
    let own = record.scenario.unwrap_or_default();
    let request = Request {
        scenario: &own,
        ..*request
    };
    let (_, meaning) = read(&request, |_, _, _| Vec::new());
    let setting = scenario::resolve(record.plan, &meaning.template, &meaning.scenario);
    let report = report::build(&setting, THE_RUN, &record.trace, meaning.template.repaired);
    Ok(Run {
        summary: report::summary(&setting, THE_RUN, &report),
        step_spans: setting.plan.steps.iter().map(|step| step.span).collect(),
        task_spans: setting.plan.tasks.iter().map(|task| task.span).collect(),
        setting,
        trace: record.trace,
        report,
    })
}
