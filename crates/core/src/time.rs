//! Integer time: milliseconds since the start of the stage.

mod duration;

pub use duration::DurationError;

use serde::{Deserialize, Serialize};

/// A duration, or a moment counted from the start of the stage; in milliseconds.
///
/// Arithmetic saturates, so no text that a user writes can overflow it. `Display` writes a duration as
/// texts hold it (`1m35s`), [`Millis::spoken`] as people read it (`1m 35s`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub u64);

impl Millis {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The largest representable time: later than anything that can happen.
    pub const MAX: Self = Self(u64::MAX);

    /// `seconds` seconds.
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// For people: `1m 35s`, `30s`, `250ms`; hours are the largest unit.
    pub fn spoken(self) -> String {
        let mut spoken = String::new();
        for character in self.to_string().chars() {
            let is_next_part =
                character.is_ascii_digit() && spoken.ends_with(|last: char| !last.is_ascii_digit());
            if is_next_part {
                spoken.push(' ');
            }
            spoken.push(character);
        }
        spoken
    }

    /// To the nearest second, unless it is so short that milliseconds matter: below 10 s.
    #[must_use]
    pub const fn rounded(self) -> Self {
        const LONG: Millis = Millis::from_secs(10);
        if self.0 < LONG.0 {
            return self;
        }
        Self::from_secs(self.0.saturating_add(500) / 1000)
    }

    /// `factor` times this duration; saturates.
    #[must_use]
    pub const fn times(self, factor: u64) -> Self {
        Self(self.0.saturating_mul(factor))
    }

    /// A share of this duration, in millionths, rounded to the nearest millisecond; saturates.
    #[must_use]
    pub fn share(self, millionths: u32) -> Self {
        let exact = u128::from(self.0) * u128::from(millionths);
        Self(u64::try_from((exact + 500_000) / 1_000_000).unwrap_or(u64::MAX))
    }
}

impl std::ops::Add for Millis {
    type Output = Self;

    /// Saturates at the largest representable time.
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Millis {
    type Output = Self;

    /// Saturates at zero.
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Millis {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, |sum, item| sum + item)
    }
}

#[cfg(test)]
mod tests {
    use super::Millis;

    #[test]
    fn is_spoken_the_way_people_say_it() {
        for (millis, shown) in [
            (0, "0s"),
            (250, "250ms"),
            (1_500, "1s 500ms"),
            (30_000, "30s"),
            (95_000, "1m 35s"),
            (600_000, "10m"),
            (3_600_000, "1h"),
            (90_061_001, "25h 1m 1s 1ms"),
        ] {
            assert_eq!(Millis(millis).spoken(), shown);
        }
    }

    #[test]
    fn saturates() {
        assert_eq!(Millis::MAX + Millis(1), Millis::MAX);
        assert_eq!(Millis(1) - Millis(2), Millis::ZERO);
        assert_eq!(Millis::MAX.times(2), Millis::MAX);
        assert_eq!(Millis::MAX.share(1_000_000), Millis::MAX);
        assert_eq!(Millis::MAX.share(2_000_000), Millis::MAX);
    }

    #[test]
    fn is_as_fine_as_it_matters() {
        let times = [250, 9_999, 10_499, 81_500].map(|it| Millis(it).rounded().spoken());
        assert_eq!(times, ["250ms", "9s 999ms", "10s", "1m 22s"]);
    }

    #[test]
    fn a_share_is_rounded_to_the_nearest_millisecond() {
        for (millis, millionths, share) in
            [(30_000, 500_000, 15_000), (3, 500_000, 2), (1, 499_999, 0)]
        {
            assert_eq!(Millis(millis).share(millionths), Millis(share));
        }
    }
}
