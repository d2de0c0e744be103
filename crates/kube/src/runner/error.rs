//! What can go wrong between here and the API server, in words.

use kube::Error;
use std::error::Error as _;
use std::fmt;

/// Why a command could not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// There is no cluster, or it does not let us.
    Unusable(String),
    /// Another run holds the lock.
    Locked(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable(why) | Self::Locked(why) => f.write_str(why),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Unusable(words(&error))
    }
}

/// The status code of the API server's answer, if it answered.
pub(super) fn code(error: &Error) -> Option<u16> {
    match error {
        Error::Api(status) => Some(status.code),
        _ => None,
    }
}

/// Whether the same call may succeed in a moment.
pub(super) fn is_passing(error: &Error) -> bool {
    match error {
        Error::Api(status) => matches!(status.code, 429 | 500 | 502 | 503 | 504),
        Error::HyperError(_) | Error::Service(_) | Error::ReadEvents(_) => true,
        _ => false,
    }
}

/// The API server's own words name the verb that is missing, or the field and who owns it.
pub(super) fn words(error: &Error) -> String {
    match error {
        Error::Api(status) => match status.code {
            401 => "the API server does not know who asks (401): the credentials are missing or too old".to_owned(),
            403 => format!("not allowed: {} (laneway rbac prints the Role that a run needs)", status.message),
            409 if status.message.contains("conflict") => format!(
                "{}: nothing was changed, since others own these fields; --force takes them over",
                status.message
            ),
            _ => status.message.clone(),
        },
        other => chain(other),
    }
}

/// An error with all its causes.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        cause = inner.source();
    }
    text
}
