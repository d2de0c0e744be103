//! What stands within a line.

use super::Inline;

/// Reads a line. A sign without a partner stays the text it is.
pub(super) fn inlines(line: &str) -> Vec<Inline> {
    let mut pieces = vec![];
    let mut text = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        if let Some((piece, after)) = marked(rest) {
            flush(&mut text, &mut pieces);
            pieces.push(piece);
            rest = after;
        } else {
            // A run of backticks without a partner must not become the beginning of a shorter one.
            let run = rest.len() - rest.trim_start_matches('`').len();
            let (taken, after) = rest.split_at(run.max(first.len_utf8()));
            text.push_str(taken);
            rest = after;
        }
    }
    flush(&mut text, &mut pieces);
    pieces
}

fn flush(text: &mut String, pieces: &mut Vec<Inline>) {
    if !text.is_empty() {
        pieces.push(Inline::Text(std::mem::take(text)));
    }
}

/// The marked piece that `text` begins with, and what follows it.
fn marked(text: &str) -> Option<(Inline, &str)> {
    let own = |(inner, after): (&str, &str)| (inner.to_owned(), after.len());
    let (piece, left) = match text.as_bytes() {
        [b'`', ..] => {
            let ticks = &text[..text.len() - text.trim_start_matches('`').len()];
            let (code, left) = own(text[ticks.len()..].split_once(ticks)?);
            (Inline::Code(code), left)
        }
        [b'*', b'*', ..] => {
            let (strong, left) = own(enclosed(&text[2..], "**")?);
            (Inline::Strong(strong), left)
        }
        [b'*', ..] => {
            let (stressed, left) = own(enclosed(&text[1..], "*")?);
            (Inline::Emphasis(stressed), left)
        }
        [b'[', ..] => {
            let (title, after) = text[1..].split_once("](")?;
            let (target, after) = after.split_once(')')?;
            (
                Inline::Link(title.to_owned(), target.to_owned()),
                after.len(),
            )
        }
        _ => return None,
    };
    Some((piece, &text[text.len() - left..]))
}

/// What stands before `end`, unless it is nothing or has space at its edges, as in `services.* or *.all`.
fn enclosed<'t>(text: &'t str, end: &str) -> Option<(&'t str, &'t str)> {
    let (inner, after) = text.split_once(end)?;
    let tight = !inner.is_empty() && inner.trim() == inner;
    tight.then_some((inner, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(of: fn(String) -> Inline, text: &str) -> Inline {
        of(text.to_owned())
    }

    #[test]
    fn marks_are_read() {
        assert_eq!(
            inlines("**Step x** of `a*b*`: *now* [late](late-halt.md)."),
            [
                piece(Inline::Strong, "Step x"),
                piece(Inline::Text, " of "),
                piece(Inline::Code, "a*b*"),
                piece(Inline::Text, ": "),
                piece(Inline::Emphasis, "now"),
                piece(Inline::Text, " "),
                Inline::Link("late".to_owned(), "late-halt.md".to_owned()),
                piece(Inline::Text, "."),
            ]
        );
        assert_eq!(inlines("``a ` b``"), [piece(Inline::Code, "a ` b")]);
    }

    #[test]
    fn signs_without_a_partner_stay() {
        for text in [
            "one ` alone",
            "``",
            "2 * 3 * 4",
            "services.*",
            "[x] (y)",
            "[x](y",
            "** a **",
        ] {
            assert_eq!(inlines(text), [piece(Inline::Text, text)], "{text}");
        }
    }

    #[test]
    fn every_text_is_taken_whole() {
        let text = "é *部署* 🚀 `x";
        assert_eq!(
            inlines(text),
            [
                piece(Inline::Text, "é "),
                piece(Inline::Emphasis, "部署"),
                piece(Inline::Text, " 🚀 `x"),
            ]
        );
    }
}
