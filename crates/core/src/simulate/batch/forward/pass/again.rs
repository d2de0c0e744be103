//! Attempts after the first.

use super::{Pass, number_of};
use crate::plan::TaskId;
use crate::simulate::attempt::{Life, Next, Retries};
use crate::simulate::batch::forward::attempts::Attempts;
use crate::simulate::batch::forward::course::{Course, Subject, UnderWay};
use crate::simulate::batch::forward::moment::Moment;
use crate::simulate::budget::MAX_ATTEMPTS;
use crate::time::Millis;

/// For fewer attempts than this, drawing them side by side costs more than drawing one after the other.
const SIDE_BY_SIDE: usize = 3;

impl Pass<'_, '_> {
    /// Tries a job again in these lanes, in which its first attempt failed. It pauses as long in each of them, so this is
    /// all there is to it where it succeeds at last, and in time; where it does not, it is followed from its start.
    pub(super) fn try_again(&mut self, task: TaskId, lanes: &[usize]) {
        let forward = self.forward;
        let subject = &forward.subjects[task.0];
        let mut again = std::mem::take(&mut self.again);
        let mut failed = std::mem::take(&mut self.failed);
        failed.extend(lanes.iter().map(|lane| (*lane, self.settled[*lane])));
        let (mut retries, mut paused) = (Retries::default(), Millis::ZERO);
        for number in 2..=MAX_ATTEMPTS {
            if failed.is_empty() {
                break;
            }
            // How long an attempt lived makes no difference to these.
            let Next::Attempt(delay) = subject.next(&mut retries, Millis::ZERO) else {
                break;
            };
            paused = paused + delay;
            let lanes = failed.iter().map(|(lane, _)| *lane);
            self.draw_again(subject, number, lanes, &mut again);
            let mut at = 0;
            failed.retain_mut(|(lane, end)| {
                let known = again.life(at);
                at += 1;
                let draw = || subject.life(number, &self.draws_of(*lane), false);
                let Life { lasts, is_good } = known.unwrap_or_else(draw);
                let begun = end.at() + delay;
                *end = Moment::of(begun).after(lasts);
                if *end > self.starts[*lane].after(subject.limit) {
                    self.follow(task, *lane, None);
                } else if is_good {
                    self.put(
                        task,
                        *lane,
                        &Course::of_retries(number, paused, begun, *end),
                    );
                } else {
                    return true;
                }
                false
            });
        }
        for (lane, _) in failed.drain(..) {
            self.follow(task, lane, None);
        }
        (self.again, self.failed) = (again, failed);
    }

    /// Follows a task on its own in these lanes, attempt by attempt: what each draws is made side by side.
    pub(super) fn follow_together(&mut self, task: TaskId, lanes: &[usize], firsts: &Attempts) {
        let forward = self.forward;
        let subject = &forward.subjects[task.0];
        let mut again = std::mem::take(&mut self.again);
        let mut under_way = std::mem::take(&mut self.under_way);
        let starts = lanes
            .iter()
            .map(|lane| (*lane, subject.start(self.starts[*lane])));
        under_way.extend(starts);
        self.live(task, 1, &mut under_way, |lane, _| firsts.life(lane));
        let mut number = 2;
        while !under_way.is_empty() {
            let lanes = under_way.iter().map(|(lane, _)| *lane);
            self.draw_again(subject, number, lanes, &mut again);
            self.live(task, number, &mut under_way, |_, at| again.life(at));
            number += 1;
        }
        (self.again, self.under_way) = (again, under_way);
    }

    /// Lives an attempt in all these lanes; those are left in which another one follows. `life` says what is
    /// known of it by lane and place in the list.
    fn live(
        &mut self,
        task: TaskId,
        number: u32,
        under_way: &mut Vec<(usize, UnderWay)>,
        life: impl Fn(usize, usize) -> Option<Life>,
    ) {
        let forward = self.forward;
        let subject = &forward.subjects[task.0];
        let mut at = 0;
        under_way.retain_mut(|(lane, one)| {
            let known = life(*lane, at);
            at += 1;
            if !subject.goes_on(one) {
                self.put(task, *lane, &one.course);
                return false;
            }
            let draw = || subject.life(number, &self.draws_of(*lane), false);
            match subject.live(one, known.unwrap_or_else(draw)) {
                Some(true) => return true,
                Some(false) => self.put(task, *lane, &one.course),
                None => self.lanes[*lane].is_left = true,
            }
            false
        });
    }

    /// Draws the attempts of this number in these lanes, unless they are so few that each may as well be drawn when it is
    /// asked for.
    fn draw_again(
        &mut self,
        subject: &Subject,
        number: u32,
        lanes: impl ExactSizeIterator<Item = usize>,
        again: &mut Attempts,
    ) {
        if lanes.len() < SIDE_BY_SIDE {
            again.clear();
            return;
        }
        let first = self.first;
        self.draws_again
            .turn_to(lanes.map(|lane| number_of(first, lane)));
        again.draw(subject, number, &mut self.draws_again);
    }
}
