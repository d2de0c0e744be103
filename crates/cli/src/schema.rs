//! `laneway schema`: JSON Schemas for editors.

use crate::output::{Exit, Output};

const TEMPLATE: &str = include_str!("../../../docs/schema/template.json");
const SCENARIO: &str = include_str!("../../../docs/schema/scenario.json");

const EXAMPLES: &str = "\
Examples:
  laneway schema template > template.schema.json

  and as the first line of a file, for editors with a YAML language server:
  # yaml-language-server: $schema=template.schema.json

Exit codes:
  0  printed
  2  wrong usage";

/// Print the JSON Schema (draft-07) of what Laneway reads, for completion in editors. What a schema
/// cannot express, such as references, is checked by `laneway check` only.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Schema {
    /// Which one
    #[arg(value_enum)]
    of: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Of application templates and their fragments
    Template,
    /// Of scenarios
    Scenario,
}

impl Schema {
    /// Prints it.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        output.print(match self.of {
            Kind::Template => TEMPLATE,
            Kind::Scenario => SCENARIO,
        });
        Exit::Clean
    }
}
