//! One pass over the tasks of a batch.

mod again;

use super::Forward;
use super::attempts::Attempts;
use super::course::{Course, Subject, UnderWay};
use super::lane::{Halting, Lane};
use super::moment::Moment;
use super::slots::Slots;
use crate::plan::TaskId;
use crate::scheduler::Background;
use crate::simulate::attempt::Life;
use crate::simulate::batch::{Batch, Uneven};
use crate::simulate::budget::MAX_RETRIES;
use crate::simulate::draws::{Draws, Lanes, RunNumber};
use crate::simulate::{Need, Outage};
use crate::template::Kind;
use crate::time::Millis;
use crate::wide::widely;
use std::ops::Range;

/// A service that nobody needs any more is not followed, but goes on restarting: not more often than this,
/// and so many times at once.
const RESTARTS: (Millis, u64) = (Millis(1000), 8);

/// A batch in the making.
pub(super) struct Pass<'a, 'b> {
    forward: &'b Forward<'a>,
    batch: &'b mut Batch,
    /// The number of the run in the first lane.
    first: u32,
    /// Of the first attempts in all lanes, and of later ones in some.
    draws: Lanes,
    firsts: Attempts,
    draws_again: Lanes,
    again: Attempts,
    /// The lanes of those that are followed together, each before the same attempt.
    under_way: Vec<(usize, UnderWay)>,
    /// The lanes of those whose attempts have all failed so far, and when the last one did.
    failed: Vec<(usize, Moment)>,
    /// By task that somebody needs, then lane: when it is there for others.
    met: Vec<Vec<Moment>>,
    /// By lane: when the step at hand opened.
    opened: Vec<Moment>,
    /// By lane, of the task at hand.
    starts: Vec<Moment>,
    settled: Vec<Moment>,
    /// The lanes in which there is more to it than one attempt that succeeds in time.
    rough: Vec<usize>,
    /// By lane: when the last of all waited tasks so far settles, and of all others.
    waited: Vec<Moment>,
    background: Vec<Moment>,
    lanes: Vec<Lane>,
    slots: Option<Slots>,
    /// Services that go on restarting without being followed: lane and when they settled.
    given_up: Vec<(usize, Millis)>,
}

impl<'a, 'b> Pass<'a, 'b> {
    pub(super) fn new(forward: &'b Forward<'a>, numbers: Range<u32>, batch: &'b mut Batch) -> Self {
        let lanes = batch.ends.len();
        let nothing_yet = Lane {
            bad: Moment::NEVER,
            halts: None,
            retries: 0,
            is_left: false,
        };
        Self {
            forward,
            batch,
            first: numbers.start,
            draws_again: Lanes::new(forward.setting.options.seed, 0..0),
            draws: Lanes::new(forward.setting.options.seed, numbers),
            firsts: Attempts::default(),
            again: Attempts::default(),
            under_way: Vec::new(),
            failed: Vec::new(),
            met: vec![Vec::new(); forward.subjects.len()],
            opened: vec![Moment::ZERO; lanes],
            starts: vec![Moment::ZERO; lanes],
            settled: vec![Moment::ZERO; lanes],
            rough: Vec::new(),
            waited: vec![Moment::ZERO; lanes],
            background: vec![Moment::ZERO; lanes],
            lanes: vec![nothing_yet; lanes],
            slots: forward.slots.map(|slots| Slots::new(slots, lanes)),
            given_up: Vec::new(),
        }
    }

    /// Opens the next step.
    pub(super) fn open(&mut self) {
        for (start, waited) in self.starts.iter_mut().zip(&self.waited) {
            *start = waited.start();
        }
        self.opened.clone_from(&self.starts);
    }

