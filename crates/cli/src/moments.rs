//! A run moment by moment: when, what and why, and where in the template.

use crate::subject::Subject;
use crate::text::{clean, width, wrap};
use anstyle::Style;
use laneway_core::analysis::Run;
use laneway_core::play::{Moment, Written, play};
use laneway_core::source::LineIndex;
use std::fmt::Write as _;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// For people: one moment after the other, with its rule and its lines.
pub(crate) fn human(run: &Run, subject: &Subject, columns: usize) -> String {
    let play = play(run);
    let times: Vec<String> = play.moments.iter().map(|it| it.at.spoken()).collect();
    let wide = times
        .iter()
        .map(|time| width(time))
        .max()
        .unwrap_or_default();
    let index = LineIndex::new(&subject.template.text);
    let mut text = format!("{}, moment by moment\n", clean(&run.report.stage));
    let indent = " ".repeat(wide + 2);
    let room = columns.saturating_sub(wide + 2).max(20);
    let hang = |text: &str| wrap(&clean(text), room, "").replace('\n', &format!("\n{indent}"));
    let mut shown = "";
    for (moment, time) in play.moments.iter().zip(&times) {
        // A time that is still the same is not said again.
        let time = if time == shown { "" } else { time.as_str() };
        shown = if time.is_empty() { shown } else { time };
        let said = hang(&moment.text);
        let _ = writeln!(text, "\n{BOLD}{time:>wide$}{BOLD:#}  {said}");
        let note = hang(&note(moment, &index));
        let _ = writeln!(text, "{indent}{DIM}{note}{DIM:#}");
    }
    text
}

/// For programs.
pub(crate) fn json(run: &Run) -> String {
    Written::new(run, &play(run)).to_json()
}

/// The rule, and where to look.
fn note(moment: &Moment, index: &LineIndex) -> String {
    let line = |offset| index.position(offset).line;
    let lines = moment.lines.iter().map(|span| {
        let (first, last) = (line(span.start), line(span.end.saturating_sub(1)));
        match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        }
    });
    let mut lines: Vec<String> = lines.collect();
    lines.dedup();
    match lines.as_slice() {
        [] => moment.rule.name().to_owned(),
        [one] if !one.contains('–') => format!("{} · line {one}", moment.rule.name()),
        several => format!("{} · lines {}", moment.rule.name(), several.join(", ")),
    }
}
