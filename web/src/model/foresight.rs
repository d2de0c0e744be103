//! What is seen of many runs, and of advice. The panel that shows it has a program of its own
//! ([`foresight`](crate::foresight)); here it is decided when that has something new to look at.

use super::{Effect, Model, View};
use crate::protocol::{Generation, Inputs};
use serde::Serialize;

/// What the panel shows of a state of the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Foresight {
    /// What is seen.
    pub view: View,
    /// The state's number.
    pub generation: Generation,
    /// The state.
    pub inputs: Inputs,
}

impl Model {
    pub(super) fn view_chosen(&mut self, view: View) -> Vec<Effect> {
        self.view = view;
        self.foresee().into_iter().chain(self.play(false)).collect()
    }

    /// Hands the present state to the panel, once it is known that it can be simulated, and while
    /// somebody looks.
    pub(super) fn foresee(&self) -> Option<Effect> {
        let is_known = self.is_current() && !self.outdated;
        let is_shown = self.view != View::Timeline;
        (is_known && is_shown).then(|| {
            Effect::Foresee(Foresight {
                view: self.view,
                generation: self.generation,
                inputs: self.inputs(),
            })
        })
    }
}
