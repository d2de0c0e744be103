//! Links, whole and broken.

use super::v1::{DICTIONARY, crc32};
use super::{LinkTrouble, Shared, SharedView, decode, encode};
use crate::scenario::LARGEST_SEED;
use crate::time::Millis;
use std::collections::BTreeSet;

fn shared() -> Shared {
    Shared {
        template: "workflows:\n  - name: setup\n    order_from: [jobs.migrate, services.käse]\n"
            .into(),
        scenario: "tasks:\n  jobs.migrate: { runs_for: 1m }\n".into(),
        stage: Some("setup".into()),
        seed: Some(LARGEST_SEED),
        view: SharedView {
            task: Some("jobs.migrate#2".into()),
            window: Some([Millis(10), Millis(3_600_000)]),
            cursor: Some(Millis(0)),
        },
        lesson: None,
    }
}

/// Every published dictionary stays as it was. If this fails, put the old one back and make a new version.
#[test]
fn the_dictionary_is_frozen() {
    assert_eq!(
        crc32(b"123456789"),
        0xcbf4_3926,
        "the check value of CRC-32"
    );
    assert_eq!((DICTIONARY.len(), crc32(DICTIONARY)), (3873, 807_976_445));
}

#[test]
fn what_is_shared_comes_back() {
    for shared in [
        shared(),
        Shared::default(),
        Shared {
            template: "\u{feff}🚢\r\n".into(),
            ..Shared::default()
        },
        Shared {
            lesson: Some("---\ntitle: Käse\n---\n".into()),
            ..shared()
        },
        Shared {
            lesson: Some(String::new()),
            ..Shared::default()
        },
        Shared {
            scenario: "seed: 1".into(),
            ..Shared::default()
        },
    ] {
        let link = encode(&shared);
        assert_eq!(decode(&link), Ok(shared));
    }
}

#[test]
fn an_end_that_is_missing_is_noticed_and_the_rest_is_read() {
    let link = encode(&shared());
    let mut lengths = BTreeSet::new();
    for end in "1.x".len()..link.len() {
        let error = decode(&link[..end]).expect_err("cut off");
        assert_eq!(error.trouble, LinkTrouble::Truncated);
        if let Some(rest) = error.rest {
            assert!(
                shared()
                    .template
                    .starts_with(rest.template.trim_end_matches('\u{fffd}'))
            );
            lengths.insert(rest.template.len());
        }
    }
    assert_eq!(lengths.last(), Some(&shared().template.len()));
    assert!(lengths.len() > 3, "parts of it, too: {lengths:?}");
}

#[test]
fn one_wrong_character_is_noticed_wherever_it_is() {
    let link = encode(&shared());
    for at in 2..link.len() {
        for other in ['A', '_', '*'] {
            let mut wrong: Vec<char> = link.chars().collect();
            if wrong[at] == other {
                continue;
            }
            wrong[at] = other;
            let wrong: String = wrong.into_iter().collect();
            decode(&wrong).expect_err(&wrong);
        }
    }
}

#[test]
fn troubles_are_told_apart() {
    let link = encode(&shared());
    let trouble = |text: &str| decode(text).expect_err("wrong").trouble;
    assert_eq!(trouble(&link[..link.len() - 4]), LinkTrouble::Truncated);
    assert_eq!(trouble(&format!("{link}AAAA")), LinkTrouble::Damaged);
    assert_eq!(trouble("2.AAAA"), LinkTrouble::Newer { version: 2 });
    assert_eq!(trouble("#top"), LinkTrouble::Foreign);
    assert_eq!(trouble("1.A"), LinkTrouble::Truncated);
}

/// A field that a later Laneway added is passed over.
#[test]
fn unknown_fields_are_passed_over() {
    let mut bytes = vec![200, 3, 1, 2, 3];
    bytes.extend(super::fields::write(&shared()));
    assert_eq!(super::fields::read(&bytes), (shared(), true));
}

/// What a lesson adds to the workflow that it is about is behind it, so what is cut off is the lesson first.
#[test]
fn what_is_left_of_a_lesson_is_its_workflow() {
    let link = encode(&Shared {
        lesson: Some("# A lesson about something else\n".repeat(9)),
        ..shared()
    });
    let error = decode(&link[..link.len() - 8]).expect_err("cut off");
    let rest = error.rest.expect("a rest");
    assert_eq!(
        (&rest.template, &rest.stage),
        (&shared().template, &shared().stage)
    );
    assert!(rest.lesson.is_none_or(|it| it.starts_with("# A lesson")));
}

/// Scripts could not read it.
#[test]
fn a_number_beyond_those_of_json_is_no_seed() {
    let seed = Some(LARGEST_SEED + 1);
    let link = encode(&Shared { seed, ..shared() });
    let error = decode(&link).expect_err("too large");
    assert_eq!(error.trouble, LinkTrouble::Damaged);
}
