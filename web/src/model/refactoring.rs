//! The dialog with what could be changed in the template. What it shows belongs to one state of the
//! texts, and is changed only in that state.

use super::{Effect, Model};
use crate::protocol::{Generation, Offers, OffersWanted, Pane};
use serde::Serialize;

/// What the dialog shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Refactoring {
    /// The template that the offers are for.
    pub text: String,
    /// What could be changed; `None` until that is known.
    pub found: Option<Offers>,
    /// Whether the texts have changed since the dialog first showed something.
    pub is_renewed: bool,
    /// Whether the engine has stopped before it could answer.
    pub has_failed: bool,
    /// The state that the engine was asked about.
    #[serde(skip)]
    asked: Generation,
    #[serde(skip)]
    cursor: Option<usize>,
}

impl Model {
    /// Opens the dialog, also where it is open already.
    pub(super) fn refactoring_wanted(&mut self, cursor: Option<usize>) -> Vec<Effect> {
        self.refactoring = Some(Refactoring {
            text: String::new(),
            found: None,
            is_renewed: false,
            has_failed: false,
            asked: self.generation,
            cursor,
        });
        self.ask_offers()
    }

    /// Asks about the present texts if the dialog is open and is about older ones.
    pub(super) fn renew_offers(&mut self) -> Vec<Effect> {
        match &mut self.refactoring {
            Some(dialog) if dialog.asked != self.generation => {
                dialog.is_renewed |= dialog.found.is_some();
                // The place was one of an older text.
                dialog.cursor = None;
                self.ask_offers()
            }
            _ => vec![],
        }
    }

    fn ask_offers(&mut self) -> Vec<Effect> {
        let Some(dialog) = &mut self.refactoring else {
            return vec![];
        };
        dialog.asked = self.generation;
        dialog.text.clone_from(&self.texts.template);
        dialog.found = None;
        dialog.has_failed = false;
        let wanted = OffersWanted {
            generation: self.generation,
            template: self.texts.template.clone(),
            scenario: self.texts.scenario.clone(),
            cursor: dialog.cursor,
        };
        vec![self.show_refactoring(), Effect::AskOffers(wanted)]
    }

    /// Offers for older texts are dropped, and the present ones asked about.
    pub(super) fn offered(&mut self, offers: Offers) -> Vec<Effect> {
        match &mut self.refactoring {
            Some(dialog) if offers.generation == self.generation => {
                dialog.found = Some(offers);
                vec![self.show_refactoring()]
            }
            Some(_) => self.renew_offers(),
            None => vec![],
        }
    }

    /// Makes the change, or asks anew where the texts are no longer those it was offered for.
    pub(super) fn offer_chosen(&mut self, generation: Generation, index: usize) -> Vec<Effect> {
        if generation != self.generation {
            return self.renew_offers();
        }
        let found = self.refactoring.as_ref().and_then(|it| it.found.as_ref());
        let chosen = found.filter(|it| it.generation == generation);
        let Some(offer) = chosen.and_then(|it| it.offers.get(index)) else {
            return vec![];
        };
        let change = Effect::Refactor {
            pane: Pane::Template,
            text: self.texts.template.clone(),
            changes: offer.changes.clone(),
        };
        self.refactoring = None;
        vec![self.show_refactoring(), change]
    }

    /// Says in the dialog that it waits in vain.
    pub(super) fn offers_failed(&mut self) -> Vec<Effect> {
        match &mut self.refactoring {
            Some(dialog) if dialog.found.is_none() => {
                dialog.has_failed = true;
                vec![self.show_refactoring()]
            }
            _ => vec![],
        }
    }

    /// Whether the dialog waits for what could be changed in this state of the texts.
    pub(super) fn awaits_offers(&self, generation: Generation) -> bool {
        let waits = |it: &Refactoring| it.found.is_none() && !it.has_failed;
        self.generation == generation && self.refactoring.as_ref().is_some_and(waits)
    }

    fn show_refactoring(&self) -> Effect {
        Effect::ShowRefactoring(self.refactoring.clone().map(Box::new))
    }
}
