//! The workload of `cargo xtask bench simulate`, and what simulates it.

use crate::sketch::{job, sketch, step};
use laneway_core::forecast::Tally;
use laneway_core::scheduler::{AttemptOutcome, What};
use laneway_core::simulate::batch::{Batch, End, Engine};
use laneway_core::simulate::draws::{
    Chance, Distribution, Lanes, Purpose, RunNumber, Stream, Time, philox,
};
use laneway_core::simulate::{self, Setting};
use laneway_core::time::Millis;
use std::hint::black_box;

/// Failing attempts, in millionths; how often they are made again.
const CHANCE: u32 = 50_000;
const RETRIES: u32 = 6;
/// Seconds of a job: at least, mostly, at most.
const TIME: [u64; 3] = [20, 40, 90];
/// So many runs are simulated at once where no tally decides.
const LANES: u32 = 256;

/// A workflow of so many steps with so many jobs each.
pub fn workload(steps: usize, tasks: usize) -> Setting {
    let steps = (0..steps).map(|number| {
        let jobs = (0..tasks).map(|at| job(&format!("j{number}-{at}"), 0).retries(RETRIES));
        step(jobs.collect())
    });
    let mut setting = sketch(steps.collect());
    let [min, mode, max] = TIME.map(Millis::from_secs);
    let time = Time::new(Distribution::Triangular { min, mode, max });
    for behaviour in &mut setting.behaviours {
        behaviour.duration = time.clone();
        behaviour.fails.chance = Chance::from_millionths(CHANCE);
    }
    setting
}

/// The same workload as a template and a scenario.
pub fn texts(steps: usize, tasks: usize) -> [String; 2] {
    let reference = |step: usize, task: usize| format!("jobs.j{step}-{task}");
    let step =
        |step: usize| -> Vec<String> { (0..tasks).map(|task| reference(step, task)).collect() };
    let mut template = "workflows:\n  - name: setup\n    parallelize:\n".to_owned();
    for (number, tasks) in (0..steps).map(step).enumerate() {
        let tasks = tasks.join(", ");
        template += &format!("      - step: s{number}\n        tasks: [{tasks}]\n");
    }
    template += "jobs:\n";
    let [min, mode, max] = TIME;
    let mut scenario = format!(
        "defaults:\n  jobs: {{ runs_for: {{ triangular: [{min}s, {mode}s, {max}s] }}, retries: {RETRIES} }}\nfaults:\n"
    );
    for reference in (0..steps).flat_map(step) {
        let name = reference.trim_start_matches("jobs.");
        template += &format!("  - name: {name}\n");
        scenario += &format!(
            "  - {{ task: {reference}, chance: {}% }}\n",
            CHANCE / 10_000
        );
    }
    [template, scenario]
}

/// Added to a scenario: nodes with room for everything, which only the event engine looks after.
pub const NODES: &str = "cluster: { nodes: [{ cpu: 64, memory: 256Gi }] }\n";

/// What many runs came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// The ends of all runs together.
    pub end: Millis,
    /// Ends of attempts and of pauses.
    pub events: u64,
}

/// Runs by the engine that needs no queue of events, as the simulation alone.
pub fn forward(setting: &Setting, runs: u32) -> Done {
    in_batches(&Engine::new(setting), runs)
}

/// Runs by the event engine, which writes no trace.
pub fn by_events(setting: &Setting, runs: u32) -> Done {
    in_batches(&Engine::by_events(setting), runs)
}

fn in_batches(engine: &Engine, runs: u32) -> Done {
    let mut batch = Batch::default();
    let mut done = Done::default();
    let mut first = 0;
    while first < runs {
        let end = (first + LANES).min(runs);
        engine.run(first..end, &mut batch);
        for end in &batch.ends {
            if let End::Ended { all_settled, .. } = end {
                done.end = done.end + *all_settled;
            }
        }
        let retries = batch.tasks.iter().flat_map(|column| &column.uneven);
        let retries: u64 = retries.map(|it| u64::from(it.attempts) - 1).sum();
        done.events += (batch.tasks.len() * batch.ends.len()) as u64 + 2 * retries;
        first = end;
    }
    done
}

/// Runs by the event engine, which writes a trace of each.
pub fn with_traces(setting: &Setting, runs: u32) -> Done {
    let mut done = Done::default();
    for number in 0..runs {
        let trace = simulate::run(setting, RunNumber(number));
        done.end = done.end + trace.events.last().map_or(Millis::ZERO, |it| it.at);
        for event in &trace.events {
            match event.what {
                What::AttemptEnded(_, _, AttemptOutcome::Succeeded) => done.events += 1,
                What::AttemptEnded(..) => done.events += 2,
                _ => {}
            }
        }
    }
    done
}

