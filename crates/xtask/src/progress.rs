//! Showing what is being done, how long it usually takes, and how long it has taken.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::error::Result;
use crate::process::Job;
use crate::style::Style;

/// How often a log that is not a terminal is told that the work goes on.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How often the line of a running step is redrawn on a terminal.
const REDRAW: Duration = Duration::from_millis(120);
/// Columns that a status line may fill; longer ones would wrap and could not be redrawn.
const WIDTH: usize = 78;

/// Prints one line for each step: while it runs and when it is done.
pub(crate) struct Progress {
    style: Style,
    terminal: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self {
            style: Style::of_stdout(),
            terminal: std::io::stdout().is_terminal(),
        }
    }

    /// Says that nothing had to be done.
    pub(crate) fn ready(&self, what: &str) {
        println!(
            "{} {what} {}",
            self.style.good("✓"),
            self.style.dim("(ready)")
        );
    }

    /// Says what has been done, and how long it took.
    pub(crate) fn done(&self, what: &str, took: &str) {
        println!("{} {what} {}", self.style.good("✓"), self.style.dim(took));
    }

    /// Runs `job` with its output kept back; a failure shows all of it.
    ///
    /// `usually` is what a user should expect, such as "about 3 min, first time only".
    pub(crate) fn run(&self, what: &str, usually: &str, job: Job) -> Result<()> {
        self.watch(what, usually, job, |_| {})
    }

    /// [`Progress::run`] that also hands the latest line of output to `see`, again and again.
    pub(crate) fn watch(
        &self,
        what: &str,
        usually: &str,
        job: Job,
        mut see: impl FnMut(&str),
    ) -> Result<()> {
        let started = Instant::now();
        if !self.terminal {
            println!("• {what} … {usually}");
        }
        let mut told = started;
        let every = if self.terminal { REDRAW } else { HEARTBEAT };
        let outcome = job.run_watched(|latest| {
            see(latest);
            if told.elapsed() >= every {
                told = Instant::now();
                self.going_on(what, usually, started.elapsed(), latest);
            }
        });
        self.clear_line();
        outcome?;
        self.done(what, &spoken(started.elapsed()));
        Ok(())
    }

    fn going_on(&self, what: &str, usually: &str, elapsed: Duration, latest: &str) {
        let time = spoken(elapsed);
        if self.terminal {
            let line = format!("• {what}  {time} ({usually})  {}", latest.trim());
            let line: String = line.chars().take(WIDTH).collect();
            print!("\r\x1b[2K{line}");
        } else {
            println!("  {time}: {}", latest.trim());
        }
        // A closed standard output is no reason to stop the work.
        let _ = std::io::stdout().flush();
    }

    fn clear_line(&self) {
        if self.terminal {
            print!("\r\x1b[2K");
        }
    }
}

/// A duration as people say it: `0.4 s`, `38 s`, `2 min 05 s`.
pub(crate) fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{seconds}.{} s", duration.subsec_millis() / 100),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_spoken_at_a_fitting_grain() {
        for (millis, text) in [
            (0, "0.0 s"),
            (450, "0.4 s"),
            (38_900, "38 s"),
            (125_000, "2 min 05 s"),
        ] {
            assert_eq!(spoken(Duration::from_millis(millis)), text);
        }
    }
}
