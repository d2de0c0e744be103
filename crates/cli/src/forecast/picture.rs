//! A forecast for the terminal.

use super::figures::{grouped, time, time_or_unknown};
use crate::chart::Charset;
use crate::text::{clean, shorten, width, wrap};
use anstyle::{AnsiColor, Style};
use laneway_core::forecast::{
    self, Forecast, Histogram, Quantile, Share, ShareEstimate, Spread, TaskForecast,
};
use laneway_core::report::Report;
use laneway_core::time::Millis;
use std::cmp::Reverse;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const BAD: Style = AnsiColor::Red.on_default().bold();

const INDENT: &str = "  ";
/// A histogram has at most so many lines.
const MOST_LINES: usize = 12;
/// So many tasks are named that set the end.
const MOST_TASKS: usize = 8;
/// And so many that halt.
const MOST_HALTS: usize = 5;
/// The quantiles that are shown, in billionths.
const SHOWN: [u64; 5] = [
    50_000_000,
    500_000_000,
    900_000_000,
    950_000_000,
    990_000_000,
];

/// The whole forecast in so many columns.
pub(crate) fn draw(
    report: &Report,
    forecast: &Forecast,
    columns: usize,
    charset: Charset,
) -> String {
    let runs = grouped(forecast.runs);
    let stage = clean(&report.stage);
    let mut text = format!(
        "{BOLD}{stage}{BOLD:#}: what to expect, from {runs} runs {DIM}(seed {}; intervals of 95 \
         %){DIM:#}\n\n",
        report.seed
    );
    let words = forecast::words(&report.stage, forecast).join(" ");
    let words = wrap(&clean(&words), columns - INDENT.len(), INDENT);
    text.push_str(&format!("{INDENT}{words}\n\n"));
    text.push_str(&outcomes(forecast));
    if let Some(spread) = &forecast.finish.succeeded {
        text.push_str(&finish(spread));
    }
    if let Some(histogram) = &forecast.histogram {
        text.push_str(&bars(histogram, columns, charset));
    }
    text.push_str(&tasks(forecast, columns, charset));
    text
}

fn outcomes(forecast: &Forecast) -> String {
    let outcomes = &forecast.outcomes;
    let halts = if outcomes.halted.runs > 0 {
        BAD
    } else {
        Style::new()
    };
    let lines = [
        ("succeeds", &outcomes.succeeded, Style::new()),
        (
            "finishes with errors",
            &outcomes.finished_with_errors,
            Style::new(),
        ),
        ("halts", &outcomes.halted, halts),
    ];
    let mut text = String::new();
    for (name, chance, style) in lines {
        let shown = chance.chance.to_string();
        text.push_str(&format!(
            "  {style}{name:<20}  {shown:>9}{style:#}  {}\n",
            interval(chance)
        ));
    }
    if let Some(halted) = &forecast.halted_at {
        let middle = middle(halted);
        let by = forecast.halted_by.iter().take(MOST_HALTS);
        let by = by.map(|it| format!("{} {}", clean(&it.task), it.halts.chance));
        let by: Vec<String> = by.collect();
        let more = forecast.halted_by.len().saturating_sub(MOST_HALTS);
        let more = if more > 0 {
            format!(", and {more} more")
        } else {
            String::new()
        };
        text.push_str(&format!(
            "  {:<20}  {:>9}  by {}{more}\n",
            "  in the middle at",
            time(middle),
            by.join(", ")
        ));
    }
    text
}

fn interval(chance: &ShareEstimate) -> String {
    format!("{DIM}{} to {}{DIM:#}", chance.low, chance.high)
}

/// The median.
fn middle(spread: &Spread) -> Millis {
    let half = Share::from_billionths(500_000_000);
    let median = spread.quantiles.iter().find(|it| it.share == half);
    median.map_or(spread.max_ms, |it| it.at_ms)
}

fn finish(spread: &Spread) -> String {
    let mut text = format!("\n{BOLD}When it succeeds, it ends{BOLD:#}\n");
    let is_shown = |it: &&Quantile| SHOWN.contains(&it.share.billionths());
    for quantile in spread.quantiles.iter().filter(is_shown) {
        let share = quantile.share.billionths() / 10_000_000;
        let (low, high) = (quantile.low_ms, quantile.high_ms);
        text.push_str(&line(
            &format!("in {share} % of runs by"),
            quantile.at_ms,
            low,
            high,
        ));
    }
    let mean = &spread.mean;
    text.push_str(&line(
        "in the mean at",
        mean.mean_ms,
        mean.low_ms,
        mean.high_ms,
    ));
    text
}

