//! Moments in words: what happened, by which rule, and what follows.

mod attempts;
mod endings;
mod opening;

use super::Rule;
use super::group::{Ending, Fact, GivenUp, Good, Group, Next, Opening};
use crate::analysis::Run;
use crate::plan::TaskId;
use crate::report::words::{list, quoted};
use crate::scheduler::{AttemptOutcome, LossCause, WaitCause};
use crate::template::Kind;

/// The rule that a group follows.
pub(super) fn rule(run: &Run, group: &Group) -> Rule {
    match &group.fact {
        Fact::Opened { why, .. } => match why {
            Opening::First => Rule::Begin,
            Opening::Barrier(_) => Rule::Barrier,
            Opening::NotWaited(_) => Rule::NotWaited,
            Opening::Empty(_) => Rule::EmptyStep,
        },
        Fact::Granted { .. } => Rule::Slot,
        Fact::Begun { tasks, beginning } => match beginning.after.map(|(cause, _)| cause) {
            Some(WaitCause::Apply) => Rule::Apply,
            Some(WaitCause::ImagePull) => Rule::Image,
            Some(WaitCause::Unschedulable) => Rule::Room,
            Some(WaitCause::NodeLost) => Rule::NodeLoss,
            _ if is_retried_by_job(run, tasks[0]) => Rule::Retry,
            _ => Rule::BackOff,
        },
        Fact::Good { how, .. } => match how {
            Good::Settled(_) => Rule::Settled,
            Good::Healed => Rule::Healed,
            Good::Again => Rule::Lost,
        },
        Fact::Bad { tasks, ending } => rule_of_ending(run, tasks[0], ending),
        Fact::GivenUp { why, .. } => match why {
            GivenUp::Limit(_) => Rule::Limit,
            GivenUp::Restarts => Rule::Retry,
            GivenUp::Image => Rule::Image,
        },
        Fact::Lost { cause, .. } => match cause {
            LossCause::Crashed => Rule::Lost,
            LossCause::NodeLost => Rule::NodeLoss,
        },
        Fact::Cut { .. } => Rule::Cut,
        Fact::Halted { .. } => Rule::Halt,
        Fact::Ended { all: true, .. } => Rule::AllSettled,
        Fact::Ended { .. } => Rule::LastStepDone,
    }
}

fn rule_of_ending(run: &Run, task: TaskId, ending: &Ending) -> Rule {
    match (ending.outcome, ending.next) {
        (AttemptOutcome::TimedOut, _) => Rule::Limit,
        (_, Next::Settled(_)) => Rule::Failure,
        _ if is_retried_by_job(run, task) => Rule::Retry,
        _ => Rule::BackOff,
    }
}

/// Whether a new pod is made for each attempt, and not the container restarted.
fn is_retried_by_job(run: &Run, TaskId(task): TaskId) -> bool {
    let is_job = run.setting.plan.tasks[task].kind == Kind::Jobs;
    let policy = run.setting.behaviours[task].restart_policy;
    is_job && policy == crate::kubernetes::RestartPolicy::Never
}

/// What happened and why, in one to three sentences.
pub(super) fn text(run: &Run, group: &Group) -> String {
    match &group.fact {
        Fact::Opened {
            step,
            why,
            started,
            queued,
        } => opening::opened(run, group.at, *step, why, started, queued),
        Fact::Granted { by, started } => opening::granted(run, group.at, by, started),
        Fact::Begun { tasks, beginning } => attempts::begun(run, tasks, beginning),
        Fact::Good { tasks, how } => attempts::good(run, group.at, tasks, *how),
        Fact::Bad { tasks, ending } => attempts::bad(run, tasks, ending),
        Fact::GivenUp { tasks, why, .. } => endings::given_up(run, tasks, *why),
        Fact::Lost { tasks, cause } => endings::lost(run, group.at, tasks, *cause),
        Fact::Cut { tasks } => endings::cut(run, tasks),
        Fact::Halted { by } => endings::halted(run, *by),
        Fact::Ended { last_step, all } => endings::ended(run, group.at, *last_step, *all),
    }
}

/// The names of tasks, the first few of them.
fn names(run: &Run, tasks: &[TaskId]) -> String {
    let names: Vec<String> = tasks.iter().map(|task| name(run, *task)).collect();
    list(&names)
}

fn name(run: &Run, TaskId(task): TaskId) -> String {
    quoted(&run.setting.plan.tasks[task].name)
}
