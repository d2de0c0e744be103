//! `laneway cleanup`: deletes what an application left in its namespace.

use super::{Deployment, Where};
use crate::output::{Exit, Output};

const EXAMPLES: &str = "\
Examples:
  laneway cleanup application.yaml --namespace shop
  laneway cleanup application.yaml --namespace shop --yes

Exit codes:
  0  shown, or deleted
  2  wrong usage, an invalid template, or no cluster";

/// Show all objects of an application, and delete them if told so.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Cleanup {
    #[command(flatten)]
    pub(super) deployment: Deployment,

    #[command(flatten)]
    pub(super) place: Where,

    /// Delete them
    #[arg(long)]
    pub(super) yes: bool,
}

impl Cleanup {
    /// Shows or deletes them.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match self.clean_up(output) {
            Ok(()) => Exit::Clean,
            Err(why) => output.refuse(&why),
        }
    }

    #[cfg(feature = "native")]
    fn clean_up(&self, output: &mut Output) -> Result<(), crate::input::Refusal> {
        super::last::cleanup(self, output)
    }

    #[cfg(not(feature = "native"))]
    fn clean_up(&self, _: &mut Output) -> Result<(), crate::input::Refusal> {
        Err(crate::input::Refusal(super::WITHOUT_CLUSTER.to_owned()))
    }
}
