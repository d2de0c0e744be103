//! What a run that is under way will still take.
//!
//! What has happened is fixed; what is under way is drawn from its distribution as far as that is longer than it has
//! taken already; all else is as before. So the rest of a run is a setting like any other, and forecast like one.

use crate::kubernetes::first_ready;
use crate::plan::TaskId;
use crate::scheduler::{Settlement, Trace, What};
use crate::simulate::draws::{Chance, Distribution, Stream, Time};
use crate::simulate::{Background, Behaviour, Fails, Harm, Hazard, ImagePull, Setting, Strikes};
use crate::time::Millis;

/// A time that is left is one of so many equally likely ones.
const PLACES: u32 = 200;
/// A service that was not ready in time does not get ready while anybody waits.
const NEVER: Millis = Millis::from_secs(100 * 365 * 86_400);

/// How far each task of a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Way {
    started: Option<Millis>,
    /// How many attempts have ended.
    ended: u32,
    /// When the attempt under way began.
    begun: Option<Millis>,
    settled: Option<(Millis, Settlement)>,
}

/// A run from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// Its rest, as something that can be forecast; times count from the start of the run.
    pub setting: Setting,
    /// Whether nothing is left: it has ended or halted.
    pub is_over: bool,
}

/// The rest of a run of `setting`, of which `trace` is known at the moment `now`.
pub fn ahead(setting: &Setting, trace: &Trace, now: Millis) -> Ahead {
    let mut ways = vec![Way::default(); setting.plan.tasks.len()];
    let mut is_over = false;
    let last = match setting.options.background {
        Background::Join => What::AllSettled,
        Background::Detach => What::LastStepDone,
    };
    for event in &trace.events {
        let at = event.at;
        match event.what {
            What::TaskStarted(task) => ways[task.0].started = Some(at),
            What::AttemptStarted(task, _) => ways[task.0].begun = Some(at),
            What::AttemptEnded(task, number, _) => {
                (ways[task.0].ended, ways[task.0].begun) = (number, None);
            }
            What::TaskSettled(task, outcome) => ways[task.0].settled = Some((at, outcome)),
            What::Halted(_) => is_over = true,
            _ => is_over |= event.what == last,
        }
    }
    let mut rest = setting.clone();
    for (index, way) in ways.iter().enumerate() {
        let opened = opened(setting, &ways, TaskId(index));
        if let Some(behaviour) = way.behaviour(setting, &ways, TaskId(index), opened, now) {
            rest.behaviours[index] = behaviour;
        }
    }
    Ahead {
        setting: rest,
        is_over,
    }
}

/// When the rest has a task start that has started: when its barrier opened, by what has settled. With slots that is not
/// known; then it is when it started.
fn opened(setting: &Setting, ways: &[Way], task: TaskId) -> Millis {
    let spec = &setting.plan.tasks[task.0];
    if setting.options.max_parallel.is_some() {
        return ways[task.0].started.unwrap_or_default();
    }
    let before = setting.plan.steps[..spec.step.0].iter();
    let before = before.filter(|step| step.waited);
    let settled = before.flat_map(|step| &step.tasks);
    let settled = settled.filter_map(|task| ways[task.0].settled);
    settled.map(|(at, _)| at).max().unwrap_or_default()
}

impl Way {
    /// How it behaves from now on; `None` if as before.
    fn behaviour(
        &self,
        setting: &Setting,
        ways: &[Way],
        task: TaskId,
        opened: Millis,
        now: Millis,
    ) -> Option<Behaviour> {
        self.started?;
        let own = &setting.behaviours[task.0];
        let latency = match own.is_static {
            true => Millis::ZERO,
            false => setting.options.apply_latency,
        };
        let since = opened + latency;
        if let Some((at, outcome)) = self.settled {
            return Some(settled(own, at - since, outcome));
        }
        let Some(begun) = self.begun else {
            // It waits, for its first attempt or for the next; what it needs may still come.
            let is_free = !own.is_static && own.needs.is_empty();
            return is_free.then(|| self.after(own, now - since));
        };
        // Without what it needs it fails, and the next attempt finds it or not: as before.
        let is_there = |task: &TaskId| ways[task.0].is_there_at(begun);
        let needs = own.needs.iter().filter(|need| !need.tasks.is_empty());
        if needs
            .into_iter()
            .any(|need| !need.tasks.iter().any(is_there))
        {
            return None;
        }
        Some(Behaviour {
            duration: conditioned(own, now - begun),
            probe: None,
            ..self.after(own, begun - since)
        })
    }

    fn is_there_at(&self, at: Millis) -> bool {
        self.settled
            .is_some_and(|(since, outcome)| outcome.is_good() && since <= at)
    }

    /// Without the attempts that have ended, the next one that much later.
    fn after(&self, own: &Behaviour, waited: Millis) -> Behaviour {
        let attempts = own.fails.attempts.iter();
        let left = attempts.filter(|it| **it > self.ended);
        let mut hazards = own.hazards.clone();
        hazards.push(Hazard {
            harm: Harm::Latency(waited.into()),
            strikes: Strikes {
                attempts: Some([1].into()),
                chance: Chance::ALWAYS,
            },
            stream: Stream::of_fault("", 0),
        });
        Behaviour {
            fails: Fails {
                attempts: left.map(|it| it - self.ended).collect(),
                ..own.fails.clone()
            },
            retries: own.retries.saturating_sub(self.ended),
            // The attempt under way has found what it needs.
            needs: Vec::new(),
            outages: Vec::new(),
            image: ImagePull::default(),
            hazards,
            ..own.clone()
        }
    }
}

/// Exactly as long as it took, and with the same end.
fn settled(own: &Behaviour, took: Millis, outcome: Settlement) -> Behaviour {
    let fails = match outcome {
        Settlement::Failed => Fails {
            chance: Chance::ALWAYS,
            ..Fails::default()
        },
        _ => Fails::default(),
    };
    let duration = match outcome {
        Settlement::Degraded => NEVER,
        _ => took,
    };
    Behaviour {
        fails,
        restart_policy: own.restart_policy,
        is_static: own.is_static,
        pods: own.pods,
        ..Behaviour::lasting(duration)
    }
}

/// How long an attempt takes that has not come to its end after `elapsed`: as its distribution says of those that are
/// longer. What has outlived all of it may end at any moment.
fn conditioned(own: &Behaviour, elapsed: Millis) -> Time {
    let ready = |time: Millis| first_ready(own.probe.as_ref(), time);
    let times: Vec<Millis> = match &own.duration {
        Time::Fixed(time) => vec![ready(*time)],
        Time::Drawn(sampler, more) => {
            // A probe makes what is a little shorter longer.
            let period = own.probe.map_or(Millis::ZERO, |probe| probe.period);
            let times = sampler.beyond((elapsed - *more) - period, PLACES);
            times.into_iter().map(|time| ready(time + *more)).collect()
        }
    };
    let longer: Vec<Millis> = times.into_iter().filter(|time| *time > elapsed).collect();
    match longer.as_slice() {
        [] => Time::Fixed(elapsed),
        [one] => Time::Fixed(*one),
        _ => Time::new(Distribution::Samples(longer)),
    }
}
