//! What the page and the worker say to each other, in JSON.

use laneway_core::share::{Forms, Shared};
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ask {
    /// What a link holds; answered by [`Told::Followed`].
    Follow(String),
    /// A link; answered by [`Told::Written`].
    Write {
        /// What it is to hold.
        shared: Shared,
        /// Whether placeholders go in the place of what looks like a secret.
        redact: bool,
        /// The address of the playground that it is to lead to; empty for none.
        #[serde(default)]
        site: String,
    },
}

/// What the worker tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Told {
    /// Answers [`Ask::Follow`].
    Followed(Followed),
    /// Answers [`Ask::Write`].
    Written(Written),
}

/// What came of following a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Followed {
    /// What it holds, or what can still be read of it.
    pub shared: Option<Box<Shared>>,
    /// What is wrong with it, in a sentence.
    pub trouble: Option<String>,
}

/// A link that has been written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The part of the address behind the `#`.
    pub fragment: String,
    /// What it holds: with placeholders, if they were wanted.
    pub shared: Box<Shared>,
    /// The whole of it, in the forms in which it is passed on.
    pub forms: Forms,
    /// What in it looks like a secret: first in the template, then in the scenario; or in the lesson.
    pub secrets: Vec<Found>,
}

/// A text of those that are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Place {
    /// The template.
    Template,
    /// The scenario.
    Scenario,
    /// The lesson.
    Lesson,
}

/// Something that looks like a secret. It never holds the secret itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// The text that holds it.
    pub pane: Place,
    /// Where it stands: the 1-based line,
    pub line: usize,
    /// and the 1-based column in characters.
    pub column: usize,
    /// What it looks like, with an article.
    pub what: String,
    /// A placeholder for it.
    pub placeholder: String,
    /// Whether the placeholder can be put there without a human.
    pub is_replaceable: bool,
}