fn line(name: &str, at: Millis, low: Option<Millis>, high: Option<Millis>) -> String {
    let (low, high) = (time_or_unknown(low), time_or_unknown(high));
    format!(
        "  {name:<20}  {:>9}  {DIM}{low} to {high}{DIM:#}\n",
        time(at)
    )
}

fn bars(histogram: &Histogram, columns: usize, charset: Charset) -> String {
    let together = histogram.counts.len().div_ceil(MOST_LINES).max(1);
    let counts: Vec<u64> = (histogram.counts.chunks(together))
        .map(|counts| counts.iter().sum())
        .collect();
    let most = counts.iter().max().copied().unwrap_or(0).max(1);
    let width_ms = histogram.width_ms.times(together as u64);
    let froms =
        (0..counts.len() as u64).map(|at| (histogram.from_ms + width_ms.times(at)).spoken());
    let froms: Vec<String> = froms.collect();
    let label = froms.iter().map(|it| width(it)).max().unwrap_or(0);
    let shown: Vec<String> = counts.iter().map(|it| grouped(*it)).collect();
    let count_width = shown.iter().map(|it| width(it)).max().unwrap_or(0);
    let room = columns.saturating_sub(label + count_width + 8).clamp(4, 60);
    let mut text = format!("\n  {DIM}from, for {}{DIM:#}\n", width_ms.spoken());
    for ((from, count), shown) in froms.iter().zip(counts).zip(shown) {
        let bar = bar(count, most, room, charset);
        text.push_str(&format!("  {from:>label$}  {bar}{}{shown}\n", gap(&bar)));
    }
    text
}

fn gap(bar: &str) -> &'static str {
    if bar.is_empty() { "" } else { " " }
}

/// As long as the count is of the most; what is there is seen.
fn bar(count: u64, most: u64, room: usize, charset: Charset) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (u128::from(count) * room as u128 * 8).div_ceil(u128::from(most)) as usize;
    match charset {
        Charset::Ascii => "#".repeat(eighths.div_ceil(8)),
        Charset::Unicode => "█".repeat(eighths / 8) + EIGHTHS[eighths % 8],
    }
}

/// What sets the end most often.
fn tasks(forecast: &Forecast, columns: usize, charset: Charset) -> String {
    let critical = |task: &TaskForecast| task.criticality.map_or(0, |it| it.runs);
    let mut tasks: Vec<&TaskForecast> = forecast.tasks.iter().collect();
    tasks.retain(|task| critical(task) > 0);
    tasks.sort_by_key(|task| (Reverse(critical(task)), Reverse(task.significance)));
    if tasks.is_empty() {
        return String::new();
    }
    let ellipsis = match charset {
        Charset::Ascii => "..",
        Charset::Unicode => "…",
    };
    let names = columns.saturating_sub(48).clamp(16, 40);
    let mut text = format!(
        "\n{BOLD}{:<names$}{BOLD:#}  {:>9}  {:>9}  {:>9}  {:>9}\n",
        "What sets the end", "critical", "matters", "back-off", "attempts"
    );
    let more = tasks.len().saturating_sub(MOST_TASKS);
    for task in tasks.into_iter().take(MOST_TASKS) {
        let name = shorten(&clean(&task.task), names - 2, ellipsis);
        let name = format!(
            "{name}{}",
            " ".repeat((names - 2).saturating_sub(width(&name)))
        );
        let share =
            |share: Option<Share>| share.map_or_else(|| "-".to_owned(), |it| it.to_string());
        text.push_str(&format!(
            "  {name}  {:>9}  {:>9}  {:>9}  {:>9}\n",
            share(task.criticality.map(|it| it.chance)),
            hundredths(task.significance),
            share(task.back_off),
            hundredths(task.attempts),
        ));
    }
    if more > 0 {
        text.push_str(&format!("  {DIM}and {more} more now and then{DIM:#}\n"));
    }
    text
}

/// `1.25`.
fn hundredths(number: Option<Share>) -> String {
    let Some(number) = number else {
        return "-".to_owned();
    };
    let hundredths = (number.billionths() + 5_000_000) / 10_000_000;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
