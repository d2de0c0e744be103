//! How far a forecast is: which runs nobody has been given yet, which are done, and when that is worth
//! a picture.

use laneway_core::forecast::Tally;
use laneway_core::simulate::Setting;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

/// The first picture is of so many runs.
const FIRST: u32 = 1000;
/// So many task runs at a time, until it is known how fast they are.
const PORTION: usize = 1 << 20;
/// The first portions hold at least and at most so many runs.
const RUNS_OF_PORTION: (usize, usize) = (16, 8192);
/// A portion that took less time is worth no message, one that took more could not be stopped soon; in milliseconds.
const WORTH_A_MESSAGE: RangeInclusive<f64> = 30.0..=120.0;
/// The most runs of a portion.
const MOST: u32 = 1 << 16;

/// The course of a forecast.
#[derive(Debug)]
pub(super) struct Course {
    runs: u32,
    /// The first run that nobody has been given.
    next: u32,
    /// Runs that were given to somebody who is gone.
    returned: Vec<Range<u32>>,
    portion: u32,
    /// Of the first runs, without a gap: what is shown are the runs 0, 1, 2 … and no others, so that it
    /// can be reproduced.
    tally: Tally,
    /// Of later ones, by the number of their first.
    ahead: BTreeMap<u32, Tally>,
    /// The last picture was of so many.
    pictured: u32,
}

impl Course {
    pub(super) fn new(setting: &Setting, runs: u32) -> Self {
        let portion = PORTION / setting.plan.tasks.len().max(1);
        let portion = portion.clamp(RUNS_OF_PORTION.0, RUNS_OF_PORTION.1);
        Self {
            runs,
            next: 0,
            returned: vec![],
            portion: portion as u32,
            tally: Tally::new(setting),
            ahead: BTreeMap::new(),
            pictured: 0,
        }
    }

    /// What is known so far.
    pub(super) fn tally(&self) -> &Tally {
        &self.tally
    }

    /// How many runs are wanted.
    pub(super) fn runs(&self) -> u32 {
        self.runs
    }

    /// How many are known without a gap.
    pub(super) fn done(&self) -> u32 {
        u32::try_from(self.tally.runs()).unwrap_or(u32::MAX)
    }

    /// Wants more runs, or fewer; those that are known or under way cannot be taken back: `false` if
    /// there are too many of them.
    pub(super) fn want(&mut self, runs: u32) -> bool {
        if runs < self.next {
            return false;
        }
        self.runs = runs;
        true
    }

    /// The next runs for one of so many helpers; `None` if all have been given away.
    pub(super) fn hand_out(&mut self, helpers: usize) -> Option<Range<u32>> {
        if let Some(range) = self.returned.pop() {
            return Some(range);
        }
        // The first picture comes soonest if all take part in it.
        let (end, portion) = if self.next < FIRST {
            let share = FIRST.div_ceil(u32::try_from(helpers.max(1)).unwrap_or(1));
            (self.runs.min(FIRST), self.portion.min(share))
        } else {
            (self.runs, self.portion)
        };
        let range = self.next..self.next.saturating_add(portion).min(end);
        self.next = range.end.max(self.next);
        (!range.is_empty()).then_some(range)
    }

    /// These runs will not come from whoever was given them.
    pub(super) fn give_back(&mut self, range: Range<u32>) {
        self.returned.push(range);
    }

    /// These runs are done, after so many milliseconds.
    pub(super) fn put(&mut self, runs: &Range<u32>, tally: Tally, took: f64) {
        if runs.len() == self.portion as usize {
            if took < *WORTH_A_MESSAGE.start() {
                self.portion = (self.portion * 2).min(MOST);
            } else if took > *WORTH_A_MESSAGE.end() {
                self.portion = (self.portion / 2).max(1);
            }
        }
        self.ahead.insert(runs.start, tally);
        while let Some(tally) = self.ahead.remove(&self.done()) {
            self.tally.merge(tally);
        }
    }

