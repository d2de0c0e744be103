//! Times in which something is not available.

use super::draws::{Draws, Purpose, Stream, Time};
use crate::time::Millis;

/// An outage. It is drawn once a run, for all that it strikes together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// When it begins.
    pub from: Time,
    /// When it is over; where that is drawn to be no later, it does not happen.
    pub until: Time,
    /// The stream of its draws.
    pub stream: Stream,
}

impl Outage {
    /// When it is in this run.
    pub fn window(&self, draws: &Draws) -> Window {
        let draws = draws.attempt(self.stream, 0);
        Window {
            from: self.from.draw(&draws, Purpose::OutageFrom),
            until: self.until.draw(&draws, Purpose::OutageUntil),
        }
    }
}

/// The same in every run.
impl From<Window> for Outage {
    fn from(window: Window) -> Self {
        Self {
            from: window.from.into(),
            until: window.until.into(),
            stream: Stream::of_fault("", 0),
        }
    }
}

/// A half-open window `[from, until)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First moment inside.
    pub from: Millis,
    /// First moment past it.
    pub until: Millis,
}

impl Window {
    /// Whether the moment lies inside.
    pub fn contains(&self, at: Millis) -> bool {
        self.from <= at && at < self.until
    }
}
