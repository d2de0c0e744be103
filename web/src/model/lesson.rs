//! Lessons: their texts are looked at as those of a link are, and the draft stays as it is. What a lesson says and
//! asks is decided by its panel (`web/editor/src/lessons`).

use super::{Effect, Model, Playhead, Source};
use crate::protocol::Pane;
use laneway_core::share::Shared;
use std::rc::Rc;

impl Model {
    /// Shows the texts of a lesson, or of a variation: one undoable change of each text that differs. With a
    /// cursor the player stands there.
    pub(super) fn lesson_shown(&mut self, shown: Shared) -> Vec<Effect> {
        if self.source() != Some(Source::Lesson) {
            return self.look_at(shown, Source::Lesson);
        }
        let is_same_stage = self.stage == shown.stage;
        self.stage = shown.stage;
        let texts = [
            (Pane::Template, &self.texts.template, shown.template),
            (Pane::Scenario, &self.texts.scenario, shown.scenario),
        ];
        let others = texts.into_iter().filter(|(_, now, next)| *now != next);
        let mut effects: Vec<Effect> = others
            .map(|(pane, _, next)| Effect::Replace(pane, next))
            .collect();
        let cursor = shown.view.cursor;
        self.playhead = cursor.map(|at| Rc::new(Playhead::at(at)));
        if effects.is_empty() {
            match is_same_stage {
                true => effects.extend(self.play(false)),
                false => effects.extend(self.ask_anew()),
            }
        }
        effects.push(Effect::Mark(self.marks()));
        effects
    }
}
