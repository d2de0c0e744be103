//! Turns a laid-out chart into lines of text with colours.

use super::bar::Tone;
use super::lane::Level;
use super::layout::{Chart, Row, Text};
use super::mark::{Charset, Mark};
use super::scale::Tick;
use crate::text::{count, shorten, width};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeSet;

/// A chart with more rows than this has its axis below them, too.
const ROWS_IN_SIGHT: usize = 30;

/// A line that is being written; changes the style only where it has to.
#[derive(Default)]
struct Line {
    text: String,
    style: Style,
}

impl Line {
    fn push(&mut self, text: &str, style: Style) {
        if style != self.style {
            let reset = if self.style == Style::new() {
                ""
            } else {
                "\u{1b}[0m"
            };
            self.text.push_str(&format!("{reset}{style}"));
            self.style = style;
        }
        self.text.push_str(text);
    }

    /// Without the spaces at its end.
    fn finish(mut self) -> String {
        self.push("", Style::new());
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
        self.text
    }
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Bold => Style::new().bold(),
            Self::Dim => Style::new().dimmed(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Bad => AnsiColor::Red.on_default().bold(),
        }
    }
}

/// The whole chart, with its axis and its legend.
pub(crate) fn paint(chart: &Chart, columns: usize, charset: Charset) -> String {
    let mut text = title(chart, charset) + &axis(chart, charset);
    for row in &chart.rows {
        text.push_str(&paint_row(row, chart.label_width, charset));
    }
    for level in &chart.levels {
        text.push_str(&paint_level(level, chart, columns, charset));
    }
    for line in &chart.moments {
        text.push_str(&moments(line, chart.label_width));
    }
    if chart.rows.len() > ROWS_IN_SIGHT {
        text.push_str(&axis(chart, charset));
    }
    text + "\n" + &legend(chart, columns, charset)
}

fn title(chart: &Chart, charset: Charset) -> String {
    let steps = count(chart.steps, "step");
    let tasks = count(chart.tasks, "task");
    let mut line = Line::default();
    line.push(&chart.stage, Tone::Bold.style());
    line.push(
        &format!(" {} {steps}, {tasks}", charset.signs().dot),
        Tone::Dim.style(),
    );
    line.finish()
}

fn axis(chart: &Chart, charset: Charset) -> String {
    axis_of(&chart.ticks, chart.axis_width, chart.label_width, charset)
}

/// The labels of an axis, and its line below.
pub(super) fn axis_of(
    ticks: &[Tick],
    axis_width: usize,
    label_width: usize,
    charset: Charset,
) -> String {
    let signs = charset.signs();
    let mut labels = Line::default();
    let mut rule = vec![signs.axis; axis_width + 1];
    labels.push(&" ".repeat(label_width), Style::new());
    let mut column = 0;
    for tick in ticks {
        labels.push(&" ".repeat(tick.column - column), Style::new());
        labels.push(&tick.label, Tone::Dim.style());
        column = tick.column + width(&tick.label);
        if let Some(cell) = rule.get_mut(tick.column) {
            *cell = signs.tick;
        }
    }
    let mut line = Line::default();
    line.push(&" ".repeat(label_width), Style::new());
    line.push(&rule.into_iter().collect::<String>(), Tone::Dim.style());
    labels.finish() + &line.finish()
}

pub(super) fn paint_row(row: &Row, label_width: usize, charset: Charset) -> String {
    let mut line = Line::default();
    paint_label(&mut line, row, label_width, charset);
    let mut column = 0;
    while column < row.cells.len() {
        match &row.text {
            Some(text) if text.column == column => {
                line.push(&text.text, text.tone.style());
                line.push(" ", Style::new());
                column += width(&text.text) + 1;
            }
            _ => {
                let mark = row.cells[column];
                let is_strong = row.is_critical && mark.is_attempt();
                let style = if is_strong {
                    mark.style().bold()
                } else {
                    mark.style()
                };
                line.push(mark.glyph(charset).encode_utf8(&mut [0; 4]), style);
                column += 1;
            }
        }
    }
    line.finish()
}

fn paint_label(line: &mut Line, row: &Row, label_width: usize, charset: Charset) {
    let critical = charset.signs().critical;
    let tone = if row.is_step { Tone::Bold } else { Tone::Plain };
    match row.label.strip_prefix(&" ".repeat(width(critical))) {
        Some(rest) if row.is_critical => {
            line.push(critical, AnsiColor::Magenta.on_default().bold());
            line.push(rest, tone.style());
        }
        _ => line.push(&row.label, tone.style()),
    }
    let gap = label_width.saturating_sub(width(&row.label));
    line.push(&" ".repeat(gap), Style::new());
}

/// A line of the lane, with the number of its highest point behind it where there is room.
fn paint_level(level: &Level, chart: &Chart, columns: usize, charset: Charset) -> String {
    let mut line = Line::default();
    let room = chart.label_width.saturating_sub(1);
    let label = shorten(level.label, room, charset.signs().ellipsis);
    line.push(&label, Tone::Dim.style());
    let gap = chart.label_width.saturating_sub(width(&label));
    line.push(&" ".repeat(gap), Style::new());
    let end = chart.label_width + width(&level.text) + 1;
    if end + width(&level.most) <= columns {
        line.push(&level.text, level.style);
        line.push(&format!(" {}", level.most), Tone::Dim.style());
    } else {
        line.push(level.text.trim_end(), level.style);
    }
    line.finish()
}

fn moments(moments: &[Text], label_width: usize) -> String {
    let mut line = Line::default();
    let mut column = 0;
    line.push(&" ".repeat(label_width), Style::new());
    for moment in moments {
        line.push(&" ".repeat(moment.column - column), Style::new());
        line.push(&moment.text, moment.tone.style());
        column = moment.column + width(&moment.text);
    }
    line.finish()
}

/// Explains the marks that occur, and no others.
fn legend(chart: &Chart, columns: usize, charset: Charset) -> String {
    let marks: BTreeSet<Mark> = chart
        .rows
        .iter()
        .flat_map(|it| &it.cells)
        .map(|it| it.whole())
        .collect();
    let occurs = Mark::EXPLAINED.into_iter().filter(|it| marks.contains(it));
    let mut items: Vec<_> = occurs
        .map(|it| (sample(it, &marks, charset), it.meaning(), it.style()))
        .collect();
    if chart.rows.iter().any(|it| it.is_critical) {
        let style = AnsiColor::Magenta.on_default().bold();
        items.push((charset.signs().critical.to_owned(), "critical path", style));
    }
    let mut lines = vec![Line::default()];
    let mut column = 0;
    for (sign, meaning, style) in items {
        let needed = width(&sign) + 1 + width(meaning);
        if column > 0 && column + 3 + needed > columns {
            lines.push(Line::default());
            column = 0;
        }
        let line = lines.last_mut().expect("there is always a line");
        let gap = if column > 0 { "   " } else { "" };
        line.push(gap, Style::new());
        line.push(&sign, style);
        line.push(&format!(" {meaning}"), Tone::Dim.style());
        column += width(gap) + needed;
    }
    lines.into_iter().map(Line::finish).collect()
}

/// How a mark looks in the chart: a failed attempt may be long enough to have a body.
fn sample(mark: Mark, marks: &BTreeSet<Mark>, charset: Charset) -> String {
    let body = (mark == Mark::Failure && marks.contains(&Mark::Failing)).then_some(Mark::Failing);
    let shown = body.into_iter().chain([mark]);
    shown.map(|it| it.glyph(charset)).collect()
}
