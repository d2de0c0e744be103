//! Figures as people read them.

use laneway_core::time::Millis;

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
    time.rounded().spoken()
}

/// A time that may not be known.
pub(crate) fn time_or_unknown(at: Option<Millis>) -> String {
    at.map_or_else(|| "?".to_owned(), time)
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_are_grouped() {
        let numbers = [0, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "999", "1,000", "1,234,567"]);
    }
}
