//! Semantic rules, one per file: what a workflow that can be read still gets wrong.
//!
//! Every rule carries its topic: what it is about, why, a bad and a good example. Both examples are tests
//! of `pages`.

mod append;
mod could_be_one_step;
mod could_be_parallel;
mod dependency_cycle;
mod dependency_in_step;
mod dependency_not_waited;
mod dependency_order;
mod duplicate_step;
mod empty_stage;
mod empty_step;
mod environment_not_removed;
mod halt_without_wait;
mod last_step_not_waited;
mod late_halt;
mod old_halt_on_error;
mod one_mistake;
mod removal_not_last;
mod removal_outside_teardown;
mod repeated_all;
mod repeated_task;
mod service_not_deployed;
mod view;

pub(crate) use duplicate_step::free_name;

use crate::diagnostic::catalog::Topic;
use crate::diagnostic::{Diagnostic, Severity, tidy};
use crate::scenario::Scenario;
use crate::template::Template;
use view::View;

/// A rule and what it is about.
struct Rule {
    topic: Topic,
    check: Check,
}

type Check = fn(&View) -> Vec<Diagnostic>;

/// Lists the rules. What they are about stands apart from their checks: who checks needs no texts, who
/// explains no checks.
macro_rules! rules {
    ($($rule:ident,)*) => {
        /// What the rules are about, in the order of their pages.
        pub(crate) const TOPICS: [Topic; [$(stringify!($rule)),*].len()] = [$($rule::RULE.topic),*];

        const CHECKS: [(Severity, Check); TOPICS.len()] =
            [$(($rule::RULE.topic.severity, $rule::RULE.check)),*];
    };
}

rules! {
    repeated_task,
    repeated_all,
    duplicate_step,
    dependency_in_step,
    dependency_order,
    dependency_not_waited,
    dependency_cycle,
    service_not_deployed,
    last_step_not_waited,
    halt_without_wait,
    late_halt,
    old_halt_on_error,
    environment_not_removed,
    removal_not_last,
    removal_outside_teardown,
    empty_stage,
    empty_step,
    could_be_parallel,
    could_be_one_step,
}

/// What is wrong with the workflow of a template that was read from `text`, by place. The `needs` of
/// the scenario count instead of `depends_on`; [`Scenario::default`] gives none.
pub fn check(template: &Template, text: &str, scenario: &Scenario) -> Vec<Diagnostic> {
    check_some(template, text, scenario, |_| true).0
}

/// [`check`], and whether a rule has simulated with the scenario; otherwise nothing but its needs was looked at.
pub(crate) fn check_and_tell(
    template: &Template,
    text: &str,
    scenario: &Scenario,
) -> (Vec<Diagnostic>, bool) {
    check_some(template, text, scenario, |_| true)
}

/// [`check`] without the rules that only give hints: some of those simulate, which takes most of the
/// time.
pub(crate) fn check_without_hints(
    template: &Template,
    text: &str,
    scenario: &Scenario,
) -> Vec<Diagnostic> {
    check_some(template, text, scenario, |it| it != Severity::Hint).0
}

fn check_some(
    template: &Template,
    text: &str,
    scenario: &Scenario,
    wanted: impl Fn(Severity) -> bool,
) -> (Vec<Diagnostic>, bool) {
    let view = View::new(template, text, scenario);
    let checks = CHECKS.iter().filter(|(severity, _)| wanted(*severity));
    let mut problems: Vec<Diagnostic> = checks.flat_map(|(_, check)| check(&view)).collect();
    tidy(&mut problems);
    (problems, view.has_simulated.get())
}

/// Where jobs have the old `halt_on_error`, with the fix that moves it to the steps that run the job.
pub(crate) fn old_halts(template: &Template, text: &str) -> Vec<Diagnostic> {
    (old_halt_on_error::RULE.check)(&View::new(template, text, &Scenario::default()))
}
