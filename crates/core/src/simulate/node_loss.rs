//! Nodes that are lost.

use super::draws::{Draws, Purpose, Stream, Time};
use crate::time::Millis;

/// The loss of the node under the pods of a task. It is drawn once a run, for all that it strikes together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeLoss {
    /// When, from the start of the stage.
    pub at: Time,
    /// The stream of its draws.
    pub stream: Stream,
}

impl NodeLoss {
    /// When it is in this run.
    pub fn moment(&self, draws: &Draws) -> Millis {
        let draws = draws.attempt(self.stream, 0);
        self.at.draw(&draws, Purpose::NodeLoss)
    }
}
