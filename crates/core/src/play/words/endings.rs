//! What is given up, lost or over.

use super::{name, names};
use crate::analysis::Run;
use crate::plan::TaskId;
use crate::play::group::GivenUp;
use crate::report::words::{list, quoted, verb};
use crate::report::{LeftOverState, TaskOutcome, TaskRow};
use crate::scheduler::{LossCause, WaitCause};
use crate::template::Kind;
use crate::time::Millis;

/// Tasks settled badly without an attempt that ended.
pub(super) fn given_up(run: &Run, tasks: &[TaskId], why: GivenUp) -> String {
    let who = names(run, tasks);
    let is = verb(tasks.len(), "is", "are");
    let is_service = run.setting.plan.tasks[tasks[0].0].kind == Kind::Services;
    match why {
        GivenUp::Limit(limit) if is_service => format!(
            "{who} {is} not ready {} after the start: nothing waits for {} any longer. Kubernetes goes on trying.",
            limit.spoken(),
            verb(tasks.len(), "it", "them"),
        ),
        GivenUp::Limit(limit) => format!(
            "{who} {is} not done within the limit of {}, and {is} given up.",
            limit.spoken()
        ),
        GivenUp::Restarts => {
            format!("{who} {is} given up: no further attempt is allowed.")
        }
        GivenUp::Image => format!(
            "The image of {who} can never be pulled, and a step that halts on errors need not wait to see that."
        ),
    }
}

/// Services or pods were lost.
pub(super) fn lost(run: &Run, at: Millis, tasks: &[TaskId], cause: LossCause) -> String {
    let who = names(run, tasks);
    let it = verb(tasks.len(), "it", "them");
    let wait = wait_from(&run.report.tasks[tasks[0].0], at);
    match cause {
        LossCause::Crashed => {
            let back = match wait {
                Some(wait) => format!("waits {} before it starts {it} again", wait.spoken()),
                None => format!("restarts {it} at once"),
            };
            format!(
                "{who} crashed after having been ready: what needs {it} finds nothing. Kubernetes {back}; no barrier closes again."
            )
        }
        LossCause::NodeLost => {
            let back = wait.map_or(String::new(), |wait| {
                let pods = verb(tasks.len(), "its pods", "their pods");
                format!(" Kubernetes replaces {pods} after {}.", wait.spoken())
            });
            format!("The node of {who} is lost: nothing answers.{back}")
        }
    }
}

fn wait_from(row: &TaskRow, at: Millis) -> Option<Millis> {
    let causes = [WaitCause::BackOff, WaitCause::NodeLost];
    let mut waits = row.waits.iter();
    let wait = waits.find(|wait| wait.from_ms == at && causes.contains(&wait.cause))?;
    Some(wait.until_ms? - at)
}

/// No more attempts are followed.
pub(super) fn cut(run: &Run, tasks: &[TaskId]) -> String {
    format!(
        "The simulation follows no more attempts of {}: there are too many. Only the limit is waited for.",
        names(run, tasks)
    )
}

/// The stage halted.
pub(super) fn halted(run: &Run, by: TaskId) -> String {
    let report = &run.report;
    let cause = report.halt.as_ref().map_or("", |halt| &halt.cause);
    let step = &run.setting.plan.steps[run.setting.plan.tasks[by.0].step.0];
    let set = match step.halt_on_error {
        true => format!("step {} has `halt_on_error: true`", quoted(&step.name)),
        false => "the job has `halt_on_error: true`".to_owned(),
    };
    let mut text = format!(
        "Halt: {} {cause}, and {set}. Nothing starts any more",
        name(run, by)
    );
    let never = report
        .tasks
        .iter()
        .filter(|row| row.outcome == TaskOutcome::NeverRan);
    let never: Vec<String> = never.map(|row| quoted(&row.task)).collect();
    if !never.is_empty() {
        text += &format!(
            ": {} never {}",
            list(&never),
            verb(never.len(), "runs", "run")
        );
    }
    text.push('.');
    let left = report
        .left_over
        .iter()
        .filter(|item| item.state == LeftOverState::Running);
    let left: Vec<String> = left.map(|item| quoted(&item.task)).collect();
    if !left.is_empty() {
        let goes = verb(left.len(), "goes on running", "go on running");
        text += &format!(" Nothing is stopped: {} {goes}.", list(&left));
    }
    text
}

/// The last step was done, all had settled, or both.
pub(super) fn ended(run: &Run, at: Millis, last_step: bool, all: bool) -> String {
    let at_words = at.spoken();
    if run.setting.plan.tasks.is_empty() {
        return "The stage has nothing to do, and is over.".to_owned();
    }
    match (last_step, all) {
        (true, true) => format!("All tasks have settled: the stage is done after {at_words}."),
        (true, false) => {
            let rows = run.report.tasks.iter();
            let behind = rows.filter(|row| row.settled_ms.is_none_or(|settled| settled > at));
            let names: Vec<String> = behind.map(|row| quoted(&row.task)).collect();
            format!(
                "No step is left to start, and all that is waited for has settled: the last step is done after {at_words}. {} still {} in the background.",
                list(&names),
                verb(names.len(), "runs", "run")
            )
        }
        _ => format!("The background has settled, too: all is over after {at_words}."),
    }
}
