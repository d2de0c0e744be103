//! Brackets that were opened in front of an error, but of which the parser has not told yet: it
//! holds back what could still become a key.

use super::stop::Open;

/// The brackets between two offsets that are opened and not closed, outermost first.
pub(super) fn unclosed(text: &str, from: usize, to: usize) -> Vec<Open> {
    scan(text, from, to, |_, _| false)
}

/// The brackets that are open at `to`, or at the first closing one at which `ends` says so.
fn scan(
    text: &str,
    from: usize,
    to: usize,
    mut ends: impl FnMut(Option<&Open>, usize) -> bool,
) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    let mut quote = None;
    // The last thing that is no space: it decides what a bracket or a quote means.
    let mut before = '\n';
    let mut space = true;
    for (offset, character) in text[from..to].char_indices() {
        match (quote, character) {
            (Some('#'), '\n' | '\r') => quote = None,
            (Some(end), _) if end == character => quote = None,
            (Some(_), _) => {}
            (None, '#') if space => quote = Some('#'),
            (None, '"' | '\'') if begins_value(before) => quote = Some(character),
            (None, '[' | '{') if begins_value(before) => open.push(Open {
                start: from + offset,
                flow: true,
            }),
            (None, ']' | '}') => {
                if ends(open.last(), from + offset) {
                    return open;
                }
                open.pop();
            }
            (None, _) => {}
        }
        space = character.is_whitespace();
        if !space || matches!(character, '\n' | '\r') {
            before = character;
        }
    }
    open
}

/// Where the bracket that opens at `from` turns out to be closed by another kind.
pub(super) fn mismatch(text: &str, from: usize) -> Option<usize> {
    let mut found = None;
    scan(text, from, text.len(), |open, at| {
        let opening = open.map(|open| &text[open.start..=open.start]);
        let fits = matches!(
            (opening, &text[at..=at]),
            (Some("["), "]") | (Some("{"), "}")
        );
        found = (!fits).then_some(at);
        !fits
    });
    found
}

/// Whether a value can begin behind this character.
fn begins_value(before: char) -> bool {
    matches!(before, '\n' | '\r' | ':' | '-' | ',' | '[' | '{' | '?')
}

#[cfg(test)]
mod tests {
    use super::unclosed;

    #[test]
    fn finds_what_is_open() {
        let table = [
            ("- {a: [b, c], d: [e", vec![2, 17]),
            ("- a[b\n- '[' # [\n- \"{\"", vec![]),
            ("k: [a]\nj: {", vec![10]),
        ];
        for (text, expected) in table {
            let open = unclosed(text, 0, text.len());
            let starts: Vec<usize> = open.iter().map(|open| open.start).collect();
            assert_eq!(starts, expected, "{text:?}");
        }
    }
}
