//! Values: a range (`10s..5m/12`, `0%..20%`, `1..8`, `1.0..3.0/5`) or a list (`1,2,4,none`).

use crate::scenario::read::share;
use crate::time::Millis;
use std::fmt;

/// More would take long, and nobody could read them.
const MOST: u32 = 200;
/// So many values has a range that does not say how many: tenths.
const USUAL: u32 = 11;
/// So many whole numbers are each a value of their own.
const WHOLE: u64 = 20;
/// Steps of at least this are made of whole seconds.
const LONG: u64 = 5000;
/// Digits behind the point of percentages and other numbers.
const FRACTION: usize = 4;

/// Why a text holds no values. Its `Display` says what is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RangeError {
    /// There is nothing.
    Empty,
    /// The ends are not of one kind: two durations, two percentages or two numbers.
    Ends(String, String),
    /// So many values, behind the `/`.
    Count(String),
    /// A list of more values than are simulated.
    TooMany,
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => {
                f.write_str("it has no values; give a range or a list, like 10s..5m/12 or 1,2,4")
            }
            Self::Ends(from, until) => {
                let guess = |end: &str| Millis::guess(end).map(|it| it.to_string());
                let meant = match (from.parse::<Millis>(), until.parse::<Millis>()) {
                    (Ok(_), Err(_)) => guess(until).map(|until| format!("{from}..{until}")),
                    (Err(_), Ok(_)) => guess(from).map(|from| format!("{from}..{until}")),
                    _ => None,
                };
                let meant = meant.map_or_else(String::new, |it| format!("did you mean {it}? "));
                write!(
                    f,
                    "{meant}a range begins and ends with a duration, a percentage or a number (10s..5m, 0%..20%, \
                     1..8, 1.0..3.0), not with `{from}` and `{until}`"
                )
            }
            Self::Count(count) => write!(
                f,
                "`{count}` is no number of values; behind the / stands a number from 2 to {MOST}"
            ),
            Self::TooMany => write!(f, "there are more than {MOST} values"),
        }
    }
}

/// The values in their order, each once.
pub(super) fn values(text: &str) -> Result<Vec<String>, RangeError> {
    let items = items(text);
    let mut values = match items.as_slice() {
        [one] if one.contains("..") => range(one)?,
        items => items.iter().map(|it| (*it).to_owned()).collect(),
    };
    let mut seen = std::collections::BTreeSet::new();
    values.retain(|value| !value.is_empty() && seen.insert(value.clone()));
    match values.len() {
        0 => Err(RangeError::Empty),
        many if many > MOST as usize => Err(RangeError::TooMany),
        _ => Ok(values),
    }
}

/// The values in one unit, if they are all durations, all percentages or all numbers: how far they are apart.
pub fn magnitudes(values: &[&str]) -> Option<Vec<u64>> {
    let of = |kind: Kind| values.iter().map(|it| kind.read(it)).collect();
    Kind::ALL.into_iter().find_map(of)
}

/// What stands between commas that are not inside of brackets or quotes.
fn items(text: &str) -> Vec<&str> {
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    let mut items = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '\'' | '"' if quote.is_none() => quote = Some(character),
            _ if quote == Some(character) => quote = None,
            _ if quote.is_some() => {}
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                items.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(text[start..].trim());
    items
}

/// What the ends of a range are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// In milliseconds.
    Time,
    /// In millionths.
    Share,
    Whole,
    /// In ten-thousandths.
    Decimal,
}

fn range(text: &str) -> Result<Vec<String>, RangeError> {
    let (ends, count) = match text.split_once('/') {
        Some((ends, count)) => (ends, Some(count.trim())),
        None => (text, None),
    };
    let (from, until) = ends.split_once("..").unwrap_or((ends, ""));
    let (from, until) = (from.trim(), until.trim());
    let known = Kind::ALL
        .into_iter()
        .find_map(|kind| Some((kind, kind.read(from)?, kind.read(until)?)));
    let wrong = || RangeError::Ends(from.to_owned(), until.to_owned());
    let (kind, from, until) = known.ok_or_else(wrong)?;
    let count = match count {
        Some(count) => parse_count(count)?,
        None => match (kind, from.abs_diff(until)) {
            (Kind::Whole, length) if length < WHOLE => length as u32 + 1,
            _ => USUAL,
        },
    };
    Ok(spread(kind, from, until, count))
}

fn parse_count(count: &str) -> Result<u32, RangeError> {
    let number = count.parse().ok().filter(|it| (2..=MOST).contains(it));
    number.ok_or_else(|| RangeError::Count(count.to_owned()))
}

