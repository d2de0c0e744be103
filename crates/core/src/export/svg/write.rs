//! Numbers and texts as XML has them.

use std::borrow::Cow;
use std::fmt::{Display, Formatter, Result};

/// A length or a place, to the hundredth of a pixel, in as few characters as that takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct N(pub(super) f64);

impl Display for N {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        // Adding zero makes of minus zero the one that has no sign.
        write!(formatter, "{}", (self.0 * 100.0).round() / 100.0 + 0.0)
    }
}

/// A text, or the value of an attribute between double quotes. What XML cannot hold at all is replaced.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let is_plain =
        |it: char| !matches!(it, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}') && it >= ' ';
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            it if is_plain(it) => safe.push(it),
            _ => safe.push('\u{fffd}'),
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let numbers = [0.0, -0.001, 1.5, 33.333_333, -2.0, 1e6, 0.005].map(|it| N(it).to_string());
        assert_eq!(numbers, ["0", "0", "1.5", "33.33", "-2", "1000000", "0.01"]);
    }

    #[test]
    fn no_text_ends_its_element() {
        assert_eq!(escaped("services.a"), "services.a");
        assert_eq!(
            escaped("</title>\"&\u{1b}\n\u{ffff}"),
            "&lt;/title&gt;&quot;&amp;\u{fffd} \u{fffd}"
        );
    }
}
