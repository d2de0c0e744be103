//! `laneway rbac`: the least Role that a stage needs.

use super::Deployment;
use crate::output::{Exit, Output};
use crate::terminal;
use laneway_kube::rbac::{Purpose, role, rules};
use laneway_kube::select::Part;

const EXAMPLES: &str = "\
Examples:
  laneway rbac application.yaml | kubectl apply -n shop -f -
  laneway rbac application.yaml --for plan
  laneway rbac application.yaml --stage teardown

Exit codes:
  0  printed
  2  wrong usage, a file that cannot be read, or a task without anything to apply";

/// Print the least Role with which a stage can be run, as YAML.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Rbac {
    #[command(flatten)]
    deployment: Deployment,

    /// What is to be allowed
    #[arg(long = "for", value_enum, default_value_t)]
    purpose: Want,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Want {
    /// `laneway run`
    #[default]
    Run,
    /// `laneway run`, and `laneway run --plan` before it
    Plan,
    /// `laneway status` and `laneway cleanup`
    Cleanup,
}

impl From<Want> for Purpose {
    fn from(want: Want) -> Self {
        match want {
            Want::Run => Self::Run,
            Want::Plan => Self::Plan,
            Want::Cleanup => Self::Cleanup,
        }
    }
}

impl Rbac {
    /// Prints it as YAML.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        let prepared = match self
            .deployment
            .prepare(&Part::Whole, terminal::columns(None), output)
        {
            Ok(prepared) => prepared,
            Err(why) => return output.refuse(&why),
        };
        let rules = rules(
            &prepared.setting.plan,
            &prepared.bundles,
            &prepared.kinds,
            self.purpose.into(),
        );
        let role = role(&format!("laneway-{}", prepared.application), &rules);
        output.print(&serde_yaml::to_string(&role).unwrap_or_default());
        Exit::Clean
    }
}
