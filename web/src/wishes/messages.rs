//! What the page and the worker say to each other, in JSON.

use crate::protocol::{Change, Inputs};
use laneway_core::wish::{About, Subject, Text, Wish};
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ask {
    /// What can be wished for at a place of the picture; answered by [`Told::About`].
    About {
        /// The texts.
        inputs: Inputs,
        /// The place.
        subject: Subject,
    },
    /// To have something otherwise; answered by [`Told::Granted`].
    Grant {
        /// The texts.
        inputs: Inputs,
        /// What.
        wish: Wish,
    },
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Told {
    /// What can be wished for.
    About(Box<About>),
    /// The edit.
    Granted(Box<Granted>),
    /// Why not, and what would help.
    Refused(String),
}

/// An edit, and what it does to the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Granted {
    /// Which text is edited.
    pub text: Text,
    /// Non-overlapping, ascending, all against that text; in UTF-16 code units.
    pub changes: Vec<Change>,
    /// The text with them.
    pub after: String,
    /// What is different now: `` `jobs.a` takes 1m ``.
    pub done: String,
    /// What becomes of the end of the stage: `30s later, because …`.
    pub words: String,
}
