//! Small pieces of English.

/// As many items of a list are named; the rest is counted.
const NAMED: usize = 3;

/// `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`.
pub(crate) fn list(items: &[String]) -> String {
    let (named, rest) = items.split_at(items.len().min(NAMED));
    let more = (!rest.is_empty()).then(|| format!("{} more", rest.len()));
    let all: Vec<&str> = named
        .iter()
        .map(String::as_str)
        .chain(more.as_deref())
        .collect();
    match all.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A name of the user's, apart from the words around it.
pub(crate) fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// `1 task`, `2 tasks`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The form of a verb for so many things.
pub(crate) fn verb<'a>(number: usize, one: &'a str, several: &'a str) -> &'a str {
    if number == 1 { one } else { several }
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn long_lists_are_cut() {
        for (given, shown) in [
            ("", ""),
            ("a", "a"),
            ("a b", "a and b"),
            ("a b c", "a, b and c"),
            ("a b c d e", "a, b, c and 2 more"),
        ] {
            let items: Vec<String> = given.split_whitespace().map(str::to_owned).collect();
            assert_eq!(list(&items), shown);
        }
    }
}
