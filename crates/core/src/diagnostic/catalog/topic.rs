//! What each code is about, in short: for lists of rules, and for codes without a page of their own.

use super::TOPICS;
use crate::diagnostic::{Severity, Vocabulary};
use crate::rules;

/// A code and what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// The code of its diagnostics.
    pub code: &'static str,
    /// The worst severity that it is reported with.
    pub severity: Severity,
    /// Empty if a rule has a page about it.
    summary: &'static str,
}

impl Topic {
    /// What it finds, in a sentence or two.
    pub fn what(&self) -> &'static str {
        let mut rules = rules::ALL.iter();
        let rule = rules.find(|rule| rule.code == self.code);
        rule.map_or(self.summary, |rule| rule.what)
    }
}

/// What a code is about.
pub fn topic(code: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.code == code)
}

/// All codes, to find the one that was probably meant.
pub fn codes() -> Vocabulary<'static> {
    Vocabulary::new(TOPICS.iter().map(|topic| topic.code))
}

pub(super) const fn error(code: &'static str, summary: &'static str) -> Topic {
    Topic {
        code,
        severity: Severity::Error,
        summary,
    }
}

pub(super) const fn warning(code: &'static str, summary: &'static str) -> Topic {
    Topic {
        code,
        severity: Severity::Warning,
        summary,
    }
}

pub(super) const fn hint(code: &'static str, summary: &'static str) -> Topic {
    Topic {
        code,
        severity: Severity::Hint,
        summary,
    }
}

#[cfg(test)]
mod tests {
    use super::super::CODES;
    use super::{TOPICS, topic};
    use crate::rules;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_one_topic() {
        let codes: BTreeSet<&str> = TOPICS.iter().map(|topic| topic.code).collect();
        assert_eq!(codes.len(), TOPICS.len());
        for code in CODES {
            assert!(codes.contains(code), "{code}");
        }
    }

    #[test]
    fn every_topic_says_what_it_is_about() {
        for rule in rules::ALL {
            assert!(topic(rule.code).is_some(), "{}", rule.code);
        }
        for topic in TOPICS {
            assert!(topic.what().ends_with('.'), "{}", topic.code);
        }
    }
}
