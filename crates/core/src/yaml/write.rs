//! Writing scalars.

use super::schema::{self, Plain};
use std::fmt::Write as _;

/// `text` as a scalar, quoted if it has to be; it may stand in a block, within brackets, and as a key.
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.chars().any(needs_escape) {
        escaped(text)
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Whether `text` without quotes is read as itself, by every reader of YAML.
fn is_plain(text: &str) -> bool {
    let begins_well = !text.starts_with([
        '-', '?', ':', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '=',
    ]);
    let ends_value = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    begins_well
        && !ends_value
        && text.trim() == text
        && text != "<<"
        && !text.starts_with("...")
        && !text.contains([',', '[', ']', '{', '}'])
        && !text.contains(needs_escape)
        && schema::plain(text) == Plain::Text
}

fn escaped(text: &str) -> String {
    let mut written = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => written.extend(['\\', character]),
            '\n' => written.push_str("\\n"),
            // Nothing that needs an escape lies beyond four digits.
            _ if needs_escape(character) => {
                let _ = write!(written, "\\u{:04x}", u32::from(character));
            }
            _ => written.push(character),
        }
    }
    written.push('"');
    written
}

/// Line breaks, controls, and what only some readers take for a line break or for nothing.
fn needs_escape(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::scalar;
    use crate::yaml::parse;

    const TEXTS: [&str; 33] = [
        "web",
        "services.web",
        "true",
        "12",
        "",
        "a: b",
        "a:",
        "a, b",
        "[x",
        "it's",
        "'",
        "\"q\"",
        "a\nb",
        "#x",
        "a #b",
        "a#b",
        "é 😀",
        "- x",
        "-",
        "-x",
        "*x",
        "~",
        " a ",
        "a\tb",
        "<<",
        "...",
        "0o17",
        "1e3",
        "null",
        "\u{feff}a",
        "\u{7f}",
        "a\\b",
        "a\u{2028}b",
    ];

    #[test]
    fn what_was_written_is_read_back() {
        for text in TEXTS {
            let written = scalar(text);
            let root = parse(&format!("[{written}]")).root.expect("a tree");
            let items = root.items().expect("a list");
            assert_eq!(items[0].as_str(), Some(text), "{written}");
            let root = parse(&format!("{written}: 1")).root.expect("a tree");
            let entries = root.entries().expect("a mapping");
            assert_eq!(entries[0].name(), Some(text), "{written}");
        }
    }

    #[test]
    fn another_reader_reads_the_same() {
        for text in TEXTS {
            let list = format!("[{}]", scalar(text));
            let read: Vec<String> = serde_yaml::from_str(&list).expect(&list);
            assert_eq!(read, [text], "{list}");
        }
    }

    #[test]
    fn only_what_has_to_be_is_quoted() {
        for text in ["services.web-2", "it's", "a#b", "é 😀", "yes", "12s"] {
            assert_eq!(scalar(text), text);
        }
        assert_eq!(scalar("true"), "'true'");
        assert_eq!(scalar("'"), "''''");
        assert_eq!(scalar("a\nb"), r#""a\nb""#);
    }
}
