//! Durations as they are written: `90s`, `1m30s`, `1h`, `250ms` (the Gateway API's format: one to
//! four whole numbers of up to five digits, each with its unit).

use super::Millis;
use std::fmt;
use std::str::FromStr;

/// The units, the largest first, with their milliseconds.
const UNITS: [(&str, u64); 4] = [("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];
const MOST_PARTS: usize = 4;
const MOST_DIGITS: usize = 5;

/// What people write instead of the units, with milliseconds.
const OTHER_UNITS: [(&[&str], u64); 5] = [
    (&["d", "day", "days"], 86_400_000),
    (&["hr", "hrs", "hour", "hours"], 3_600_000),
    (&["min", "mins", "minute", "minutes"], 60_000),
    (&["sec", "secs", "second", "seconds"], 1000),
    (&["msec", "millis", "milliseconds"], 1),
];

/// Why a text is no duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DurationError {
    /// A number without a unit.
    NoUnit,
    /// Anything else that the format does not know.
    Format,
}

/// Reads the format above; nothing else, not even spaces around it.
impl FromStr for Millis {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        let parts = parts(text).ok_or(DurationError::Format)?;
        if parts.is_empty() || parts.len() > MOST_PARTS {
            return Err(DurationError::Format);
        }
        let mut sum = Self::ZERO;
        for (digits, unit) in parts {
            if unit.is_empty() {
                return Err(DurationError::NoUnit);
            }
            let known = UNITS.iter().find(|it| it.0 == unit);
            let (Some((_, millis)), true) = (known, digits.len() <= MOST_DIGITS) else {
                return Err(DurationError::Format);
            };
            let number: u64 = digits.parse().map_err(|_| DurationError::Format)?;
            sum = sum + Self(number * millis);
        }
        Ok(sum)
    }
}

/// The shortest way to write it in the format above, the largest unit first: `1m30s`.
impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        let mut rest = self.0;
        for (unit, millis) in UNITS {
            if rest >= millis {
                text.push_str(&format!("{}{unit}", rest / millis));
                rest %= millis;
            }
        }
        f.pad(if text.is_empty() { "0s" } else { &text })
    }
}

impl Millis {
    /// What a text that is no duration most likely means: `30` is `30s`, `1.5 min` is `1m30s`.
    pub fn guess(text: &str) -> Option<Self> {
        let text: String = text.to_lowercase().split_whitespace().collect();
        let start = text.find(|c: char| c != '.' && !c.is_ascii_digit());
        let (number, unit) = text.split_at(start.unwrap_or(text.len()));
        let other = || OTHER_UNITS.iter().find(|it| it.0.contains(&unit));
        let millis = match UNITS.iter().find(|it| it.0 == unit) {
            Some((_, millis)) => *millis,
            None if unit.is_empty() => 1000,
            None => other()?.1,
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() || whole.len() > 12 || fraction.len() > 6 {
            return None;
        }
        let whole: u64 = whole.parse().ok()?;
        let fraction: u64 = format!("{fraction:0<6}").parse().ok()?;
        Some(Self(whole * millis + fraction * millis / 1_000_000))
    }
}

/// Numbers and units in turn; `None` if the text does not begin with a digit.
fn parts(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && parts.len() <= MOST_PARTS {
        let digits = rest.find(|c: char| !c.is_ascii_digit());
        let (number, after) = rest.split_at(digits.unwrap_or(rest.len()));
        let unit = after.find(|c: char| c.is_ascii_digit());
        let (unit, after) = after.split_at(unit.unwrap_or(after.len()));
        if number.is_empty() {
            return None;
        }
        parts.push((number, unit));
        rest = after;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::{DurationError, Millis};

    #[test]
    fn reads_and_writes_durations() {
        let table = [
            ("0s", 0, "0s"),
            ("250ms", 250, "250ms"),
            ("90s", 90_000, "1m30s"),
            ("1m30s", 90_000, "1m30s"),
            ("1h", 3_600_000, "1h"),
            ("1h2m3s4ms", 3_723_004, "1h2m3s4ms"),
            ("3s1m", 63_000, "1m3s"),
            ("99999h99999h99999h99999h", 1_439_985_600_000, "399996h"),
        ];
        for (written, millis, canonical) in table {
            assert_eq!(written.parse(), Ok(Millis(millis)), "{written}");
            assert_eq!(Millis(millis).to_string(), canonical);
        }
    }

    #[test]
    fn refuses_everything_else() {
        let bare = ["30", "0", "1m30"];
        let bad = [
            "",
            "s",
            "1.5m",
            "-1s",
            "+1s",
            "1 s",
            " 1s",
            "1s ",
            "1d",
            "100000s",
            "1S",
            "1s1s1s1s1s",
            "½s",
            "१s",
        ];
        for text in bare {
            assert_eq!(text.parse::<Millis>(), Err(DurationError::NoUnit), "{text}");
        }
        for text in bad {
            assert_eq!(text.parse::<Millis>(), Err(DurationError::Format), "{text}");
        }
    }

    #[test]
    fn guesses_what_was_meant() {
        let table = [
            ("30", Some("30s")),
            ("1.5 min", Some("1m30s")),
            ("0.25s", Some("250ms")),
            ("2 Hours", Some("2h")),
            ("1d", Some("24h")),
            ("1000000ms", Some("16m40s")),
            ("soon", None),
            ("-5s", None),
            ("1e3s", None),
            ("1.2.3s", None),
            ("9999999999999999999999s", None),
        ];
        for (written, expected) in table {
            let guess = Millis::guess(written).map(|guess| guess.to_string());
            assert_eq!(guess.as_deref(), expected, "{written}");
        }
    }
}
