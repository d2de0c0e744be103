//! A sweep for the terminal: a table, and beside it the times drawn on one axis.

use crate::chart::Charset;
use crate::forecast::figures::{grouped, time, time_or_unknown};
use crate::text::{clean, shorten, width, wrap};
use anstyle::{AnsiColor, Style};
use laneway_core::forecast::{Quantile, ShareEstimate};
use laneway_core::sweep::{self, Point, Sweep};
use laneway_core::time::Millis;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const BAD: Style = AnsiColor::Red.on_default().bold();
const INDENT: &str = "  ";

/// Values are cut to so many columns.
const LONGEST_VALUE: usize = 24;
/// A picture has at least and at most so many columns.
const PICTURE: (usize, usize) = (12, 60);
/// Before there are intervals it should have so many.
const GOOD_PICTURE: usize = 20;

/// The whole sweep in so many columns.
pub(super) fn draw(sweep: &Sweep, columns: usize, charset: Charset) -> String {
    let marks = Marks::of(charset);
    let mut text = heading(sweep, columns) + "\n";
    let wrapped = |words: &str| wrap(words, columns - INDENT.len(), INDENT);
    let words = wrapped(&clean(&sweep::words(sweep).join(" ")));
    text.push_str(&format!("{INDENT}{words}\n\n"));
    text.push_str(&table(sweep, columns, &marks));
    let legend = wrapped(&legend(sweep, &marks));
    text.push_str(&format!("\n{INDENT}{DIM}{legend}{DIM:#}\n"));
    text
}

/// What is varied; how it was simulated has a line of its own where both do not fit.
fn heading(sweep: &Sweep, columns: usize) -> String {
    let runs = grouped(sweep.runs);
    let (stage, parameter) = (clean(&sweep.stage), clean(&sweep.parameter));
    let how = format!(
        "from {runs} runs each (seed {}; intervals of 95 %)",
        sweep.seed
    );
    let what = format!("{BOLD}{stage}{BOLD:#}: {BOLD}{parameter}{BOLD:#}");
    let together = format!("{stage}: {parameter}, {how}");
    match width(&together) <= columns {
        true => format!("{what}, {DIM}{how}{DIM:#}\n"),
        false => format!("{what}\n{DIM}{}{DIM:#}\n", wrap(&how, columns, "")),
    }
}

/// What the picture is made of.
struct Marks {
    half: char,
    most: char,
    between: char,
    now: char,
    ellipsis: &'static str,
}

impl Marks {
    fn of(charset: Charset) -> Self {
        match charset {
            Charset::Unicode => Self {
                half: '●',
                most: '○',
                between: '─',
                now: '›',
                ellipsis: "…",
            },
            Charset::Ascii => Self {
                half: '*',
                most: 'o',
                between: '-',
                now: '>',
                ellipsis: "..",
            },
        }
    }
}

fn legend(sweep: &Sweep, marks: &Marks) -> String {
    let mut legend = format!(
        "{} half of the runs that succeed have ended, {} 95 %",
        marks.half, marks.most
    );
    if is_now_shown(sweep) {
        legend.push_str(&format!(", {} as the scenario has it", marks.now));
    }
    legend
}

fn is_now_shown(sweep: &Sweep) -> bool {
    sweep
        .points
        .iter()
        .any(|it| Some(&it.value) == sweep.now.as_ref())
}

/// A column: its heading, and for each point a cell and how it is set.
struct Column {
    heading: String,
    cells: Vec<(String, Style)>,
    is_left: bool,
}

impl Column {
    fn new(heading: &str, sweep: &Sweep, cell: impl Fn(usize, &Point) -> (String, Style)) -> Self {
        let cells = sweep.points.iter().enumerate();
        Self {
            heading: heading.to_owned(),
            cells: cells.map(|(at, point)| cell(at, point)).collect(),
            is_left: false,
        }
    }

    fn left_aligned(self) -> Self {
        Self {
            is_left: true,
            ..self
        }
    }

    fn width(&self) -> usize {
        let cells = self.cells.iter().map(|(text, _)| width(text));
        cells.max().unwrap_or(0).max(width(&self.heading))
    }

    fn set(&self, text: &str, style: Style) -> String {
        let gap = " ".repeat(self.width() - width(text));
        match self.is_left {
            true => format!("{style}{text}{style:#}{gap}"),
            false => format!("{gap}{style}{text}{style:#}"),
        }
    }
}

fn table(sweep: &Sweep, columns: usize, marks: &Marks) -> String {
    let mut shown = figures(sweep, marks);
    let taken = |shown: &[(Column, bool)]| {
        let widths = shown
            .iter()
            .map(|(column, _)| column.width() + INDENT.len());
        widths.sum::<usize>()
    };
    // Intervals go first where there is no room.
    while taken(&shown) + INDENT.len() + GOOD_PICTURE > columns {
        let Some(at) = shown.iter().rposition(|(_, is_interval)| *is_interval) else {
            break;
        };
        shown.remove(at);
    }
    let room = columns.saturating_sub(taken(&shown) + INDENT.len());
    let mut shown: Vec<Column> = shown.into_iter().map(|(column, _)| column).collect();
    if room >= PICTURE.0 {
        shown.extend(picture(sweep, room.min(PICTURE.1), marks));
    }
    lines(&shown)
}

