//! Whose texts are in the editors: the user's own draft, or what a link holds. Nothing that a link brings ever
//! takes the place of the draft before the user wants it to.

use super::{Effect, Model, Playhead, Texts};
use crate::examples;
use crate::links::Followed;
use crate::protocol::{Generation, Pane};
use laneway_core::share::Shared;
use std::mem;
use std::rc::Rc;

/// Whose texts are in the editors, and what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Visit {
    /// The user's own draft, which is kept whenever it changes.
    #[default]
    Own,
    /// What a link holds. Changes of it are kept nowhere.
    Shared {
        /// The draft meanwhile.
        mine: Texts,
        /// Whether it is only what can still be read of a damaged link.
        is_damaged: bool,
    },
    /// What a lesson is about. Changes of it are kept nowhere.
    Lesson {
        /// The draft meanwhile.
        mine: Texts,
    },
    /// The draft, because the link could not be read.
    Broken {
        /// Why.
        trouble: String,
        /// What can still be read.
        rest: Option<Box<Shared>>,
    },
    /// The draft, which was a copy of what a link holds.
    Copied {
        /// The draft before it.
        earlier: Texts,
    },
}

/// What a user can do about a [`Visit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Make what the link holds the draft.
    Copy,
    /// Leave the link, or give back the draft before the copy.
    Back,
    /// Look at what is left of a broken link.
    Rest,
    /// Say no more about it.
    Close,
}

impl Choice {
    /// The choice of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "copy" => Some(Self::Copy),
            "back" => Some(Self::Back),
            "rest" => Some(Self::Rest),
            "close" => Some(Self::Close),
            _ => None,
        }
    }
}

impl Model {
    /// The state of a page that has yet to be drawn: with the draft that an earlier copy took the place of, and
    /// what came of the link in its address.
    #[must_use]
    pub fn arriving(mut self, earlier: Option<Texts>, followed: Option<Followed>) -> Self {
        if let Some(earlier) = earlier {
            self.visit = Visit::Copied { earlier };
        }
        if let Some(followed) = followed {
            // All of it is drawn and sent when the page stands.
            self.followed(followed);
        }
        self
    }

    /// Whether the texts are not the user's own, but those of a link or a lesson.
    pub fn is_visit(&self) -> bool {
        matches!(self.visit, Visit::Shared { .. } | Visit::Lesson { .. })
    }

    /// Ends a visit; gives the draft, if it was not in the editors.
    pub(super) fn take_mine(&mut self) -> Option<Texts> {
        match mem::take(&mut self.visit) {
            Visit::Shared { mine, .. } | Visit::Lesson { mine } => Some(mine),
            _ => None,
        }
    }

    /// Shows what the link in the address holds, or the draft and what is wrong with the link.
    pub(super) fn followed(&mut self, followed: Followed) -> Vec<Effect> {
        let (rest, trouble) = match followed {
            Followed {
                shared: Some(shared),
                trouble: None,
            } => return self.look_at(*shared, false),
            Followed { shared, trouble } => (shared, trouble.unwrap_or_default()),
        };
        let mine = self.take_mine();
        let mut effects = mine.map_or_else(Vec::new, |mine| self.put(mine));
        self.visit = Visit::Broken { trouble, rest };
        effects.push(self.show_visit());
        effects
    }

    fn look_at(&mut self, shared: Shared, is_damaged: bool) -> Vec<Effect> {
        let mut effects = vec![];
        effects.extend(self.save_draft());
        let mine = self.take_mine().unwrap_or_else(|| self.texts.clone());
        self.visit = Visit::Shared { mine, is_damaged };
        effects.extend(self.put(Texts {
            template: shared.template,
            scenario: shared.scenario,
        }));
        self.stage = shared.stage;
        self.seed = shared.seed;
        self.selected = shared.view.task;
        let cursor = shared.view.cursor;
        self.playhead = cursor.map(|at| Rc::new(Playhead::at(at)));
        effects.push(self.show_visit());
        effects
    }

    pub(super) fn visit_chosen(&mut self, choice: Choice) -> Vec<Effect> {
        match (choice, mem::take(&mut self.visit)) {
            (Choice::Copy, Visit::Shared { mine, .. }) => self.copy(mine),
            (Choice::Back, Visit::Shared { mine, .. }) => {
                let effects = self.put(mine);
                self.leave(effects)
            }
            (Choice::Back, Visit::Copied { earlier }) => {
                let mut effects = self.put(earlier);
                effects.push(Effect::KeepEarlier(None));
                self.leave(effects)
            }
            (Choice::Close, Visit::Copied { .. }) => self.leave(vec![Effect::KeepEarlier(None)]),
            (Choice::Close, Visit::Broken { .. }) => self.leave(vec![]),
            (
                Choice::Rest,
                Visit::Broken {
                    rest: Some(rest), ..
                },
            ) => self.look_at(*rest, true),
            (_, visit) => {
                self.visit = visit;
                vec![]
            }
        }
    }

    /// An example need not be kept: it can be chosen again.
    fn copy(&mut self, mine: Texts) -> Vec<Effect> {
        let mut effects = vec![Effect::SaveDraft(self.texts.clone())];
        if examples::of(&mine).is_none() && mine != self.texts {
            effects.push(Effect::KeepEarlier(Some(mine.clone())));
            self.visit = Visit::Copied { earlier: mine };
        }
        self.leave(effects)
    }

    fn leave(&self, mut effects: Vec<Effect>) -> Vec<Effect> {
        effects.extend([Effect::LeaveLink, self.show_visit()]);
        effects
    }

    /// Other texts in the editors, with nothing of what was chosen for those before.
    pub(super) fn put(&mut self, texts: Texts) -> Vec<Effect> {
        self.texts = texts;
        self.generation = Generation(self.generation.0.wrapping_add(1));
        (self.stage, self.seed, self.selected, self.cursor) = (None, None, None, None);
        self.playhead = None;
        vec![
            Effect::Replace(Pane::Template, self.texts.template.clone()),
            Effect::Replace(Pane::Scenario, self.texts.scenario.clone()),
        ]
    }

    /// A link that holds all that is seen.
    pub(super) fn share(&self) -> Effect {
        let cursor = self.playhead.as_ref().map(|playhead| playhead.at);
        Effect::Share(self.inputs(), self.selected.clone(), cursor)
    }

    /// Keeps the draft if it has changed, and is what is in the editors.
    pub(super) fn save_draft(&mut self) -> Option<Effect> {
        let has_changed = mem::take(&mut self.has_changed);
        (has_changed && !self.is_visit()).then(|| Effect::SaveDraft(self.texts.clone()))
    }

    pub(super) fn show_visit(&self) -> Effect {
        Effect::ShowVisit(self.visit.clone())
    }
}
