//! Lessons: their texts are looked at as those of a link are, and the draft stays as it is. What a lesson says and
//! asks is decided by its panel (`web/editor/src/lessons`).

use super::{Effect, Model, Playhead, Texts, Visit};
use crate::protocol::Pane;
use laneway_core::share::Shared;
use std::rc::Rc;

impl Model {
    /// Shows the texts of a lesson, or of a variation: one undoable change of each text that differs. With a
    /// cursor the player stands there.
    pub(super) fn lesson_shown(&mut self, shown: Shared) -> Vec<Effect> {
        let cursor = shown.view.cursor;
        let mut effects = match self.visit {
            Visit::Lesson { .. } => self.vary(&shown),
            _ => self.begin_lesson(shown),
        };
        self.playhead = cursor.map(|at| Rc::new(Playhead::at(at)));
        if !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Replace(..)))
        {
            effects.extend(self.play(false));
        }
        effects.push(Effect::Mark(self.marks()));
        effects
    }

    fn begin_lesson(&mut self, shown: Shared) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.save_draft().into_iter().collect();
        let is_told = self.visit != Visit::Own;
        let mine = self.take_mine().unwrap_or_else(|| self.texts.clone());
        self.visit = Visit::Lesson { mine };
        effects.extend(self.put(Texts {
            template: shown.template,
            scenario: shown.scenario,
        }));
        self.stage = shown.stage;
        // A note about a link would speak of other texts.
        effects.extend(is_told.then(|| self.show_visit()));
        effects
    }

    fn vary(&mut self, shown: &Shared) -> Vec<Effect> {
        let texts = [
            (Pane::Template, &self.texts.template, &shown.template),
            (Pane::Scenario, &self.texts.scenario, &shown.scenario),
        ];
        let others = texts.into_iter().filter(|(_, now, next)| now != next);
        others
            .map(|(pane, _, next)| Effect::Replace(pane, next.clone()))
            .collect()
    }

    /// Gives the draft back.
    pub(super) fn lesson_left(&mut self) -> Vec<Effect> {
        if !matches!(self.visit, Visit::Lesson { .. }) {
            return vec![];
        }
        let mine = self.take_mine();
        mine.map_or_else(Vec::new, |mine| self.put(mine))
    }
}
