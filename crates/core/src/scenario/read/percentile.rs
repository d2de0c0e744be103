//! Percentiles as keys: `p50`, `p99.9`.

use super::share::{self, WHOLE};

/// The share in millionths, between none and all.
pub(crate) fn parse(key: &str) -> Option<u32> {
    let millionths = share::parse(&format!("{}%", key.strip_prefix('p')?))?;
    (1..WHOLE).contains(&millionths).then_some(millionths)
}

/// What a key that is no percentile most likely means.
pub(crate) fn guess(key: &str) -> Option<String> {
    let digits = key.trim_matches(|it: char| !it.is_ascii_digit());
    let meant = match key {
        "median" => "p50".to_owned(),
        _ => format!("p{digits}"),
    };
    parse(&meant).map(|_| meant)
}

#[cfg(test)]
mod tests {
    use super::{guess, parse};

    #[test]
    fn reads_percentiles() {
        let table = [
            ("p50", Some(500_000)),
            ("p99.9", Some(999_000)),
            ("p0.0001", Some(1)),
            ("p0", None),
            ("p100", None),
            ("p", None),
            ("50", None),
            ("P50", None),
            ("p50%", None),
        ];
        for (key, expected) in table {
            assert_eq!(parse(key), expected, "{key}");
        }
    }

    #[test]
    fn guesses_what_was_meant() {
        let table = [
            ("median", Some("p50")),
            ("P95", Some("p95")),
            ("95", Some("p95")),
            ("q95", Some("p95")),
            ("95%", Some("p95")),
            ("p100", None),
            ("mean", None),
        ];
        for (key, expected) in table {
            assert_eq!(guess(key).as_deref(), expected, "{key}");
        }
    }
}
