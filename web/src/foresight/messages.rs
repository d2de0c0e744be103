//! What panel, lead and helpers say to each other: to and from the panel in JSON, between workers as
//! bytes.

use super::shown::{AdvicePicture, Picture, PlayPicture};
use crate::protocol::Inputs;
use crate::worker::client::Spoken;
use laneway_core::forecast::Tally;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What the panel asks of the lead.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ask {
    /// A forecast. If it is about what the lead is busy with already, no run is simulated twice.
    Forecast {
        /// Comes back with every answer, so that those for older texts can be told.
        generation: u32,
        /// What is simulated.
        inputs: Inputs,
        /// How often.
        runs: u32,
    },
    /// No more runs; what has been simulated is kept.
    Stop,
    /// The forecast as the command line prints it; answered by [`Told::Json`].
    Export,
}

/// What the lead tells the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Told {
    /// How far the runs are.
    Progress(Progress),
    /// What they say, together with how far they are.
    Picture(Box<Picture>),
    /// Every run is the same, which this sentence says.
    Same {
        /// The request's.
        generation: u32,
        /// The sentence.
        sentence: String,
    },
    /// Nothing can be simulated.
    Nothing {
        /// The request's.
        generation: u32,
    },
    /// Answers [`Ask::Export`].
    Json(String),
    /// A helper has died, and with it the forecast.
    Failed {
        /// The request's.
        generation: u32,
        /// Whether the helper had loaded.
        loaded: bool,
    },
}

/// What the panel asks of the adviser, and the player of the narrator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Comes back with the answer.
    pub generation: u32,
    /// What is to become better, or is played.
    pub inputs: Inputs,
}

/// What the adviser tells the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Advised {
    /// It is still at work.
    Progress {
        /// The question's.
        generation: u32,
        /// So many task runs have been made.
        runs: u64,
    },
    /// What it advises.
    Advice(Box<AdvicePicture>),
    /// Nothing can be simulated.
    Nothing {
        /// The question's.
        generation: u32,
    },
}

/// What the narrator tells the player.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Narrated {
    /// The run, moment by moment.
    Play(Box<PlayPicture>),
    /// Nothing can be simulated.
    Nothing {
        /// The question's.
        generation: u32,
    },
}

/// How far the runs are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// The request's.
    pub generation: u32,
    /// So many have been simulated,
    pub done: u32,
    /// of so many.
    pub of: u32,
    /// Whether no more will be, until they are asked for.
    pub is_stopped: bool,
}

/// What a helper is told to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Numbers what is simulated.
    pub subject: u32,
    /// What that is, for a helper that does not know it yet.
    pub inputs: Option<Inputs>,
    /// The numbers of the runs.
    pub runs: Range<u32>,
}

/// What a helper says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Part {
    /// It has loaded and listens.
    Ready,
    /// It has done its work.
    Done {
        /// The work's.
        subject: u32,
        /// What the runs came to.
        tally: Box<Tally>,
    },
}

impl Spoken for Part {
    fn is_ready(&self) -> bool {
        matches!(self, Self::Ready)
    }
}
