//! Problems of workflows that can be read: what the rules say.

use crate::diagnostic::{Diagnostic, Fix};
use crate::scenario::Said;
use crate::source::Span;
use crate::time::Millis;
use std::fmt;

/// The same task twice in one stage.
pub fn repeated_task(
    span: Span,
    task: &str,
    stage: &str,
    first: Span,
    overlap: bool,
) -> Diagnostic {
    let code = "repeated-task";
    let problem = if overlap {
        let message = format!(
            "`{task}` is in stage `{stage}` twice, and the two can run at the same time; they would \
             get in each other's way."
        );
        Diagnostic::warning(code, span, message)
    } else {
        let message = format!("`{task}` is in stage `{stage}` twice and is run twice.");
        Diagnostic::hint(code, span, message)
    };
    problem.related(first, "It is here first")
}

/// A second `*.all` of one kind in a stage.
pub fn repeated_all(span: Span, task: &str, stage: &str, first: Span) -> Diagnostic {
    let message = format!(
        "A second `{task}` in stage `{stage}` stands for nothing: the first one has taken all that is \
         not named elsewhere."
    );
    Diagnostic::warning("repeated-all", span, message).related(first, "The first one is here")
}

/// Two steps of one name in a stage.
pub fn duplicate_step(span: Span, step: &str, stage: &str, first: Span) -> Diagnostic {
    let message = format!(
        "Stage `{stage}` has two steps called `{step}`; in logs and pictures they cannot be told apart."
    );
    Diagnostic::warning("duplicate-step", span, message).related(first, "The first one is here")
}

/// A task that needs another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Need<'a> {
    /// The reference of the task that needs.
    pub(crate) task: &'a str,
    /// The reference of the one that it needs.
    pub(crate) on: &'a str,
    /// Who says so.
    pub(crate) said: Said,
}

impl Need<'_> {
    /// Points at the item of `depends_on`. A scenario is another text, in which a problem of the
    /// template cannot point.
    fn point(self, problem: Diagnostic) -> Diagnostic {
        match self.said {
            Said::Template(place) => problem.related(place, "The dependency is declared here"),
            Said::Scenario => problem,
        }
    }

    /// What becomes of the one that starts too early.
    fn outcome(self) -> String {
        let Self { task, on, .. } = self;
        let is_service = |reference: &str| reference.starts_with("services.");
        match (is_service(task), is_service(on)) {
            (true, true) => format!("`{task}` will fail and be restarted until `{on}` is ready"),
            (true, false) => {
                format!("`{task}` will fail and be restarted until `{on}` has succeeded")
            }
            (false, _) => format!("`{task}` will fail"),
        }
    }
}

impl fmt::Display for Need<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { task, on, said } = self;
        match said {
            Said::Template(_) => write!(f, "`{task}` depends on `{on}`"),
            Said::Scenario => write!(f, "`{task}` needs `{on}`, as the scenario says"),
        }
    }
}

/// A task and what it needs in one step; the same mistake breaks `more` pairs.
pub(crate) fn dependency_in_step(span: Span, need: Need, step: &str, more: usize) -> Diagnostic {
    let message = format!(
        "{need}, but both start together in step `{step}`: {}.{}",
        need.outcome(),
        and_more(more)
    );
    need.point(Diagnostic::warning("dependency-in-step", span, message))
}

/// A task that starts before what it needs.
pub(crate) fn dependency_order(span: Span, need: Need, more: usize) -> Diagnostic {
    let message = format!(
        "{need}, but starts before it: {}.{}",
        need.outcome(),
        and_more(more)
    );
    need.point(Diagnostic::warning("dependency-order", span, message))
}

/// A task that needs one of a step that nothing waits for.
pub(crate) fn dependency_not_waited(span: Span, need: Need, step: &str, more: usize) -> Diagnostic {
    let Need { on, .. } = need;
    let message = format!(
        "{need}, but nothing waits for `{on}`: its step `{step}` has `wait_for_finish: false`.{}",
        and_more(more)
    );
    need.point(Diagnostic::warning("dependency-not-waited", span, message))
}

/// Services that depend on each other.
pub fn dependency_cycle(span: Span, names: &[&str]) -> Diagnostic {
    let chain: Vec<String> = names
        .iter()
        .chain(names.first())
        .map(|name| format!("`{name}`"))
        .collect();
    let message = format!(
        "These services depend on each other, so none of them can be ready first: {}.",
        chain.join(" → ")
    );
    Diagnostic::warning("dependency-cycle", span, message)
}

