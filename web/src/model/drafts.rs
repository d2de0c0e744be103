//! The user's drafts, and what takes their place. All drafts are kept by the page's JavaScript
//! (`web/editor/src/drafts`); here it is decided what becomes of the editors.

use super::{Effect, Model, Texts, Visit};
use crate::examples;
use crate::protocol::{Pane, TextRange};
use std::rc::Rc;

impl Model {
    /// What is not brought stays. What is takes the focus, so that undo is at hand.
    pub(super) fn bring(
        &mut self,
        template: Option<String>,
        scenario: Option<String>,
    ) -> Vec<Effect> {
        (self.seed, self.window) = (None, None);
        let texts = [(Pane::Template, template), (Pane::Scenario, scenario)];
        let brought = texts.into_iter();
        let mut effects: Vec<Effect> = brought
            .filter_map(|(pane, text)| Some(Effect::Replace(pane, text?)))
            .collect();
        if let Some(Effect::Replace(pane, _)) = effects.first() {
            effects.push(Effect::Reveal {
                pane: *pane,
                range: TextRange::default(),
                focus: true,
            });
        }
        effects
    }

    pub(super) fn example_chosen(&mut self, index: usize) -> Vec<Effect> {
        let Some(example) = examples::all().get(index) else {
            return vec![];
        };
        (self.seed, self.window) = (None, None);
        if self.playhead.is_some() {
            self.playhead = Some(Rc::default());
        }
        vec![
            Effect::Replace(Pane::Template, example.template.to_owned()),
            Effect::Replace(Pane::Scenario, example.scenario.to_owned()),
        ]
    }

    /// Whatever was looked at is left; it is kept already, or was not to be kept.
    pub(super) fn draft_opened(&mut self, texts: Texts) -> Vec<Effect> {
        let is_visit = self.visit != Visit::Own;
        self.visit = Visit::Own;
        self.forget_choices();
        (self.has_changed, self.is_run_of_another) = (false, true);
        let opened = vec![Effect::OpenDraft(texts)];
        match is_visit {
            true => self.leave(opened),
            false => opened,
        }
    }

    /// The dialog lists what is kept.
    pub(super) fn drafts_wanted(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.save_draft().into_iter().collect();
        effects.push(Effect::ShowDrafts(
            self.texts.clone(),
            self.source().is_some(),
        ));
        effects
    }
}
