//! What many runs of a workflow take, beside simulation libraries and a loop written by hand.

use std::path::{Path, PathBuf};

use super::chromium::Chromium;
use super::figures::{Figures, Measure};
use super::{build, numbers, peers, target};
use crate::error::{Failure, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;
use crate::style::Style;

/// The workload: so many steps with so many jobs each.
const STEPS: usize = 20;
const JOBS: usize = 5;
/// Few enough for the slowest, enough for a mean.
const RUNS_OF_PEERS: [usize; 2] = [5_000, 200];
const RUNS: usize = 200_000;
const RUNS_BY_EVENTS: usize = 10_000;
/// Choices of the page.
const RUNS_OF_PAGE: &str = "1,000,000";
const RUNS_OF_PAGE_BY_EVENTS: &str = "100,000";
/// So many task runs are simulated for each size of plan.
const TASK_RUNS: usize = 2_000_000;

pub(super) fn run(project: &Project) -> Result<()> {
    let progress = Progress::new();
    progress.run("Laneway", "about 3 min at first", build(project))?;
    let bench = Bench {
        project,
        measure: Measure::new(project),
    };
    let peers = Peers::install(project, &progress);
    let chromium = Chromium::prepare(project, &progress);
    bench.compare(&peers, chromium.as_ref().ok());
    bench.scale_tasks();
    bench.scale_runs();
    for failure in [chromium.err(), peers.simcore.err(), peers.simpy.err()]
        .into_iter()
        .flatten()
    {
        println!("Not measured: {}", failure.message());
    }
    Ok(())
}

/// The same workload on general simulation libraries.
struct Peers {
    simcore: Result<PathBuf>,
    /// Python with SimPy.
    simpy: Result<PathBuf>,
}

impl Peers {
    fn install(project: &Project, progress: &Progress) -> Self {
        let folder = target(project).join("bench");
        let simpy = peers::python(project.root(), progress, &folder, "simpy==4.1.1");
        Self {
            simcore: build_simcore(project, progress, &folder),
            simpy: simpy.map(|()| folder.join("python/bin/python")),
        }
    }
}

fn build_simcore(project: &Project, progress: &Progress, folder: &Path) -> Result<PathBuf> {
    let root = project.root().join("tests/bench/simcore");
    let folder = folder.join("simcore");
    let job =
        Job::cargo(&["build", "--locked", "--release"], &root).env("CARGO_TARGET_DIR", &folder);
    progress
        .run("simcore 0.1", "about 1 min at first", job)
        .map_err(|_| Failure::new("simcore 0.1, which cannot be built"))?;
    Ok(folder.join("release/peer-simcore"))
}

struct Bench<'a> {
    project: &'a Project,
    measure: Measure<'a>,
}

/// What so many runs took.
#[derive(Clone, Copy)]
struct Taken {
    runs: usize,
    /// Processor time, in microseconds.
    time: f64,
    /// Ends of attempts and of pauses.
    events: Option<f64>,
    /// Mean end of a run, in milliseconds.
    end: Option<f64>,
    /// In bytes.
    memory: Option<f64>,
}

