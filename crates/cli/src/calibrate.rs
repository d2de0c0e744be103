//! `laneway calibrate`: a scenario from what was recorded.

use crate::input::{self, Refusal};
use crate::output::{Exit, Output};
use crate::text::{clean, clean_lines, width};
use crate::traces;
use laneway_core::calibrate::{self, Calibration, Refused};
use laneway_core::scheduler::Record;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  laneway calibrate monday.jsonl tuesday.jsonl > times.yaml
  laneway calibrate runs/*.jsonl --scenario times.yaml > new-times.yaml
  laneway calibrate runs/*.jsonl --table
  laneway simulate application.yaml --scenario times.yaml --runs 10000

Exit codes:
  0  printed
  2  wrong usage, a file that is no trace, or a scenario that cannot be changed";

/// Print a scenario that behaves as tasks did in recorded runs: how long they take, how often they fail, what they need.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Calibrate {
    /// Traces of `laneway run --trace`
    #[arg(value_name = "TRACE", required = true)]
    traces: Vec<PathBuf>,

    /// Print this scenario with what was recorded in the place of what it says; its comments stay
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// Print every figure with the interval that holds the true one in 95 of 100 cases
    #[arg(long, conflicts_with = "scenario")]
    table: bool,
}

impl Calibrate {
    /// Prints it.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match self.calibrated() {
            Ok(text) => {
                output.print(&clean_lines(&text));
                Exit::Clean
            }
            Err(why) => output.refuse(&why),
        }
    }

    fn calibrated(&self) -> Result<String, Refusal> {
        let records: Result<Vec<Record>, Refusal> = self
            .traces
            .iter()
            .map(|path| Ok(traces::read(path)?.record))
            .collect();
        let calibration = calibrate::calibrate(&records?);
        if self.table {
            return Ok(table(&calibration));
        }
        let Some(path) = &self.scenario else {
            return Ok(calibrate::scenario(&calibration));
        };
        let scenario = input::read(path)?;
        calibrate::into(&calibration, &scenario.text).map_err(|Refused(place)| {
            let (path, place) = (clean(&scenario.path), clean(&place));
            Refusal(format!(
                "{place} of {path} is written in a way that cannot be changed by itself"
            ))
        })
    }
}

fn table(calibration: &Calibration) -> String {
    let heads = ["task", "figure", "value", "from", "to", "seen"].map(str::to_owned);
    let mut rows = vec![heads];
    rows.extend(calibrate::table(calibration));
    let widths = [0, 1, 2, 3, 4, 5].map(|column| {
        let cells = rows.iter().map(|row| width(&clean(&row[column])));
        cells.max().unwrap_or(0)
    });
    let line = |row: &[String; 6]| {
        let cells = row
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(at, (cell, wide))| {
                let cell = clean(cell);
                match at {
                    2..5 => format!("{cell:>wide$}"),
                    _ => format!("{cell:wide$}"),
                }
            });
        let line = cells.collect::<Vec<_>>().join("  ");
        format!("{}\n", line.trim_end())
    };
    rows.iter().map(line).collect()
}
