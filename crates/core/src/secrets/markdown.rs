//! Secrets in a text in Markdown, such as a lesson: in its blocks of YAML, and in all else that is written.

use super::{Secret, find};
use crate::diagnostic::{Edit, apply};
use crate::order::sort_by_key;
use crate::source::Span;

/// Everything that looks like a secret, by place: in blocks that begin with ```` ```yaml ```` as in a template, elsewhere as
/// in comments.
pub fn secrets(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    for (span, is_yaml) in pieces(text) {
        if is_yaml {
            let inside = super::secrets(span.slice(text)).into_iter();
            found.extend(inside.map(|secret| moved(secret, span.start)));
        } else {
            found.extend(find(text, None, &[span]));
        }
    }
    sort_by_key(&mut found, |secret| secret.span);
    found
}

/// The text with placeholders in the place of what looks like a secret, as [`super::redact`] has them.
pub fn redact(text: &str) -> String {
    let edits: Vec<_> = secrets(text).into_iter().filter_map(|it| it.edit).collect();
    apply(&edits, text)
}

/// The text in pieces, and whether each is the inside of a block of YAML.
fn pieces(text: &str) -> Vec<(Span, bool)> {
    let mut pieces = Vec::new();
    let (mut start, mut at, mut is_yaml) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match is_yaml {
            false if line.starts_with("```yaml") => {
                pieces.push((Span::new(start, end), false));
                (start, is_yaml) = (end, true);
            }
            true if line.trim_end() == "```" => {
                pieces.push((Span::new(start, at), true));
                (start, is_yaml) = (at, false);
            }
            _ => {}
        }
        at = end;
    }
    pieces.push((Span::new(start, at), is_yaml));
    pieces
}

fn moved(secret: Secret, by: usize) -> Secret {
    let there = |span: Span| Span::new(span.start + by, span.end + by);
    Secret {
        span: there(secret.span),
        edit: secret.edit.map(|edit| Edit {
            span: there(edit.span),
            ..edit
        }),
        ..secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Put together here, so that no file of the project holds what looks like a secret.
    fn token() -> String {
        format!("ghp_{}", "a1b2c3d4e5f6".repeat(3))
    }

    #[test]
    fn blocks_are_redacted_and_words_are_left_to_a_human() {
        let token = token();
        let text = format!(
            "Käse\n```yaml template\nTOKEN: {token}\n```\nSay {token}!\n```yaml\n- {token}"
        );
        let lines = |text: &str, found: &[Secret]| -> Vec<usize> {
            let line = |secret: &Secret| text[..secret.span.start].lines().count();
            found.iter().map(line).collect()
        };
        let found = secrets(&text);
        assert_eq!(lines(&text, &found), [3, 5, 7]);
        assert!(found.iter().all(|it| it.span.slice(&text) == token));
        let redacted = redact(&text);
        assert_eq!(lines(&redacted, &secrets(&redacted)), [5]);
        assert!(redacted.starts_with("Käse\n```yaml template\nTOKEN: \"${TOKEN}\"\n```\nSay "));
        assert_eq!(secrets("TOKEN: one\n```yaml\n```\n"), []);
    }
}
