//! Whose texts are in the editors: the user's own draft, what a link or a lesson holds, or a file that `laneway serve`
//! follows. Nothing that any of them brings ever takes the place of the draft before the user wants it to.

use super::{Effect, Model, Playhead, Texts};
use crate::examples;
use crate::links::Followed;
use crate::protocol::{Generation, Pane};
use laneway_core::share::{Shared, SharedView};
use std::mem;
use std::rc::Rc;

/// Whose texts are in the editors, and what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Visit {
    /// The user's own draft, which is kept whenever it changes.
    #[default]
    Own,
    /// What a link, a lesson or a file holds. Changes of it are not kept in the browser.
    Shared {
        /// The draft meanwhile.
        mine: Texts,
        /// Where it comes from.
        source: Source,
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

/// Where texts come from that are not the user's draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A link.
    Link,
    /// What can still be read of a damaged link.
    Damaged,
    /// A lesson; its panel offers what can be done about it.
    Lesson,
    /// A file on this machine; `web/editor/src/live.js` follows and saves it.
    File,
}

/// What the page was opened for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrived {
    /// The link in its address.
    Link(Followed),
    /// What a file holds.
    File(Texts),
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
    /// what it was opened for.
    #[must_use]
    pub fn arriving(mut self, earlier: Option<Texts>, arrived: Option<Arrived>) -> Self {
        if let Some(earlier) = earlier {
            self.visit = Visit::Copied { earlier };
        }
        // All of it is drawn and sent when the page stands.
        match arrived {
            Some(Arrived::Link(followed)) => self.followed(followed),
            Some(Arrived::File(texts)) => self.look_at(holding(texts), Source::File),
            None => vec![],
        };
        self
    }

    /// Where the texts come from, if they are not the user's draft.
    pub fn source(&self) -> Option<Source> {
        match self.visit {
            Visit::Shared { source, .. } => Some(source),
            _ => None,
        }
    }

    /// Shows what the link in the address holds, or the draft and what is wrong with the link.
    pub(super) fn followed(&mut self, followed: Followed) -> Vec<Effect> {
        let (rest, trouble) = match followed {
            Followed {
                shared: Some(shared),
                trouble: None,
            } => return self.look_at(*shared, Source::Link),
            Followed { shared, trouble } => (shared, trouble.unwrap_or_default()),
        };
        let mut effects = match mem::take(&mut self.visit) {
            Visit::Shared { mine, .. } => self.put(mine),
            _ => vec![],
        };
        self.visit = Visit::Broken { trouble, rest };
        effects.push(self.show_visit());
        effects
    }

    pub(super) fn look_at(&mut self, shared: Shared, source: Source) -> Vec<Effect> {
        let mut effects = vec![];
        let mine = match mem::take(&mut self.visit) {
            Visit::Shared { mine, .. } => mine,
            _ => {
                effects.extend(self.save_draft());
                self.texts.clone()
            }
        };
        self.visit = Visit::Shared { mine, source };
        effects.extend(self.put(Texts {
            template: shared.template,
            scenario: shared.scenario,
        }));
        self.stage = shared.stage;
        self.seed = shared.seed;
        self.selected = shared.view.task;
        self.window = shared.view.window;
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
            ) => self.look_at(*rest, Source::Damaged),
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

    pub(super) fn leave(&self, mut effects: Vec<Effect>) -> Vec<Effect> {
        effects.extend([Effect::LeaveLink, self.show_visit()]);
        effects
    }

    /// Other texts in the editors, with nothing of what was chosen for those before.
    fn put(&mut self, texts: Texts) -> Vec<Effect> {
        self.texts = texts;
        self.generation = Generation(self.generation.0.wrapping_add(1));
        self.forget_choices();
        vec![
            Effect::Replace(Pane::Template, self.texts.template.clone()),
            Effect::Replace(Pane::Scenario, self.texts.scenario.clone()),
        ]
    }

    /// What was chosen for other texts.
    pub(super) fn forget_choices(&mut self) {
        (self.stage, self.seed, self.selected, self.cursor) = (None, None, None, None);
        (self.playhead, self.window) = (None, None);
    }

    /// A link that holds all that is seen.
    pub(super) fn share(&self) -> Effect {
        let cursor = self.playhead.as_ref().map(|playhead| playhead.at);
        let view = SharedView {
            task: self.selected.clone(),
            window: self.window,
            cursor,
        };
        Effect::Share(self.inputs(), view)
    }

    /// Keeps the draft if it has changed, and is what is in the editors.
    pub(super) fn save_draft(&mut self) -> Option<Effect> {
        let has_changed = mem::take(&mut self.has_changed);
        (has_changed && self.source().is_none()).then(|| Effect::SaveDraft(self.texts.clone()))
    }

    pub(super) fn show_visit(&self) -> Effect {
        Effect::ShowVisit(self.visit.clone())
    }
}

fn holding(texts: Texts) -> Shared {
    Shared {
        template: texts.template,
        scenario: texts.scenario,
        ..Shared::default()
    }
}
