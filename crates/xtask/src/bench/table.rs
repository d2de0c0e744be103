//! The figures of one size as a table, each beside those of the first row.

use std::path::Path;

use super::figures::{Figures, Measured};
use super::size_of;
use crate::style::Style;

const MEGABYTE: f64 = 1_000_000.0;
/// Of smaller texts the memory of the program itself is all that would be seen, in bytes.
const LARGE: f64 = 1_000_000.0;

/// Something measured with one text.
pub(super) struct Row {
    name: String,
    /// In bytes.
    text: f64,
    figures: Measured,
}

impl Row {
    pub(super) fn new(name: impl Into<String>, file: &Path, figures: Measured) -> Self {
        Self {
            name: name.into(),
            text: size_of(file),
            figures,
        }
    }

    fn shown(&self, first: Option<Figures>) -> String {
        let figures = match &self.figures {
            Ok(figures) => figures,
            Err(why) => return format!("{:<32}not measured: {why}", self.name),
        };
        let late = figures.late.map_or_else(|| "-".to_owned(), millis);
        let ratio = first.map_or_else(|| "-".to_owned(), |first| times(figures.time / first.time));
        let memory = figures.memory.map_or_else(
            || "-".to_owned(),
            |bytes| format!("{:.0} MB", bytes / MEGABYTE),
        );
        let share = figures.memory.filter(|_| self.text >= LARGE);
        let share = share.map_or_else(|| "-".to_owned(), |bytes| times(bytes / self.text));
        format!(
            "{:<32}{:>12}{late:>12}{:>9.1}{ratio:>11}{memory:>10}{share:>9}",
            self.name,
            millis(figures.time),
            self.text / figures.time,
        )
    }
}

pub(super) fn print(size: &str, rows: &[Row]) {
    let style = Style::of_stdout();
    let title = format!("{size:<32}");
    println!(
        "\n{}{:>12}{:>12}{:>9}{:>11}{:>10}{:>9}",
        style.strong(&title),
        "median",
        "95 %",
        "MB/s",
        "× Laneway",
        "memory",
        "÷ text"
    );
    let first = rows.first().and_then(|row| row.figures.clone().ok());
    for row in rows {
        println!("{}", row.shown(first));
    }
}

fn millis(micros: f64) -> String {
    let digits = if micros < 10_000.0 { 2 } else { 0 };
    format!("{:.digits$} ms", micros / 1000.0)
}

fn times(ratio: f64) -> String {
    let digits = if ratio < 10.0 { 1 } else { 0 };
    format!("{ratio:.digits$}×")
}

#[cfg(test)]
mod tests {
    use super::{Figures, Row, millis, times};

    #[test]
    fn figures_have_as_many_digits_as_they_are_worth() {
        assert_eq!([57.0, 412_345.0].map(millis), ["0.06 ms", "412 ms"]);
        assert_eq!([1.04, 57.3].map(times), ["1.0×", "57×"]);
    }

    #[test]
    fn memory_is_compared_with_large_texts_only() {
        let figures = Figures {
            time: 1000.0,
            late: None,
            memory: Some(10_000_000.0),
        };
        let row = |text| Row {
            name: "check".to_owned(),
            text,
            figures: Ok(figures),
        };
        assert!(row(5_000_000.0).shown(Some(figures)).ends_with("2.0×"));
        assert!(
            row(5_000.0)
                .shown(Some(figures))
                .ends_with("10 MB        -")
        );
    }
}
