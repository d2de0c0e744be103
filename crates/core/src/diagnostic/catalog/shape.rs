//! Problems that every mapping and list can have, in the template and in the scenario alike.

use crate::diagnostic::{Diagnostic, Edit, Fix, Vocabulary};
use crate::source::Span;

/// A key that means nothing where it stands. `place` is named in the message: "a step".
pub fn unknown_key(span: Span, key: &str, place: &str, allowed: &[&str]) -> Diagnostic {
    let nearest = Vocabulary::new(allowed.iter().copied()).nearest(key);
    let message = match nearest {
        Some(near) => format!(
            "{place} has no key `{key}`; did you mean `{near}`? Known here: {}.",
            one_of(allowed)
        ),
        None => format!(
            "{place} has no key `{key}`; known here: {}.",
            one_of(allowed)
        ),
    };
    Diagnostic::error("unknown-key", span, sentence(&message))
        .fix(nearest.map(|near| rename(span, near)))
}

/// A value of another type than expected: "a list of references", "a mapping".
pub fn wrong_type(span: Span, what: &str, expected: &str, found: &str) -> Diagnostic {
    let message = format!("{what} has to be {expected}, but this is {found}.");
    Diagnostic::error("wrong-type", span, sentence(&message))
}

/// A mapping without a key that it cannot do without.
pub fn missing_key(span: Span, place: &str, key: &str) -> Diagnostic {
    let message = format!("{place} needs the key `{key}`.");
    Diagnostic::error("missing-key", span, sentence(&message))
}

/// A word that is none of those that can stand here.
pub fn unknown_choice(span: Span, what: &str, word: &str, allowed: &[&str]) -> Diagnostic {
    let nearest = Vocabulary::new(allowed.iter().copied()).nearest(word);
    let message = format!("{what} is {}; `{word}` is none of them.", one_of(allowed));
    Diagnostic::error("unknown-choice", span, sentence(&message))
        .fix(nearest.map(|near| rename(span, near)))
}

/// Puts another word in the place of one.
pub fn rename(span: Span, word: &str) -> Fix {
    Fix::safe(
        format!("Change to `{word}`"),
        vec![Edit::replace(span, word)],
    )
}

/// "`a`, `b` or `c`"; of a long list only the beginning.
pub fn one_of(words: &[&str]) -> String {
    const SHOWN: usize = 12;
    let quoted = |word: &&str| format!("`{word}`");
    match words {
        [] => "nothing".to_owned(),
        [word] => quoted(word),
        _ if words.len() > SHOWN => {
            let shown: Vec<String> = words[..SHOWN].iter().map(quoted).collect();
            format!("{} and {} more", shown.join(", "), words.len() - SHOWN)
        }
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(quoted).collect();
            format!("{} or {}", first.join(", "), quoted(last))
        }
    }
}

/// With a capital letter at its beginning.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}
