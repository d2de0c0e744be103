//! One task in one run, from its start to its end.

use super::attempts::{has_plain_start, is_always_in_time};
use super::moment::{FAR, Moment};
use crate::kubernetes::RestartPolicy;
use crate::plan::Task;
use crate::simulate::attempt::{
    Life, Next, Retries, given_up_after, settles_at_first_crash, static_duration,
};
use crate::simulate::budget::MAX_ATTEMPTS;
use crate::simulate::draws::{Draws, Stream};
use crate::simulate::{Behaviour, Options};
use crate::template::Kind;
use crate::time::Millis;

/// A task, and all about it that no run changes.
#[derive(Debug)]
pub(in crate::simulate::batch) struct Subject<'a> {
    pub(super) task: &'a Task,
    pub(super) behaviour: &'a Behaviour,
    pub(super) stream: Stream,
    options: &'a Options,
    /// How long it is until it is given up.
    pub(super) limit: Millis,
    /// Until when it is followed once it has settled, because somebody needs it; `None` if nobody does.
    heals_until: Option<Millis>,
    settles_at_first_crash: bool,
    /// Whether there is nothing to its first attempt but a duration and a chance.
    pub(super) has_plain_start: bool,
    /// Whether a first attempt that does not fail then settles it in time, later than it starts.
    pub(super) is_even: bool,
    /// Whether all its attempts follow from its start and its draws alone.
    pub(super) is_on_its_own: bool,
    /// Whether, beyond both of these, it is tried again after pauses that are as long in every run.
    pub(super) is_alike_again: bool,
}

/// What became of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    pub(super) settled: Moment,
    pub(super) is_bad: bool,
    /// Whether its limit settled it.
    pub(super) by_limit: bool,
    /// When others find it there; [`Moment::NEVER`] if they never do.
    pub(super) met: Moment,
    /// How many attempts it had begun when it settled, and in all.
    pub(super) attempts: u32,
    pub(super) all_attempts: u32,
    /// How long it had paused between attempts when it settled.
    pub(super) back_off: Millis,
    /// When its last attempt began.
    pub(super) deciding: Millis,
}

/// One that is being followed, before one of its attempts.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnderWay {
    /// What has become of it so far.
    pub(super) course: Course,
    retries: Retries,
    /// The number of the attempt, and when it begins.
    number: u32,
    at: Moment,
}

impl<'a> Subject<'a> {
    pub(in crate::simulate::batch) fn new(
        task: &'a Task,
        behaviour: &'a Behaviour,
        options: &'a Options,
        heals_until: Option<Millis>,
    ) -> Self {
        let limit = given_up_after(task, behaviour, options);
        let has_plain_start = has_plain_start(behaviour);
        let starts_at_once = options.apply_latency == Millis::ZERO;
        let is_even =
            has_plain_start && starts_at_once && is_always_in_time(task, behaviour, limit);
        let is_on_its_own = has_plain_start && behaviour.needs.is_empty();
        let makes_new_pods =
            task.kind == Kind::Jobs && behaviour.restart_policy == RestartPolicy::Never;
        Self {
            task,
            behaviour,
            stream: Stream::of_task(&task.reference, task.occurrence),
            options,
            limit,
            has_plain_start,
            is_even,
            is_on_its_own,
            is_alike_again: is_even && is_on_its_own && makes_new_pods,
            heals_until: heals_until.filter(|_| task.kind == Kind::Services),
            settles_at_first_crash: settles_at_first_crash(task, options),
        }
    }

    /// Follows it from its start. `is_doomed` says of an attempt that starts then whether it lacks something;
    /// `first` is the life of the first attempt, if it is known. `None` if it makes more attempts than can be
    /// followed here.
    pub(super) fn follow(
        &self,
        start: Moment,
        draws: &Draws,
        first: Option<Life>,
        is_doomed: impl Fn(Moment) -> bool,
    ) -> Option<Course> {
        let mut course = Course::new(start.after(self.limit));
        if self.behaviour.is_static {
            let took = static_duration(self.behaviour, draws, self.stream);
            course.come_good(self.begin(start).after(took), true);
            return (took < FAR).then_some(course);
        }
        let Some(delay) = self.behaviour.image.delay() else {
            return Some(course);
        };
        let at = match delay {
            Millis::ZERO => self.begin(start),
            delay => self.begin(start).restart(delay)?,
        };
        let mut under_way = UnderWay::new(course, at);
        while self.goes_on(&under_way) {
            let UnderWay { at, number, .. } = under_way;
            let life = first.filter(|_| number == 1);
            let life = life.unwrap_or_else(|| self.life(number, draws, is_doomed(at)));
            if !self.live(&mut under_way, life)? {
                break;
            }
        }
        Some(under_way.course)
    }

