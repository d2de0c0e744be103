//! From a topic to its page: what is said about the bad example is found by checking it.

use super::{Allowing, Offered, Page, Repair, Said, Shown};
use crate::analysis::{self, Request};
use crate::diagnostic::catalog::{Example, Topic, is_about_comments};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::LineIndex;

pub(super) fn page(topic: &Topic) -> Page {
    let told = !topic.why.is_empty();
    let said = if told { said(&topic.bad) } else { Vec::new() };
    Page {
        code: topic.code.to_owned(),
        severity: topic.severity,
        what: topic.what.to_owned(),
        why: topic.why.to_owned(),
        bad: shown(&topic.bad),
        repair: repair(&said),
        said,
        good: shown(&topic.good),
        allowing: allowing(topic),
    }
}

/// An example's text with the problem, and the problems of it.
pub(super) fn check(example: &Example) -> (String, Vec<Diagnostic>) {
    let (template, scenario) = match example {
        Example::Template(text) => ((*text).to_owned(), ""),
        Example::Scenario { template, scenario } => ((*template).to_owned(), *scenario),
        Example::Described { text, .. } => (text(), ""),
    };
    let problems = check_texts(&template, scenario);
    match example {
        Example::Scenario { scenario, .. } => ((*scenario).to_owned(), problems),
        _ => (template, problems),
    }
}

pub(super) fn check_texts(template: &str, scenario: &str) -> Vec<Diagnostic> {
    let analysis = analysis::check(&Request {
        template,
        scenario,
        ..Request::default()
    });
    [analysis.template, analysis.scenario].concat()
}

fn shown(example: &Example) -> Shown {
    let none = Shown {
        template: None,
        scenario: None,
        description: None,
    };
    match example {
        Example::Template(template) => Shown {
            template: Some((*template).to_owned()),
            ..none
        },
        Example::Scenario { template, scenario } => Shown {
            template: Some((*template).to_owned()),
            scenario: Some((*scenario).to_owned()),
            ..none
        },
        Example::Described { what, reason, .. } => Shown {
            description: Some(format!("{what} {reason}")),
            ..none
        },
    }
}

fn said(bad: &Example) -> Vec<Said> {
    let (text, problems) = check(bad);
    let index = LineIndex::new(&text);
    let said = problems.iter().map(|problem| Said {
        line: index.position(problem.span.start).line,
        message: problem.message.clone(),
        fixes: offered(problem),
    });
    said.collect()
}

fn offered(problem: &Diagnostic) -> Vec<Offered> {
    let fixes = problem.fixes.iter().map(|fix| Offered {
        title: fix.title.clone(),
        safe: fix.safe,
    });
    fixes.collect()
}

fn repair(said: &[Said]) -> Repair {
    let fixes = || said.iter().flat_map(|said| &said.fixes);
    if fixes().any(|fix| fix.safe) {
        Repair::Safe
    } else if fixes().next().is_some() {
        Repair::Unsafe
    } else {
        Repair::None
    }
}

fn allowing(topic: &Topic) -> Allowing {
    if topic.severity == Severity::Error {
        Allowing::No
    } else if is_about_comments(topic.code) {
        Allowing::ForProject
    } else {
        Allowing::ByComment
    }
}
