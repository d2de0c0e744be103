//! A share of all runs.

use super::Z;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A number of no unit, mostly between 0 and 1, to a billionth. In JSON it is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Share(u64);

const BILLION: f64 = 1e9;

impl Share {
    /// From billionths.
    pub const fn from_billionths(billionths: u64) -> Self {
        Self(billionths)
    }

    /// In billionths.
    pub const fn billionths(self) -> u64 {
        self.0
    }

    /// The nearest one; nothing is below zero.
    pub(super) fn new(value: f64) -> Self {
        Self((value * BILLION + 0.5) as u64)
    }

    /// So much of so many; of none it is nothing.
    pub fn of(part: u128, whole: u128) -> Self {
        match whole {
            0 => Self(0),
            _ => Self::new(part as f64 / whole as f64),
        }
    }

    pub(super) fn value(self) -> f64 {
        self.0 as f64 / BILLION
    }
}

/// As a percentage, with two digits of what it is away from nothing or from all: `12 %`, `1.3 %`,
/// `0.0013 %`, `99.87 %`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const PERCENT: u64 = 10_000_000;
        const ALL: u64 = 100 * PERCENT;
        let away = self.0.min(ALL.abs_diff(self.0));
        let digits = match away {
            0 => 0,
            _ => (0..7)
                .find(|digits| away * 10_u64.pow(*digits) >= 10 * PERCENT)
                .unwrap_or(7),
        };
        let unit = PERCENT / 10_u64.pow(digits);
        let rounded = (self.0 + unit / 2) / unit;
        let (whole, rest) = (rounded / 10_u64.pow(digits), rounded % 10_u64.pow(digits));
        match digits {
            0 => write!(f, "{whole} %"),
            digits => write!(f, "{whole}.{rest:0digits$} %", digits = digits as usize),
        }
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::new)
    }
}

/// How likely something is, judged by how many runs it happened in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareEstimate {
    /// In so many runs it happened.
    pub runs: u64,
    /// Their share.
    pub chance: Share,
    /// The true chance is hardly lower.
    pub low: Share,
    /// It is hardly higher.
    pub high: Share,
}

impl ShareEstimate {
    /// With the interval of Wilson, which also says something about what never or always happened.
    ///
    /// Source: Wilson: "Probable inference, the law of succession, and statistical inference" (Journal of
    /// the American Statistical Association 22, 1927); Brown, Cai, DasGupta: "Interval estimation for a
    /// binomial proportion" (Statistical Science 16, 2001).
    pub fn of(runs: u64, all: u64) -> Self {
        let chance = Share::of(runs.into(), all.into());
        if all == 0 {
            let (low, high) = (Share(0), Share::new(1.0));
            return Self {
                runs,
                chance,
                low,
                high,
            };
        }
        let (n, square) = (all as f64, Z * Z);
        let found = runs as f64 / n;
        let shrink = 1.0 + square / n;
        let middle = (found + square / (2.0 * n)) / shrink;
        let spread = found * (1.0 - found) / n + square / (4.0 * n * n);
        let half = Z / shrink * spread.sqrt();
        let low = if runs == 0 { 0.0 } else { middle - half };
        let high = if runs == all { 1.0 } else { middle + half };
        Self {
            runs,
            chance,
            low: Share::new(low),
            high: Share::new(high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Share, ShareEstimate};

    #[test]
    fn intervals_are_those_of_the_literature() {
        // Newcombe: "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
        for (runs, all, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = ShareEstimate::of(runs, all);
            let near = |share: Share, expected: f64| (share.value() - expected).abs() < 5e-5;
            assert!(near(found.low, low) && near(found.high, high), "{found:?}");
        }
        assert_eq!(ShareEstimate::of(20, 20).high, Share::new(1.0));
    }

    #[test]
    fn of_no_runs_nothing_is_known() {
        let found = ShareEstimate::of(0, 0);
        assert_eq!((found.low, found.high), (Share(0), Share(1_000_000_000)));
    }

    #[test]
    fn is_shown_with_the_digits_that_matter() {
        for (billionths, shown) in [
            (0, "0 %"),
            (1_000_000_000, "100 %"),
            (123_456_789, "12 %"),
            (50_000_000, "5.0 %"),
            (12_800, "0.0013 %"),
            (998_712_345, "99.87 %"),
            (1, "0.0000001 %"),
            (500_000_000, "50 %"),
        ] {
            assert_eq!(Share(billionths).to_string(), shown);
        }
    }

    #[test]
    fn json_keeps_it() {
        for billionths in [0, 1, 12_800, 333_333_333, 950_000_000, 1_000_000_000] {
            let text = serde_json::to_string(&Share(billionths)).expect("a number");
            let back: Share = serde_json::from_str(&text).expect("a number");
            assert_eq!(back.billionths(), billionths, "{text}");
        }
        assert_eq!(
            serde_json::to_string(&Share(12_800)).expect("a number"),
            "0.0000128"
        );
    }
}
