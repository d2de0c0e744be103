//! Every example is a test.

use super::build::{check, texts};
use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{Example, Topic, topics};
use std::collections::BTreeSet;

/// Tells at once what is wrong with the examples of all topics.
fn expect_none(wrong: impl Fn(&Topic) -> Vec<String>) {
    let wrong: Vec<String> = topics()
        .flat_map(|topic| {
            let wrong = wrong(topic).into_iter();
            wrong.map(|wrong| format!("{}: {wrong:.2000}", topic.code))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn codes(problems: &[Diagnostic]) -> BTreeSet<&'static str> {
    problems.iter().map(|problem| problem.code).collect()
}

/// The problems that a bad example has beside the one that it is about.
fn others(topic: &Topic) -> BTreeSet<&'static str> {
    match topic.bad {
        Example::Among { others, .. } => others.iter().copied().collect(),
        _ => BTreeSet::new(),
    }
}

fn all(analysis: Analysis) -> Vec<Diagnostic> {
    [analysis.template, analysis.scenario].concat()
}

#[test]
fn a_bad_example_has_its_problem_and_no_other() {
    expect_none(|topic| {
        let (template, scenario) = texts(&topic.bad);
        let problems = all(check(&template, scenario)).into_iter();
        let (own, other): (Vec<_>, Vec<_>) = problems.partition(|it| it.code == topic.code);
        let one = own.len() == 1 && own[0].severity == topic.severity;
        let as_told = one && codes(&other) == others(topic);
        let wrong = (!as_told).then(|| format!("{own:#?}\n{other:#?}"));
        wrong.into_iter().collect()
    });
}

#[test]
fn a_good_example_is_clean() {
    expect_none(|topic| {
        let (template, scenario) = texts(&topic.good);
        let problems = all(check(&template, scenario));
        let wrong = (!problems.is_empty()).then(|| format!("{problems:#?}"));
        wrong.into_iter().collect()
    });
}

#[test]
fn a_fix_leaves_nothing_of_its_problem() {
    expect_none(|topic| {
        let (template, scenario) = texts(&topic.bad);
        let own = |problem: &Diagnostic| problem.code == topic.code;
        let analysis = check(&template, scenario);
        let in_template = analysis.template.into_iter().filter(own);
        let in_template = in_template.flat_map(|problem| problem.fixes).map(|fix| {
            let left = all(check(&fix.apply(&template), scenario));
            (fix.title, left)
        });
        let text = scenario.unwrap_or_default();
        let in_scenario = analysis.scenario.into_iter().filter(own);
        let in_scenario = in_scenario.flat_map(|problem| problem.fixes).map(|fix| {
            let left = all(check(&template, Some(&fix.apply(text))));
            (fix.title, left)
        });
        let wrong = in_template
            .chain(in_scenario)
            .filter(|(_, left)| codes(left) != others(topic))
            .map(|(title, left)| format!("{title}\n{left:#?}"));
        wrong.collect()
    });
}
