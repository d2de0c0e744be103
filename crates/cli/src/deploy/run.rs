//! `laneway run`: a stage, on a cluster.

use super::{Deployment, Where};
use crate::chart::Look;
use crate::output::{Exit, Output};
use laneway_core::time::Millis;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  laneway run application.yaml --plan
  laneway run application.yaml --namespace shop --trace run.jsonl
  laneway run application.yaml --stage teardown
  laneway run application.yaml --from backend
  laneway run application.yaml --format json | jq -c 'select(.event == \"task_settled\")'

A run that halted, or was stopped, goes on when it is run again: jobs that are done are left alone, failed ones are made
anew, and running ones are waited for. --new begins from the start. A halt and Ctrl-C start nothing more and leave alone
what runs; it is listed.

Exit codes:
  0    succeeded
  1    halted; with --plan: something could not be applied
  2    wrong usage, an invalid template, or no cluster
  3    finished, and something went wrong
  4    another run holds the lock
  130  interrupted";

/// Run a stage on Kubernetes: apply what each task consists of, wait for it, and obey the workflow.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(super) deployment: Deployment,

    #[command(flatten)]
    pub(super) place: Where,

    /// Show what would change, and what is not allowed, and change nothing
    #[arg(long, conflicts_with_all = ["trace", "new"])]
    pub(super) plan: bool,

    /// Write what happens into this file while it does, for `laneway compare` and `laneway calibrate`
    #[arg(long, value_name = "FILE")]
    pub(super) trace: Option<PathBuf>,

    /// Run this step alone; may be given several times
    #[arg(long, value_name = "STEP", conflicts_with = "from")]
    only: Vec<String>,

    /// Run this step and all after it
    #[arg(long, value_name = "STEP")]
    from: Option<String>,

    /// Begin a new run, although the last one did not come to its end
    #[arg(long)]
    pub(super) new: bool,

    /// Take over fields that others have set
    #[arg(long)]
    pub(super) force: bool,

    /// How long a service without a readiness probe has to stay up until it counts as ready [default: 10s]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(super) settle: Option<Millis>,

    /// How to print what happens
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,

    #[command(flatten)]
    pub(super) look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// A line for everything that happens, in a terminal the timeline below it, and the timeline at the end
    #[default]
    Human,
    /// The same without the timeline that moves
    Lines,
    /// Every event as a line of JSON when it happens: a trace, described in docs/json.md
    Json,
}

fn duration(text: &str) -> Result<Millis, String> {
    text.parse()
        .map_err(|_| "a duration such as 10s or 1m30s was expected".to_owned())
}

impl Run {
    /// Runs the stage.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match self.start(output) {
            Ok(exit) => exit,
            Err(why) => output.refuse(&why),
        }
    }

    #[cfg(feature = "native")]
    fn start(&self, output: &mut Output) -> Result<Exit, crate::input::Refusal> {
        use laneway_kube::select::Part;
        let part = match (&self.from, self.only.is_empty()) {
            (Some(from), _) => Part::From(from.clone()),
            (None, false) => Part::Only(self.only.clone()),
            (None, true) => Part::Whole,
        };
        let prepared = self
            .deployment
            .prepare(&part, self.look.columns(), output)?;
        match self.plan {
            true => super::plan::plan(self, &prepared, output),
            false => super::live::run(self, &prepared, output),
        }
    }

    #[cfg(not(feature = "native"))]
    fn start(&self, _: &mut Output) -> Result<Exit, crate::input::Refusal> {
        Err(crate::input::Refusal(super::WITHOUT_CLUSTER.to_owned()))
    }
}
