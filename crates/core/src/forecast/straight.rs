//! The tasks of a stage in which nothing is waited for but barriers: path and slack in one look.

use super::statistics::{SHORT, short_bucket};
use super::task_tally::{AT_ONCE, Ended, Narrow, TaskTally};
use crate::plan::Plan;
use crate::simulate::Setting;
use crate::simulate::batch::{Batch, Column, End, Loose};
use crate::time::Millis;
use crate::wide::widely;

/// A barrier opens when the last task of its step settles, and all tasks of the next step start then. So the slack
/// of a task is how long that step still waits for others, and the path leads through the first one that has none.
/// [`super::path`] and [`super::slack`] find the same in more steps, and where there is more to wait for.
///
/// Times are half as wide in here as elsewhere, and each loop has numbers of one width alone: so twice as many of
/// them are worked on in one instruction.
#[derive(Debug)]
pub(super) struct Straight<'a> {
    plan: &'a Plan,
    /// By lane: when the stage ends.
    ends: Vec<Millis>,
    lanes: Lanes,
    /// Of the task at hand, by lane: the bucket of its slack.
    buckets: Vec<u32>,
}

/// The step at hand, by lane.
#[derive(Debug, Default)]
struct Lanes {
    /// All bits if the run came to its end, or none.
    ended: Vec<u32>,
    /// When its tasks start, and when the next step opens or the stage ends.
    start: Vec<u32>,
    latest: Vec<u32>,
    /// All bits once the path has led through it.
    passed: Vec<u32>,
    /// When the task at hand settles, and how long it took.
    settled: Vec<u32>,
    took: Vec<u32>,
}

impl<'a> Straight<'a> {
    /// `None` if some task may wait for more.
    pub(super) fn new(setting: &'a Setting, loose: &Loose) -> Option<Self> {
        let plan = &setting.plan;
        let is_straight = plan.steps.iter().all(|step| step.waited)
            && loose.needs.iter().all(Vec::is_empty)
            && setting.options.max_parallel.is_none()
            && !setting.cluster.is_limited()
            && !setting.may_lose();
        is_straight.then(|| Self {
            plan,
            ends: Vec::new(),
            lanes: Lanes::default(),
            buckets: Vec::new(),
        })
    }

    /// Takes in the runs that came to their end; `false` if there are too many of them, or too long ones.
    pub(super) fn take(&mut self, batch: &Batch, ended: &Ended, tasks: &mut [TaskTally]) -> bool {
        let ends = batch.ends.iter().map(|end| match *end {
            End::Ended { all_settled, .. } => all_settled,
            End::Halted { .. } => Millis::ZERO,
        });
        self.ends.clear();
        self.ends.extend(ends);
        if self.ends.len() > AT_ONCE || self.ends.iter().any(|end| end.0 >= SHORT) {
            return false;
        }
        let Self { lanes, buckets, .. } = self;
        lanes.begin(&self.ends, ended);
        buckets.resize(self.ends.len(), 0);
        for step in self.plan.steps.iter().rev() {
            let Some(first) = step.tasks.first() else {
                continue;
            };
            lanes.turn_to(&batch.tasks[first.0].started);
            for &task in &step.tasks {
                let column = &batch.tasks[task.0];
                let found = widely(
                    #[inline(always)]
                    || lanes.look(column, buckets),
                );
                tasks[task.0].add(&found.sums, ended.count);
                tasks[task.0].add_attempts(column, ended);
                tasks[task.0].critical += found.critical;
                tasks[task.0].slack.add_to(buckets, ended.count as u32);
            }
        }
        self.add_instants(ended, tasks);
        true
    }

    /// Where a whole run takes no time, its path is the very first task.
    fn add_instants(&self, ended: &Ended, tasks: &mut [TaskTally]) {
        let first = self.plan.steps.iter().find_map(|step| step.tasks.first());
        if let Some(first) = first {
            let ends = self.ends.iter().zip(&ended.masks);
            let instants = ends.filter(|(end, mask)| **end == Millis::ZERO && **mask != 0);
            tasks[first.0].critical += instants.count() as u64;
        }
    }
}

/// What is found of a task in the lanes that ended.
struct Found {
    sums: Narrow,
    /// In how many it lies on the path.
    critical: u64,
}

impl Lanes {
    /// Behind the last step of runs that end then.
    fn begin(&mut self, ends: &[Millis], ended: &Ended) {
        self.ended.clear();
        self.ended
            .extend(ended.masks.iter().map(|mask| *mask as u32));
        for of_step in [&mut self.passed, &mut self.settled, &mut self.took] {
            of_step.resize(ends.len(), 0);
        }
        for times in [&mut self.start, &mut self.latest] {
            times.resize(ends.len(), 0);
            narrow(times, ends);
        }
    }

    /// To the step before, whose tasks start then.
    fn turn_to(&mut self, started: &[Millis]) {
        std::mem::swap(&mut self.start, &mut self.latest);
        narrow(&mut self.start, started);
        self.passed.fill(0);
    }

