//! What came of each part, in one table at the end.

use std::time::Duration;

use crate::error::{Failure, Result};
use crate::progress::spoken;
use crate::style::Style;

/// Tests that passed and failed, read from what the test runners print.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    passed: u32,
    failed: u32,
    /// Why nothing was tested.
    untested: Option<&'static str>,
}

impl Counts {
    /// Notes that nothing is tested, and why.
    pub(crate) fn say_untested(&mut self, why: &'static str) {
        self.untested = Some(why);
    }

    /// Adds a line such as `test result: ok. 12 passed; 0 failed; 0 ignored; …`, one for each test program.
    pub(crate) fn read_cargo(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        for part in result.split([';', '.']) {
            match part.trim().split_once(' ') {
                Some((count, "passed")) => self.passed += count.parse().unwrap_or(0),
                Some((count, "failed")) => self.failed += count.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// Adds a line such as `ℹ pass 12`, which Node prints once at the end.
    pub(crate) fn read_node(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("ℹ ") else {
            return;
        };
        match result.trim().split_once(' ') {
            Some(("pass", count)) => self.passed += count.parse().unwrap_or(0),
            Some(("fail", count)) => self.failed += count.parse().unwrap_or(0),
            _ => {}
        }
    }

    fn shown(&self) -> String {
        match self {
            Self {
                untested: Some(why),
                ..
            } => format!("not tested: {why}"),
            Self {
                passed: 0,
                failed: 0,
                ..
            } => String::new(),
            Self { passed, failed, .. } => format!("{passed} passed; {failed} failed"),
        }
    }
}

/// What came of one part.
pub(crate) struct Verdict {
    pub(crate) name: &'static str,
    pub(crate) took: Duration,
    pub(crate) counts: Counts,
    pub(crate) outcome: Result<()>,
}

/// Prints the table; an error if any part failed.
pub(crate) fn report(verdicts: &[Verdict]) -> Result<()> {
    let style = Style::of_stdout();
    println!();
    for Verdict {
        name,
        took,
        counts,
        outcome,
    } in verdicts
    {
        let mark = if outcome.is_ok() {
            style.good("✓")
        } else {
            style.bad("✗")
        };
        let line = format!("{name:<9} {:<13} {}", spoken(*took), counts.shown());
        println!("{mark} {}", line.trim_end());
    }
    let failed: Vec<_> = verdicts
        .iter()
        .filter(|verdict| verdict.outcome.is_err())
        .map(|v| v.name)
        .collect();
    match failed.as_slice() {
        [] => {
            println!("\n{}", style.good("All parts passed."));
            Ok(())
        }
        [first, ..] => Err(
            Failure::new(format!("failed: {}", failed.join(", "))).with_help(format!(
                "to run one part alone: cargo xtask test --only {first}"
            )),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_over_test_programs() {
        let mut counts = Counts::default();
        for line in [
            "running 12 tests",
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        ] {
            counts.read_cargo(line);
        }
        assert_eq!(
            counts,
            Counts {
                passed: 15,
                failed: 2,
                untested: None,
            }
        );
    }

    #[test]
    fn nodes_summary_is_read_and_nothing_else() {
        let mut counts = Counts::default();
        for line in [
            "✔ types (3ms)",
            "ℹ tests 9",
            "ℹ pass 8",
            "ℹ fail 1",
            "pass 7",
        ] {
            counts.read_node(line);
        }
        assert_eq!(
            counts,
            Counts {
                passed: 8,
                failed: 1,
                untested: None,
            }
        );
    }
}
