//! How much earlier something is.

use laneway_core::advice::Saved;
use laneway_core::time::Millis;
use serde::Serialize;

/// How much earlier something is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Saving {
    /// `1m 30s earlier`.
    text: String,
    /// `1m 28s to 1m 32s`; empty if it is always the same.
    interval: String,
    /// Negative if it is later.
    ms: i64,
}

impl Saving {
    pub(super) fn of(saved: &Saved) -> Self {
        let interval = match (saved.low_ms, saved.high_ms) {
            (Some(low), Some(high)) if low != high => {
                format!("{} to {}", signed(low), signed(high))
            }
            _ => String::new(),
        };
        Self {
            text: spoken(saved.mean_ms),
            interval,
            ms: saved.mean_ms,
        }
    }
}

/// `1m 30s earlier`, `5s later`, `no difference`.
fn spoken(ms: i64) -> String {
    match ms {
        0 => "no difference".to_owned(),
        1.. => format!("{} earlier", magnitude(ms)),
        _ => format!("{} later", magnitude(ms)),
    }
}

/// `1m 28s`, `−5s`.
fn signed(ms: i64) -> String {
    let sign = if ms < 0 { "−" } else { "" };
    format!("{sign}{}", magnitude(ms))
}

/// To a tenth of a second below ten seconds: savings are small, and milliseconds of them noise.
fn magnitude(ms: i64) -> String {
    let ms = ms.unsigned_abs();
    let tenths = (ms + 50) / 100;
    if (10..100).contains(&tenths) && !tenths.is_multiple_of(10) {
        return format!("{}.{}s", tenths / 10, tenths % 10);
    }
    let whole = if ms < 1000 { ms } else { tenths * 100 };
    Millis(whole).rounded().spoken()
}

#[cfg(test)]
mod tests {
    use super::{signed, spoken};

    #[test]
    fn says_which_way() {
        let said = [90_400, -5_000, 5_154, 9_980, 0].map(spoken);
        let expected = [
            "1m 30s earlier",
            "5s later",
            "5.2s earlier",
            "10s earlier",
            "no difference",
        ];
        assert_eq!(said, expected);
        assert_eq!(signed(-250), "−250ms");
    }
}
