//! Links: those that were ever written are read for ever, any document comes back, and a damaged link is noticed.

use laneway_core::share::{Shared, decode, encode};
use laneway_tests::documents::shared;
use laneway_tests::repository::root;
use proptest::prelude::*;
use proptest::sample::Index;
use std::fs;

/// Each folder of `tests/corpus/links` is a link as some version wrote it, and what it holds. None of them may ever
/// be changed; a new version adds its own.
#[test]
fn links_that_were_ever_written_are_read() {
    let folder = root().join("tests/corpus/links");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the corpus") {
        let case = entry.expect("an entry").path();
        let read = |name| fs::read_to_string(case.join(name)).expect("a file of the case");
        let expected: Shared = serde_json::from_str(&read("holds.json")).expect("what it holds");
        assert_eq!(decode(&read("link")), Ok(expected), "{}", case.display());
        count += 1;
    }
    assert!(count >= 8, "{count} links");
}

/// Longer ones are cut by chat programs.
#[test]
fn the_link_of_an_example_of_two_kilobytes_has_at_most_800_characters() {
    let read = |name| {
        let path = root().join("web/examples/09-shop-parallel").join(name);
        fs::read_to_string(path).expect("an example")
    };
    let shared = Shared {
        template: read("template.yaml"),
        scenario: read("scenario.yaml"),
        ..Shared::default()
    };
    assert!(shared.template.len() + shared.scenario.len() >= 2048);
    let link = encode(&shared);
    assert!(link.len() <= 800, "{} characters", link.len());
}

/// What happens to links on their way.
#[derive(Debug, Clone)]
enum Mishap {
    /// Only the beginning arrives.
    CutOff(Index),
    /// Only the end arrives.
    Beheaded(Index),
    /// A part is missing.
    Gap(Index, usize),
    /// A character becomes another.
    Wrong(Index, char),
    /// Something is put in.
    Inserted(Index, String),
    /// All is written in small letters.
    Small,
    /// It is there twice.
    Twice,
}

impl Mishap {
    fn strike(&self, link: &str) -> String {
        let at = |index: &Index| index.index(link.len());
        match self {
            Self::CutOff(index) => link[..at(index)].to_owned(),
            Self::Beheaded(index) => link[at(index)..].to_owned(),
            Self::Gap(index, length) => {
                let end = (at(index) + length).min(link.len());
                link[..at(index)].to_owned() + &link[end..]
            }
            Self::Wrong(index, other) => {
                let (before, behind) = (&link[..at(index)], &link[at(index) + 1..]);
                format!("{before}{other}{behind}")
            }
            Self::Inserted(index, what) => {
                let (before, behind) = link.split_at(at(index));
                format!("{before}{what}{behind}")
            }
            Self::Small => link.to_lowercase(),
            Self::Twice => link.repeat(2),
        }
    }
}

fn mishap() -> impl Strategy<Value = Mishap> {
    let place = any::<Index>;
    prop_oneof![
        3 => place().prop_map(Mishap::CutOff),
        1 => place().prop_map(Mishap::Beheaded),
        2 => (place(), 1_usize..9).prop_map(|(at, length)| Mishap::Gap(at, length)),
        3 => (place(), any::<char>()).prop_map(|(at, other)| Mishap::Wrong(at, other)),
        2 => (place(), ".*").prop_map(|(at, what)| Mishap::Inserted(at, what)),
        1 => Just(Mishap::Small),
        1 => Just(Mishap::Twice),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_document_comes_back(shared in shared()) {
        let link = encode(&shared);
        let is_safe = |it: char| it.is_ascii_alphanumeric() || ".-_".contains(it);
        prop_assert!(link.chars().all(is_safe), "{}", link);
        prop_assert_eq!(decode(&format!("https://laneway.example/#{link}")), Ok(shared));
    }

    #[test]
    fn any_text_at_all_is_answered(text in any::<String>()) {
        prop_assert!(decode(&text).expect_err("no link").rest.is_none());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// A link never shows anything that is not what was shared without saying so.
    #[test]
    fn a_mutilated_link_is_noticed(shared in shared(), mishap in mishap()) {
        let link = encode(&shared);
        let struck = mishap.strike(&link);
        match decode(&struck) {
            // White space and brackets around it are nothing.
            Ok(read) => prop_assert_eq!(read, shared, "{:?} {}", mishap, struck),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}
