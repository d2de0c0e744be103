//! How bad a project finds what rules find.

use super::{Diagnostic, Severity};
use std::collections::BTreeMap;

/// How bad the problems of a code are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are not reported.
    Off,
    /// They are reported as this.
    At(Severity),
}

/// The levels that differ from the usual ones, by code. Errors stay errors whatever is set: with
/// them the meaning of the file is unclear.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// Sets the level of a code; the last one counts.
    pub fn set(&mut self, code: &'static str, level: Level) {
        self.0.insert(code, level);
    }

    /// The problems as they are to be reported.
    #[must_use]
    pub fn apply(&self, problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let problems = problems.into_iter();
        problems.filter_map(|it| self.reported(it)).collect()
    }

    fn reported(&self, problem: Diagnostic) -> Option<Diagnostic> {
        let level = self.0.get(problem.code).copied();
        match level.filter(|_| problem.severity != Severity::Error) {
            None => Some(problem),
            Some(Level::Off) => None,
            Some(Level::At(severity)) => Some(Diagnostic {
                severity,
                ..problem
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Levels};
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::source::Span;

    #[test]
    fn levels_change_what_is_no_error() {
        let place = Span::default();
        let problems = vec![
            Diagnostic::hint("a", place, ""),
            Diagnostic::warning("b", place, ""),
            Diagnostic::error("b", place, ""),
            Diagnostic::hint("c", place, ""),
        ];
        let mut levels = Levels::default();
        levels.set("a", Level::At(Severity::Error));
        levels.set("b", Level::Off);
        let reported = levels.apply(problems);
        let reported: Vec<_> = reported.iter().map(|it| (it.code, it.severity)).collect();
        let expected = [
            ("a", Severity::Error),
            ("b", Severity::Error),
            ("c", Severity::Hint),
        ];
        assert_eq!(reported, expected);
    }
}
