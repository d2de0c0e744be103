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

const COUNT: usize = 19;

/// All rules, in the order of their pages.
const RULES: [Rule; COUNT] = [
    repeated_task::RULE,
    repeated_all::RULE,
    duplicate_step::RULE,
    dependency_in_step::RULE,
    dependency_order::RULE,
    dependency_not_waited::RULE,
    dependency_cycle::RULE,
    service_not_deployed::RULE,
    last_step_not_waited::RULE,
    halt_without_wait::RULE,
    late_halt::RULE,
    old_halt_on_error::RULE,
    environment_not_removed::RULE,
    removal_not_last::RULE,
    removal_outside_teardown::RULE,
    empty_stage::RULE,
    empty_step::RULE,
    could_be_parallel::RULE,
    could_be_one_step::RULE,
];

/// What the rules are about, picked while compiling: who checks needs no texts, who explains no checks.
pub(crate) const TOPICS: [Topic; COUNT] = {
    let mut topics = [RULES[0].topic; COUNT];
    let mut at = 0;
    while at < COUNT {
        topics[at] = RULES[at].topic;
        at += 1;
    }
    topics
};

const CHECKS: [(Severity, Check); COUNT] = {
    let mut checks = [(RULES[0].topic.severity, RULES[0].check); COUNT];
    let mut at = 0;
    while at < COUNT {
        checks[at] = (RULES[at].topic.severity, RULES[at].check);
        at += 1;
    }
    checks
};

/// What is wrong with the workflow of a template that was read from `text`, by place. The `needs` of
/// the scenario count instead of `depends_on`; [`Scenario::default`] gives none.
pub fn check(template: &Template, text: &str, scenario: &Scenario) -> Vec<Diagnostic> {
    check_some(template, text, scenario, |_| true)
}

/// [`check`] without the rules that only give hints: some of those simulate, which takes most of the
/// time.
pub(crate) fn check_without_hints(
    template: &Template,
    text: &str,
    scenario: &Scenario,
) -> Vec<Diagnostic> {
    check_some(template, text, scenario, |it| it != Severity::Hint)
}

fn check_some(
    template: &Template,
    text: &str,
    scenario: &Scenario,
    wanted: impl Fn(Severity) -> bool,
) -> Vec<Diagnostic> {
    let view = View::new(template, text, scenario);
    let checks = CHECKS.iter().filter(|(severity, _)| wanted(*severity));
    let mut problems: Vec<Diagnostic> = checks.flat_map(|(_, check)| check(&view)).collect();
    tidy(&mut problems);
    problems
}

/// Where jobs have the old `halt_on_error`, with the fix that moves it to the steps that run the job.
pub(crate) fn old_halts(template: &Template, text: &str) -> Vec<Diagnostic> {
    (old_halt_on_error::RULE.check)(&View::new(template, text, &Scenario::default()))
}
