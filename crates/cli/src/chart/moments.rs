//! Moments of the run that have names, in lines below the rows.

use super::bar::Tone;
use super::layout::Text;
use super::mark::Signs;
use super::scale::Scale;
use crate::text::{shorten, width};
use laneway_core::picture::fan::Fan;
use laneway_core::picture::scale;
use laneway_core::report::Report;
use laneway_core::time::Millis;

/// Columns between two moments in one line.
const GAP: usize = 3;

/// The halt; or the two ends of the stage, if it has two. As few lines as have room for them.
pub(crate) fn of(report: &Report, scale: Scale, area: usize, signs: Signs) -> Vec<Vec<Text>> {
    let mut lines: Vec<Vec<Text>> = Vec::new();
    let known = named(report).into_iter();
    let known = known.map(|(at, name, tone)| (at, format!("{name} {}", at.spoken()), tone));
    for (at, label, tone) in known.chain(fan(report, scale)) {
        let column = scale.edge(at);
        let text = place(&label, column, area, signs);
        let moment = Text { tone, ..text };
        let end = |it: &Text| it.column + width(&it.text) + GAP;
        match lines.last_mut() {
            Some(line) if line.last().is_some_and(|it| end(it) <= moment.column) => {
                line.push(moment);
            }
            _ => lines.push(vec![moment]),
        }
    }
    lines
}

/// When many runs have ended, if that is known.
fn fan(report: &Report, scale: Scale) -> impl Iterator<Item = (Millis, String, Tone)> {
    let fan = report.forecast.as_ref().map(Fan::of).unwrap_or_default();
    let axis = scale::Scale::new(0.0, 1.0, scale.horizon());
    let told = fan.told(&axis).into_iter();
    told.map(|(words, at)| (at, words, Tone::Dim))
}

fn named(report: &Report) -> Vec<(Millis, &'static str, Tone)> {
    let ends = [
        (report.last_step_done_ms, "last step done"),
        (report.all_settled_ms, "all settled"),
    ];
    match &report.halt {
        Some(halt) => vec![(halt.at_ms, "halted", Tone::Bad)],
        None if ends[0].0 == ends[1].0 => Vec::new(),
        None => {
            let known = |(at, name)| Option::map(at, |at| (at, name, Tone::Plain));
            ends.into_iter().filter_map(known).collect()
        }
    }
}

/// Right of its column if there is room, else left of it. Where neither side has enough, the wider
/// one takes as much of the label as fits.
fn place(label: &str, column: usize, area: usize, signs: Signs) -> Text {
    let sign = signs.moment;
    let tone = Tone::Plain;
    let (right, left) = (area.saturating_sub(column), column + width(sign));
    let needed = width(sign) + 1 + width(label);
    let label = |room: usize| shorten(label, room - width(sign) - 1, signs.ellipsis);
    if needed <= right || (needed > left && right >= left) {
        let text = format!("{sign} {}", label(right.max(width(sign) + 1)));
        return Text { column, text, tone };
    }
    let text = format!("{} {sign}", label(left.max(width(sign) + 1)));
    let column = left.saturating_sub(width(&text));
    Text { column, text, tone }
}
