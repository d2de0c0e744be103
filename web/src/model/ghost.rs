//! Edits in the picture. The run before one stays as a ghost behind the new one, until the texts change again.

use super::{Effect, Model};
use crate::protocol::{Change, Pane, RunView};
use std::rc::Rc;

/// An edit that was made in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// The text that it is in.
    pub pane: Pane,
    /// That text before.
    pub text: String,
    /// Non-overlapping, ascending.
    pub changes: Vec<Change>,
    /// The text afterwards.
    pub after: String,
    /// What is different now.
    pub done: String,
    /// What becomes of the end of the stage, and why.
    pub words: String,
}

/// The run before the last edit in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ghost {
    /// The run.
    pub run: Rc<RunView>,
    /// What is different now.
    pub done: String,
    /// What has become of the end of the stage, and why.
    pub words: String,
    pane: Pane,
    after: String,
}

impl Model {
    /// Makes the edit, if its text is still there.
    pub(super) fn adjusted(&mut self, edit: Box<Adjustment>) -> Vec<Effect> {
        let Some(run) = self
            .run
            .clone()
            .filter(|_| *self.texts.get(edit.pane) == edit.text)
        else {
            return vec![];
        };
        self.ghost = Some(Ghost {
            run,
            done: edit.done.clone(),
            words: edit.words.clone(),
            pane: edit.pane,
            after: edit.after.clone(),
        });
        vec![Effect::Adjust(edit)]
    }

    /// The ghost goes with the change that it was kept for.
    pub(super) fn adjustment_undone(&mut self) -> Vec<Effect> {
        let ghost = self.ghost.take();
        let undo = ghost.map(|ghost| Effect::Undo(ghost.pane, ghost.after));
        undo.into_iter().collect()
    }

    /// Lets the ghost go at every change but its own.
    pub(super) fn lay_ghost(&mut self, pane: Pane, text: &str) {
        let is_own = |ghost: &Ghost| ghost.pane == pane && ghost.after == text;
        if !self.ghost.as_ref().is_some_and(is_own) {
            self.ghost = None;
        }
    }
}
