//! How bytes are read as texts and places in them. Two characters that YAML forbids, so that no text
//! is out of reach, and single bytes, so that fuzzing finds them.

use std::borrow::Cow;

/// Stands between a template and a scenario.
pub(super) const DIVIDER: char = '\u{c}';
/// Stands where the cursor is, and is taken out.
pub(super) const CURSOR: char = '\u{b}';

/// At most so many cursors are looked at.
const MOST_CURSORS: usize = 4;

pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// A template and a scenario; without a divider the scenario is empty.
pub(super) fn both(text: &str) -> (&str, &str) {
    text.split_once(DIVIDER).unwrap_or((text, ""))
}

/// The text without its cursors, and where they stood.
pub(super) fn cursors(text: &str) -> (String, Vec<usize>) {
    let (mut plain, mut places) = (String::with_capacity(text.len()), Vec::new());
    for (index, part) in text.split(CURSOR).enumerate() {
        if index > 0 && places.len() < MOST_CURSORS {
            places.push(plain.len());
        }
        plain.push_str(part);
    }
    (plain, places)
}
