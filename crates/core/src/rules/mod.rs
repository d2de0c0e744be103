//! Semantic rules, one per file: what a workflow that can be read still gets wrong.
//!
//! Every rule carries what it is about, why, a bad and a good example; both examples are tests.

mod append;
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
mod page;
mod removal_not_last;
mod removal_outside_teardown;
mod repeated_all;
mod repeated_task;
mod service_not_deployed;
mod view;

pub(crate) use duplicate_step::free_name;

use crate::diagnostic::{Diagnostic, tidy};
use crate::template::Template;
use view::View;

pub use page::page;

/// A rule, with the page about it.
#[derive(Debug)]
pub struct Rule {
    /// The code of its diagnostics.
    pub code: &'static str,
    /// What it finds.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A template that has the problem.
    pub bad: &'static str,
    /// The same without it.
    pub good: &'static str,
    check: fn(&View) -> Vec<Diagnostic>,
}

/// All rules, in the order of their pages.
pub const ALL: [&Rule; 18] = [
    &repeated_task::RULE,
    &repeated_all::RULE,
    &duplicate_step::RULE,
    &dependency_in_step::RULE,
    &dependency_order::RULE,
    &dependency_not_waited::RULE,
    &dependency_cycle::RULE,
    &service_not_deployed::RULE,
    &last_step_not_waited::RULE,
    &halt_without_wait::RULE,
    &late_halt::RULE,
    &old_halt_on_error::RULE,
    &environment_not_removed::RULE,
    &removal_not_last::RULE,
    &removal_outside_teardown::RULE,
    &empty_stage::RULE,
    &empty_step::RULE,
    &could_be_parallel::RULE,
];

/// What is wrong with the workflow of a template that was read from `text`, by place.
pub fn check(template: &Template, text: &str) -> Vec<Diagnostic> {
    let view = View::new(template, text);
    let mut problems: Vec<Diagnostic> = ALL.iter().flat_map(|rule| (rule.check)(&view)).collect();
    tidy(&mut problems);
    problems
}

/// Where jobs have the old `halt_on_error`, with the fix that moves it to the steps that run the job.
pub(crate) fn old_halts(template: &Template, text: &str) -> Vec<Diagnostic> {
    (old_halt_on_error::RULE.check)(&View::new(template, text))
}

#[cfg(test)]
mod tests {
    use super::{ALL, check};
    use crate::template::read;

    fn codes(text: &str) -> Vec<&'static str> {
        let (template, problems) = read(text);
        assert_eq!(problems, [], "{text}");
        check(&template, text)
            .iter()
            .map(|problem| problem.code)
            .collect()
    }

    #[test]
    fn a_bad_example_has_its_problem_and_no_other() {
        for rule in ALL {
            assert_eq!(codes(rule.bad), [rule.code], "{}", rule.bad);
        }
    }

    #[test]
    fn a_good_example_is_clean() {
        for rule in ALL {
            assert_eq!(codes(rule.good), [""; 0], "{}: {}", rule.code, rule.good);
        }
    }

    #[test]
    fn a_fix_leaves_nothing_of_its_problem() {
        for rule in ALL {
            let (template, _) = read(rule.bad);
            for problem in check(&template, rule.bad) {
                for fix in &problem.fixes {
                    let fixed = fix.apply(rule.bad);
                    assert_eq!(codes(&fixed), [""; 0], "{}: {fixed}", fix.title);
                }
            }
        }
    }
}
