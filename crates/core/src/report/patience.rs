//! By which rule of Kubernetes a task waits to be tried again, and how much patience is left with it then.

use super::Attempt;
use super::history::TaskHistory;
use super::words::ordinal;
use crate::kubernetes::{
    BackOff, ContainerRestarts, IMAGE_PULL, JOB_RETRY, RestartPolicy, allowed_attempts,
};
use crate::plan::Task;
use crate::scheduler::{AttemptOutcome, LossCause, Wait, WaitCause};
use crate::simulate::{Behaviour, ImagePull, Options, wait_limit};
use crate::template::Kind;
use crate::time::Millis;

/// So many delays of an image are named.
const NAMED: u32 = 5;

/// A task, and what its waits depend on.
pub(super) struct Patience<'a> {
    pub(super) spec: &'a Task,
    pub(super) behaviour: &'a Behaviour,
    pub(super) options: &'a Options,
    pub(super) task: &'a TaskHistory<'a>,
}

/// A pause between two attempts.
struct Pause {
    back_off: BackOff,
    /// Which delay of the growing row it is, counted from 1.
    number: u32,
    /// How many retries are left behind it, and how many there were; `None` where they have no end.
    retries: Option<[u32; 2]>,
    is_in_vain: bool,
}

/// What has happened to a task up to one of its waits.
#[derive(Default)]
struct Course {
    /// How many attempts have been looked at.
    seen: usize,
    /// How many containers have exited, and how often its node was lost.
    exits: u32,
    losses: u32,
    /// Since the last loss.
    restarts: ContainerRestarts,
    /// Until when the last loss took.
    lost_until: Option<Millis>,
}

impl Patience<'_> {
    /// For each wait in order of time: `10s × 2², the third back-off, at most 5m; then 2 of 6 retries and 8m of its 10m
    /// are left`; nothing for waits that no such rule decides.
    pub(super) fn rules(&self) -> Vec<String> {
        let mut course = Course::default();
        let rule = |wait: &Wait| {
            self.follow(&mut course, wait.from);
            if wait.cause == WaitCause::NodeLost {
                course.losses += 1;
                course.restarts = ContainerRestarts::default();
                course.lost_until = wait.until;
            }
            self.rule(wait, &course)
        };
        self.task.waits.iter().map(rule).collect()
    }

    /// Counts what has exited by then, apart from what went with its node.
    fn follow(&self, course: &mut Course, by: Millis) {
        while let Some(attempt) = self.task.attempts.get(course.seen) {
            let exit = exit(attempt);
            if attempt.start_ms > by || exit.is_some_and(|at| at > by) {
                return;
            }
            course.seen += 1;
            let Some(at) = exit else { continue };
            course.exits += 1;
            let back_off = self.options.container_restart;
            course.restarts.delay_after(back_off, at - attempt.start_ms);
        }
    }

    fn rule(&self, wait: &Wait, course: &Course) -> String {
        let until = wait.until.unwrap_or(Millis::MAX);
        match wait.cause {
            WaitCause::BackOff => {
                let Some(pause) = self.pause(wait, course) else {
                    return String::new();
                };
                let due = wait.from + pause.back_off.delay(pause.number);
                let left = match pause.is_in_vain {
                    true => Some("no retry is left".to_owned()),
                    false => self.left(pause.retries, until.min(due)),
                };
                let took = wait.until.map(|until| until - wait.from);
                joined(formula(pause.back_off, pause.number, took), left)
            }
            WaitCause::ImagePull if self.behaviour.image != ImagePull::Invalid => {
                let left = wait.until.and_then(|until| self.left(None, until));
                joined(pulls(wait.until.map(|until| until - wait.from)), left)
            }
            _ => String::new(),
        }
    }

    /// Which pause this back-off is, from what went before it.
    fn pause(&self, wait: &Wait, course: &Course) -> Option<Pause> {
        let retries = self.behaviour.retries;
        let is_job = self.spec.kind == Kind::Jobs;
        let follows_a_loss = course.lost_until == Some(wait.from);
        let policy = self.behaviour.restart_policy;
        if is_job && (follows_a_loss || policy == RestartPolicy::Never) {
            let number = match policy {
                RestartPolicy::Never => course.exits + course.losses,
                RestartPolicy::OnFailure => course.losses,
            };
            return Some(Pause {
                back_off: JOB_RETRY,
                number,
                retries: Some([retries.saturating_sub(number), retries]),
                is_in_vain: false,
            });
        }
        let allowed = allowed_attempts(retries) - 1;
        Some(Pause {
            back_off: self.options.container_restart,
            number: Some(course.restarts.number()).filter(|number| *number > 0)?,
            retries: is_job.then(|| [allowed.saturating_sub(course.exits), allowed]),
            is_in_vain: is_job && course.exits > allowed,
        })
    }

    /// What is left of the task's retries and of its time at the moment `at`.
    fn left(&self, retries: Option<[u32; 2]>, at: Millis) -> Option<String> {
        let limit = wait_limit(self.spec, self.options);
        let deadline = self.task.started.unwrap_or_default() + limit;
        let is_limited = limit < Millis::MAX;
        let limit = limit.spoken();
        if is_limited && deadline <= at {
            return Some(format!("its {limit} are over by then"));
        }
        let time = is_limited.then(|| format!("{} of its {limit}", (deadline - at).spoken()));
        let retries = retries.map(|[left, all]| match left {
            0 => "no retry".to_owned(),
            _ => format!("{left} of {all} retries"),
        });
        let both: Vec<String> = retries.into_iter().chain(time).collect();
        (!both.is_empty()).then(|| format!("then {} are left", both.join(" and ")))
    }
}

