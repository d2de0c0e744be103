//! Factors, exactly: `2`, `1.5`.

use super::share::decimal;

/// One, in millionths.
const ONE: u32 = 1_000_000;
/// The largest factor.
const MOST: u32 = 1000;
/// Digits behind the point that a millionth can express.
const FRACTION: usize = 6;

/// Reads a factor from 1 to 1000 as millionths; `None` for anything else.
pub(super) fn parse(text: &str) -> Option<u32> {
    let millionths = decimal(text, 4, FRACTION)?;
    (ONE..=MOST * ONE)
        .contains(&millionths)
        .then_some(millionths)
}

/// What a text that is no factor most likely means: `2x` is `2`, `150%` is `1.5`.
pub(super) fn guess(text: &str) -> Option<String> {
    let guess = match text.strip_suffix('%') {
        Some(percent) => {
            let (whole, fraction) = percent.split_once('.').unwrap_or((percent, ""));
            let whole = format!("{whole:0>3}");
            let (ones, hundredths) = whole.split_at_checked(whole.len() - 2)?;
            let behind = format!("{hundredths}{fraction}");
            let behind = behind.trim_end_matches('0');
            let point = if behind.is_empty() { "" } else { "." };
            format!("{ones}{point}{behind}")
        }
        None => text.trim_matches([' ', 'x', 'X', '×', '*']).to_owned(),
    };
    parse(&guess).map(|_| guess)
}

#[cfg(test)]
mod tests {
    use super::{guess, parse};

    #[test]
    fn reads_factors() {
        let table = [
            ("1", Some(1_000_000)),
            ("2", Some(2_000_000)),
            ("1.5", Some(1_500_000)),
            ("1000", Some(1_000_000_000)),
            ("1.000001", Some(1_000_001)),
            ("1.0000001", None),
            ("1000.1", None),
            ("9999", None),
            ("0.5", None),
            ("-2", None),
            ("2x", None),
            ("2.", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn guesses_what_was_meant() {
        let table = [
            ("2x", Some("2")),
            ("x1.5", Some("1.5")),
            ("× 3", Some("3")),
            ("150%", Some("1.5")),
            ("200%", Some("2")),
            ("112.5%", Some("1.125")),
            ("1000%", Some("10")),
            ("50%", None),
            ("0.5", None),
            ("é%", None),
            ("twice", None),
        ];
        for (text, expected) in table {
            assert_eq!(guess(text).as_deref(), expected, "{text}");
        }
    }
}
