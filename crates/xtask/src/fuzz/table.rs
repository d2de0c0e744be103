//! What the searches found, as a table, and how to see each input again.

use std::path::Path;

use super::search::Finding;
use super::{count, shown};
use crate::error::{Failure, Result};
use crate::style::Style;

/// Prints what came of each search; an error if anything was broken.
pub(super) fn report(findings: &[Finding], root: &Path) -> Result<()> {
    let style = Style::of_stdout();
    let head =
        "target              inputs  per second  reached  panics  hangs  too large  peak memory";
    println!("\n{}", style.strong(head));
    for finding in findings {
        println!("{}", row(finding));
    }
    println!();
    for finding in findings {
        for input in &finding.broken {
            let (program, input) = (shown(&finding.program, root), shown(input, root));
            println!("  to see it again: {program} {input}");
        }
        if finding.died {
            println!("  {} ended without naming an input", finding.target);
        }
    }
    let broken: usize = findings
        .iter()
        .map(|finding| finding.broken.len() + usize::from(finding.died))
        .sum();
    if broken > 0 {
        let found = count(broken, "input");
        return Err(Failure::new(format!("{found} broke something")));
    }
    println!("Nothing was broken.");
    Ok(())
}

fn row(finding: &Finding) -> String {
    let said = &finding.said;
    format!(
        "{:<14}{:>12}{:>12}{:>9}{:>8}{:>7}{:>11}{:>10} MB",
        finding.target,
        said.executions,
        said.per_second,
        said.features,
        finding.broken_by("crash") + usize::from(finding.died),
        finding.broken_by("timeout"),
        finding.broken_by("oom"),
        said.peak_memory,
    )
}
