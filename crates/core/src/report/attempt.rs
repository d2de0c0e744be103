//! How attempts are written, and which of them was there for others.

use super::{Attempt, TaskOutcome, TaskRow};
use crate::scheduler::AttemptOutcome;
use crate::time::Millis;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// By hand, because a field may only be left out where fields have names: in bytes that are read in the
/// order of the fields, everything behind it would be read as something else.
impl Serialize for Attempt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let has_lost = self.lost.is_some() || !serializer.is_human_readable();
        let mut row = serializer.serialize_struct("Attempt", 3 + usize::from(has_lost))?;
        row.serialize_field("start_ms", &self.start_ms)?;
        row.serialize_field("end_ms", &self.end_ms)?;
        row.serialize_field("outcome", &self.outcome)?;
        if has_lost {
            row.serialize_field("lost", &self.lost)?;
        }
        row.end()
    }
}

impl Attempt {
    /// Whether it did what it should.
    pub fn is_good(&self) -> bool {
        let Self { outcome, .. } = self;
        matches!(outcome, AttemptOutcome::Succeeded | AttemptOutcome::Ready)
    }

    /// Since when others find at the moment `at` what it brought about.
    pub fn there_since(&self, at: Millis) -> Option<Millis> {
        let is_there_still = self.lost.is_none_or(|lost| lost.at_ms > at);
        let since = self.end_ms.filter(|since| *since <= at);
        since.filter(|_| self.is_good() && is_there_still)
    }
}

impl TaskRow {
    /// When this service, which had been lost, was ready again, if the other task had started by then and
    /// its attempt that decided found it.
    pub fn ready_again_for(&self, other: &Self) -> Option<Millis> {
        let good = other.attempts.iter().find(|attempt| attempt.is_good());
        let deciding = good.or(other.attempts.last())?.start_ms;
        let attempts = self.attempts.iter();
        let mut attempts = attempts.skip_while(|attempt| attempt.lost.is_none());
        let since = attempts.find_map(|attempt| attempt.there_since(deciding));
        since.filter(|since| Some(*since) > other.start_ms)
    }

    /// Whether others find it at the moment `at`.
    pub fn is_there_at(&self, at: Millis) -> bool {
        let settled = self.settled_ms.is_some_and(|settled| settled <= at);
        let is_good = matches!(self.outcome, TaskOutcome::Ready | TaskOutcome::Succeeded);
        let mut attempts = self.attempts.iter();
        match self.attempts.is_empty() {
            // A static service has none.
            true => settled && is_good,
            false => attempts.any(|attempt| attempt.there_since(at).is_some()),
        }
    }
}
