//! What a random number is for, and so where it is found.

/// What is drawn. Each has a place of its own in the random numbers of an attempt, so that drawing one
/// more changes no other.
///
/// | block | words 0 | 1 | 2 | 3 |
/// |---|---|---|---|---|
/// | 0 | chance | duration | duration | – |
/// | 1 | crash after | crash after | fails at | fails at |
/// | 2 | outage from | outage from | outage until | outage until |
///
/// What every attempt needs lies in the first block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Whether a fault with a chance strikes.
    Chance,
    /// `ready_after` or `runs_for`.
    Duration,
    /// `crash_after`.
    CrashAfter,
    /// `fails.at`, where it is a time.
    FailsAt,
    /// When an outage begins; drawn for the fault, not for a task.
    OutageFrom,
    /// When an outage is over.
    OutageUntil,
}

/// Where a draw lies: which block of an attempt, and its first word there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) block: u8,
    pub(super) word: usize,
}

impl Purpose {
    pub(super) const fn place(self) -> Place {
        let (block, word) = match self {
            Self::Chance => (0, 0),
            Self::Duration => (0, 1),
            Self::CrashAfter => (1, 0),
            Self::FailsAt => (1, 2),
            Self::OutageFrom => (2, 0),
            Self::OutageUntil => (2, 2),
        };
        Place { block, word }
    }

    /// How many words it takes: a yes or no one, a time two.
    #[cfg(test)]
    const fn words(self) -> usize {
        match self {
            Self::Chance => 1,
            _ => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Purpose;

    const ALL: [Purpose; 6] = [
        Purpose::Chance,
        Purpose::Duration,
        Purpose::CrashAfter,
        Purpose::FailsAt,
        Purpose::OutageFrom,
        Purpose::OutageUntil,
    ];

    #[test]
    fn no_two_purposes_share_a_word() {
        let words = |purpose: Purpose| {
            let place = purpose.place();
            (place.word..place.word + purpose.words()).map(move |word| (place.block, word))
        };
        let mut taken: Vec<(u8, usize)> = ALL.into_iter().flat_map(words).collect();
        let count = taken.len();
        taken.sort_unstable();
        taken.dedup();
        assert_eq!(taken.len(), count);
        assert!(taken.iter().all(|(_, word)| *word < 4));
    }
}
