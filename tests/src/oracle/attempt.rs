//! What one attempt will come to, decided when it starts.

use laneway_core::plan::TaskId;
use laneway_core::simulate::draws::{AttemptDraws, Draws, Purpose, Stream, Time};
use laneway_core::simulate::{Behaviour, FailsAt, Outage, Setting};
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
    draws: &Draws,
    task: TaskId,
    number: usize,
    now: Millis,
    unmet: bool,
) -> Try {
    let behaviour = &setting.behaviours[task.0];
    let spec = &setting.plan.tasks[task.0];
    let is_service = spec.kind == Kind::Services;
    let stream = Stream::of_task(&spec.reference, spec.occurrence);
    let this = draws.attempt(stream, u32::try_from(number).expect("few attempts"));
    let duration = behaviour.duration.draw(&this, Purpose::Duration);
    if is_service && behaviour.is_static {
        return Try {
            ends: now + duration,
            succeeds: true,
        };
    }
    let life = match behaviour.probe {
        Some(probe) if is_service => first_tick(probe, duration),
        _ => duration,
    };
    let mut deaths = Vec::new();
    let crash_after = crash_after(behaviour, &this);
    if unmet || inside(&behaviour.outages, draws, now) {
        deaths.push(crash_after.unwrap_or(Millis::ZERO));
    }
    if fails_by_itself(behaviour, number, &this) {
        deaths.push(match &behaviour.fails.at {
            Some(at) => failure_at(at, life, &this),
            None if is_service => crash_after.unwrap_or(life),
            None => life,
        });
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

/// Whether `now` lies in one of the half-open windows of this run.
pub(super) fn inside(outages: &[Outage], draws: &Draws, now: Millis) -> bool {
    outages.iter().any(|outage| {
        let window = outage.window(draws);
        window.from <= now && now < window.until
    })
}

fn crash_after(behaviour: &Behaviour, draws: &AttemptDraws) -> Option<Millis> {
    let after: &Time = behaviour.crash_after.as_ref()?;
    Some(after.draw(draws, Purpose::CrashAfter))
}

fn fails_by_itself(behaviour: &Behaviour, number: usize, draws: &AttemptDraws) -> bool {
    let fails = &behaviour.fails;
    fails.chance.strikes(draws)
        || fails
            .attempts
            .iter()
            .any(|failing| *failing as usize == number)
}

fn failure_at(at: &FailsAt, life: Millis, draws: &AttemptDraws) -> Millis {
    match at {
        FailsAt::After(lives) => lives.draw(draws, Purpose::FailsAt),
        // Rounded to the nearest millisecond.
        FailsAt::Share(millionths) => {
            Millis((life.0 * u64::from(*millionths) + 500_000) / 1_000_000)
        }
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
