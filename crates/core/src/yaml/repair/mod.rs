//! What a text that cannot be read probably should have been: candidates that the caller tries.

mod brackets;
mod flow;
mod lines;
mod quotes;
mod typing;

use super::explain::classify;
use super::stop::Stop;
use crate::diagnostic::Fix;
use crate::diagnostic::catalog::syntax::Broken;
use crate::source::Span;
use lines::Line;
use std::collections::BTreeSet;

/// A way to repair the text.
#[derive(Debug, Clone)]
pub(super) struct Repair {
    /// What is wrong if this is the repair, where it differs from what the parser met.
    pub(super) cause: Option<(Broken, Span)>,
    pub(super) fix: Fix,
}

impl Repair {
    /// Whether it begins an item of a list.
    pub(super) fn adds_an_item(&self) -> bool {
        let mut edits = self.fix.edits.iter();
        edits.any(|edit| edit.text.trim_start().starts_with("- "))
    }
}

impl From<Fix> for Repair {
    fn from(fix: Fix) -> Self {
        Self { cause: None, fix }
    }
}

/// Whether the line that holds `place` stands at a column at which no other line begins like it does,
/// though there are such lines.
pub(super) fn breaks_custom(text: &str, place: usize) -> bool {
    let own = Line::at(text, place);
    let Some(beginning) = own.beginning() else {
        return false;
    };
    let mut elsewhere = false;
    let mut line = Some(Line::at(text, 0));
    while let Some(other) = line {
        if other.start != own.start && other.beginning() == Some(beginning) {
            if other.column == own.column {
                return false;
            }
            elsewhere = true;
        }
        line = other.after(text);
    }
    elsewhere
}

/// How many lines above the stop its cause may be.
const LINES_ABOVE: usize = 3;
/// The same within brackets, which say less about where things end.
const LINES_ABOVE_IN_BRACKETS: usize = 5;
/// How many of the innermost open lists and mappings may have begun wrongly.
const OPEN: usize = 3;

/// Repairs of the place where reading stopped, the most likely first: all that can be thought of, of
/// which a judge has to choose.
///
/// `odd` are places in front of it that make no sense.
pub(super) fn candidates(text: &str, stop: &Stop, odd: &[usize]) -> Vec<Repair> {
    let in_brackets = stop.open.iter().any(|open| open.flow);
    let above = if in_brackets {
        LINES_ABOVE_IN_BRACKETS
    } else {
        LINES_ABOVE
    };
    let here = Line::at(text, stop.met);
    let lines = std::iter::successors(Some(here), |line| line.before(text)).take(above + 1);
    let opened = stop.open.iter().rev().take(OPEN);
    let opened = opened.map(|open| Line::at(text, open.start));
    let opened = opened
        .flat_map(|line| [Some(line), line.after(text)])
        .flatten();
    let mut repairs = likely(text, stop);
    let near = [Some(here), here.after(text), here.before(text)];
    if let Some(line) = near.into_iter().flatten().find(|line| line.has_tab()) {
        repairs.splice(0..0, lines::tabs(text, line.start));
    }
    if classify(text, stop) == Broken::Escape {
        return repairs;
    }
    // A tab is met before the line that it stands in.
    let below = here.after(text).into_iter();
    let odd = odd.iter().map(|place| Line::at(text, *place));
    repairs.extend(slips(text, lines.chain(below).chain(odd).chain(opened)));
    let mut seen = BTreeSet::new();
    repairs.retain(|repair| seen.insert(key(repair)));
    repairs
}

/// What two repairs that do the same have in common.
fn key(repair: &Repair) -> Vec<(Span, String)> {
    let edits = repair.fix.edits.iter();
    edits.map(|edit| (edit.span, edit.text.clone())).collect()
}

/// Every slip that may have happened in the lines of `span`, or in the one above.
pub(super) fn slips_of(text: &str, span: Span) -> Vec<Repair> {
    let last = Line::at(text, span.start + span.slice(text).trim_end().len());
    let lines = std::iter::successors(Some(last), |line| line.before(text));
    let within = lines.take(LINES_ABOVE_IN_BRACKETS);
    let within = within.take_while(|line| line.end() > span.start);
    // What begins a long text is as likely to be wrong as its end.
    let first = Line::at(text, span.start);
    let around = [
        Some(first),
        first.before(text),
        first.after(text).filter(|line| line.start < span.end),
    ];
    let tabs = match span.slice(text) {
        "\t" => lines::tabs(text, span.start),
        _ => Vec::new(),
    };
    let slips = slips(text, within.chain(around.into_iter().flatten()));
    tabs.into_iter().chain(slips).collect()
}

fn slips<'t>(text: &'t str, lines: impl Iterator<Item = Line<'t>>) -> Vec<Repair> {
    let mut seen = BTreeSet::new();
    let lines: Vec<Line> = lines.filter(|line| seen.insert(line.start)).collect();
    let slips = lines.iter().flat_map(|line| typing::slips(text, *line));
    let shifts = lines.iter().flat_map(|line| lines::shifts(text, *line));
    slips.chain(shifts).collect()
}

/// What fits the reason of the stop.
pub(super) fn likely(text: &str, stop: &Stop) -> Vec<Repair> {
    match classify(text, stop) {
        Broken::Tab => lines::tabs(text, stop.at),
        Broken::Unclosed { .. } => [
            quotes::placeholder(text, stop),
            brackets::close(text, stop),
            quotes::close(text, stop),
        ]
        .concat(),
        Broken::WrongBracket { close, .. } => brackets::other(text, stop, close),
        Broken::StrayBracket => brackets::remove(stop),
        Broken::Comma => [
            quotes::placeholder(text, stop),
            brackets::colon(text, stop),
            brackets::comma(text, stop),
            brackets::close(text, stop),
            quotes::close(text, stop),
        ]
        .concat(),
        Broken::UnclosedQuote => quotes::close(text, stop),
        Broken::AfterQuote => quotes::end(text, stop),
        Broken::Escape => quotes::backslashes(text, stop),
        Broken::Character(_) => quotes::value(text, stop),
        Broken::Colon => [
            quotes::value_with_colon(text, stop),
            lines::colon(text, stop),
            lines::indent(text, stop),
        ]
        .concat(),
        _ => [
            lines::dash(text, stop),
            lines::colon(text, stop),
            lines::indent(text, stop),
        ]
        .concat(),
    }
}
