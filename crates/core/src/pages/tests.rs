//! Every example is a test.

use super::build::{check, check_texts};
use crate::diagnostic::catalog::{Example, Topic, topics};
use crate::diagnostic::{Diagnostic, Severity};

fn codes(problems: &[Diagnostic]) -> Vec<(&'static str, Severity)> {
    problems.iter().map(|it| (it.code, it.severity)).collect()
}

/// Checks a text in the place of the example's own.
fn check_instead(example: &Example, text: &str) -> Vec<Diagnostic> {
    match example {
        Example::Scenario { template, .. } => check_texts(template, text),
        _ => check_texts(text, ""),
    }
}

fn told() -> impl Iterator<Item = &'static Topic> {
    topics().filter(|topic| !topic.why.is_empty())
}

#[test]
fn a_bad_example_has_its_problem_and_no_other() {
    for topic in told() {
        let (text, problems) = check(&topic.bad);
        let expected = [(topic.code, topic.severity)];
        assert_eq!(codes(&problems), expected, "{text:.2000}");
    }
}

#[test]
fn a_good_example_is_clean() {
    for topic in told() {
        let (text, problems) = check(&topic.good);
        assert_eq!(problems, [], "{}: {text:.2000}", topic.code);
    }
}

#[test]
fn a_fix_leaves_nothing_of_its_problem() {
    for topic in told() {
        let (text, problems) = check(&topic.bad);
        for fix in problems.iter().flat_map(|problem| &problem.fixes) {
            let fixed = fix.apply(&text);
            let left = check_instead(&topic.bad, &fixed);
            assert_eq!(left, [], "{}: {}: {fixed:.2000}", topic.code, fix.title);
        }
    }
}
