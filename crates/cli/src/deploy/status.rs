//! `laneway status`: what of an application is there.

use super::{Deployment, Where};
use crate::output::{Exit, Output};

const EXAMPLES: &str = "\
Examples:
  laneway status application.yaml --namespace shop

Exit codes:
  0  shown
  2  wrong usage, an invalid template, or no cluster";

/// Show the last run of an application, and what of it is there.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(super) deployment: Deployment,

    #[command(flatten)]
    pub(super) place: Where,
}

impl Status {
    /// Shows it.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match self.show(output) {
            Ok(()) => Exit::Clean,
            Err(why) => output.refuse(&why),
        }
    }

    #[cfg(feature = "native")]
    fn show(&self, output: &mut Output) -> Result<(), crate::input::Refusal> {
        super::last::status(self, output)
    }

    #[cfg(not(feature = "native"))]
    fn show(&self, _: &mut Output) -> Result<(), crate::input::Refusal> {
        Err(crate::input::Refusal(super::WITHOUT_CLUSTER.to_owned()))
    }
}
