//! Settings made from settings: what a relation between two runs compares.

use laneway_core::plan::{Step, StepId, Task, TaskId};
use laneway_core::simulate::draws::{Chance, Draws, RunNumber, Stream, Time};
use laneway_core::simulate::{
    Background, Behaviour, Fails, FailsAt, Harm, Hazard, ImagePull, Setting, Strikes,
};
use laneway_core::time::Millis;

/// The longest anything takes in a [`calm`] setting by itself: short of a reset of the back-off.
const CALM: Millis = Millis::from_secs(300);

/// The setting without what makes runs jump: no halts, no outages, no deadlines, no resets of the
/// back-off, and only needs that a barrier ensures. Tasks still fail and are tried again.
#[must_use]
pub fn calm(setting: Setting) -> Setting {
    let mut setting = without_halts(setting);
    for task in &mut setting.plan.tasks {
        task.limit = task.limit.map(|_| Millis::from_secs(1_000_000_000));
    }
    setting.options.readiness_wait = Millis::from_secs(1_000_000_000);
    setting.options.background = Background::Join;
    for behaviour in &mut setting.behaviours {
        behaviour.outages.clear();
        // What slows down may reach the reset, and what hangs or always crashes its deadline.
        let is_calm = |harm: &Harm| matches!(harm, Harm::Latency(_));
        behaviour.hazards.retain(|hazard| is_calm(&hazard.harm));
        behaviour.hazards.truncate(1);
        behaviour.fails.chance = Chance::NEVER;
        behaviour.image = match behaviour.image {
            ImagePull::Fails(pulls) => ImagePull::Fails(pulls),
            _ => ImagePull::default(),
        };
        times(behaviour).for_each(shorten);
    }
    keep_ensured_needs(&mut setting);
    setting
}

/// Random settings draw nothing that is longer.
fn shorten(time: &mut Time) {
    if let Time::Fixed(time) = time {
        *time = CALM.min(*time);
    }
}

/// All times of an attempt.
fn times(behaviour: &mut Behaviour) -> impl Iterator<Item = &mut Time> {
    let after = match &mut behaviour.fails.at {
        Some(FailsAt::After(after)) => Some(after),
        _ => None,
    };
    let hazards = behaviour.hazards.iter_mut();
    let of_hazards = hazards.filter_map(|hazard| match &mut hazard.harm {
        Harm::Latency(time) | Harm::Crash(FailsAt::After(time)) => Some(time),
        _ => None,
    });
    let first = std::iter::once(&mut behaviour.duration);
    let own = first.chain(&mut behaviour.crash_after).chain(after);
    own.chain(of_hazards)
}

/// The setting in which nothing is left to chance: what could be drawn is its shortest, and what may
/// fail does.
#[must_use]
pub fn without_chance(mut setting: Setting) -> Setting {
    let fix = |time: &mut Time| *time = time.least().into();
    let draws = Draws::new(0, RunNumber(0));
    for behaviour in &mut setting.behaviours {
        times(behaviour).for_each(fix);
        let of_hazards = behaviour.hazards.iter_mut();
        let of_hazards = of_hazards.map(|hazard| &mut hazard.strikes.chance);
        for chance in of_hazards.chain([&mut behaviour.fails.chance]) {
            *chance = match *chance {
                Chance::NEVER => Chance::NEVER,
                _ => Chance::ALWAYS,
            };
        }
        let of_needs = behaviour
            .needs
            .iter_mut()
            .flat_map(|need| &mut need.outages);
        for outage in behaviour.outages.iter_mut().chain(of_needs) {
            *outage = outage.window(&draws).into();
        }
    }
    setting
}

fn keep_ensured_needs(setting: &mut Setting) {
    for id in 0..setting.behaviours.len() {
        let mut needs = std::mem::take(&mut setting.behaviours[id].needs);
        needs.retain(|need| {
            need.tasks
                .iter()
                .any(|task| is_ensured(setting, *task, TaskId(id)))
        });
        needs.iter_mut().for_each(|need| need.outages.clear());
        setting.behaviours[id].needs = needs;
    }
}

/// Whether `later` cannot start before `task` has done what it should, which it surely does.
fn is_ensured(setting: &Setting, task: TaskId, later: TaskId) -> bool {
    let step = |id: TaskId| setting.plan.tasks[id.0].step;
    let is_waited = setting.plan.steps[step(task).0].waited;
    let never_fails = setting.behaviours[task.0].fails == Fails::default();
    step(task) < step(later) && is_waited && never_fails
}

/// The setting whose stage goes on whatever happens.
#[must_use]
pub fn without_halts(mut setting: Setting) -> Setting {
    setting
        .plan
        .steps
        .iter_mut()
        .for_each(|step| step.halt_on_error = false);
    setting
        .plan
        .tasks
        .iter_mut()
        .for_each(|task| task.halts = false);
    setting
}

/// The setting in which nobody needs anything.
#[must_use]
pub fn without_needs(mut setting: Setting) -> Setting {
    setting
        .behaviours
        .iter_mut()
        .for_each(|behaviour| behaviour.needs.clear());
    setting
}

/// The setting with at most this many tasks at once.
#[must_use]
pub fn with_slots(mut setting: Setting, slots: Option<usize>) -> Setting {
    setting.options.max_parallel = slots;
    setting
}

/// The setting in which one task takes longer.
#[must_use]
pub fn longer(mut setting: Setting, task: usize, extra: Millis) -> Setting {
    let behaviour = &mut setting.behaviours[task];
    if behaviour.is_static {
        behaviour.duration = &behaviour.duration + extra;
    } else {
        behaviour.hazards.push(Hazard {
            harm: Harm::Latency(extra.into()),
            strikes: Strikes::ALWAYS,
            stream: Stream::of_hazard("latency", "longer", 1),
        });
    }
    setting
}

