//! The first attempts of whole runs, drawn before the runs are made.

use super::forward::{Attempts, Subject};
use crate::simulate::Setting;
use crate::simulate::attempt::Life;
use crate::simulate::draws::Lanes;

/// What first attempts come to, drawn for several runs at once.
pub(super) struct Firsts<'a> {
    subjects: Vec<Subject<'a>>,
    /// At most so many runs at once.
    pub(super) runs: usize,
    draws: Lanes,
    attempts: Attempts,
    /// By run, then task.
    lives: Vec<Option<Life>>,
}

/// So many lives fit the caches.
const LIVES: usize = 1 << 12;

impl<'a> Firsts<'a> {
    pub(super) fn new(setting: &'a Setting) -> Self {
        let tasks = setting.plan.tasks.iter().zip(&setting.behaviours);
        let subjects = tasks
            .map(|(task, behaviour)| Subject::new(task, behaviour, &setting.options, None))
            .collect::<Vec<_>>();
        Self {
            runs: (LIVES / subjects.len().max(1)).max(1),
            subjects,
            draws: Lanes::new(setting.options.seed, 0..0),
            attempts: Attempts::default(),
            lives: Vec::new(),
        }
    }

    /// Draws those of the runs with these numbers.
    pub(super) fn draw(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        let tasks = self.subjects.len();
        self.lives.resize(numbers.len() * tasks, None);
        self.draws.turn_to(numbers);
        for (task, subject) in self.subjects.iter().enumerate() {
            self.attempts.draw(subject, 1, &mut self.draws);
            let lives = self.lives.iter_mut().skip(task).step_by(tasks);
            for (run, life) in lives.enumerate() {
                *life = self.attempts.life(run);
            }
        }
    }

    /// Of the run in this place, by task: `None` where more than the draws decides.
    pub(super) fn of(&self, run: usize) -> &[Option<Life>] {
        let tasks = self.subjects.len();
        &self.lives[run * tasks..][..tasks]
    }
}
