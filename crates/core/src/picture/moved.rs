//! How far the end of a task is from its end in another run: as a label behind its bar, and in words.

use crate::time::Millis;

const SECOND: u64 = 1000;
/// From so many seconds on, tenths of them tell nothing.
const LONG: u64 = 10 * SECOND;

/// What the other run is to the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Than {
    /// The run before an edit.
    Before,
    /// A run of other texts.
    Other,
    /// What was predicted for a run that was recorded.
    Predicted,
}

impl Than {
    /// What its outlines are, in a legend.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Before => "before the edit",
            Self::Other => "in the other run",
            Self::Predicted => "as predicted",
        }
    }

    /// A word before the time at which it ended.
    pub fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Other => "other",
            Self::Predicted => "predicted",
        }
    }

    fn than(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Other => "in the other run",
            Self::Predicted => "predicted",
        }
    }

    /// The least difference that matters: what is recorded is never quite what was predicted.
    fn least(self) -> u64 {
        match self {
            Self::Before | Self::Other => 0,
            Self::Predicted => SECOND,
        }
    }
}

/// How much later or earlier a task ended than in another run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    is_later: bool,
    /// In tenths of a second, or in seconds; never zero.
    by: Millis,
    than: Than,
}

impl Moved {
    /// From `then`, in the other run, to `now`; nothing where that does not matter, or would be told as nothing.
    pub fn between(then: Millis, now: Millis, than: Than) -> Option<Self> {
        let exact = then.0.abs_diff(now.0);
        let unit = if exact < LONG { SECOND / 10 } else { SECOND };
        let by = exact.saturating_add(unit / 2) / unit * unit;
        (exact >= than.least() && by > 0).then_some(Self {
            is_later: now > then,
            by: Millis(by),
            than,
        })
    }

    /// `+12s`, `−2.5s`.
    pub fn label(self) -> String {
        let sign = if self.is_later { '+' } else { '−' };
        format!("{sign}{}", self.length())
    }

    /// `12s later than before`.
    pub fn words(self) -> String {
        let direction = if self.is_later { "later" } else { "earlier" };
        format!("{} {direction} than {}", self.length(), self.than.than())
    }

    fn length(self) -> String {
        let (seconds, rest) = (self.by.0 / SECOND, self.by.0 % SECOND);
        match rest {
            0 => self.by.spoken(),
            _ => format!("{seconds}.{}s", rest / (SECOND / 10)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(then: u64, now: u64, than: Than) -> Option<String> {
        Moved::between(Millis(then), Millis(now), than).map(Moved::label)
    }

    #[test]
    fn it_is_as_fine_as_people_read_it() {
        for (then, now, told) in [
            (30_000, 42_000, Some("+12s")),
            (42_000, 39_000, Some("−3s")),
            (40_000, 42_450, Some("+2.5s")),
            (40_000, 39_500, Some("−0.5s")),
            (40_000, 49_960, Some("+10s")),
            (40_000, 52_490, Some("+12s")),
            (30_000, 95_000, Some("+1m 5s")),
            (0, 7_200_000, Some("+2h")),
            (30_000, 30_000, None),
            (30_000, 30_049, None),
        ] {
            let told = told.map(str::to_owned);
            assert_eq!(label(then, now, Than::Before), told, "{then} to {now}");
        }
    }

    #[test]
    fn less_than_a_second_from_a_prediction_is_no_difference() {
        assert_eq!(label(30_000, 30_999, Than::Predicted), None);
        assert_eq!(label(30_999, 30_000, Than::Predicted), None);
        assert_eq!(
            label(30_000, 31_000, Than::Predicted).as_deref(),
            Some("+1s")
        );
        assert_eq!(label(30_000, 30_999, Than::Other).as_deref(), Some("+1s"));
    }

    #[test]
    fn words_say_which_way_and_beside_what() {
        let words =
            |then, now, than| Moved::between(Millis(then), Millis(now), than).map(Moved::words);
        for (then, now, than, told) in [
            (30_000, 42_000, Than::Before, "12s later than before"),
            (
                42_000,
                39_400,
                Than::Predicted,
                "2.6s earlier than predicted",
            ),
            (
                30_000,
                95_000,
                Than::Other,
                "1m 5s later than in the other run",
            ),
        ] {
            assert_eq!(words(then, now, than).as_deref(), Some(told));
        }
    }

    #[test]
    fn any_two_moments_can_be_compared() {
        let moved = Moved::between(Millis::ZERO, Millis::MAX, Than::Before);
        assert!(moved.is_some_and(|moved| moved.label().starts_with('+')));
    }
}
