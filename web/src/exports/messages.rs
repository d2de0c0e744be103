//! What is asked of the worker, and what it tells, in JSON.

use laneway_core::analysis::Comparison;
use laneway_core::share::Shared;
use laneway_core::time::Millis;
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
        /// By when which share of many runs has ended, if that is to be seen.
        #[serde(default)]
        fan: Vec<(String, Millis)>,
    },
    /// The tasks of a run as a table; answered by [`Told::Listed`].
    List {
        /// What is simulated.
        of: Of,
    },
    /// A run beside another, which is drawn behind it; answered by [`Told::Compared`].
    Compare {
        /// What is simulated.
        of: Box<Shared>,
        /// The other.
        with: With,
        /// How wide the picture is to be, in pixels.
        width: u32,
        /// As of a drawing.
        theme: String,
    },
}

/// What a run is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum With {
    /// The run of these texts.
    Shared(Box<Shared>),
    /// The run that a trace, or a report, tells of; here what is simulated comes first.
    Trace(String),
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
    /// Answers [`Ask::List`]: the tasks as comma-separated values, or nothing.
    Listed(Option<String>),
    /// Answers [`Ask::Compare`].
    Compared(Compared),
}

/// Two runs side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Compared {
    /// The run with the other behind it, in SVG; null if there is none.
    pub svg: Option<String>,
    /// What is different.
    pub comparison: Option<Comparison>,
    /// How probable a recorded finish was, or when a run will end that is under way; in sentences.
    pub likely: Option<String>,
    /// Why there is no comparison, in a sentence.
    pub trouble: Option<String>,
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
