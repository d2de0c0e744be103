//! What each code is about: what it finds, why that matters, and examples, as data.
//!
//! Nothing that the page runs reads these texts, so they are not part of its program.

use super::topics::{FAMILIES, TEMPLATES};
use crate::diagnostic::{Severity, Vocabulary};

/// A code and what it is about.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// The code of its diagnostics.
    pub code: &'static str,
    /// The worst severity that it is reported with.
    pub severity: Severity,
    /// What it finds, in a sentence or two.
    pub what: &'static str,
    /// Why that matters: what would happen otherwise.
    pub why: &'static str,
    /// What has the problem, and no other unless it says so.
    pub bad: Example,
    /// The same without it.
    pub good: Example,
}

/// Texts that show a problem, or how it is done right.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// A template.
    Template(&'static str),
    /// A scenario and the template that it is for.
    Scenario {
        /// Text of the template, which has no problem.
        template: &'static str,
        /// Text of the scenario.
        scenario: &'static str,
    },
    /// What cannot have its problem without others.
    Among {
        /// The codes of the others.
        others: &'static [&'static str],
        /// The texts.
        example: &'static Example,
    },
    /// A template that a page cannot show.
    Described {
        /// What the template is, in a sentence.
        what: &'static str,
        /// Why it is not shown.
        reason: &'static str,
        /// Writes it.
        text: fn() -> String,
    },
}

/// All codes, by family.
pub const CODES: [&str; count(&FAMILIES)] = codes_of(&FAMILIES);

/// Those that the reading and the rules of a template can give.
pub const TEMPLATE_CODES: [&str; count(&TEMPLATES)] = codes_of(&TEMPLATES);

/// What every code is about, by family.
pub fn topics() -> impl Iterator<Item = &'static Topic> {
    FAMILIES.into_iter().flatten()
}

/// What a code is about.
pub fn topic(code: &str) -> Option<&'static Topic> {
    topics().find(|topic| topic.code == code)
}

/// The code of this name.
pub fn code(name: &str) -> Option<&'static str> {
    CODES.into_iter().find(|code| *code == name)
}

/// All codes, to find the one that was probably meant.
pub fn codes() -> Vocabulary<'static> {
    Vocabulary::new(CODES)
}

const fn count(families: &[&[Topic]]) -> usize {
    let mut count = 0;
    let mut family = 0;
    while family < families.len() {
        count += families[family].len();
        family += 1;
    }
    count
}

/// Picked while compiling, so that whoever needs the codes alone does not carry the texts about them.
const fn codes_of<const COUNT: usize>(families: &[&[Topic]]) -> [&'static str; COUNT] {
    let mut codes = [""; COUNT];
    let (mut at, mut family) = (0, 0);
    while family < families.len() {
        let mut topic = 0;
        while topic < families[family].len() {
            codes[at] = families[family][topic].code;
            at += 1;
            topic += 1;
        }
        family += 1;
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::{CODES, topics};
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_one_topic() {
        let codes: BTreeSet<&str> = CODES.into_iter().collect();
        assert_eq!(codes.len(), CODES.len());
    }

    #[test]
    fn every_topic_is_told_in_sentences() {
        for topic in topics() {
            assert!(topic.what.ends_with('.'), "{}", topic.code);
            assert!(topic.why.ends_with('.'), "{}", topic.code);
        }
    }
}
