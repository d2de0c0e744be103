//! What is varied, as a line of text: `tasks.jobs.migrate.runs_for=10s..5m/12`.

use super::range::{self, RangeError};
use std::fmt;
use std::str::FromStr;

/// A place of the scenario and the values that it takes, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vary {
    /// The keys that lead there, with dots between, and numbers of items from 0: `faults.0.chance`.
    pub path: String,
    /// As they are written in YAML, each once.
    pub values: Vec<String>,
}

/// Why a text does not say what is varied. Its `Display` says what is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VaryError {
    /// There is no `=`, or nothing in front of it.
    Form,
    /// The values are none.
    Range(RangeError),
}

impl fmt::Display for VaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str(
                "what is varied is a place of the scenario, `=`, and its values: \
                 tasks.jobs.migrate.runs_for=10s..5m/12, faults.0.chance=0%..20%/5, \
                 cluster.max_parallel=1,2,4,none",
            ),
            Self::Range(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for VaryError {}

impl FromStr for Vary {
    type Err = VaryError;

    fn from_str(text: &str) -> Result<Self, VaryError> {
        let (path, values) = text.split_once('=').ok_or(VaryError::Form)?;
        let path = path.trim();
        if path.is_empty() {
            return Err(VaryError::Form);
        }
        Ok(Self {
            path: path.to_owned(),
            values: range::values(values).map_err(VaryError::Range)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Vary;

    #[test]
    fn says_what_is_expected() {
        for (text, expected) in [
            ("", "a place of the scenario, `=`"),
            ("cluster.max_parallel", "a place of the scenario, `=`"),
            ("=1..8", "a place of the scenario, `=`"),
            ("cluster.max_parallel=", "has no values"),
            ("cluster.max_parallel=1..", "begins and ends with"),
        ] {
            let error = text.parse::<Vary>().expect_err(text).to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn spaces_do_not_matter() {
        let vary: Vary = "cluster.max_parallel = 1 .. 3".parse().expect("a range");
        assert_eq!(vary.path, "cluster.max_parallel");
        assert_eq!(vary.values, ["1", "2", "3"]);
    }
}
