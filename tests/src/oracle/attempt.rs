//! What one attempt will come to, decided when it starts.

use laneway_core::plan::TaskId;
use laneway_core::simulate::{Behaviour, FailsAt, Setting, Window};
use laneway_core::template::{Kind, Probe};
use laneway_core::time::Millis;

/// How an attempt will end unless a deadline or a halt comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Try {
    /// When.
    pub ends: Millis,
    /// Whether it does what it should.
    pub succeeds: bool,
}

/// Decides what the attempt of `task` with this 1-based `number` comes to when it starts at `now`.
pub(super) fn plan(
    setting: &Setting,
    task: TaskId,
    number: usize,
    now: Millis,
    unmet: bool,
) -> Try {
    let behaviour = &setting.behaviours[task.0];
    let is_service = setting.plan.tasks[task.0].kind == Kind::Services;
    if is_service && behaviour.is_static {
        return Try {
            ends: now + behaviour.duration,
            succeeds: true,
        };
    }
    let life = match behaviour.probe {
        Some(probe) if is_service => first_tick(probe, behaviour.duration),
        _ => behaviour.duration,
    };
    let mut deaths = Vec::new();
    if unmet || inside(&behaviour.outages, now) {
        deaths.push(behaviour.crash_after.unwrap_or(Millis::ZERO));
    }
    if fails_by_itself(behaviour, number) {
        deaths.push(own_failure(behaviour, is_service, life));
    }
    match deaths.into_iter().min() {
        Some(lives) => Try {
            ends: now + lives,
            succeeds: false,
        },
        None => Try {
            ends: now + life,
            succeeds: true,
        },
    }
}

/// Whether `now` lies in one of the half-open windows.
pub(super) fn inside(windows: &[Window], now: Millis) -> bool {
    windows
        .iter()
        .any(|window| window.from <= now && now < window.until)
}

fn fails_by_itself(behaviour: &Behaviour, number: usize) -> bool {
    let fails = &behaviour.fails;
    fails.always
        || fails
            .attempts
            .iter()
            .any(|failing| *failing as usize == number)
}

fn own_failure(behaviour: &Behaviour, is_service: bool, life: Millis) -> Millis {
    match (behaviour.fails.at, behaviour.crash_after) {
        (Some(FailsAt::After(lives)), _) => lives,
        // Rounded to the nearest millisecond.
        (Some(FailsAt::Share(millionths)), _) => {
            Millis((life.0 * u64::from(millionths) + 500_000) / 1_000_000)
        }
        (None, Some(lives)) if is_service => lives,
        (None, _) => life,
    }
}

/// Walks over the probe's ticks until the application answers, then over the further ones that the
/// threshold asks for.
fn first_tick(probe: Probe, answers_after: Millis) -> Millis {
    let mut tick = probe.initial_delay;
    while tick < answers_after {
        tick = tick + probe.period;
    }
    for _ in 1..probe.success_threshold {
        tick = tick + probe.period;
    }
    tick
}
