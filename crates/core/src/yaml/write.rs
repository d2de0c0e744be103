//! Writing scalars.

/// Characters that end a plain scalar within brackets.
const BRACKETS: [char; 5] = [',', '[', ']', '{', '}'];

/// `text` as a scalar, quoted if it has to be; it may stand in a block and within brackets.
pub fn scalar(text: &str) -> String {
    let written = serde_yaml::to_string(text).unwrap_or_default();
    let written = written.trim_end();
    let plain = written == text && !text.contains(BRACKETS);
    if plain || (written.starts_with(['\'', '"']) && !written.contains('\n')) {
        return written.to_owned();
    }
    // What JSON writes, YAML reads.
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::scalar;
    use crate::yaml::parse;

    #[test]
    fn what_was_written_is_read_back() {
        let texts = [
            "web",
            "services.web",
            "true",
            "12",
            "",
            "a: b",
            "a, b",
            "[x",
            "it's",
            "\"q\"",
            "a\nb",
            "#x",
            "é 😀",
            "- x",
            "*x",
            "~",
            " a ",
        ];
        for text in texts {
            let list = format!("[{}]", scalar(text));
            let root = parse(&list).root.expect("a tree");
            let items = root.items().expect("a list");
            assert_eq!(items[0].as_str(), Some(text), "{list}");
        }
        assert_eq!(scalar("services.web-2"), "services.web-2");
    }
}
