//! Figures as people read them.

use laneway_core::time::Millis;

/// Below this, milliseconds matter.
const LONG: Millis = Millis::from_secs(10);

/// `1,234,567`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A time to the nearest second, or to the millisecond if it is short.
pub(crate) fn time(time: Millis) -> String {
    if time < LONG {
        return time.spoken();
    }
    Millis::from_secs((time + Millis(500)).0 / 1000).spoken()
}

/// A time that may not be known.
pub(crate) fn time_or_unknown(at: Option<Millis>) -> String {
    at.map_or_else(|| "?".to_owned(), time)
}

#[cfg(test)]
mod tests {
    use super::{grouped, time};
    use laneway_core::time::Millis;

    #[test]
    fn figures_are_as_fine_as_they_matter() {
        let numbers = [0, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "999", "1,000", "1,234,567"]);
        let times = [250, 9_999, 10_499, 81_500].map(|it| time(Millis(it)));
        assert_eq!(times, ["250ms", "9s 999ms", "10s", "1m 22s"]);
    }
}
