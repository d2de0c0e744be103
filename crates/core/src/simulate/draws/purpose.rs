//! What a random number is for, and so where it is found.

/// What is drawn. Each has a place of its own in the random numbers of an attempt, so that drawing one
/// more changes no other.
///
/// A block of the generator serves two runs, each of which has 64 bits of it:
///
/// | block | the upper 52 bits | the lower 12 bits |
/// |---|---|---|
/// | 0 | duration | chance, its upper bits |
/// | 1 | – | – (the upper 20 bits: chance, its lower bits) |
/// | 2 | crash after | – |
/// | 3 | fails at | – |
/// | 4 | outage from | – |
/// | 5 | outage until | – |
/// | 6 | crash after ready | – |
/// | 7 | node loss | – |
///
/// So what every attempt needs costs half a block. The upper bits of a chance decide 4,095 times of 4,096;
/// only then are the others made.
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
    /// How long after it got ready a service crashes.
    AfterReady,
    /// When a node is lost; drawn for the fault, not for a task.
    NodeLoss,
}

/// The block that holds the rest of a chance's bits.
pub(super) const REST_OF_CHANCE: u8 = 1;

impl Purpose {
    /// The block in which it lies.
    pub(super) const fn block(self) -> u8 {
        match self {
            Self::Chance | Self::Duration => 0,
            Self::CrashAfter => 2,
            Self::FailsAt => 3,
            Self::OutageFrom => 4,
            Self::OutageUntil => 5,
            Self::AfterReady => 6,
            Self::NodeLoss => 7,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, REST_OF_CHANCE};

    #[test]
    fn no_two_times_share_a_block() {
        let times = [
            Purpose::Duration,
            Purpose::CrashAfter,
            Purpose::FailsAt,
            Purpose::OutageFrom,
            Purpose::OutageUntil,
            Purpose::AfterReady,
            Purpose::NodeLoss,
        ];
        let mut blocks: Vec<u8> = times.iter().map(|purpose| purpose.block()).collect();
        blocks.push(REST_OF_CHANCE);
        blocks.sort_unstable();
        blocks.dedup();
        assert_eq!(blocks.len(), times.len() + 1);
    }
}
