//! What slows a stage, and what risk costs it.

use super::saving::{short, short_or_unknown, signed, with_interval};
use crate::text::{clean, count, shorten, width, wrap};
use anstyle::Style;
use laneway_core::advice::{Advice, Expected, Lever, Risk, Swing};
use laneway_core::time::Millis;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// A table has at most so many rows.
const MOST: usize = 10;

/// One row for each task that moves the end.
pub(super) fn slows(advice: &Advice, columns: usize) -> String {
    if advice.slows.is_empty() && advice.left_out.tasks == 0 {
        return String::new();
    }
    let widths = [13, 13, 13, 14];
    let table = Table::new(columns, &widths);
    let mut text = table.head(
        "What slows us",
        &["it takes", "mean end", "p95", "10 % faster"],
    );
    let (moving, still): (Vec<&Lever>, Vec<&Lever>) = advice.slows.iter().partition(|it| moves(it));
    for it in moving.iter().take(MOST) {
        let cells = [
            between(Some(it.low.takes_ms), Some(it.high.takes_ms)),
            between(it.low.then.mean_ms, it.high.then.mean_ms),
            between(it.low.then.p95_ms, it.high.then.p95_ms),
            with_interval(it.faster),
        ];
        text += &table.row(&it.task, &cells);
    }
    let more = moving.len().saturating_sub(MOST);
    let mut notes = Vec::new();
    if more > 0 {
        notes.push(format!("{more} more move it less"));
    }
    if !still.is_empty() {
        let them = count(still.len(), "task");
        let verb = if still.len() == 1 { "does" } else { "do" };
        notes.push(format!("{them} {verb} not move the end"));
    }
    let drawn = moving.iter().any(|it| it.swing == Swing::Percentiles);
    let fixed = moving.iter().any(|it| it.swing == Swing::TenPercent);
    notes.extend(match (drawn, fixed) {
        (true, true) => Some("low and high: p10 and p90, or 10 % of a constant".to_owned()),
        (true, false) => Some("low and high: p10 and p90".to_owned()),
        (false, true) => Some("low and high: 10 % less and more".to_owned()),
        (false, false) => None,
    });
    text + &note(&notes.join("; "), columns)
}

fn moves(lever: &Lever) -> bool {
    let (low, high) = (lever.low.then, lever.high.then);
    let saves = lever.faster.is_some_and(|it| it.mean_ms != 0);
    saves || (low.mean_ms, low.p95_ms) != (high.mean_ms, high.p95_ms)
}

/// One row for each source, and one for the stage with all of them.
pub(super) fn risks(advice: &Advice, columns: usize) -> String {
    if advice.risks.is_empty() {
        return String::new();
    }
    let widths = [8, 8, 9, 9, 14];
    let table = Table::new(columns, &widths);
    let head = ["mean end", "p95", "halts", "errors", "saves"];
    let mut text = table.head("What risk costs: without …", &head);
    let cells = |it: &Expected, saved: String| {
        [
            short_or_unknown(it.mean_ms),
            short_or_unknown(it.p95_ms),
            it.halted.chance.to_string(),
            it.with_errors.chance.to_string(),
            saved,
        ]
    };
    for it in advice.risks.iter().take(MOST) {
        text += &table.row(&it.what, &cells(&it.without, saved(it)));
    }
    text += &format!(
        "{DIM}{}{DIM:#}",
        table.row("(as it is)", &cells(&advice.now, String::new()))
    );
    match advice.risks.len().saturating_sub(MOST) {
        0 => text,
        more => text + &note(&format!("{more} more cost less"), columns),
    }
}

fn saved(risk: &Risk) -> String {
    match risk.saved {
        Some(saved) if saved.low_ms == saved.high_ms => signed(saved.mean_ms, short),
        saved => with_interval(saved),
    }
}

/// Both ends, unless they look the same.
fn between(low: Option<Millis>, high: Option<Millis>) -> String {
    let [low, high] = [low, high].map(short_or_unknown);
    if low == high {
        return low;
    }
    format!("{low}–{high}")
}

fn note(text: &str, columns: usize) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("  {DIM}{}{DIM:#}\n", wrap(text, columns - 2, "  "))
}

/// Names on the left, as wide as there is room, and figures on the right.
struct Table<'w> {
    names: usize,
    widths: &'w [usize],
}

impl<'w> Table<'w> {
    fn new(columns: usize, widths: &'w [usize]) -> Self {
        let figures: usize = widths.iter().map(|it| it + 1).sum();
        Self {
            names: columns.saturating_sub(figures).clamp(16, 48),
            widths,
        }
    }

    fn head(&self, title: &str, cells: &[&str]) -> String {
        let title = shorten(title, self.names, "…");
        let gap = " ".repeat(self.names.saturating_sub(width(&title)));
        format!(
            "{BOLD}{title}{BOLD:#}{gap}{DIM}{}{DIM:#}\n",
            self.figures(cells)
        )
    }

    fn row(&self, name: &str, cells: &[String]) -> String {
        let name = shorten(&clean(name), self.names - 2, "…");
        let gap = " ".repeat((self.names - 2).saturating_sub(width(&name)));
        let line = format!("  {name}{gap}{}", self.figures(cells));
        format!("{}\n", line.trim_end())
    }

    fn figures<T: AsRef<str>>(&self, cells: &[T]) -> String {
        let cells = cells.iter().zip(self.widths).map(|(cell, room)| {
            let cell = cell.as_ref();
            format!(
                "{}{cell}",
                " ".repeat((room + 1).saturating_sub(width(cell)).max(1))
            )
        });
        cells.collect()
    }
}