/// When the container of an attempt exited; nothing if it went with its node, or runs on.
fn exit(attempt: &Attempt) -> Option<Millis> {
    match (attempt.outcome, attempt.lost) {
        (_, Some(lost)) => (lost.cause == LossCause::Crashed).then_some(lost.at_ms),
        (AttemptOutcome::Crashed | AttemptOutcome::Failed, _) => attempt.end_ms,
        _ => None,
    }
}

fn joined(rule: String, left: Option<String>) -> String {
    match left {
        Some(left) => format!("{rule}; {left}"),
        None => rule,
    }
}

/// `10s × 2², the third back-off, at most 5m`, with what that is unless it `took` just as long.
fn formula(back_off: BackOff, number: u32, took: Option<Millis>) -> String {
    let BackOff { initial, cap } = back_off;
    let (first, most, which) = (initial.spoken(), cap.spoken(), ordinal(number));
    let delay = back_off.delay(number);
    let is = match took == Some(delay) {
        true => String::new(),
        false => format!(" = {}", delay.spoken()),
    };
    let is_capped_before = number > 1 && back_off.delay(number - 1) == cap;
    match number.saturating_sub(1) {
        _ if is_capped_before => format!("at most {most}, which the {which} back-off has reached"),
        0 => {
            let first = if is.is_empty() {
                String::new()
            } else {
                first + ", "
            };
            format!("{first}the {which} back-off, twice as long each time, at most {most}")
        }
        1 => format!("{first} × 2{is}, the {which} back-off, at most {most}"),
        doublings => {
            let power = raised(doublings);
            format!("{first} × 2{power}{is}, the {which} back-off, at most {most}")
        }
    }
}

/// Digits as exponents.
fn raised(number: u32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = number.to_string().into_bytes().into_iter();
    digits
        .map(|digit| DIGITS[usize::from(digit - b'0')])
        .collect()
}

/// How often an image was asked for in vain within so long, and how long Kubernetes waited each time; of a wait that has
/// no end, only the latter.
fn pulls(length: Option<Millis>) -> String {
    let most = IMAGE_PULL.cap.spoken();
    let pulls = match length.map(failed_pulls) {
        None => {
            let after = delays(NAMED + 1);
            return format!("pulls fail, and the next come after {after}, at most {most}");
        }
        Some(0 | 1) => return format!("one pull failed, the next came after {}", delays(1)),
        Some(several) => several,
    };
    let after = delays(u32::try_from(pulls).unwrap_or(u32::MAX));
    format!("{pulls} pulls failed, the next came after {after}, at most {most}")
}

/// How many pulls begin within so long, the first of them at once.
fn failed_pulls(length: Millis) -> u64 {
    // By then the delays grow no more.
    const GROWN: u32 = 32;
    let begins_within = |pulls: &u32| IMAGE_PULL.total(*pulls) < length;
    let first = (0..GROWN).take_while(begins_within).count() as u64;
    let rest = length.0.saturating_sub(IMAGE_PULL.total(GROWN).0);
    first + rest.div_ceil(IMAGE_PULL.cap.0)
}

/// The first delays of an image: `10s, 20s and 40s`.
fn delays(count: u32) -> String {
    let all: Vec<String> = (1..=count.min(NAMED))
        .map(|it| IMAGE_PULL.delay(it).spoken())
        .collect();
    match all.split_last() {
        _ if count > NAMED => format!("{} and so on", all.join(", ")),
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => all.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::CONTAINER_RESTART;

    #[test]
    fn a_formula_has_its_numbers() {
        let said = |number, took| formula(CONTAINER_RESTART, number, Some(Millis::from_secs(took)));
        assert_eq!(
            said(1, 10),
            "the first back-off, twice as long each time, at most 5m"
        );
        assert_eq!(said(2, 20), "10s × 2, the second back-off, at most 5m");
        assert_eq!(said(3, 40), "10s × 2², the third back-off, at most 5m");
        assert_eq!(
            said(3, 41),
            "10s × 2² = 40s, the third back-off, at most 5m"
        );
        assert_eq!(said(6, 300), "10s × 2⁵, the sixth back-off, at most 5m");
        assert_eq!(
            said(23, 300),
            "at most 5m, which the 23rd back-off has reached"
        );
    }

    #[test]
    fn pulls_are_counted_by_what_they_took() {
        let said = |seconds| pulls(Some(Millis::from_secs(seconds)));
        assert_eq!(said(10), "one pull failed, the next came after 10s");
        assert_eq!(
            said(70),
            "3 pulls failed, the next came after 10s, 20s and 40s, at most 5m"
        );
        assert_eq!(
            said(600),
            "6 pulls failed, the next came after 10s, 20s, 40s, 1m 20s, 2m 40s and so on, at most 5m"
        );
    }
}
