//! What one attempt will come to, decided when it starts.

use laneway_core::plan::TaskId;
use laneway_core::simulate::draws::{AttemptDraws, Draws, Purpose, Stream, Time};
use laneway_core::simulate::{Behaviour, FailsAt, Harm, Hazard, Outage, Setting};
use laneway_core::template::{Kind, LivenessProbe, Probe};
use laneway_core::time::Millis;

/// How an attempt will end unless a deadline or a halt comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Try {
    /// When; `None` if it hangs for ever.
    pub ends: Option<Millis>,
    /// Whether it does what it should.
    pub succeeds: bool,
    /// How long after a service got ready by it that crashes; `None` if it does not.
    pub crashes_after: Option<Millis>,
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
            ends: Some(now + duration),
            succeeds: true,
            crashes_after: None,
        };
    }
    let struck = struck_by(&behaviour.hazards, number, &this);
    let late = struck.iter().filter_map(|(harm, own)| match harm {
        Harm::CrashAfterReady(after) => Some(after.draw(own, Purpose::AfterReady)),
        _ => None,
    });
    let crashes_after = late.min().filter(|_| is_service);
    let duration = prolonged(duration, &struck);
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
    for (harm, draws) in &struck {
        if let Harm::Crash(at) = harm {
            let at = failure_at(at, life, draws);
            deaths.extend((at <= life).then_some(at));
        }
    }
    let hangs = struck.iter().any(|(harm, _)| *harm == &Harm::Hang);
    if let Some(probe) = behaviour.liveness.filter(|_| hangs && is_service) {
        deaths.push(killed_at(probe));
    }
    match deaths.into_iter().min() {
        Some(lives) => Try {
            ends: Some(now + lives),
            succeeds: false,
            crashes_after: None,
        },
        None => Try {
            ends: (!hangs).then(|| now + life),
            succeeds: !hangs,
            crashes_after,
        },
    }
}

/// What of the hazards strikes the attempt, and the draws that each has of its own.
fn struck_by<'h>(
    hazards: &'h [Hazard],
    number: usize,
    draws: &AttemptDraws,
) -> Vec<(&'h Harm, AttemptDraws)> {
    let mut struck = Vec::new();
    for hazard in hazards {
        let own = draws.beside(hazard.stream);
        let is_meant = match &hazard.strikes.attempts {
            Some(attempts) => attempts.iter().any(|it| *it as usize == number),
            None => true,
        };
        if is_meant && hazard.strikes.chance.strikes(&own) {
            struck.push((&hazard.harm, own));
        }
    }
    struck
}

/// First everything that slows it down, each rounded to the nearest millisecond, then what is added.
fn prolonged(duration: Millis, struck: &[(&Harm, AttemptDraws)]) -> Millis {
    let mut duration = duration;
    for (harm, _) in struck {
        if let Harm::Slowdown(millionths) = harm {
            duration = Millis((duration.0 * u64::from(*millionths) + 500_000) / 1_000_000);
        }
    }
    for (harm, draws) in struck {
        if let Harm::Latency(time) = harm {
            duration = duration + time.draw(draws, Purpose::Duration);
        }
    }
    duration
}

/// Walks over the liveness probes of a container that hangs: each fails after its timeout, the next one
/// begins with the next tick, and 30 s after the last allowed one the container is killed.
fn killed_at(probe: LivenessProbe) -> Millis {
    let mut tick = probe.initial_delay;
    let mut failures = 1;
    loop {
        let failed = tick + probe.timeout;
        if failures >= probe.failure_threshold {
            return failed + Millis::from_secs(30);
        }
        failures += 1;
        tick = tick + probe.period;
        while tick < failed {
            tick = tick + probe.period;
        }
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
