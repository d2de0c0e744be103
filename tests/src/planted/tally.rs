//! Counting, and the table of the counts.

use super::{Entry, Verdict};
use std::collections::BTreeSet;
use std::fmt;

/// The counts of one kind of mistake.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Which.
    pub name: &'static str,
    /// Templates that it fits into.
    pub files: BTreeSet<String>,
    /// Places where it was planted.
    pub places: usize,
    /// Plants of which everything expected was said, at its place.
    pub found: usize,
    /// Problems that were said beside.
    pub extras: usize,
    /// Fixes that were applied.
    pub fixes: usize,
}

/// The counts of all kinds.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// One for each kind, in the order of the entries.
    pub rows: Vec<Row>,
    /// What is wrong, for people.
    pub complaints: Vec<String>,
}

impl Tally {
    /// A table with a row for each kind of mistake.
    pub fn new(entries: &[Entry]) -> Self {
        let rows = entries.iter().map(|entry| Row {
            name: entry.name,
            ..Row::default()
        });
        Self {
            rows: rows.collect(),
            complaints: Vec::new(),
        }
    }

    /// Counts one planted mistake of the kind in this row.
    pub(super) fn count(&mut self, row: usize, file: &str, verdict: &Verdict) {
        let row = &mut self.rows[row];
        row.files.insert(file.to_owned());
        row.places += 1;
        row.found += usize::from(verdict.found);
        row.extras += verdict.extras;
        row.fixes += verdict.fixes;
        if !verdict.complaint.is_empty() {
            let complaint = format!("{} in {file}\n{}", row.name, verdict.complaint);
            self.complaints.push(complaint);
        }
    }

    /// Adds the counts of other templates.
    pub(super) fn add(&mut self, other: Self) {
        for (row, other) in self.rows.iter_mut().zip(other.rows) {
            row.files.extend(other.files);
            row.places += other.places;
            row.found += other.found;
            row.extras += other.extras;
            row.fixes += other.fixes;
        }
        self.complaints.extend(other.complaints);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut total = [0; 4];
        let header = ["files", "places", "found", "extras", "fixes"];
        write!(out, "{:<44}", "planted mistake")?;
        for word in header {
            write!(out, " {word:>7}")?;
        }
        writeln!(out)?;
        for row in &self.rows {
            let counts = [row.places, row.found, row.extras, row.fixes];
            write!(out, "{:<44} {:>7}", row.name, row.files.len())?;
            for (sum, count) in total.iter_mut().zip(counts) {
                *sum += count;
                write!(out, " {count:>7}")?;
            }
            writeln!(out)?;
        }
        let [places, found, extras, fixes] = total;
        writeln!(
            out,
            "{:<44} {:>7} {places:>7} {found:>7} {extras:>7} {fixes:>7}",
            "all", ""
        )
    }
}
