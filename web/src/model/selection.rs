//! The selected task, and its lines: picture and text are linked both ways.

use super::{Effect, Model};
use crate::protocol::{Pane, TextRange};

impl Model {
    /// The index of the selected task in the run.
    pub fn selected_index(&self) -> Option<usize> {
        let name = self.selected.as_ref()?;
        let tasks = &self.run.as_ref()?.report.tasks;
        tasks.iter().position(|row| row.task == *name)
    }

    /// Places of an older state are of no use, so the cursor waits for the next answer.
    pub(super) fn cursor_moved(&mut self, offset: usize) -> Vec<Effect> {
        if !self.is_current() || self.outdated {
            self.cursor = Some(offset);
            return vec![];
        }
        let task = self.task_at(offset);
        if task == self.selected {
            return vec![];
        }
        self.selected = task;
        vec![Effect::Mark(self.marks())]
    }

    pub(super) fn task_selected(&mut self, index: Option<usize>) -> Vec<Effect> {
        self.cursor = None;
        self.selected = index.and_then(|index| {
            let tasks = &self.run.as_ref()?.report.tasks;
            tasks.get(index).map(|row| row.task.clone())
        });
        let range = self.selected_range();
        let mut effects = vec![Effect::Mark(self.marks())];
        effects.extend(range.map(|range| Effect::Reveal {
            pane: Pane::Template,
            range,
            focus: false,
        }));
        effects
    }

    /// What is marked in the template: what the playhead is about, else the selected task.
    pub(super) fn marks(&self) -> Vec<TextRange> {
        match &self.playhead {
            Some(playhead) if !self.outdated && self.is_current() => playhead.lines.clone(),
            Some(_) => vec![],
            None => self.selected_range().into_iter().collect(),
        }
    }

    fn selected_range(&self) -> Option<TextRange> {
        if self.outdated || !self.is_current() {
            return None;
        }
        let index = self.selected_index()?;
        self.run.as_ref()?.task_spans.get(index).copied()
    }

    /// The task whose reference holds `offset`. Several tasks can come from one reference, such as
    /// `services.all`: the selected one among them stays.
    pub(super) fn task_at(&self, offset: usize) -> Option<String> {
        let run = self.run.as_ref()?;
        let holds = |range: &TextRange| range.start <= offset && offset <= range.end;
        let mut here = run.report.tasks.iter().zip(&run.task_spans);
        let mut names = here
            .by_ref()
            .filter(|(_, range)| holds(range))
            .map(|(row, _)| &row.task);
        let first = names.next()?;
        let is_selected = |name: &&String| Some(*name) == self.selected.as_ref();
        let kept = if is_selected(&first) {
            Some(first)
        } else {
            names.find(is_selected)
        };
        Some(kept.unwrap_or(first).clone())
    }
}
