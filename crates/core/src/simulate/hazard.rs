//! What may befall attempts of a task besides failing.

use super::FailsAt;
use super::draws::{AttemptDraws, Chance, Purpose, Stream, Time};
use crate::time::Millis;
use std::sync::Arc;

/// Something that befalls some attempts, each by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// What it does.
    pub harm: Harm,
    /// To which attempts.
    pub strikes: Strikes,
    /// The stream of its draws; every task has its own part of it.
    pub stream: Stream,
}

/// What a hazard does to an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Harm {
    /// It never gets to its end, and answers no probe.
    Hang,
    /// It takes so many millionths of its time.
    Slowdown(u32),
    /// It takes that much longer.
    Latency(Time),
    /// It fails at that moment, if it has not come to its end before.
    Crash(FailsAt),
    /// It gets ready, and crashes that long after; of services that are not static.
    CrashAfterReady(Time),
}

/// Which attempts are struck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strikes {
    /// Only these, by their ascending numbers from 1; `None` for all. Shared by all tasks that are struck.
    pub attempts: Option<Arc<[u32]>>,
    /// How likely each of them is.
    pub chance: Chance,
}

impl Strikes {
    /// Every attempt.
    pub const ALWAYS: Self = Self {
        attempts: None,
        chance: Chance::ALWAYS,
    };
}

impl Hazard {
    /// What is drawn for the hazard in an attempt; `None` if it does not strike it. `draws` are those of
    /// the attempt.
    fn strikes(&self, number: u32, draws: &AttemptDraws) -> Option<AttemptDraws> {
        let own = draws.beside(self.stream);
        let attempts = self.strikes.attempts.as_ref();
        let is_meant = attempts.is_none_or(|attempts| attempts.binary_search(&number).is_ok());
        (is_meant && self.strikes.chance.strikes(&own)).then_some(own)
    }
}

/// How long an attempt takes with its hazards: all that slows it down, and what comes on top.
pub(super) fn prolonged(
    duration: Millis,
    hazards: &[Hazard],
    number: u32,
    draws: &AttemptDraws,
) -> Millis {
    let (mut duration, mut latency) = (duration, Millis::ZERO);
    for hazard in hazards {
        match (&hazard.harm, hazard.strikes(number, draws)) {
            (Harm::Slowdown(millionths), Some(_)) => duration = duration.share(*millionths),
            (Harm::Latency(time), Some(own)) => {
                latency = latency + time.draw(&own, Purpose::Duration);
            }
            _ => {}
        }
    }
    duration + latency
}

/// Whether an attempt hangs.
pub(super) fn hangs(hazards: &[Hazard], number: u32, draws: &AttemptDraws) -> bool {
    let mut hangs = hazards.iter().filter(|it| it.harm == Harm::Hang);
    hangs.any(|hazard| hazard.strikes(number, draws).is_some())
}

/// When an attempt crashes that would last so long; `None` if it does not.
pub(super) fn crash(
    would_last: Millis,
    hazards: &[Hazard],
    number: u32,
    draws: &AttemptDraws,
) -> Option<Millis> {
    let crashes = hazards.iter().filter_map(|hazard| {
        let Harm::Crash(at) = &hazard.harm else {
            return None;
        };
        let own = hazard.strikes(number, draws)?;
        Some(at.moment(would_last, &own)).filter(|moment| *moment <= would_last)
    });
    crashes.min()
}

/// How long after it got ready a service crashes whose attempt of this number did; `None` if it does not.
pub(super) fn crash_after_ready(
    hazards: &[Hazard],
    number: u32,
    draws: &AttemptDraws,
) -> Option<Millis> {
    let crashes = hazards.iter().filter_map(|hazard| {
        let Harm::CrashAfterReady(after) = &hazard.harm else {
            return None;
        };
        let own = hazard.strikes(number, draws)?;
        Some(after.draw(&own, Purpose::AfterReady))
    });
    crashes.min()
}
