//! Figures as people read them.

use laneway_core::forecast::{Share, ShareEstimate};
use laneway_core::time::Millis;

/// `4m 5s`.
pub(super) fn time(time: Millis) -> String {
    time.rounded().spoken()
}

/// `4m 3s to 4m 8s`; an end that is not known is a question mark.
pub(super) fn interval(low: Option<Millis>, high: Option<Millis>) -> String {
    let [low, high] = [low, high].map(|at| at.map_or_else(|| "?".to_owned(), time));
    format!("{low} to {high}")
}

/// `97.0 % to 97.6 %`.
pub(super) fn percent_interval(share: &ShareEstimate) -> String {
    format!("{} to {}", share.low, share.high)
}

/// `1.25`; nothing if it is not known.
pub(super) fn hundredths(number: Option<Share>) -> String {
    let shown = |number: Share| {
        let hundredths = (number.billionths() + 5_000_000) / 10_000_000;
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    };
    number.map(shown).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_fine_as_they_matter() {
        assert_eq!(interval(Some(Millis(250)), None), "250ms to ?");
        let number = Share::from_billionths(1_254_999_999);
        assert_eq!(hundredths(Some(number)), "1.25");
    }
}
