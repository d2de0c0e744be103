//! Times and savings as tables and sentences show them.

use laneway_core::advice::Saved;
use laneway_core::time::Millis;

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;

/// As fine as it matters: `63ms`, `7.3s`, `1m35s`.
pub(super) fn short(time: Millis) -> String {
    match time.0 {
        0 => "0s".to_owned(),
        millis @ 1..SECOND => format!("{millis}ms"),
        millis @ SECOND..MINUTE if !millis.is_multiple_of(SECOND) => {
            let tenths = (millis + 50) / 100;
            format!("{}.{}s", tenths / 10, tenths % 10).replace(".0s", "s")
        }
        millis => Millis::from_secs((millis + 500) / SECOND).to_string(),
    }
}

/// The same in a sentence: `1m 35s`.
pub(super) fn spoken(time: Millis) -> String {
    match time.0 {
        0..MINUTE => short(time),
        millis => Millis::from_secs((millis + 500) / SECOND).spoken(),
    }
}

/// A time that may not be known.
pub(super) fn short_or_unknown(time: Option<Millis>) -> String {
    time.map_or_else(|| "-".to_owned(), short)
}

/// With its sign, if it is lost.
pub(super) fn signed(millis: i64, show: fn(Millis) -> String) -> String {
    let sign = if millis < 0 { "-" } else { "" };
    format!("{sign}{}", show(Millis(millis.unsigned_abs())))
}

/// The mean with half of its interval: `7.3s ±0.2s`; no interval where there is none.
pub(super) fn with_interval(saved: Option<Saved>) -> String {
    let Some(saved) = saved else {
        return "-".to_owned();
    };
    let mean = signed(saved.mean_ms, short);
    match (saved.low_ms, saved.high_ms) {
        (Some(low), Some(high)) if low < high => {
            let half = low.abs_diff(high).div_ceil(2);
            format!("{mean} ±{}", short(Millis(half)))
        }
        _ => mean,
    }
}

#[cfg(test)]
mod tests {
    use super::{short, signed, spoken, with_interval};
    use laneway_core::advice::Saved;
    use laneway_core::time::Millis;

    #[test]
    fn times_are_as_fine_as_they_matter() {
        let times = [0, 63, 999, 1000, 7_331, 25_000, 59_960, 95_400, 3_600_000];
        let shown = times.map(|it| short(Millis(it)));
        let expected = [
            "0s", "63ms", "999ms", "1s", "7.3s", "25s", "60s", "1m35s", "1h",
        ];
        assert_eq!(shown, expected);
        assert_eq!(
            [-7_331, 7_331].map(|it| signed(it, short)),
            ["-7.3s", "7.3s"]
        );
        assert_eq!(spoken(Millis(95_400)), "1m 35s");
    }

    #[test]
    fn intervals_are_shown_where_there_are_any() {
        let saved = |low_ms, high_ms| {
            with_interval(Some(Saved {
                runs: 9,
                mean_ms: 7000,
                low_ms,
                high_ms,
                p95_ms: None,
            }))
        };
        assert_eq!(saved(Some(6800), Some(7200)), "7s ±200ms");
        assert_eq!(saved(Some(7000), Some(7000)), "7s");
        assert_eq!(saved(None, None), "7s");
        assert_eq!(with_interval(None), "-");
    }
}