/// The setting whose step is or is not waited for.
#[must_use]
pub fn waited(mut setting: Setting, step: usize, waited: bool) -> Setting {
    setting.plan.steps[step].waited = waited;
    setting
}

/// The setting with a barrier between the first `keep` tasks of a step and the rest.
#[must_use]
pub fn split(mut setting: Setting, step: usize, keep: usize) -> Setting {
    let mut rest = setting.plan.steps[step].clone();
    let keep = keep.min(rest.tasks.len());
    rest.tasks.drain(..keep);
    setting.plan.steps[step].tasks.truncate(keep);
    setting.plan.steps.insert(step + 1, rest);
    for (number, step) in setting.plan.steps.iter().enumerate() {
        for task in &step.tasks {
            setting.plan.tasks[task.0].step = StepId(number);
        }
    }
    setting
}

/// The setting with the tasks of every step in the order of their keys, of which there is one for each task. Of
/// several occurrences of a reference the first stays the first.
#[must_use]
pub fn permuted(setting: &Setting, keys: &[u32]) -> Setting {
    let mut old = Vec::new();
    for step in &setting.plan.steps {
        let mut tasks = step.tasks.clone();
        tasks.sort_by_key(|task| keys[task.0]);
        old.extend(tasks);
    }
    let new = |id: &TaskId| {
        TaskId(
            old.iter()
                .position(|it| it == id)
                .expect("every task stays"),
        )
    };
    let mut permuted = setting.clone();
    permuted.plan.tasks = old
        .iter()
        .map(|id| setting.plan.tasks[id.0].clone())
        .collect();
    for step in &setting.plan.steps {
        name_in_order(setting, step, &mut permuted);
    }
    permuted.behaviours = old
        .iter()
        .map(|id| setting.behaviours[id.0].clone())
        .collect();
    for need in permuted.behaviours.iter_mut().flat_map(|it| &mut it.needs) {
        need.tasks = need.tasks.iter().map(new).collect();
        need.tasks.sort();
    }
    for step in &mut permuted.plan.steps {
        step.tasks = step.tasks.iter().map(new).collect();
        step.tasks.sort();
    }
    permuted
}

/// Gives the occurrences of each reference in a step their names in the order of the plan.
fn name_in_order(setting: &Setting, step: &Step, permuted: &mut Setting) {
    let range = step.tasks.first().map_or(0, |id| id.0)..step.tasks.last().map_or(0, |id| id.0 + 1);
    let before = &setting.plan.tasks[range.clone()];
    let after = &mut permuted.plan.tasks[range];
    for original in before {
        let same = |task: &&Task| task.reference == original.reference;
        let place = before
            .iter()
            .filter(same)
            .position(|task| task.name == original.name);
        let mut twins = after
            .iter_mut()
            .filter(|task| task.reference == original.reference);
        if let Some(twin) = place.and_then(|place| twins.nth(place)) {
            twin.name.clone_from(&original.name);
            twin.occurrence = original.occurrence;
        }
    }
}

/// The setting, in which nothing is drawn, under other names: each kind keeps its prefix, and the order of names
/// is turned round.
#[must_use]
pub fn renamed(mut setting: Setting) -> Setting {
    let name = |reference: &mut String| {
        let (kind, name) = reference.split_once('.').expect("a kind and a name");
        let mirrored = name
            .bytes()
            .map(|byte| char::from(b'a' + (b'z' - byte) % 26));
        *reference = format!("{kind}.{} 🚀", mirrored.collect::<String>());
    };
    for task in &mut setting.plan.tasks {
        name(&mut task.reference);
        task.name = match task.occurrence {
            1 => task.reference.clone(),
            number => format!("{}#{number}", task.reference),
        };
    }
    let needs = setting.behaviours.iter_mut().flat_map(|it| &mut it.needs);
    needs.for_each(|need| name(&mut need.reference));
    setting
}

/// The setting, in which nothing is drawn, with every time `factor` times as long. What Kubernetes fixes
/// stays as it is.
#[must_use]
pub fn scaled(mut setting: Setting, factor: u64) -> Setting {
    let by = |time: &mut Millis| time.0 *= factor;
    by(&mut setting.options.readiness_wait);
    by(&mut setting.options.horizon);
    by(&mut setting.options.apply_latency);
    setting
        .plan
        .tasks
        .iter_mut()
        .filter_map(|task| task.limit.as_mut())
        .for_each(by);
    for behaviour in &mut setting.behaviours {
        scale(behaviour, factor);
    }
    setting
}

fn scale(behaviour: &mut Behaviour, factor: u64) {
    let by = |time: &mut Millis| time.0 *= factor;
    let by_time = |time: &mut Time| *time = time.least().times(factor).into();
    times(behaviour).for_each(by_time);
    if let Some(probe) = &mut behaviour.probe {
        by(&mut probe.initial_delay);
        by(&mut probe.period);
    }
    if let Some(probe) = &mut behaviour.liveness {
        by(&mut probe.initial_delay);
        by(&mut probe.period);
        by(&mut probe.timeout);
    }
    let of_needs = behaviour
        .needs
        .iter_mut()
        .flat_map(|need| &mut need.outages);
    for outage in behaviour.outages.iter_mut().chain(of_needs) {
        by_time(&mut outage.from);
        by_time(&mut outage.until);
    }
}
