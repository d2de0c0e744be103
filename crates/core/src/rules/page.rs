//! The page about a code, in Markdown.

use super::{ALL, Rule};
use crate::diagnostic::catalog::Topic;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::LineIndex;
use crate::template;
use std::fmt::Write as _;

/// What is wrong with comments that allow problems is not allowed by further ones.
const ABOUT_COMMENTS: [&str; 4] = [
    "unknown-directive",
    "unknown-rule",
    "allowed-error",
    "needless-allow",
];

/// What a code is about: what it finds and, of a rule, why that matters, with examples.
pub fn page(topic: &Topic) -> String {
    let (code, severity) = (topic.code, word(topic.severity));
    let mut page = format!("# {code}\n\n*{severity}*\n\n{}\n", topic.what());
    if let Some(rule) = ALL.iter().find(|rule| rule.code == code) {
        page.push_str(&about(rule));
    }
    page.push_str(&allowing(topic));
    page
}

fn allowing(topic: &Topic) -> String {
    let code = topic.code;
    if topic.severity == Severity::Error {
        return "\nAn error cannot be allowed: with it the meaning of the file is unclear.\n"
            .to_owned();
    }
    if ABOUT_COMMENTS.contains(&code) {
        return String::new();
    }
    format!(
        "\n## Allowing it\n\nWhere it is meant to be, a comment at the end of the line, or before it, \
         allows it:\n\n```yaml\n# laneway: allow {code} reason\n```\n"
    )
}

fn about(rule: &Rule) -> String {
    let Rule { why, bad, good, .. } = rule;
    format!(
        "\n## Why\n\n{why}\n\n## Bad\n\n```yaml\n{bad}```\n\n{}\n## Good\n\n```yaml\n{good}```\n",
        said(rule)
    )
}

/// What is said about the bad example.
fn said(rule: &Rule) -> String {
    let (template, _) = template::read(rule.bad);
    let index = LineIndex::new(rule.bad);
    let problems = super::check(&template, rule.bad);
    let lines = problems.iter().map(|problem| line(problem, &index));
    lines.collect()
}

fn line(problem: &Diagnostic, index: &LineIndex) -> String {
    let line = index.position(problem.span.start).line;
    let mut text = format!("Line {line}: {}\n", problem.message);
    for fix in &problem.fixes {
        let care = if fix.safe { "" } else { ", to be looked at" };
        let _ = write!(text, "\n* Fix{care}: {}\n", fix.title);
    }
    text
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Hint => "Hint",
    }
}
