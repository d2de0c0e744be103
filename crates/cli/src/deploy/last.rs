//! What there is of an application in its namespace.

use super::cleanup::Cleanup;
use super::status::Status;
use crate::input::Refusal;
use crate::output::Output;
use crate::terminal;
use crate::text::{clean, count};
use laneway_kube::observe::{JobEnd, Progress, Workload};
use laneway_kube::runner::{self, Failure, Found, LastRun};
use laneway_kube::select::Part;

fn refusal(failure: &Failure) -> Refusal {
    Refusal(clean(&failure.to_string()))
}

pub(super) fn status(asked: &Status, output: &mut Output) -> Result<(), Refusal> {
    let prepared = asked
        .deployment
        .prepare(&Part::Whole, terminal::columns(None), output)?;
    let (place, application) = (asked.place.place(), &prepared.application);
    let last = runner::last_run(&place, application).map_err(|failure| refusal(&failure))?;
    let found =
        runner::found(&place, application, &prepared.kinds).map_err(|failure| refusal(&failure))?;
    output.print(&format!(
        "{}\n{}",
        headline(application, last.as_ref()),
        table(&found)
    ));
    Ok(())
}

pub(super) fn cleanup(asked: &Cleanup, output: &mut Output) -> Result<(), Refusal> {
    let prepared = asked
        .deployment
        .prepare(&Part::Whole, terminal::columns(None), output)?;
    let (place, application) = (asked.place.place(), &prepared.application);
    let found =
        runner::found(&place, application, &prepared.kinds).map_err(|failure| refusal(&failure))?;
    output.print(&table(&found));
    if found.is_empty() {
        output.print(&format!("There is nothing of {application}.\n"));
    } else if asked.yes {
        runner::remove(&place, application, &prepared.kinds)
            .map_err(|failure| refusal(&failure))?;
        output.print(&format!("Deleted {}.\n", count(found.len(), "object")));
    } else {
        output.print(&format!(
            "Nothing was deleted: --yes deletes {}.\n",
            count(found.len(), "object")
        ));
    }
    Ok(())
}

fn headline(application: &str, last: Option<&LastRun>) -> String {
    let Some(last) = last else {
        return format!("{application} was never run here.");
    };
    let LastRun {
        run,
        stage,
        state,
        held_for,
    } = last;
    let state = match (state.as_str(), held_for) {
        ("running", None) => "was broken off: `laneway run` goes on with it",
        ("running", Some(_)) => "is running",
        ("halted", _) => "halted: `laneway run` goes on with it",
        ("interrupted", _) => "was stopped: `laneway run` goes on with it",
        (_, _) => "came to its end",
    };
    clean(&format!("{application} · run {run} of {stage} {state}."))
}

fn table(found: &[Found]) -> String {
    let rows: Vec<[String; 3]> = found
        .iter()
        .map(|it| {
            let state = it.workload.as_ref().map(state).unwrap_or_default();
            [clean(&it.task), clean(&it.key.to_string()), state]
        })
        .collect();
    let width = |column: usize| {
        rows.iter()
            .map(|row| crate::text::width(&row[column]))
            .max()
            .unwrap_or(0)
    };
    let (first, second) = (width(0), width(1));
    let line = |[task, object, state]: &[String; 3]| {
        let line = format!("  {task:first$}  {object:second$}  {state}");
        format!("{}\n", line.trim_end())
    };
    rows.iter().map(line).collect()
}

fn state(workload: &Workload) -> String {
    match &workload.progress {
        Progress::Job(None) => "running".to_owned(),
        Progress::Job(Some(JobEnd::Complete)) => "done".to_owned(),
        Progress::Job(Some(JobEnd::Failed { reason, .. })) => format!("failed ({})", clean(reason)),
        Progress::Rollout(rollout) => {
            format!("{} of {} available", rollout.available, rollout.desired)
        }
    }
}
