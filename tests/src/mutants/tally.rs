//! Counting, and the table of the counts.

use super::{Change, Mutant, Operator, Verdict};
use std::collections::BTreeMap;
use std::fmt;

/// The counts of one operator.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row {
    /// Mistakes made.
    pub mistakes: usize,
    /// Mistakes that an error tells of.
    pub found: usize,
    /// Changes after which the data is the same.
    pub harmless: usize,
    /// Changes of data that is not read.
    pub unread: usize,
    /// Errors that tell of no mistake, near one of this operator.
    pub false_reports: usize,
}

/// The counts of a whole run.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Spoiled templates.
    pub files: usize,
    /// Errors in all.
    pub errors: usize,
    rows: BTreeMap<Operator, Row>,
}

impl Tally {
    /// Counts one spoiled template.
    pub fn count(&mut self, mutant: &Mutant, verdict: &Verdict) {
        self.files += 1;
        self.errors += verdict.errors;
        for (made, found) in mutant.made.iter().zip(&verdict.found) {
            let row = self.rows.entry(made.operator).or_default();
            match made.change {
                Change::Harmless => {
                    row.harmless += 1;
                    row.false_reports += usize::from(found.is_some());
                }
                Change::Unread => row.unread += 1,
                Change::Mistake => {
                    row.mistakes += 1;
                    row.found += usize::from(found.is_some());
                }
            }
        }
        for (nearest, _) in &verdict.false_reports {
            let operator = mutant.made[*nearest].operator;
            self.rows.entry(operator).or_default().false_reports += 1;
        }
    }

    /// All operators together.
    pub fn total(&self) -> Row {
        let mut total = Row::default();
        for row in self.rows.values() {
            total.mistakes += row.mistakes;
            total.found += row.found;
            total.harmless += row.harmless;
            total.unread += row.unread;
            total.false_reports += row.false_reports;
        }
        total
    }

    /// Found mistakes per hundred.
    pub fn recall(&self) -> f64 {
        percent(self.total().found, self.total().mistakes)
    }

    /// False reports per hundred errors.
    pub fn false_share(&self) -> f64 {
        percent(self.total().false_reports, self.errors)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of a test run are small")]
    let share = part as f64 / whole.max(1) as f64;
    share * 100.0
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, row: &Row| {
            writeln!(
                out,
                "{name:<24} {:>8} {:>7} {:>7.1} % {:>8} {:>9} {:>7}",
                row.mistakes,
                row.found,
                percent(row.found, row.mistakes),
                row.false_reports,
                row.harmless,
                row.unread
            )
        };
        for (operator, row) in &self.rows {
            line(operator.name(), row)?;
        }
        line("all", &self.total())?;
        writeln!(
            out,
            "{} files, {} errors; {:.2} % of the mistakes found, {:.2} % of the errors false",
            self.files,
            self.errors,
            self.recall(),
            self.false_share()
        )?;
        writeln!(
            out,
            "(recall: mistakes that an error tells of / mistakes made; false: errors that tell of no \
             mistake, or of one told already / all errors)"
        )
    }
}