fn lines(columns: &[Column]) -> String {
    let heading = columns
        .iter()
        .map(|it| INDENT.to_owned() + &it.set(&it.heading, BOLD));
    let mut text = end_of_line(&heading.collect::<String>());
    let rows = columns.first().map_or(0, |it| it.cells.len());
    for row in 0..rows {
        let cells = columns.iter().map(|column| {
            let (cell, style) = &column.cells[row];
            INDENT.to_owned() + &column.set(cell, *style)
        });
        text.push_str(&end_of_line(&cells.collect::<String>()));
    }
    text
}

fn end_of_line(line: &str) -> String {
    format!("{}\n", line.trim_end())
}

/// The columns of the table, and whether each is an interval.
fn figures(sweep: &Sweep, marks: &Marks) -> Vec<(Column, bool)> {
    let has_now = is_now_shown(sweep);
    let value = Column::new("value", sweep, |_, point| {
        let is_now = sweep.now.as_ref() == Some(&point.value);
        let mark = match (has_now, is_now) {
            (true, true) => format!("{} ", marks.now),
            (true, false) => INDENT.to_owned(),
            (false, _) => String::new(),
        };
        (
            mark + &shorten(&clean(&point.value), LONGEST_VALUE, marks.ellipsis),
            Style::new(),
        )
    });
    let plain = |text: String| (text, Style::new());
    let mut columns = vec![
        (value.left_aligned(), false),
        (
            Column::new("half by", sweep, |_, point| plain(at(point.p50.as_ref()))),
            false,
        ),
        (
            Column::new("95 % by", sweep, |_, point| plain(at(point.p95.as_ref()))),
            false,
        ),
        (
            Column::new("", sweep, |_, point| (between(point.p95.as_ref()), DIM)).left_aligned(),
            true,
        ),
        (
            Column::new("halts", sweep, |_, point| chance(&point.outcomes.halted)),
            false,
        ),
        (
            Column::new("", sweep, |_, point| {
                (interval(&point.outcomes.halted), DIM)
            })
            .left_aligned(),
            true,
        ),
    ];
    let errors = |point: &Point| point.outcomes.finished_with_errors;
    if sweep.points.iter().any(|it| errors(it).runs > 0) {
        columns.push((
            Column::new("errors", sweep, |_, point| chance(&errors(point))),
            false,
        ));
    }
    for budget in &sweep.budgets {
        let verdict = |at: usize, _: &Point| match budget.kept[at] {
            true => plain("kept".to_owned()),
            false => ("broken".to_owned(), BAD),
        };
        columns.push((Column::new(&budget.budget, sweep, verdict), false));
    }
    columns
}

fn at(quantile: Option<&Quantile>) -> String {
    quantile.map_or_else(|| "-".to_owned(), |it| time(it.at_ms))
}

fn between(quantile: Option<&Quantile>) -> String {
    let shown = |it: &Quantile| {
        format!(
            "{} to {}",
            time_or_unknown(it.low_ms),
            time_or_unknown(it.high_ms)
        )
    };
    quantile.map_or_else(String::new, shown)
}

fn chance(estimate: &ShareEstimate) -> (String, Style) {
    (estimate.chance.to_string(), Style::new())
}

fn interval(estimate: &ShareEstimate) -> String {
    format!("{} to {}", estimate.low, estimate.high)
}

/// From half of the runs to 95 % of them, on an axis that all points share; nothing if no run succeeds.
fn picture(sweep: &Sweep, cells: usize, marks: &Marks) -> Option<Column> {
    let times = sweep
        .points
        .iter()
        .flat_map(|it| [&it.p50, &it.p95])
        .flatten();
    let times: Vec<Millis> = times.map(|it| it.at_ms).collect();
    let (first, last) = (*times.iter().min()?, *times.iter().max()?);
    let labels = (time(first), time(last));
    let gap = cells.saturating_sub(width(&labels.0) + width(&labels.1));
    let heading = match first == last {
        true => labels.0,
        false => format!("{}{}{}", labels.0, " ".repeat(gap), labels.1),
    };
    let cell = |at: Millis| {
        let length = u128::from((last - first).0.max(1));
        let from_first = u128::from((at - first).0) * (cells as u128 - 1);
        usize::try_from((from_first + length / 2) / length).unwrap_or(0)
    };
    let row = |point: &Point| -> String {
        let (Some(half), Some(most)) = (&point.p50, &point.p95) else {
            return String::new();
        };
        let (half, most) = (cell(half.at_ms), cell(most.at_ms));
        let mark = |at: usize| match at {
            _ if at == half => marks.half,
            _ if at == most => marks.most,
            _ if at > half => marks.between,
            _ => ' ',
        };
        (0..=most).map(mark).collect()
    };
    let column = Column::new(&heading, sweep, |_, point| (row(point), Style::new()));
    Some(column.left_aligned())
}
