//! From a topic to its page: what is said about the bad example is found by checking it.

use super::{Allowing, Document, Offered, Page, Repair, Said, Shown};
use crate::analysis::{self, Analysis, Request};
use crate::diagnostic::catalog::{Example, Topic, is_about_comments};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::LineIndex;

pub(super) fn page(topic: &Topic) -> Page {
    let said = said(&topic.bad);
    Page {
        code: topic.code.to_owned(),
        severity: topic.severity,
        what: topic.what.to_owned(),
        why: topic.why.to_owned(),
        bad: shown(&topic.bad),
        repair: repair(topic, &said),
        said,
        good: shown(&topic.good),
        allowing: allowing(topic),
    }
}

/// The texts of an example: the template, and the scenario if it is about one.
pub(super) fn texts(example: &Example) -> (String, Option<&'static str>) {
    match *example {
        Example::Template(template) => (template.to_owned(), None),
        Example::Scenario { template, scenario } => (template.to_owned(), Some(scenario)),
        Example::Among { example, .. } => texts(example),
        Example::Described { text, .. } => (text(), None),
    }
}

/// What is wrong with texts.
pub(super) fn check(template: &str, scenario: Option<&str>) -> Analysis {
    analysis::check(&Request {
        template,
        scenario: scenario.unwrap_or_default(),
        ..Request::default()
    })
}

fn shown(example: &Example) -> Shown {
    if let Example::Described { what, reason, .. } = example {
        return Shown {
            template: None,
            scenario: None,
            description: Some(format!("{what} {reason}")),
        };
    }
    let (template, scenario) = texts(example);
    Shown {
        template: Some(template),
        scenario: scenario.map(str::to_owned),
        description: None,
    }
}

fn said(bad: &Example) -> Vec<Said> {
    let (template, scenario) = texts(bad);
    let Analysis {
        template: of_template,
        scenario: of_scenario,
        ..
    } = check(&template, scenario);
    let mut said = told(&of_template, Document::Template, &template);
    said.extend(told(
        &of_scenario,
        Document::Scenario,
        scenario.unwrap_or_default(),
    ));
    said
}

fn told(problems: &[Diagnostic], document: Document, text: &str) -> Vec<Said> {
    let index = LineIndex::new(text);
    let said = problems.iter().map(|problem| Said {
        code: problem.code.to_owned(),
        document,
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

fn repair(topic: &Topic, said: &[Said]) -> Repair {
    let own = || said.iter().filter(|said| said.code == topic.code);
    let fixes = || own().flat_map(|said| &said.fixes);
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
