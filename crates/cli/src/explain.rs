//! `laneway explain`: what a rule is about.

use crate::output::{Exit, Output};
use crate::text::clean;
use laneway_core::diagnostic::Severity;
use laneway_core::diagnostic::catalog::{CODES, Topic, codes, topics};
use laneway_core::pages::page;

const EXAMPLES: &str = "\
Examples:
  laneway explain dependency-order
  laneway explain

Exit codes:
  0  printed
  2  wrong usage, or there is no such rule";

/// Explain a rule: what it finds, why that matters, a bad and a good example. Without one, list all
/// rules.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Explain {
    /// The name of the rule, as it stands in brackets behind `error`, `warning` or `hint`
    rule: Option<String>,
}

impl Explain {
    /// Prints the page, or the list.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        let Some(rule) = &self.rule else {
            output.print(&list());
            return Exit::Clean;
        };
        if let Some(page) = page(rule) {
            output.print(&page.markdown());
            return Exit::Clean;
        }
        let meant = codes().nearest(rule);
        let meant = meant.map(|it| format!("; did you mean {it}?"));
        let meant = meant.unwrap_or_else(|| " (laneway explain lists all)".to_owned());
        let rule = clean(rule);
        output.explain(&format!("laneway: there is no rule {rule}{meant}\n"));
        Exit::Unusable
    }
}

fn list() -> String {
    let width = CODES.iter().map(|code| code.len()).max();
    let width = width.unwrap_or_default();
    let line = |topic: &Topic| {
        let severity = match topic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        format!("{:width$}  {severity:7}  {}\n", topic.code, topic.what)
    };
    topics().map(line).collect()
}
