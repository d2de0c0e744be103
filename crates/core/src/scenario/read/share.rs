//! Percentages, exactly: `5%`, `12.5%`.

/// All of it, in millionths.
pub(super) const WHOLE: u32 = 1_000_000;
/// Digits behind the point that a millionth can express.
const FRACTION: usize = 4;

/// Reads a percentage from 0 % to 100 % as millionths; `None` for anything else.
pub(crate) fn parse(text: &str) -> Option<u32> {
    let millionths = decimal(text.strip_suffix('%')?, 3, FRACTION)?;
    (millionths <= WHOLE).then_some(millionths)
}

/// Reads a decimal number of at most so many digits before and behind its point, as a whole number of
/// its last possible digit.
pub(super) fn decimal(text: &str, before: usize, behind: usize) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() > before || fraction.len() > behind {
        return None;
    }
    format!("{whole}{fraction:0<behind$}").parse().ok()
}

/// What a text that is no percentage most likely means: `100` is `100%`, `0.05` is `5%`. `1` may be
/// either, and is taken as the whole.
pub(crate) fn guess(text: &str) -> Option<String> {
    let guess = match text.split_once('.') {
        Some(("0", fraction)) if fraction.is_ascii() && !fraction.is_empty() => {
            let (whole, rest) = fraction.split_at(fraction.len().min(2));
            let whole = format!("{whole:0<2}");
            let whole = whole.strip_prefix('0').unwrap_or(&whole);
            let point = if rest.is_empty() { "" } else { "." };
            format!("{whole}{point}{rest}%")
        }
        None if ["1", "true", "always"].contains(&text) => "100%".to_owned(),
        _ => format!("{}%", text.trim_end_matches([' ', '%'])),
    };
    parse(&guess).map(|_| guess)
}

#[cfg(test)]
mod tests {
    use super::{guess, parse};

    #[test]
    fn reads_percentages() {
        let table = [
            ("0%", Some(0)),
            ("100%", Some(1_000_000)),
            ("5%", Some(50_000)),
            ("12.5%", Some(125_000)),
            ("0.0001%", Some(1)),
            ("0.00001%", None),
            ("100.0001%", None),
            ("101%", None),
            ("-1%", None),
            ("5", None),
            ("%", None),
            (".5%", None),
            ("5.%", None),
            ("5 %", None),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn guesses_what_was_meant() {
        let table = [
            ("100", Some("100%")),
            ("12.5", Some("12.5%")),
            ("1", Some("100%")),
            ("0.05", Some("5%")),
            ("0.5", Some("50%")),
            ("0.125", Some("12.5%")),
            ("0.0", Some("0%")),
            ("5 %", Some("5%")),
            ("150", None),
            ("always", Some("100%")),
            ("often", None),
            ("0.é", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(guess(text).as_deref(), expected, "{text}");
        }
    }
}