/// A whole forecast, in one thread.
pub fn forecast(setting: &Setting, runs: u32) -> Done {
    let tally = Tally::of(&Engine::new(setting), 0..runs);
    let forecast = tally.outlook(&setting.plan).forecast;
    let mean = forecast
        .finish
        .ended
        .map_or(Millis::ZERO, |it| it.mean.mean_ms);
    Done {
        end: mean.times(runs.into()),
        events: 0,
    }
}

/// Nothing but the random draws of every first attempt.
pub fn draws(setting: &Setting, runs: u32) -> Done {
    let (mut times, mut strikes) = (Vec::new(), Vec::new());
    let mut first = 0;
    while first < runs {
        let end = (first + LANES).min(runs);
        let mut lanes = Lanes::new(setting.options.seed, first..end);
        for (task, behaviour) in setting.plan.tasks.iter().zip(&setting.behaviours) {
            lanes.at(Stream::of_task(&task.reference, task.occurrence), 1);
            lanes.times(&behaviour.duration, Purpose::Duration, &mut times);
            lanes.strikes(behaviour.fails.chance, &mut strikes);
            black_box((&times, &strikes));
        }
        first = end;
    }
    Done::default()
}

/// The same workload written down for its own sake, as one would without any library: a loop over steps, jobs
/// and attempts, with random numbers of the same generator.
pub fn by_hand(steps: usize, tasks: usize, runs: u32) -> Done {
    let mut done = Done::default();
    for run in 0..runs {
        let mut open = 0;
        for step in 0..steps {
            let mut last = open;
            for task in 0..tasks {
                let id = (step * tasks + task) as u32;
                last = last.max(open + job_by_hand(run, id, &mut done.events));
            }
            open = last;
        }
        done.end = done.end + Millis(open);
    }
    done
}

fn job_by_hand(run: u32, id: u32, events: &mut u64) -> u64 {
    let mut took = 0;
    for attempt in 0..=RETRIES {
        let [chance, high, low, _] = philox([run, id, 0, attempt], [0, 0]);
        let word = (u64::from(high) << 32) | u64::from(low);
        took += triangular((word >> 11) as f64 / (1_u64 << 53) as f64);
        *events += 1;
        let fails = u64::from(chance) * 1_000_000 < u64::from(CHANCE) << 32;
        if !fails || attempt == RETRIES {
            break;
        }
        *events += 1;
        took += 10_000 << attempt;
    }
    took
}

fn triangular(unit: f64) -> u64 {
    let [min, mode, max] = TIME.map(|it| it as f64 * 1000.0);
    let (width, left, right) = (max - min, mode - min, max - mode);
    let time = if unit < left / width {
        min + (left * width * unit).sqrt()
    } else {
        max - (right * width * (1.0 - unit)).sqrt()
    };
    time.round() as u64
}

#[cfg(test)]
mod tests {
    use super::{NODES, by_events, by_hand, forecast, forward, texts, with_traces, workload};
    use laneway_core::analysis::{Request, analyze};
    use laneway_core::simulate::batch::Engine;

    /// What is compared has to be the same thing.
    #[test]
    fn all_simulate_the_same() {
        let setting = workload(4, 3);
        let [forward, by_events] = [forward(&setting, 300), by_events(&setting, 300)];
        assert_eq!(forward, by_events);
        assert_eq!(forward, with_traces(&setting, 300));
        assert!(forecast(&setting, 300).end.0.abs_diff(forward.end.0) <= 150);
        let by_hand = by_hand(4, 3, 300);
        // Other draws: the mean is the same within 3 %.
        assert!(by_hand.end.0.abs_diff(forward.end.0) * 100 < forward.end.0 * 3);
        assert!(by_hand.events.abs_diff(forward.events) * 100 < forward.events * 3);
    }

    #[test]
    fn the_texts_say_the_same() {
        let [template, scenario] = texts(4, 3);
        for (scenario, is_forward) in [(scenario.clone(), true), (scenario + NODES, false)] {
            let request = Request {
                template: &template,
                scenario: &scenario,
                ..Request::default()
            };
            let run = analyze(&request).run.expect("it can be simulated");
            assert_eq!(Engine::new(&run.setting).is_forward(), is_forward);
            assert_eq!(forward(&run.setting, 300), forward(&workload(4, 3), 300));
        }
    }
}
