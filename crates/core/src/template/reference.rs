//! How kinds and references are written.

use super::{Kind, Reference};
use std::fmt;

/// The built-in task as it is written in a template.
pub const REMOVE_ENVIRONMENT: &str = "release.remove_environment";

impl Kind {
    /// The word before the dot of a reference, and the name of the template's list.
    pub fn key(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Jobs => "jobs",
            Self::Charts => "charts",
            Self::Infrastructure => "infrastructure",
            Self::BuiltIn => "release",
        }
    }
}

impl Reference {
    /// What it deploys.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Named(kind, _) | Self::All(kind) | Self::Opaque(kind, _) => *kind,
            Self::RemoveEnvironment => Kind::BuiltIn,
        }
    }
}

/// As it is written in a template.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(kind, name) => write!(f, "{}.{name}", kind.key()),
            Self::All(kind) => write!(f, "{}.all", kind.key()),
            Self::RemoveEnvironment => f.write_str(REMOVE_ENVIRONMENT),
            Self::Opaque(_, text) => f.write_str(text),
        }
    }
}