    /// Whether there is enough news for a picture: the first runs, twice as many as in the last picture,
    /// or all. The next picture needs more news again.
    pub(super) fn is_picture_due(&mut self) -> bool {
        let done = self.done();
        let enough = self.pictured.saturating_mul(2).max(FIRST).min(self.runs);
        let is_due = done >= enough && done > self.pictured;
        if is_due {
            self.pictured = done;
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_core::analysis::{Request, analyze};
    use laneway_core::simulate::batch::Engine;

    fn setting() -> Setting {
        let request = Request {
            template: "workflows: [{name: setup, order_from: [jobs.a]}]\n",
            scenario: "tasks: {jobs.a: {runs_for: {uniform: [10s, 20s]}}}\n",
            ..Request::default()
        };
        analyze(&request).run.expect("a run").setting
    }

    /// Hands out and does everything with so many helpers that answer in the opposite order; returns of
    /// how many runs the pictures were.
    fn pictures(course: &mut Course, setting: &Setting, helpers: usize) -> Vec<u32> {
        let engine = Engine::new(setting);
        let mut pictures = vec![];
        loop {
            let given: Vec<_> = (0..helpers)
                .map_while(|_| course.hand_out(helpers))
                .collect();
            if given.is_empty() {
                return pictures;
            }
            for range in given.into_iter().rev() {
                course.put(&range, Tally::of(&engine, range.clone()), 50.0);
                pictures.extend(course.is_picture_due().then(|| course.done()));
            }
        }
    }

    #[test]
    fn the_first_picture_is_early_and_the_last_is_of_all() {
        let setting = setting();
        for helpers in [1, 3] {
            let mut course = Course::new(&setting, 20_000);
            let pictures = pictures(&mut course, &setting, helpers);
            assert_eq!(pictures.first(), Some(&1000), "{pictures:?}");
            assert_eq!(pictures.last(), Some(&20_000), "{pictures:?}");
            let whole = Tally::of(&Engine::new(&setting), 0..20_000);
            let found = course.tally().clone().outlook(&setting.plan);
            assert_eq!(found, whole.outlook(&setting.plan));
        }
        let mut few = Course::new(&setting, 7);
        assert_eq!(pictures(&mut few, &setting, 2), [7]);
    }

    #[test]
    fn only_what_is_without_a_gap_counts() {
        let setting = setting();
        let engine = Engine::new(&setting);
        let mut course = Course::new(&setting, 2000);
        let [one, other] = [course.hand_out(2), course.hand_out(2)].map(Option::unwrap);
        course.put(&other, Tally::of(&engine, other.clone()), 50.0);
        assert_eq!(course.done(), 0);
        course.give_back(one.clone());
        assert_eq!(course.hand_out(2), Some(one.clone()));
        course.put(&one, Tally::of(&engine, one.clone()), 50.0);
        assert_eq!(course.done(), other.end);
    }

    #[test]
    fn portions_take_as_long_as_is_worth_a_message() {
        let setting = setting();
        let engine = Engine::new(&setting);
        // So many runs are made in a millisecond.
        for (speed, fewest, most) in [(10.0, 256, 1200), (1000.0, 16_384, MOST)] {
            let mut course = Course::new(&setting, 1_000_000);
            course.hand_out(1);
            let mut last = 0..0;
            for _ in 0..12 {
                last = course.hand_out(1).expect("more");
                // What comes of them makes no difference.
                let took = last.len() as f64 / speed;
                course.put(&last, Tally::of(&engine, 0..0), took);
            }
            assert!((fewest..=most).contains(&(last.len() as u32)), "{last:?}");
        }
    }

    #[test]
    fn more_can_be_wanted_and_not_less_than_there_is() {
        let setting = setting();
        let mut course = Course::new(&setting, 1000);
        assert_eq!(pictures(&mut course, &setting, 1), [1000]);
        assert!(!course.want(999));
        assert!(course.want(3000));
        assert_eq!(pictures(&mut course, &setting, 1), [3000]);
    }
}
