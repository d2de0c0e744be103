//! By which rule of Kubernetes a task waits to be tried again, and how much patience is left with it then.

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

impl Patience<'_> {
    /// `10s × 2², the third back-off, at most 5m; then 2 of 6 retries and 8m of its 10m are left`; nothing for waits
    /// that no such rule decides.
    pub(super) fn rule(&self, wait: &Wait) -> String {
        let until = wait.until.unwrap_or(Millis::MAX);
        match wait.cause {
            WaitCause::BackOff => {
                let Some(pause) = self.pause(wait) else {
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
                joined(pulls(until - wait.from), self.left(None, until))
            }
            _ => String::new(),
        }
    }

    /// Which pause this back-off is, from what went before it.
    fn pause(&self, wait: &Wait) -> Option<Pause> {
        let lost = self.task.waits.iter();
        let lost = lost.filter(|it| it.cause == WaitCause::NodeLost && it.from < wait.from);
        let losses = u32::try_from(lost.clone().count()).unwrap_or(u32::MAX);
        let last_loss = lost.map(|it| it.from).max().unwrap_or_default();
        let exits: Vec<(Millis, Millis)> = self.exits(wait.from).collect();
        let all = u32::try_from(exits.len()).unwrap_or(u32::MAX);
        let retries = self.behaviour.retries;
        let is_job = self.spec.kind == Kind::Jobs;
        let follows_a_loss = self
            .task
            .waits
            .iter()
            .any(|it| it.cause == WaitCause::NodeLost && it.until == Some(wait.from));
        if is_job && (follows_a_loss || self.behaviour.restart_policy == RestartPolicy::Never) {
            let number = match self.behaviour.restart_policy {
                RestartPolicy::Never => all + losses,
                RestartPolicy::OnFailure => losses,
            };
            return Some(Pause {
                back_off: JOB_RETRY,
                number,
                retries: Some([retries.saturating_sub(number), retries]),
                is_in_vain: false,
            });
        }
        let mut restarts = ContainerRestarts::default();
        for (start, end) in exits.iter().filter(|it| it.0 >= last_loss) {
            restarts.delay_after(self.options.container_restart, *end - *start);
        }
        let restarts_allowed = allowed_attempts(retries) - 1;
        Some(Pause {
            back_off: self.options.container_restart,
            number: Some(restarts.number()).filter(|number| *number > 0)?,
            retries: is_job.then(|| [restarts_allowed.saturating_sub(all), restarts_allowed]),
            is_in_vain: is_job && all > restarts_allowed,
        })
    }

    /// The attempts whose container had exited by then, as start and end; not those that went with their node.
    fn exits(&self, by: Millis) -> impl Iterator<Item = (Millis, Millis)> {
        let exit = |attempt: &super::Attempt| match (attempt.outcome, attempt.lost) {
            (_, Some(lost)) => (lost.cause == LossCause::Crashed).then_some(lost.at_ms),
            (AttemptOutcome::Crashed | AttemptOutcome::Failed, _) => attempt.end_ms,
            _ => None,
        };
        let attempts = self.task.attempts.iter();
        let exits = attempts.filter_map(move |it| Some((it.start_ms, exit(it)?)));
        exits.take_while(move |(_, end)| *end <= by)
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

/// How often an image was asked for in vain within so long, and how long Kubernetes waited each time.
fn pulls(length: Millis) -> String {
    let most = IMAGE_PULL.cap.spoken();
    if length == Millis::MAX {
        return format!(
            "pulls fail, and the next come after {}, at most {most}",
            delays(4)
        );
    }
    let failed = (0..)
        .take_while(|&pull| IMAGE_PULL.total(pull) < length)
        .count();
    let failed = u32::try_from(failed).unwrap_or(u32::MAX);
    let pulls = match failed {
        0 | 1 => return format!("one pull failed, the next came after {}", delays(1)),
        several => format!("{several} pulls failed"),
    };
    format!(
        "{pulls}, the next came after {}, at most {most}",
        delays(failed)
    )
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
        let said = |seconds| pulls(Millis::from_secs(seconds));
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
