//! What the user is told when a command cannot go on.

use crate::style::Style;

pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// One reason to stop: what happened, and where there is one, the line that gets the user further.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    help: Option<String>,
    exit_code: u8,
}

impl Failure {
    /// Something went wrong while working (exit code 1).
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            exit_code: 1,
        }
    }

    /// The command line itself is wrong (exit code 2).
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            exit_code: 2,
            ..Self::new(message)
        }
    }

    /// Adds the advice that is printed below the message.
    pub(crate) fn with_help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn exit_code(&self) -> u8 {
        self.exit_code
    }

    pub(crate) fn print(&self, style: Style) {
        eprintln!("{} {}", style.bad("error:"), self.message);
        if let Some(help) = &self.help {
            eprintln!(" {} {help}", style.strong("help:"));
        }
    }
}

/// Puts what was being attempted in front of an input/output error.
pub(crate) trait Context<T> {
    fn context(self, attempt: impl FnOnce() -> String) -> Result<T>;
}

impl<T> Context<T> for std::io::Result<T> {
    fn context(self, attempt: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| Failure::new(format!("cannot {}: {error}", attempt())))
    }
}
