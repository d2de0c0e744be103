//! Text that fits a terminal: width in columns, shortening, wrapping, and nothing in it that could
//! move the cursor.

#[cfg(feature = "native")]
use laneway_core::time::Millis;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// How many columns `text` takes in a terminal.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// `text` with each character that a terminal obeys instead of showing it (control characters,
/// changes of the writing direction) replaced by `�`: names come from files that others wrote.
pub(crate) fn clean(text: &str) -> String {
    let obeyed = |it: char| {
        it.is_control()
            || matches!(it, '\u{61c}' | '\u{200e}' | '\u{200f}')
            || matches!(it, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.replace(obeyed, "\u{fffd}")
}

/// A text of several lines, each of them [`clean`]; tabs stay.
pub(crate) fn clean_lines(text: &str) -> String {
    let parts = text.split_inclusive(['\n', '\t']).map(|part| {
        let shown = part.trim_end_matches(['\r', '\n', '\t']);
        clean(shown) + &part[shown.len()..]
    });
    parts.collect()
}

/// `text` in at most `limit` columns. What does not fit is left out of the middle, because both
/// ends tell names apart: `services.…` from `jobs.…`, and `…#2` from `…#3`.
pub(crate) fn shorten(text: &str, limit: usize, ellipsis: &str) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(width(ellipsis));
    let tail = room * 2 / 5;
    let mut start = String::new();
    for part in text.graphemes(true) {
        if width(&start) + width(part) > room - tail {
            break;
        }
        start.push_str(part);
    }
    let mut end = "";
    for (at, _) in text.grapheme_indices(true).rev() {
        if width(&text[at..]) > room - width(&start) {
            break;
        }
        end = &text[at..];
    }
    let ellipsis = if limit < width(ellipsis) {
        ""
    } else {
        ellipsis
    };
    format!("{start}{ellipsis}{end}")
}

/// Breaks `text` at spaces into lines of at most `limit` columns; a longer word has its own line.
/// All lines but the first begin with `indent`.
pub(crate) fn wrap(text: &str, limit: usize, indent: &str) -> String {
    let mut wrapped = String::new();
    let mut column = 0;
    let mut is_first = true;
    for word in text.split_whitespace() {
        if is_first {
            is_first = false;
        } else if column + 1 + width(word) > limit {
            wrapped.push('\n');
            wrapped.push_str(indent);
            column = width(indent);
        } else {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += width(word);
    }
    wrapped
}

/// The first sentence of `text`, and what follows it.
pub(crate) fn first_sentence(text: &str) -> (&str, &str) {
    let begins = |rest: &str| rest.starts_with(|it: char| it == '`' || it.is_uppercase());
    let end = text
        .match_indices(['.', '?'])
        .map(|(at, _)| at + 1)
        .find(|end| text[*end..].strip_prefix(' ').is_some_and(begins));
    let (first, rest) = text.split_at(end.unwrap_or(text.len()));
    (first, rest.trim_start())
}

/// `1 task`, `2 tasks`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// To a tenth of a second as long as that matters: `3.1s`, `1m 35s`.
#[cfg(feature = "native")]
pub(crate) fn brief(took: Millis) -> String {
    match took.0 {
        0..10_000 => format!("{}.{}s", took.0 / 1000, took.0 % 1000 / 100),
        _ => took.rounded().spoken(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_in_the_middle() {
        assert_eq!(shorten("services.web", 12, "…"), "services.web");
        assert_eq!(
            shorten("services.checkout-api#2", 14, "…"),
            "services…api#2"
        );
        assert_eq!(shorten("services.web", 1, "…"), "…");
        assert_eq!(shorten("services.web", 0, "…"), "");
        assert_eq!(shorten("services.checkout-api", 10, ".."), "servi..api");
    }

    #[test]
    fn never_cuts_a_wide_character_or_an_emoji_in_half() {
        let family = "services.👩‍👩‍👧‍👦-データベース";
        for limit in 0..30 {
            let short = shorten(family, limit, "…");
            assert!(width(&short) <= limit, "{short:?} is wider than {limit}");
            assert!(!short.contains("👩") || short.contains("👩‍👩‍👧‍👦"), "{short:?}");
        }
    }

    #[test]
    fn shows_what_a_terminal_would_obey() {
        assert_eq!(
            clean("a\u{1b}[31m\nb\u{202e}c"),
            "a\u{fffd}[31m\u{fffd}b\u{fffd}c"
        );
        assert_eq!(clean("データ 🚀"), "データ 🚀");
    }

    #[test]
    fn finds_the_end_of_a_sentence() {
        assert_eq!(
            first_sentence("`a.b` is odd. Did you mean `a`?"),
            ("`a.b` is odd.", "Did you mean `a`?")
        );
        assert_eq!(
            first_sentence("1.5 s, e.g. here."),
            ("1.5 s, e.g. here.", "")
        );
        assert_eq!(first_sentence(""), ("", ""));
    }

    #[test]
    fn wraps_at_spaces() {
        assert_eq!(
            wrap("one two three four", 8, "  "),
            "one two\n  three\n  four"
        );
        assert_eq!(wrap("im measur able", 3, ""), "im\nmeasur\nable");
        assert_eq!(wrap("", 3, ""), "");
    }
}
