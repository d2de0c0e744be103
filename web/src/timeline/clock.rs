//! Times in words, the same everywhere in the picture.

use laneway_core::time::Millis;

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// `250 ms`, `3.5 s`, `45 s`, `1m 34s`, `1h 5m`; exact to the millisecond.
pub fn words(time: Millis) -> String {
    let ms = time.0;
    if ms < SECOND && ms > 0 {
        return format!("{ms} ms");
    }
    if ms < MINUTE {
        return format!("{} s", seconds(ms));
    }
    let (hours, minutes, rest) = (ms / HOUR, ms % HOUR / MINUTE, ms % MINUTE);
    let parts = [
        (hours > 0).then(|| format!("{hours}h")),
        (minutes > 0).then(|| format!("{minutes}m")),
        (rest > 0).then(|| format!("{}s", seconds(rest))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `0 s – 30 s`.
pub fn range(from: Millis, until: Millis) -> String {
    format!("{} – {}", words(from), words(until))
}

/// Seconds with as many decimals as it takes, less than a minute's worth.
fn seconds(ms: u64) -> String {
    let (whole, part) = (ms / SECOND, ms % SECOND);
    if part == 0 {
        return whole.to_string();
    }
    let decimals = format!("{part:03}");
    format!("{whole}.{}", decimals.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_times_shortly_and_exactly() {
        let said = |ms| words(Millis(ms));
        assert_eq!(said(0), "0 s");
        assert_eq!(said(250), "250 ms");
        assert_eq!(said(3_500), "3.5 s");
        assert_eq!(said(45_000), "45 s");
        assert_eq!(said(60_000), "1m");
        assert_eq!(said(94_001), "1m 34.001s");
        assert_eq!(said(3_600_000), "1h");
        assert_eq!(said(3_905_000), "1h 5m 5s");
        assert!(said(u64::MAX).ends_with("51.615s"));
    }
}
