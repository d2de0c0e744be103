//! Links: a workflow, its scenario and what is looked at, or a lesson, as text behind the `#` of an address.
//!
//! ```text
//! #<version>.<base64url of: length · checksum · deflated fields>
//! ```
//!
//! What stands behind the `#` never leaves the reader's browser. `docs/links.md` describes every version byte by
//! byte; what one version has written, each later one reads.

mod deflate;
mod error;
mod fields;
mod forms;
mod fragment;
#[cfg(test)]
mod tests;
mod v1;
mod varint;

pub use error::{LinkError, LinkTrouble};
pub use forms::Forms;

use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// The version that is written.
pub const VERSION: u32 = 1;

/// No link holds more bytes than this when it is unpacked.
pub const MOST_BYTES: usize = 2 * crate::yaml::MAX_TEXT;

/// What a link holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shared {
    /// The text of the template.
    pub template: String,
    /// The text of the scenario; empty if there is none.
    pub scenario: String,
    /// The stage that is looked at; `None` for the default one.
    pub stage: Option<String>,
    /// The seed, if it is not that of the scenario; at most [`crate::scenario::LARGEST_SEED`], as all numbers here.
    pub seed: Option<u64>,
    /// What of the picture is seen.
    pub view: SharedView,
    /// The text of the lesson that all this belongs to. Who reads links without lessons sees its workflow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lesson: Option<String>,
}

/// What of the picture is seen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SharedView {
    /// The name of the selected task, as in a report.
    pub task: Option<String>,
    /// The part of the time axis that is seen, from its start to its end; `None` for all of it.
    pub window: Option<[Millis; 2]>,
    /// The moment that is looked at.
    pub cursor: Option<Millis>,
}

/// Writes a link's part behind the `#`: the same characters on every platform.
pub fn encode(shared: &Shared) -> String {
    fragment::write(VERSION, &v1::pack(shared))
}

/// Reads a link: a whole address, or its part behind the `#`, with or without it.
///
/// # Errors
/// If it is no link of Laneway's, is of a later version, or has been damaged on its way; with what can still be
/// read of it.
pub fn decode(link: &str) -> Result<Shared, LinkError> {
    let fragment = fragment::read(link)?;
    match fragment.version {
        1 => v1::unpack(&fragment),
        version => Err(LinkTrouble::Newer { version }.into()),
    }
}
