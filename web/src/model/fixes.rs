//! Repairing everything that can surely be repaired.

use super::{Effect, Model};
use crate::protocol::{Change, Located, Pane};
use laneway_core::order::sort_by_key;
use std::collections::BTreeMap;

impl Model {
    /// One step for undo in each editor. What gets into the way of an earlier repair has its turn when the user asks
    /// again, about the texts as they are then.
    pub(super) fn all_fixes_chosen(&self) -> Vec<Effect> {
        if !self.is_current() {
            return vec![];
        }
        let panes = [
            (
                Pane::Scenario,
                &self.scenario_problems,
                &self.texts.scenario,
            ),
            (
                Pane::Template,
                &self.template_problems,
                &self.texts.template,
            ),
        ];
        let effects = panes.into_iter().filter_map(|(pane, problems, text)| {
            let changes = sure_changes(problems);
            (!changes.is_empty()).then(|| Effect::Refactor {
                pane,
                text: text.clone(),
                changes,
            })
        });
        effects.collect()
    }
}

/// The changes of all sure repairs of which none touches an earlier one, by place.
fn sure_changes(problems: &[Located]) -> Vec<Change> {
    // Where each place that is changed already ends, by where it starts: none of them touch.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut changes = Vec::new();
    for fix in problems.iter().filter_map(Located::sure_fix) {
        let is_free = |change: &Change| {
            let before = taken.range(..=change.range.end).next_back();
            before.is_none_or(|(_, end)| *end < change.range.start)
        };
        if fix.changes.iter().all(is_free) {
            for change in &fix.changes {
                taken.insert(change.range.start, change.range.end);
                changes.push(change.clone());
            }
        }
    }
    sort_by_key(&mut changes, |change| change.range.start);
    changes
}