/// So many values at equal distances, the ends among them; those in between are rounded.
fn spread(kind: Kind, from: u64, until: u64, count: u32) -> Vec<String> {
    let (steps, length) = (
        u128::from(count.max(2) - 1),
        u128::from(from.abs_diff(until)),
    );
    let grain = kind.grain((length / steps) as u64);
    let at = |step: u128| {
        let distance = ((length * step * 2 + steps) / (steps * 2)) as u64;
        let exact = if from <= until {
            from + distance
        } else {
            from - distance
        };
        match step {
            0 => from,
            step if step == steps => until,
            _ => (exact + grain / 2) / grain * grain,
        }
    };
    (0..=steps).map(|step| kind.write(at(step))).collect()
}

impl Kind {
    const ALL: [Self; 4] = [Self::Time, Self::Share, Self::Whole, Self::Decimal];

    fn read(self, text: &str) -> Option<u64> {
        match self {
            Self::Time => text.parse::<Millis>().ok().map(|it| it.0),
            Self::Share => share::parse(text).map(u64::from),
            Self::Whole => whole(text),
            Self::Decimal => {
                let (whole_part, fraction) = text.split_once('.').unwrap_or((text, "0"));
                let is_short = (1..=FRACTION).contains(&fraction.len());
                let fraction = whole(fraction).filter(|_| is_short)?
                    * 10_u64.pow((FRACTION - fraction.len()) as u32);
                Some(whole(whole_part)? * 10_u64.pow(FRACTION as u32) + fraction)
            }
        }
    }

    /// What values are multiples of if they are so far apart.
    fn grain(self, step: u64) -> u64 {
        match self {
            Self::Time if step >= LONG => 1000,
            Self::Time | Self::Whole => 1,
            // Three digits of a step.
            Self::Share | Self::Decimal => 10_u64.pow(step.max(1).ilog10().saturating_sub(2)),
        }
    }

    fn write(self, value: u64) -> String {
        match self {
            Self::Time => Millis(value).to_string(),
            Self::Share => format!("{}%", decimal(value)),
            Self::Whole => value.to_string(),
            Self::Decimal => decimal(value),
        }
    }
}

/// A whole number of at most nine digits.
pub(super) fn whole(text: &str) -> Option<u64> {
    let is_number = text.len() <= 9 && text.bytes().all(|it| it.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// Of ten-thousandths: `12.5`.
pub(super) fn decimal(value: u64) -> String {
    let unit = 10_u64.pow(FRACTION as u32);
    let text = format!("{}.{:0FRACTION$}", value / unit, value % unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{magnitudes, values};

    #[test]
    fn ranges_are_read_the_way_they_look() {
        for (text, expected) in [
            ("1..8", "1 2 3 4 5 6 7 8"),
            ("8..5", "8 7 6 5"),
            ("1..100", "1 11 21 31 41 51 60 70 80 90 100"),
            ("1..3/2", "1 3"),
            ("1..3/9", "1 2 3"),
            ("0%..20%/5", "0% 5% 10% 15% 20%"),
            ("0%..1%/4", "0% 0.333% 0.667% 1%"),
            ("10s..1m/3", "10s 35s 1m"),
            ("10s..5m/4", "10s 1m47s 3m23s 5m"),
            ("0s..1s/4", "0s 333ms 667ms 1s"),
            ("1.0..3.0/5", "1 1.5 2 2.5 3"),
            ("1..2.5/4", "1 1.5 2 2.5"),
            ("5m..1m/3", "5m 3m 1m"),
            ("30s..30s", "30s"),
            ("1,2,4,none", "1 2 4 none"),
            ("7", "7"),
            ("{ uniform: [1s, 2s] },3s", "{ uniform: [1s, 2s] } 3s"),
            ("\"1.34\",'1,5'", "\"1.34\" '1,5'"),
        ] {
            let found = values(text).expect(text);
            assert_eq!(found.join(" "), expected, "{text}");
        }
        assert_eq!(values("0s..10s").expect("a range").len(), 11);
    }

    #[test]
    fn values_of_one_kind_have_distances() {
        for (values, expected) in [
            (&["30s", "1m", "0s"][..], Some(vec![30_000, 60_000, 0])),
            (&["0%", "2.5%"], Some(vec![0, 25_000])),
            (&["1", "8"], Some(vec![1, 8])),
            (&["1", "1.5"], Some(vec![10_000, 15_000])),
            (&["1", "none"], None),
            (&["1", "1s"], None),
            (&["{ uniform: [1s, 2s] }"], None),
        ] {
            assert_eq!(magnitudes(values), expected, "{values:?}");
        }
    }

    #[test]
    fn what_is_no_range_is_told() {
        for (text, expected) in [
            ("", "no values"),
            ("10..5m", "did you mean 10s..5m?"),
            ("10s..5", "did you mean 10s..5s?"),
            ("0%..20", "not with `0%` and `20`"),
            ("1..8/1", "from 2 to 200"),
            ("1..8/x", "from 2 to 200"),
            ("..", "begins and ends"),
            ("0%..120%", "begins and ends"),
        ] {
            let error = values(text).expect_err(text).to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        let many: Vec<String> = (0..201).map(|it| it.to_string()).collect();
        assert!(values(&many.join(",")).is_err());
    }
}
