//! What panel and sweeper say to each other, in JSON.

use crate::foresight::messages::Progress;
use crate::foresight::shown::{Places, SweepPicture};
use crate::protocol::Inputs;
use serde::{Deserialize, Serialize};

/// What the panel asks of the sweeper.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SweepAsk {
    /// A sweep. If it is about what the sweeper is busy with already, no run is simulated twice.
    Sweep(Box<Wanted>),
    /// No more runs; what has been simulated is kept.
    Stop,
    /// The sweep as the command line prints it; answered by [`SweepTold::File`].
    Export(FileKind),
}

/// What is to be varied, and how.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    /// Comes back with every answer, so that those for older texts can be told.
    pub generation: u32,
    /// What is simulated.
    pub inputs: Inputs,
    /// The place of the scenario; `None` for one that is worth a look.
    pub path: Option<String>,
    /// Its values, as the command line takes them; `None` for some around what it is now.
    pub values: Option<String>,
    /// Budgets with commas between them.
    pub budgets: String,
    /// How often each value is simulated.
    pub runs: u32,
}

/// A file of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum FileKind {
    /// One document.
    Json,
    /// One line for each value.
    Csv,
}

/// What the sweeper tells the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SweepTold {
    /// What a sweep is about; comes first.
    Subject(Box<About>),
    /// It cannot be what was asked for.
    Refused {
        /// The request's.
        generation: u32,
        /// What of it cannot be.
        field: Field,
        /// Why, with what can be.
        message: String,
    },
    /// How far the runs are, those of all values together.
    Progress(Progress),
    /// What they say, together with how far they are.
    Picture(Box<SweepPicture>),
    /// Nothing can be simulated.
    Nothing {
        /// The request's.
        generation: u32,
    },
    /// Answers [`SweepAsk::Export`].
    File {
        /// The kind that was asked for.
        kind: FileKind,
        /// What it holds.
        text: String,
    },
    /// A helper has died, and with it the sweep.
    Failed {
        /// The request's.
        generation: u32,
        /// Whether the helper had loaded.
        loaded: bool,
    },
}

/// What a sweep is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The request's.
    pub generation: u32,
    /// What can be varied.
    pub places: Vec<Places>,
    /// What is varied,
    pub path: String,
    /// and its values; empty if nobody knows any.
    pub values: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// What is varied.
    Path,
    /// Its values.
    Values,
    /// The budgets.
    Budgets,
}
