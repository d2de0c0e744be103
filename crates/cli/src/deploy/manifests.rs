//! `laneway manifests`: the objects of a stage.

use super::Deployment;
use crate::output::{Exit, Output};
use crate::terminal;
use crate::text::clean_lines;
use laneway_kube::select::Part;
use std::fmt::Write as _;

const EXAMPLES: &str = "\
Examples:
  laneway manifests application.yaml
  laneway manifests application.yaml --stage patch --manifests rendered/
  laneway manifests application.yaml > objects.yaml

Exit codes:
  0  printed
  2  wrong usage, a file that cannot be read, or a task without anything to apply";

/// Print the Kubernetes objects that a stage applies, in the order of its tasks.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Manifests {
    #[command(flatten)]
    deployment: Deployment,
}

impl Manifests {
    /// Prints them as YAML.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        let prepared = match self
            .deployment
            .prepare(&Part::Whole, terminal::columns(None), output)
        {
            Ok(prepared) => prepared,
            Err(why) => return output.refuse(&why),
        };
        let mut text = String::new();
        for (task, bundle) in prepared.setting.plan.tasks.iter().zip(&prepared.bundles) {
            for object in &bundle.objects {
                // The API server takes JSON for YAML, and what is a tree of it can always be written.
                let yaml = serde_yaml::to_string(object.value()).unwrap_or_default();
                let _ = write!(text, "---\n# {}\n{yaml}", task.name);
            }
        }
        output.print(&clean_lines(&text));
        Exit::Clean
    }
}