/// A service that `setup` leaves out.
pub fn service_not_deployed(span: Span, service: &str) -> Diagnostic {
    let message = format!("Stage `setup` never deploys the service `{service}`.");
    Diagnostic::warning("service-not-deployed", span, message)
}

/// `wait_for_finish: false` where nothing follows.
pub fn last_step_not_waited(span: Span, step: &str) -> Diagnostic {
    let message = format!(
        "`wait_for_finish: false` has no effect on the order here: nothing comes after step `{step}`, \
         the last one."
    );
    Diagnostic::hint("last-step-not-waited", span, message)
}

/// A step that halts the stage, but that nothing waits for.
pub fn halt_without_wait(span: Span, step: &str) -> Diagnostic {
    let message = format!(
        "Step `{step}` halts the stage on an error, but nothing waits for it: what has started by the \
         time it fails is a matter of luck."
    );
    Diagnostic::warning("halt-without-wait", span, message)
}

/// A halt after which there is nothing left to stop.
pub fn late_halt(span: Span, step: &str) -> Diagnostic {
    let message = format!(
        "Step `{step}` halts the stage on an error, but comes after everything that this could stop; \
         it only makes the outcome `halted`."
    );
    Diagnostic::hint("late-halt", span, message)
}

/// `halt_on_error` on a job.
pub fn old_halt_on_error(span: Span, job: &str, fix: Option<Fix>) -> Diagnostic {
    let message = format!(
        "`halt_on_error` on the job `{job}` is the old place of this key; it belongs on the step that \
         runs the job."
    );
    Diagnostic::warning("old-halt-on-error", span, message).fix(fix)
}

/// A `teardown` that does not take down the environment.
pub fn environment_not_removed(span: Span, task: &str) -> Diagnostic {
    let message = format!(
        "Stage `teardown` does not contain `{task}`: when it is over, the environment is still there."
    );
    Diagnostic::warning("environment-not-removed", span, message)
}

/// Tasks that come together with, or after, the removal of the environment.
pub fn removal_not_last(span: Span, task: &str, other: &str, place: Span) -> Diagnostic {
    let message =
        format!("`{task}` has to be the last task: `{other}` needs an environment to run in.");
    Diagnostic::warning("removal-not-last", span, message)
        .related(place, format!("`{other}` is here"))
}

/// The removal of the environment in a stage that builds it.
pub fn removal_outside_teardown(span: Span, task: &str, stage: &str) -> Diagnostic {
    let message = format!(
        "`{task}` in stage `{stage}` removes what the stage deploys; it belongs in `teardown`."
    );
    Diagnostic::warning("removal-outside-teardown", span, message)
}

/// A stage without a task.
pub fn empty_stage(span: Span, stage: &str) -> Diagnostic {
    let message = format!("Stage `{stage}` has no task; it does nothing.");
    Diagnostic::hint("empty-stage", span, message)
}

/// A step without a task.
pub fn empty_step(span: Span, step: &str) -> Diagnostic {
    let message = format!("Step `{step}` has no task; it does nothing.");
    Diagnostic::hint("empty-step", span, message)
}

/// Tasks one after another that could start together.
pub fn could_be_parallel(span: Span, stage: &str, tasks: usize) -> Diagnostic {
    let message = format!(
        "Stage `{stage}` runs {tasks} tasks one after another, though none of them needs another. In one \
         step they would start together."
    );
    Diagnostic::hint("could-be-parallel", span, message)
}

/// Steps one after another that could be one; `span` and `first` are the names of the second and the
/// first of them.
pub(crate) fn could_be_one_step(
    span: Span,
    stage: &str,
    steps: &[&str],
    saved: Millis,
    first: Span,
) -> Diagnostic {
    let message = format!(
        "Steps {} do not need each other. As one step they would start together, and stage `{stage}` \
         would end {} earlier in the simulation.",
        and(steps),
        saved.spoken()
    );
    Diagnostic::hint("could-be-one-step", span, message).related(first, "The first of them is here")
}

/// So many of a long list are named.
const MOST_NAMED: usize = 6;

/// ``a`, `b` and `c``.
fn and(names: &[&str]) -> String {
    let quoted = |names: &[&str]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    };
    match names {
        [.., last] if names.len() <= MOST_NAMED => {
            format!("{} and `{last}`", quoted(&names[..names.len() - 1]))
        }
        _ => {
            let (named, others) = names.split_at(MOST_NAMED.min(names.len()));
            format!("{} and {} more", quoted(named), others.len())
        }
    }
}

fn and_more(more: usize) -> String {
    match more {
        0 => String::new(),
        1 => " The same holds for one more pair.".to_owned(),
        more => format!(" The same holds for {more} more pairs."),
    }
}
