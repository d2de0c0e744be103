//! Measures for `cargo xtask bench`, one line of figures each:
//!
//! ```text
//! measure texts FOLDER                  writes the texts that are measured
//! measure workload STEPS JOBS FOLDER    writes what is simulated, for forecasts and for the event engine
//! measure check FILE MILLISECONDS       checks a template again and again within this program:
//!                                       median and 95th percentile, in microseconds
//! measure simulate WHAT STEPS JOBS RUNS simulates within this program (WHAT: forward, events, traces,
//!                                       forecast, by-hand, draws): microseconds, the ends of all runs together in
//!                                       milliseconds, events, and the most memory in bytes
//! measure run SECONDS PROGRAM [ARGS]…   runs another program: microseconds, the bytes of memory that
//!                                       it held at most, its exit code; `stopped` if it takes longer
//! ```
//!
//! Times are processor time.

#[cfg(unix)]
mod unix {
    use laneway_core::analysis::{Request, check};
    use laneway_tests::large::{misspelled, template, workflow};
    use laneway_tests::processor;
    use laneway_tests::workload::{
        NODES, by_events, by_hand, draws, forecast, forward, texts, with_traces, workload,
    };
    use std::hint::black_box;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};
    use std::{env, fs, io};

    /// The sizes, and what their files are called.
    const SIZES: [(&str, usize); 3] = [("1KB", 1_000), ("100KB", 100_000), ("5MB", 5_000_000)];
    /// A mistake in every so many lines.
    const EVERY: usize = 40;
    /// A median of fewer says little.
    const FEWEST: usize = 5;

    pub(crate) fn main() -> io::Result<()> {
        let arguments: Vec<String> = env::args().skip(1).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match arguments.as_slice() {
            ["texts", folder] => write(Path::new(folder)),
            ["workload", steps, jobs, folder] => {
                let [steps, jobs] = [number(steps)? as usize, number(jobs)? as usize];
                write_workload(steps, jobs, Path::new(folder))
            }
            ["check", file, millis] => {
                let at_least = Duration::from_millis(number(millis)?);
                println!("{}", checked(&fs::read_to_string(file)?, at_least));
                Ok(())
            }
            ["simulate", what, steps, jobs, runs] => {
                let [steps, jobs, runs] = [number(steps)?, number(jobs)?, number(runs)?];
                println!(
                    "{}",
                    simulated(what, steps as usize, jobs as usize, runs as u32)?
                );
                Ok(())
            }
            ["run", seconds, program, arguments @ ..] => {
                let limit = Duration::from_secs(number(seconds)?);
                println!("{}", run(program, arguments, limit)?);
                Ok(())
            }
            _ => Err(io::Error::other(
                "measure texts | workload | check | simulate | run",
            )),
        }
    }

    fn number(text: &str) -> io::Result<u64> {
        text.parse().map_err(io::Error::other)
    }

    fn write(folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for (name, bytes) in SIZES {
            let good = template(bytes);
            let texts = [
                ("mistakes", misspelled(&good, EVERY)),
                ("workflow", workflow(bytes)),
                ("good", good),
            ];
            for (kind, text) in texts {
                fs::write(folder.join(format!("{name}-{kind}.yaml")), text)?;
            }
        }
        Ok(())
    }

    fn write_workload(steps: usize, jobs: usize, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let [template, scenario] = texts(steps, jobs);
        fs::write(folder.join("events.yaml"), format!("{scenario}{NODES}"))?;
        fs::write(folder.join("forecast.yaml"), scenario)?;
        fs::write(folder.join("template.yaml"), template)
    }

    fn checked(text: &str, at_least: Duration) -> String {
        let request = Request {
            template: text,
            ..Request::default()
        };
        let (start, mut times) = (Instant::now(), Vec::new());
        while times.len() < FEWEST || start.elapsed() < at_least {
            let before = processor::own().time;
            black_box(check(black_box(&request)));
            times.push((processor::own().time - before).as_micros());
        }
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
        format!("{} {}", at(50), at(95))
    }

    fn simulated(what: &str, steps: usize, jobs: usize, runs: u32) -> io::Result<String> {
        let setting = workload(steps, jobs);
        let before = processor::own().time;
        let done = match what {
            "forward" => forward(&setting, runs),
            "events" => by_events(&setting, runs),
            "traces" => with_traces(&setting, runs),
            "forecast" => forecast(&setting, runs),
            "by-hand" => by_hand(steps, jobs, runs),
            "draws" => draws(&setting, runs),
            _ => {
                return Err(io::Error::other(
                    "forward | events | traces | forecast | by-hand | draws",
                ));
            }
        };
        let taken = processor::own();
        let time = (taken.time - before).as_micros();
        Ok(format!(
            "{time} {} {} {}",
            done.end.0, done.events, taken.memory
        ))
    }

    fn run(program: &str, arguments: &[&str], limit: Duration) -> io::Result<String> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            if start.elapsed() > limit {
                child.kill()?;
                child.wait()?;
                return Ok("stopped".to_owned());
            }
            sleep(Duration::from_millis(2));
        };
        let taken = processor::of_children();
        let code = status.code().unwrap_or(-1);
        Ok(format!(
            "{} {} {code}",
            taken.time.as_micros(),
            taken.memory
        ))
    }
}

#[cfg(unix)]
fn main() -> std::io::Result<()> {
    unix::main()
}

#[cfg(not(unix))]
fn main() -> std::io::Result<()> {
    Err(std::io::Error::other(
        "this system does not say what a process took",
    ))
}
