//! The page about a code: what it finds, why that matters, examples, repairs, and how to allow it.
//!
//! The command line prints pages and the project's documentation holds them, both as
//! [Markdown](Page::markdown). As JSON they are for those who draw them in their own way.

mod build;
mod markdown;
#[cfg(test)]
mod tests;

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{topic, topics};
use serde::{Deserialize, Serialize};

/// The page about a code, if there is such a code.
pub fn page(code: &str) -> Option<Page> {
    topic(code).map(build::page)
}

/// The pages about all codes, by family.
pub fn pages() -> impl Iterator<Item = Page> {
    topics().map(build::page)
}

/// What there is to know about a code. In its texts, what stands between backticks is code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The code of its diagnostics.
    pub code: String,
    /// The worst severity that it is reported with.
    pub severity: Severity,
    /// What it finds, in a sentence or two.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// What has the problem.
    pub bad: Shown,
    /// What is said about the bad example, by text and place.
    pub said: Vec<Said>,
    /// Whether its own problems can be repaired automatically.
    pub repair: Repair,
    /// The same without the problem.
    pub good: Shown,
    /// How a problem of this code is allowed.
    pub allowing: Allowing,
}

/// An example, or the description of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The template; null if it is only described.
    pub template: Option<String>,
    /// The scenario; null if the example is about a template alone.
    pub scenario: Option<String>,
    /// What the template is, if it is not shown, and why it is not.
    pub description: Option<String>,
}

/// One of the texts of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// The template.
    Template,
    /// The scenario.
    Scenario,
}

/// A problem of the bad example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its code: the page's own, unless the example cannot be without other problems.
    pub code: String,
    /// The text that it is in.
    pub document: Document,
    /// Its line there, from 1.
    pub line: usize,
    /// What is said.
    pub message: String,
    /// The repairs to choose from, the best first.
    pub fixes: Vec<Offered>,
}

/// A repair of the bad example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// What it does.
    pub title: String,
    /// Whether it surely keeps what the author meant.
    pub safe: bool,
}

/// Whether problems of a code can be repaired automatically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// By a fix that surely keeps what was meant.
    Safe,
    /// By a fix that is to be looked at.
    Unsafe,
    /// Only by hand.
    None,
}

/// How a problem of a code is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowing {
    /// Not at all: with an error the meaning of the file is unclear.
    No,
    /// By a comment beside it, or for a whole project.
    ByComment,
    /// For a whole project only: what is wrong with a comment is not allowed by a further one.
    ForProject,
}
