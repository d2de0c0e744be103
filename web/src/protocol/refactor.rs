//! What could be changed in the template, and what that would do to the simulated run.

use super::{Change, Generation};
use serde::{Deserialize, Serialize};

/// Asks what could be changed in one state of the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffersWanted {
    /// The state's number.
    pub generation: Generation,
    /// The template.
    pub template: String,
    /// The scenario; empty for none.
    pub scenario: String,
    /// Where the user is in the template, in UTF-16 code units, if that matters.
    pub cursor: Option<usize>,
}

/// Answers [`OffersWanted`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offers {
    /// The number of the state.
    pub generation: Generation,
    /// The line of the cursor, from 1, if it was said where that is.
    pub line: Option<usize>,
    /// What could be changed in that line, and then everywhere else; each the most time saved first.
    pub offers: Vec<Offer>,
    /// Whether nothing is offered because the template has errors.
    pub has_errors: bool,
}

/// A change that may be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// What it does, in the imperative.
    pub title: String,
    /// Where, as a 1-based line.
    pub line: usize,
    /// Whether it is about the line of the cursor.
    pub is_here: bool,
    /// How the stage ends, before and after: `finish 1m → 45s`.
    pub finish: String,
    /// The difference in words: `15s earlier, because …`.
    pub effect: String,
    /// How much earlier the stage ends, in milliseconds; negative if later.
    pub saved_ms: i64,
    /// Non-overlapping, ascending, all against the template of the generation.
    pub changes: Vec<Change>,
}
