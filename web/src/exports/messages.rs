//! What is asked of the worker, and what it tells, in JSON.

use laneway_core::share::Shared;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ask {
    /// The timeline of a run; answered by [`Told::Drawn`].
    Draw {
        /// What is simulated.
        of: Of,
        /// How wide the picture is to be, in pixels.
        width: u32,
        /// `auto`, `light` or `dark`; anything else is taken as the first.
        theme: String,
    },
}

/// What is simulated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Of {
    /// These texts.
    Shared(Box<Shared>),
    /// What a link holds.
    Link(String),
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Told {
    /// Answers [`Ask::Draw`].
    Drawn(Drawn),
}

/// A run, drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Drawn {
    /// The picture, in SVG; null if there is none.
    pub svg: Option<String>,
    /// The stage that is seen.
    pub stage: Option<String>,
    /// What happened and why, in sentences.
    pub summary: Vec<String>,
    /// Why there is no picture, in a sentence.
    pub trouble: Option<String>,
}
