//! `laneway calibrate`: a scenario from what was recorded.

use crate::input::Refusal;
use crate::output::{Exit, Output};
use crate::text::clean_lines;
use crate::traces::{self, Traced};
use laneway_core::plan::TaskId;
use laneway_core::report::Report;
use laneway_core::template::Kind;
use laneway_core::time::Millis;
use laneway_core::yaml;
use laneway_kube::recorded::durations;
use std::collections::BTreeMap;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  laneway calibrate monday.jsonl tuesday.jsonl > times.yaml
  laneway simulate application.yaml --scenario times.yaml --runs 10000

Exit codes:
  0  printed
  2  wrong usage, or a file that is no trace";

/// Print a scenario with the times that tasks took in recorded runs: of several runs, one of them at random.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Calibrate {
    /// Traces of `laneway run --trace`
    #[arg(value_name = "TRACE", required = true)]
    traces: Vec<PathBuf>,
}

impl Calibrate {
    /// Prints it.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        let read: Result<Vec<Traced>, Refusal> =
            self.traces.iter().map(|path| traces::read(path)).collect();
        match read {
            Ok(traced) => {
                output.print(&clean_lines(&scenario(&traced)));
                Exit::Clean
            }
            Err(why) => output.refuse(&why),
        }
    }
}

fn scenario(traced: &[Traced]) -> String {
    let mut times: BTreeMap<&str, (Kind, Vec<Millis>)> = BTreeMap::new();
    for one in traced {
        let reports: &[Report] = std::slice::from_ref(&one.run.report);
        for (index, task) in one.record.plan.tasks.iter().enumerate() {
            let all = times
                .entry(&task.reference)
                .or_insert((task.kind, Vec::new()));
            all.1.extend(durations(reports, TaskId(index)));
        }
    }
    let runs = match traced.len() {
        1 => "one recorded run".to_owned(),
        many => format!("{many} recorded runs"),
    };
    let mut text = format!("# Times of {runs}.\ntasks:\n");
    let mut is_empty = true;
    for (reference, (kind, times)) in times {
        let key = if kind == Kind::Services {
            "ready_after"
        } else {
            "runs_for"
        };
        let Some(value) = value(times) else { continue };
        is_empty = false;
        text.push_str(&format!(
            "  {}: {{ {key}: {value} }}\n",
            yaml::scalar(reference)
        ));
    }
    match is_empty {
        true => format!("# No task came to its end in {runs}.\n"),
        false => text,
    }
}

/// One time as it is, several as samples.
fn value(mut times: Vec<Millis>) -> Option<String> {
    times.sort_unstable();
    let shown: Vec<String> = times.iter().map(ToString::to_string).collect();
    match shown.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        many if many.iter().all(|it| *it == many[0]) => Some(many[0].clone()),
        many => Some(format!("{{ samples: [{}] }}", many.join(", "))),
    }
}