    /// Follows a task of the step that is open.
    pub(super) fn simulate(&mut self, task: TaskId) {
        let forward = self.forward;
        let subject = &forward.subjects[task.0];
        if let Some(slots) = &mut self.slots {
            self.starts.copy_from_slice(&self.opened);
            slots.take(&mut self.starts);
        }
        if forward.is_needed[task.0] {
            self.met[task.0] = vec![Moment::NEVER; self.starts.len()];
        }
        let mut firsts = std::mem::take(&mut self.firsts);
        let mut rough = std::mem::take(&mut self.rough);
        firsts.draw(subject, 1, &mut self.draws);
        rough.clear();
        if subject.is_even {
            self.go_evenly(task, &firsts);
        } else {
            self.go_smoothly(task, subject, &firsts);
        }
        self.note_smooth(task, subject);
        if subject.is_even && subject.is_on_its_own {
            rough.extend_from_slice(&firsts.failing);
        } else {
            let lanes = 0..self.starts.len();
            rough.extend(lanes.filter(|lane| !self.goes_smoothly(subject, *lane, &firsts)));
        }
        if subject.is_alike_again && firsts.fails_at_its_end {
            self.try_again(task, &rough);
        } else if subject.is_on_its_own {
            self.follow_together(task, &rough, &firsts);
        } else {
            for &lane in &rough {
                self.follow(task, lane, firsts.life(lane));
            }
        }
        self.batch.tasks[task.0].sort();
        (self.firsts, self.rough) = (firsts, rough);
        self.close(task);
    }

    /// As if the first attempt succeeded in every lane, which is in time and takes some time.
    fn go_evenly(&mut self, task: TaskId, firsts: &Attempts) {
        let column = &mut self.batch.tasks[task.0];
        let columns = column.started.iter_mut().zip(&mut column.settled);
        let moments = self.starts.iter().zip(&mut self.settled);
        let lanes = moments.zip(&firsts.lasts).zip(columns);
        widely(
            #[inline(always)]
            || {
                for (((start, moment), lasts), (started, settled)) in lanes {
                    *started = start.at();
                    *settled = Millis(started.0 + lasts.0);
                    *moment = Moment::of(*settled);
                }
            },
        );
    }

    /// As if the first attempt succeeded in every lane.
    fn go_smoothly(&mut self, task: TaskId, subject: &Subject, firsts: &Attempts) {
        let lanes = self.starts.iter().zip(&firsts.lasts).zip(&mut self.settled);
        for ((start, lasts), settled) in lanes {
            *settled = subject.begin(*start).after(*lasts);
        }
        let column = &mut self.batch.tasks[task.0];
        write(&mut column.started, &self.starts);
        write(&mut column.settled, &self.settled);
    }

    /// Notes what else that comes to.
    fn note_smooth(&mut self, task: TaskId, subject: &Subject) {
        let column = &mut self.batch.tasks[task.0];
        write(&mut column.met, &self.settled);
        for (deciding, start) in column.deciding.iter_mut().zip(&self.starts) {
            *deciding = subject.begin(*start).at();
        }
        if let Some(met) = self.met.get_mut(task.0).filter(|met| !met.is_empty()) {
            met.copy_from_slice(&self.settled);
        }
    }

    fn goes_smoothly(&self, subject: &Subject, lane: usize, firsts: &Attempts) -> bool {
        let start = self.starts[lane];
        let is_in_time =
            !firsts.lasts.is_empty() && self.settled[lane] <= start.after(subject.limit);
        let has_needs = !subject.behaviour.needs.is_empty();
        let is_doomed = || has_needs && self.is_doomed(subject, lane, subject.begin(start));
        is_in_time && !firsts.fails(lane) && !is_doomed()
    }

    fn follow(&mut self, task: TaskId, lane: usize, life: Option<Life>) {
        let forward = self.forward;
        let subject = &forward.subjects[task.0];
        let start = self.starts[lane];
        let draws = self.draws_of(lane);
        let is_doomed = |at| self.is_doomed(subject, lane, at);
        let first = life.filter(|_| !is_doomed(subject.begin(start)));
        match subject.follow(start, &draws, first, is_doomed) {
            Some(course) => self.put(task, lane, &course),
            None => self.lanes[lane].is_left = true,
        }
    }

    fn draws_of(&self, lane: usize) -> Draws {
        let number = RunNumber(number_of(self.first, lane));
        Draws::new(self.forward.setting.options.seed, number)
    }

