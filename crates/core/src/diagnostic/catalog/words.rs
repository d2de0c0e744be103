//! Wording that several problems share.

/// Longer lists of names are cut.
const MOST_NAMES: usize = 12;

/// "`a`, `b` or `c`"
pub(super) fn one_of(names: &[&str]) -> String {
    joined(names, "or")
}

/// "`a`, `b` and `c`"
pub(super) fn all_of(names: &[&str]) -> String {
    joined(names, "and")
}

fn joined(names: &[&str], last_word: &str) -> String {
    let quoted = |names: &[&str]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    };
    match names {
        [] => "none".to_owned(),
        [only] => format!("`{only}`"),
        _ if names.len() > MOST_NAMES => format!(
            "{} {last_word} {} more",
            quoted(&names[..MOST_NAMES]),
            names.len() - MOST_NAMES
        ),
        [first @ .., last] => format!("{} {last_word} `{last}`", quoted(first)),
    }
}

/// "; did you mean `x`?" or nothing.
pub(super) fn did_you_mean(meant: Option<&str>) -> String {
    meant.map_or_else(String::new, |meant| format!(" Did you mean `{meant}`?"))
}
