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

/// `first`, `second` … `tenth`, `11th`.
pub(crate) fn ordinal(number: u32) -> String {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let index = number
        .checked_sub(1)
        .and_then(|index| usize::try_from(index).ok());
    let word = index.and_then(|index| WORDS.get(index));
    let ending = match (number / 10 % 10, number % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    word.map_or_else(|| format!("{number}{ending}"), |word| (*word).to_owned())
}

/// The form of a verb for so many things.
pub(crate) fn verb<'a>(number: usize, one: &'a str, several: &'a str) -> &'a str {
    if number == 1 { one } else { several }
}

#[cfg(test)]
mod tests {
    use super::{list, ordinal};

    #[test]
    fn places_in_a_row_are_words_up_to_ten() {
        let said = [1, 2, 3, 10, 11, 13, 21, 22, 23, 111].map(ordinal);
        let words = "first second third tenth 11th 13th 21st 22nd 23rd 111th";
        assert_eq!(said.join(" "), words);
    }

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