    /// Whether an attempt that starts at this moment lacks a need, or falls into an outage.
    fn is_doomed(&self, subject: &Subject, lane: usize, at: Moment) -> bool {
        let is_met = |need: &Need| {
            let mut met = need.tasks.iter().map(|task| self.met[task.0][lane]);
            need.tasks.is_empty() || met.any(|met| met < at)
        };
        let behaviour = subject.behaviour;
        self.is_out(&behaviour.outages, lane, at)
            || (behaviour.needs.iter())
                .any(|need| !is_met(need) || self.is_out(&need.outages, lane, at))
    }

    fn is_out(&self, outages: &[Outage], lane: usize, at: Moment) -> bool {
        if outages.is_empty() {
            return false;
        }
        let draws = self.draws_of(lane);
        let mut windows = outages.iter().map(|outage| outage.window(&draws));
        windows.any(|window| window.contains(at.at()))
    }

    /// What became of the task in this lane.
    fn put(&mut self, task: TaskId, lane: usize, course: &Course) {
        let column = &mut self.batch.tasks[task.0];
        self.settled[lane] = course.settled;
        column.settled[lane] = course.settled.at();
        column.note(Uneven {
            lane: lane as u32,
            attempts: course.attempts,
            back_off: course.back_off,
            is_bad: course.is_bad,
        });
        set(&mut column.deciding, lane, course.deciding);
        set(&mut column.met, lane, course.met.at());
        set(&mut self.met[task.0], lane, course.met);
        let run = &mut self.lanes[lane];
        run.retries += u64::from(course.all_attempts.saturating_sub(1));
        if !course.is_bad {
            return;
        }
        run.bad = run.bad.min(course.settled);
        let spec = &self.forward.setting.plan.tasks[task.0];
        if spec.halts {
            let halting = Halting {
                at: course.settled,
                by_limit: course.by_limit,
                task,
            };
            run.halts = Some(run.halts.map_or(halting, |first| first.min(halting)));
        }
        if spec.kind == Kind::Services && !self.forward.is_needed[task.0] {
            self.given_up.push((lane, course.settled.at()));
        }
    }

    /// Counts the task among those that have settled.
    fn close(&mut self, task: TaskId) {
        let plan = &self.forward.setting.plan;
        let is_waited = plan.steps[plan.tasks[task.0].step.0].waited;
        let last = match is_waited {
            true => &mut self.waited,
            false => &mut self.background,
        };
        let lanes = last.iter_mut().zip(&self.settled);
        widely(
            #[inline(always)]
            || {
                for (last, at) in lanes {
                    *last = last.later(*at);
                }
            },
        );
        if let Some(slots) = &mut self.slots {
            slots.keep(&self.settled);
        }
    }

    /// Ends every run; returns the lanes of those that only the event engine can follow.
    pub(super) fn end(mut self) -> Vec<usize> {
        let all = self.waited.iter().zip(&self.background);
        let all: Vec<Moment> = all.map(|(waited, other)| *waited.max(other)).collect();
        for (lane, settled) in std::mem::take(&mut self.given_up) {
            let (gap, at_once) = RESTARTS;
            self.lanes[lane].retries += (all[lane].at() - settled).0 / gap.0 + at_once;
        }
        let is_detached = self.forward.setting.options.background == Background::Detach;
        for (lane, end) in self.batch.ends.iter_mut().enumerate() {
            let (waited, all) = (self.waited[lane], all[lane]);
            let last = if is_detached { waited } else { all };
            *end = self.lanes[lane].end(waited, all, last.start());
        }
        let is_left = |run: &Lane| run.is_left || run.retries > u64::from(MAX_RETRIES);
        let lanes = self.lanes.iter().enumerate();
        lanes
            .filter(|(_, run)| is_left(run))
            .map(|(lane, _)| lane)
            .collect()
    }
}

/// The number of the run in a lane.
fn number_of(first: u32, lane: usize) -> u32 {
    first.wrapping_add(lane as u32)
}

/// A column of moments. One that nobody asks for is empty.
fn write(cells: &mut [Millis], moments: &[Moment]) {
    widely(
        #[inline(always)]
        || {
            for (cell, moment) in cells.iter_mut().zip(moments) {
                *cell = moment.at();
            }
        },
    );
}

/// Columns that nobody asks for are empty.
fn set<T>(cells: &mut [T], lane: usize, value: T) {
    if let Some(cell) = cells.get_mut(lane) {
        *cell = value;
    }
}
