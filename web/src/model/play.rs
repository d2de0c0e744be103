//! Playing a run: where the playhead stands, and what of the run is told there. The player has the clock
//! (`web/editor/src/play`); here it is decided what is played and what the page marks.

use super::{Effect, Model, View};
use crate::protocol::{Generation, Inputs, TextRange};
use laneway_core::time::Millis;
use serde::Serialize;
use std::rc::Rc;

/// What the player shows of a state of the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Play {
    /// The state's number.
    pub generation: Generation,
    /// The state.
    pub inputs: Inputs,
    /// Where the playhead stands.
    pub at: Millis,
    /// Whether the user has just asked for it, so that the player takes the focus.
    pub is_wanted: bool,
}

/// Where the playhead stands, and what happens there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Playhead {
    /// The moment that is looked at.
    pub at: Millis,
    /// When that happened which is told: now or before.
    pub since: Millis,
    /// The tasks that it happened to, as indices into the report.
    pub tasks: Vec<usize>,
    /// What to look at in the template.
    pub lines: Vec<TextRange>,
}

impl Playhead {
    /// At a moment of which nothing is known yet.
    pub fn at(at: Millis) -> Self {
        Self {
            at,
            ..Self::default()
        }
    }
}

impl Model {
    pub(super) fn play_wanted(&mut self) -> Vec<Effect> {
        self.playhead.get_or_insert_default();
        self.view = View::Timeline;
        let play = self.play(true);
        play.into_iter()
            .chain([Effect::Mark(self.marks())])
            .collect()
    }

    /// The player stands somewhere else.
    pub(super) fn played(&mut self, playhead: Playhead) -> Vec<Effect> {
        // What comes after the player was closed is of no use.
        if self.playhead.is_none() {
            return vec![];
        }
        let is_same = self
            .playhead
            .as_ref()
            .is_some_and(|now| now.lines == playhead.lines);
        self.playhead = Some(Rc::new(playhead));
        match is_same {
            true => vec![],
            false => vec![Effect::Mark(self.marks())],
        }
    }

    pub(super) fn play_closed(&mut self) -> Vec<Effect> {
        self.playhead = None;
        vec![Effect::Mark(self.marks())]
    }

    /// Hands the present state to the player, once it is known that it can be simulated, and while
    /// somebody looks. `is_wanted` if the user has just asked for it.
    pub(super) fn play(&self, is_wanted: bool) -> Option<Effect> {
        let is_known = self.is_current() && !self.outdated;
        let is_shown = self.view == View::Timeline;
        let playhead = self.playhead.as_ref().filter(|_| is_known && is_shown)?;
        Some(Effect::Play(Play {
            generation: self.generation,
            inputs: self.inputs(),
            at: playhead.at,
            is_wanted,
        }))
    }

    /// Keeps the moment, and nothing of what was told there of another run.
    pub(super) fn forget_moment(&mut self) {
        if let Some(playhead) = &self.playhead {
            self.playhead = Some(Rc::new(Playhead::at(playhead.at)));
        }
    }
}