    /// It has started, and its first attempt is about to begin.
    pub(super) fn start(&self, start: Moment) -> UnderWay {
        UnderWay::new(Course::new(start.after(self.limit)), self.begin(start))
    }

    /// The life of an attempt, by the draws of its run.
    pub(super) fn life(&self, number: u32, draws: &Draws, is_doomed: bool) -> Life {
        let draws = draws.attempt(self.stream, number);
        Life::new(self.task.kind, self.behaviour, number, is_doomed, &draws)
    }

    /// Lives the attempt that was about to begin, up to the beginning of the next. Whether there may be one;
    /// `None` if it cannot be followed here.
    pub(super) fn live(&self, under_way: &mut UnderWay, life: Life) -> Option<bool> {
        let UnderWay {
            course,
            retries,
            number,
            at,
        } = under_way;
        course.all_attempts = *number;
        if *at <= course.settled {
            course.attempts = *number;
        }
        course.deciding = at.at();
        if life.hangs() {
            return Some(false);
        }
        if life.lasts >= FAR {
            return None;
        }
        let end = at.after(life.lasts);
        if life.is_good {
            course.come_good(end, self.task.kind == Kind::Services);
            return Some(false);
        }
        if self.settles_at_first_crash {
            course.fail(end);
        }
        let delay = match self.next(retries, life.lasts) {
            Next::Attempt(delay) => delay,
            Next::GivenUp(delay) => {
                let over = end.after(delay);
                course.pause(end.at(), over.at());
                course.fail(over);
                return Some(false);
            }
        };
        let next = end.restart(delay)?;
        course.pause(end.at(), next.at());
        (*at, *number) = (next, *number + 1);
        (*number <= MAX_ATTEMPTS).then_some(true)
    }

    /// What follows an attempt that failed and had lived `lived`.
    pub(super) fn next(&self, retries: &mut Retries, lived: Millis) -> Next {
        retries.next(self.task.kind, self.behaviour, self.options, lived)
    }

    /// When the cluster has accepted a task that starts then.
    pub(super) fn begin(&self, start: Moment) -> Moment {
        match self.options.apply_latency {
            Millis::ZERO => start,
            latency => start.restart(latency).unwrap_or(start),
        }
    }

    /// Whether the attempt that could begin does, and is of any interest.
    pub(super) fn goes_on(&self, under_way: &UnderWay) -> bool {
        let UnderWay { course, at, .. } = under_way;
        *at <= course.settled || self.heals_until.is_some_and(|until| at.at() <= until)
    }
}

impl UnderWay {
    fn new(course: Course, at: Moment) -> Self {
        Self {
            course,
            retries: Retries::default(),
            number: 1,
            at,
        }
    }
}

impl Course {
    /// Until something happens, its limit will settle it.
    fn new(limit: Moment) -> Self {
        Self {
            settled: limit,
            is_bad: true,
            by_limit: true,
            met: Moment::NEVER,
            attempts: 0,
            all_attempts: 0,
            back_off: Millis::ZERO,
            deciding: Millis::MAX,
        }
    }

    /// The attempt of this number, begun then after such pauses, succeeded.
    pub(super) fn of_retries(number: u32, paused: Millis, begun: Millis, end: Moment) -> Self {
        Self {
            settled: end,
            is_bad: false,
            by_limit: false,
            met: end,
            attempts: number,
            all_attempts: number,
            back_off: paused,
            deciding: begun,
        }
    }

    /// An attempt succeeds. One that does so after the task has settled heals a service; anything else was
    /// given up by then.
    fn come_good(&mut self, at: Moment, is_service: bool) {
        let is_in_time = self.by_limit && at <= self.settled;
        if is_in_time || is_service {
            self.met = at;
        }
        if is_in_time {
            (self.settled, self.is_bad, self.by_limit) = (at, false, false);
        }
    }

    /// It fails, unless it has settled before.
    fn fail(&mut self, at: Moment) {
        if self.by_limit && at <= self.settled {
            (self.settled, self.by_limit) = (at, false);
        }
    }

    /// Pauses count until the task settles.
    fn pause(&mut self, from: Millis, until: Millis) {
        self.back_off = self.back_off + (until.min(self.settled.at()) - from);
    }
}
