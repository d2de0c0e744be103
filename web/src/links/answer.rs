//! What the worker does with a question. Pure.

use super::messages::{Ask, Followed, Found, Place, Told, Written};
use laneway_core::secrets::{Secret, markdown, redact, secrets};
use laneway_core::share::{Forms, Shared, decode, encode};
use laneway_core::source::LineIndex;

/// Answers a question of the page.
pub fn answer(ask: &Ask) -> Told {
    match ask {
        Ask::Follow(link) => Told::Followed(follow(link)),
        Ask::Write {
            shared,
            redact,
            site,
        } => Told::Written(write(shared, *redact, site)),
    }
}

fn follow(link: &str) -> Followed {
    match decode(link) {
        Ok(shared) => Followed {
            shared: Some(Box::new(shared)),
            trouble: None,
        },
        Err(error) => Followed {
            trouble: Some(error.to_string()),
            shared: error.rest,
        },
    }
}

fn write(shared: &Shared, is_redacted: bool, site: &str) -> Written {
    let mut shared = shared.clone();
    if is_redacted {
        shared.template = redact(&shared.template);
        shared.scenario = redact(&shared.scenario);
        shared.lesson = shared.lesson.as_deref().map(markdown::redact);
    }
    // A lesson has the other texts in it.
    let secrets = match &shared.lesson {
        Some(lesson) => found(Place::Lesson, lesson, markdown::secrets),
        None => [
            (Place::Template, &shared.template),
            (Place::Scenario, &shared.scenario),
        ]
        .into_iter()
        .flat_map(|(place, text)| found(place, text, secrets))
        .collect(),
    };
    let fragment = encode(&shared);
    Written {
        forms: Forms::of(site, &fragment, &shared),
        fragment,
        shared: Box::new(shared),
        secrets,
    }
}

fn found(pane: Place, text: &str, secrets: fn(&str) -> Vec<Secret>) -> Vec<Found> {
    let index = LineIndex::new(text);
    let secrets = secrets(text).into_iter().map(|secret| {
        let place = index.position(secret.span.start);
        Found {
            pane,
            line: place.line,
            column: place.column,
            is_replaceable: secret.edit.is_some(),
            what: secret.what,
            placeholder: secret.placeholder,
        }
    });
    secrets.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(template: &str, is_redacted: bool) -> Written {
        let shared = Shared {
            template: template.to_owned(),
            ..Shared::default()
        };
        write(&shared, is_redacted, "https://laneway.example/")
    }

    /// Put together here, so that no file of the project holds what looks like a secret.
    fn token() -> String {
        format!("ghp_{}", "a1b2c3d4e5f6".repeat(3))
    }

    #[test]
    fn what_is_written_can_be_followed() {
        let written = written("workflows: []", false);
        assert_eq!(written.secrets, []);
        let link = format!("https://laneway.example/#{}", written.fragment);
        assert_eq!(written.forms.link, link);
        let followed = follow(&format!("#{}", written.fragment));
        let shared = followed.shared.expect("what it holds");
        assert_eq!(
            (shared.template.as_str(), followed.trouble),
            ("workflows: []", None)
        );
    }

    #[test]
    fn a_damaged_link_says_so_and_gives_what_is_left() {
        let link = written("workflows:\n  - name: setup\n", false).fragment;
        let followed = follow(&link[..link.len() - 3]);
        assert!(followed.trouble.expect("a sentence").contains("missing"));
        assert!(followed.shared.expect("a rest").template.starts_with("wor"));
        assert_eq!(follow("#1.").shared, None);
    }

    #[test]
    fn secrets_are_told_by_place_and_replaced() {
        let text = format!("token: {}\n", token());
        let plain = written(&text, false);
        let places = plain.secrets.iter().map(|it| (it.pane, it.line, it.column));
        assert_eq!(places.collect::<Vec<_>>(), [(Place::Template, 1, 8)]);
        let redacted = written(&text, true);
        assert_eq!(redacted.secrets, []);
        let shared = follow(&redacted.fragment).shared.expect("what it holds");
        assert!(!shared.template.contains("ghp_"));
    }

    #[test]
    fn a_lesson_is_shared_with_its_workflow_and_without_its_secrets() {
        let template = format!("token: {}\n", token());
        let shared = Shared {
            lesson: Some(format!("# T\n```yaml template\n{template}```\n")),
            template,
            ..Shared::default()
        };
        let plain = write(&shared, false, "");
        let places = plain.secrets.iter().map(|it| (it.pane, it.line, it.column));
        assert_eq!(places.collect::<Vec<_>>(), [(Place::Lesson, 3, 8)]);
        assert_eq!(
            plain.forms.markdown,
            format!("[A lesson in Laneway](#{})", plain.fragment)
        );
        let redacted = write(&shared, true, "");
        assert_eq!(redacted.secrets, []);
        let shared = follow(&redacted.fragment).shared.expect("what it holds");
        let lesson = shared.lesson.expect("the lesson");
        assert!(lesson.contains(&shared.template) && !lesson.contains("ghp_"));
    }

    #[test]
    fn a_secret_in_a_comment_is_left_to_a_human() {
        let redacted = written(&format!("# {}\n", token()), true);
        assert!(matches!(&redacted.secrets[..], [it] if !it.is_replaceable));
    }
}
