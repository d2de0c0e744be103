//! Links that cannot be read.

use super::{MOST_BYTES, Shared, VERSION};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a link cannot be read, and what can be read of it nevertheless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkError {
    /// Why.
    pub trouble: LinkTrouble,
    /// What is left of it. It may end in the middle, and be wrong from some place on.
    pub rest: Option<Box<Shared>>,
}

/// Why a link cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkTrouble {
    /// It has not the form of one.
    Foreign,
    /// A later Laneway wrote it.
    Newer {
        /// The version of the link.
        version: u32,
    },
    /// Its end is missing.
    Truncated,
    /// Some of its characters are not those that were written.
    Damaged,
    /// Unpacked it is larger than [`MOST_BYTES`].
    TooBig,
}

impl LinkTrouble {
    /// A stable name for scripts and tests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Foreign => "foreign-link",
            Self::Newer { .. } => "newer-link",
            Self::Truncated => "truncated-link",
            Self::Damaged => "damaged-link",
            Self::TooBig => "too-big-link",
        }
    }
}

impl From<LinkTrouble> for LinkError {
    fn from(trouble: LinkTrouble) -> Self {
        Self {
            trouble,
            rest: None,
        }
    }
}

impl fmt::Display for LinkTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => write!(
                f,
                "This is no link of Laneway's: `#{VERSION}.` and a long word of letters, digits, `-` and `_` are expected."
            ),
            Self::Newer { version } => write!(
                f,
                "This link was written by a later Laneway (version {version} of links; this one reads up to {VERSION}). Reload the page or update Laneway."
            ),
            Self::Truncated => f.write_str(
                "The end of this link is missing. Links are long, and some programs cut them: copy it again, or send the file.",
            ),
            Self::Damaged => f.write_str(
                "This link was changed on its way: its checksum is wrong. Copy it again from where it was made.",
            ),
            Self::TooBig => {
                write!(f, "This link holds more than {} MiB.", MOST_BYTES >> 20)
            }
        }
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.trouble.fmt(f)
    }
}

impl std::error::Error for LinkError {}
