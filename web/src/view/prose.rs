//! Sentences that quote the user's text between backticks.

use yew::prelude::*;

/// A sentence with its quotes set as code; a backtick without a partner stays.
pub(super) fn prose(text: &str) -> Html {
    let set = |piece| match piece {
        Piece::Text(text) => html! { text },
        Piece::Code(code) => html! { <code>{ code }</code> },
    };
    pieces(text).into_iter().map(set).collect()
}

#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Code(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = vec![];
    let mut rest = text;
    while let Some((before, (code, after))) = quote(rest) {
        pieces.extend([Piece::Text(before), Piece::Code(code)]);
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// What stands before the first quote, in it, and after it.
fn quote(text: &str) -> Option<(&str, (&str, &str))> {
    let (before, after) = text.split_once('`')?;
    Some((before, after.split_once('`')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_quotes_apart() {
        assert_eq!(
            pieces("insert `a:` here"),
            [
                Piece::Text("insert "),
                Piece::Code("a:"),
                Piece::Text(" here")
            ]
        );
        assert_eq!(pieces("one ` alone"), [Piece::Text("one ` alone")]);
    }
}