    /// A task of the step.
    #[inline(always)]
    fn look(&mut self, column: &Column, buckets: &mut [u32]) -> Found {
        let lanes = buckets.len();
        // Slices of one length, so that no step has to look whether it is within them.
        let (ended, passed) = (&self.ended[..lanes], &mut self.passed[..lanes]);
        let (start, latest) = (&self.start[..lanes], &self.latest[..lanes]);
        let (settled, took) = (&mut self.settled[..lanes], &mut self.took[..lanes]);
        narrow(settled, &column.settled);
        let (mut without_slack, mut critical) = (0_u32, 0_u32);
        let (mut tooks, mut slacks) = (0_u32, 0_u32);
        for lane in 0..lanes {
            let is_ended = ended[lane];
            took[lane] = settled[lane].wrapping_sub(start[lane]) & is_ended;
            let slack = latest[lane].wrapping_sub(settled[lane]) & is_ended;
            let has_none = u32::from(slack == 0).wrapping_neg() & is_ended;
            let is_passed = has_none & !passed[lane] & u32::from(took[lane] != 0);
            critical = critical.wrapping_add(is_passed);
            passed[lane] |= has_none;
            without_slack = without_slack.wrapping_add(has_none & 1);
            tooks = tooks.wrapping_add(took[lane]);
            slacks = slacks.wrapping_add(slack);
            buckets[lane] = short_bucket(slack);
        }
        let squares = took.iter().map(|took| u64::from(*took) * u64::from(*took));
        let sums = Narrow {
            took: tooks.into(),
            squares: squares.fold(0, u64::wrapping_add),
            slack: slacks.into(),
            without_slack: without_slack.into(),
        };
        Found {
            sums,
            critical: critical.into(),
        }
    }
}

/// The lower halves of times.
#[inline(always)]
fn narrow(out: &mut [u32], times: &[Millis]) {
    for (out, time) in out.iter_mut().zip(times) {
        *out = time.0 as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, Ended, Straight};
    use crate::forecast::Tally;
    use crate::kit::setting;
    use crate::simulate::Setting;
    use crate::simulate::batch::{Batch, Engine};
    use crate::simulate::draws::{Chance, Distribution, Time};
    use crate::time::Millis;

    /// Tasks that end together, that take no time, and that halt; steps without any task.
    const STAGES: [&str; 5] = [
        "a: jobs.a 30; jobs.b 30 retries=2; services.c 20\nb: jobs.d 1ms; jobs.e 30\nc!: jobs.b 5; jobs.g 5",
        "a:\nb: jobs.a 30; jobs.b 30\nc:\nd: services.c 9; jobs.d 9 fails=1 retries=2\ne:",
        "a: jobs.a 0; jobs.e 0\nb: jobs.c 30; jobs.d 30\nc: jobs.f 0; jobs.g 0\nd: jobs.b 30",
        "a:\nb: jobs.a 0; jobs.c 0\nc: jobs.d 0",
        "a:",
    ];

    /// In which the jobs `b` fail now and then, and end with others or before or after them.
    fn settings() -> impl Iterator<Item = Setting> {
        let [min, max] = [29_998, 30_002].map(Millis);
        STAGES.into_iter().map(move |text| {
            let mut setting = setting(text);
            for (task, behaviour) in setting.plan.tasks.iter().zip(&mut setting.behaviours) {
                if task.reference == "jobs.b" {
                    behaviour.duration = Time::new(Distribution::Uniform { min, max });
                    behaviour.fails.chance = Chance::from_millionths(300_000);
                }
            }
            setting
        })
    }

    fn is_taken(setting: &Setting) -> bool {
        let (engine, mut batch) = (Engine::new(setting), Batch::default());
        engine.run(0..64, &mut batch);
        let tasks = &mut Tally::new(setting).tasks;
        let straight = Straight::new(setting, engine.loose());
        straight.is_some_and(|mut it| it.take(&batch, &Ended::of(&batch), tasks))
    }

    /// More runs than it takes at once are left to the longer way.
    #[test]
    fn finds_what_the_longer_way_finds() {
        for setting in settings() {
            assert!(is_taken(&setting));
            let engine = Engine::new(&setting);
            let [one, other] = [64, AT_ONCE + 1]
                .map(|portion| Tally::in_portions(&engine, 0..2 * AT_ONCE as u32 + 2, portion));
            assert_eq!(format!("{:?}", one.tasks), format!("{:?}", other.tasks));
        }
    }

    #[test]
    fn leaves_what_waits_for_more_and_what_takes_too_long() {
        for text in [
            "a~: jobs.a 30",
            "a: jobs.a 30; jobs.b 30 needs=jobs.a retries=3",
            "a: jobs.a 30\nb: jobs.b 1000000 limit=1000000",
        ] {
            assert!(!is_taken(&setting(text)), "{text}");
        }
        let mut setting = setting("a: jobs.a 30; jobs.b 30");
        setting.options.max_parallel = Some(1);
        assert!(!is_taken(&setting));
    }
}