impl Bench<'_> {
    fn compare(&self, peers: &Peers, chromium: Option<&Chromium>) {
        let own = |what, runs| self.own(what, STEPS, JOBS, runs);
        let forward = own("forward", RUNS);
        let mut rows = vec![
            ("without a queue of events", forward),
            ("a whole forecast", own("forecast", RUNS)),
            ("event engine", own("events", RUNS_BY_EVENTS)),
            ("event engine, with traces", own("traces", RUNS_BY_EVENTS)),
            ("a loop written by hand", own("by-hand", RUNS)),
            ("its random draws alone", own("draws", RUNS)),
        ];
        if let Some(chromium) = chromium {
            let of_page = |scenario, runs| self.of_page(chromium, scenario, runs);
            let forecast = of_page("forecast.yaml", RUNS_OF_PAGE);
            let events = of_page("events.yaml", RUNS_OF_PAGE_BY_EVENTS);
            rows.push(("a forecast, page's worker", forecast));
            rows.push(("event engine, page's worker", events));
        }
        let [of_simcore, of_simpy] = RUNS_OF_PEERS;
        if let Ok(program) = &peers.simcore {
            rows.push(("simcore 0.1", self.peer(program, None, of_simcore)));
        }
        if let Ok(python) = &peers.simpy {
            let script = self.project.benchmarks().join("workflow.py");
            rows.push((
                "SimPy 4.1 (Python)",
                self.peer(python, Some(&script), of_simpy),
            ));
        }
        println!("\n{STEPS} steps of {JOBS} jobs, 5 % of the attempts fail, one thread");
        head(["runs/s", "events/s", "time", "mean end", "memory"]);
        let events = forward.and_then(|it| Some(it.events? / it.runs as f64));
        for (name, taken) in rows {
            line(name, taken, forward, events);
        }
        let draws = own("draws", RUNS).zip(forward);
        if let Some((draws, forward)) = draws {
            println!(
                "Random draws are {:.0} % of the first.",
                100.0 * draws.time / forward.time
            );
        }
    }

    /// How it grows with the plan.
    fn scale_tasks(&self) {
        println!("\nForecasts of larger plans, one thread");
        head(["runs", "runs/s", "per task", "", "memory"]);
        for tasks in [10, 100, 1_000, 10_000, 100_000] {
            let runs = (TASK_RUNS / tasks).max(20);
            if let Some(it) = self.own("forecast", tasks / JOBS, JOBS, runs) {
                let (each, rate) = (it.time * 1e3 / (runs * tasks) as f64, rate(&it));
                let columns = [grouped(runs as f64), grouped(rate), format!("{each:.1} ns")];
                print_scaled(&format!("{} tasks", grouped(tasks as f64)), &columns, &it);
            }
        }
    }

    /// And with the number of runs.
    fn scale_runs(&self) {
        println!("\nForecasts from more runs, {STEPS} steps of {JOBS} jobs, one thread");
        head(["time", "runs/s", "per task", "", "memory"]);
        for power in 2..=7 {
            let runs = 10_usize.pow(power);
            if let Some(it) = self.own("forecast", STEPS, JOBS, runs) {
                let each = it.time * 1e3 / (runs * STEPS * JOBS) as f64;
                let seconds = format!("{:.3} s", it.time / 1e6);
                let columns = [seconds, grouped(rate(&it)), format!("{each:.1} ns")];
                print_scaled(&format!("{} runs", grouped(runs as f64)), &columns, &it);
            }
        }
    }

    /// Measured by the program itself, from the first run to the last.
    fn own(&self, what: &str, steps: usize, jobs: usize, runs: usize) -> Option<Taken> {
        let [steps, jobs, count] = [steps, jobs, runs].map(|it| it.to_string());
        let arguments = ["simulate", what, &steps, &jobs, &count].map(AsRef::as_ref);
        let answer = self.measure.ask(&arguments)?;
        let [time, end, events, memory] = numbers(&answer)?[..] else {
            return None;
        };
        let known = |figure: f64| (figure > 0.0).then_some(figure);
        Some(Taken {
            runs,
            time,
            events: known(events),
            end: known(end / runs as f64),
            memory: Some(memory),
        })
    }

    /// Measured on the clock of the page, of one of its workers.
    fn of_page(&self, chromium: &Chromium, scenario: &str, runs: &str) -> Option<Taken> {
        let folder = target(self.project).join("bench/workload");
        if !self.measure.write_workload(STEPS, JOBS, &folder) {
            return None;
        }
        let figures = chromium.forecast(&folder, scenario, runs)?;
        Some(Taken {
            runs: figures.runs as usize,
            time: figures.time,
            events: None,
            end: Some(figures.end),
            memory: None,
        })
    }

    /// Measured from outside, less what it takes to start.
    fn peer(&self, program: &Path, script: Option<&Path>, runs: usize) -> Option<Taken> {
        let script = script.map(|it| it.to_string_lossy().into_owned());
        let arguments = |runs: usize| {
            let numbers = [STEPS, JOBS, runs].map(|it| it.to_string());
            script
                .clone()
                .into_iter()
                .chain(numbers)
                .collect::<Vec<String>>()
        };
        let figures = |runs: usize| -> Option<Figures> {
            let arguments = arguments(runs);
            let arguments: Vec<_> = arguments.iter().map(AsRef::as_ref).collect();
            self.measure
                .run(program.as_os_str(), &arguments, &[0.0])
                .ok()
        };
        let (all, start) = (figures(runs)?, figures(1)?);
        let of_runs = arguments(runs);
        let of_runs: Vec<&str> = of_runs.iter().map(String::as_str).collect();
        let answer = Job::new(program, &of_runs, self.project.root()).answer();
        Some(Taken {
            runs,
            time: (all.time - start.time).max(1.0),
            events: None,
            end: answer.and_then(|it| it.parse().ok()),
            memory: all.memory,
        })
    }
}

fn rate(taken: &Taken) -> f64 {
    taken.runs as f64 * 1e6 / taken.time
}

fn head(columns: [&str; 5]) {
    let style = Style::of_stdout();
    let shown = columns.map(|it| format!("{it:>14}")).concat();
    println!(
        "{}{}",
        style.strong(&format!("{:<28}", "")),
        style.strong(&shown)
    );
}

/// A row of the comparison; times are held against the first. Events of others are counted as ours: the
/// workload is the same.
fn line(name: &str, taken: Option<Taken>, first: Option<Taken>, events: Option<f64>) {
    let (Some(taken), Some(first)) = (taken, first) else {
        println!("{name:<28}not measured");
        return;
    };
    let is_simulation = taken.end.is_some();
    let events = events.filter(|_| is_simulation);
    let dash = || "-".to_owned();
    let columns = [
        grouped(rate(&taken)),
        events.map_or_else(dash, |it| grouped(it * rate(&taken))),
        format!("{:.2}×", rate(&first) / rate(&taken)),
        taken
            .end
            .map_or_else(dash, |it| format!("{:.1} s", it / 1000.0)),
        megabytes(&taken),
    ];
    println!(
        "{name:<28}{}",
        columns.map(|it| format!("{it:>14}")).concat()
    );
}

fn print_scaled(name: &str, columns: &[String; 3], taken: &Taken) {
    let [a, b, c] = columns;
    println!(
        "{name:<28}{a:>14}{b:>14}{c:>14}{:>14}{:>14}",
        "",
        megabytes(taken)
    );
}

fn megabytes(taken: &Taken) -> String {
    taken
        .memory
        .map_or_else(|| "-".to_owned(), |it| format!("{:.0} MB", it / 1e6))
}

/// `1,234,567`.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let places = digits.char_indices();
    let shown = places.map(|(at, digit)| {
        let comma = at > 0 && (digits.len() - at).is_multiple_of(3);
        if comma {
            format!(",{digit}")
        } else {
            digit.to_string()
        }
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(
            [0.0, 999.4, 1000.0, 1_234_567.0].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
