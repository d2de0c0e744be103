//! The list of possible changes, for people and for programs.

use crate::input::Input;
use crate::terminal;
use crate::text::{clean, count, wrap};
use anstyle::{AnsiColor, Style};
use laneway_core::diagnostic::LocatedEdit;
use laneway_core::refactor::{Finish, Offer};
use laneway_core::report::Outcome;
use laneway_core::source::LineIndex;
use serde::Serialize;

/// The version of the JSON form.
const VERSION: u32 = 1;
const BOLD: Style = Style::new().bold();
const INDENT: &str = "  ";

/// Which changes people are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Those with which the stage does not end later. Nearly every task could begin a step of its own,
    /// and those changes would bury the others.
    Useful,
    All,
}

/// Each change with its name, its line, and what it brings; the best comes first.
pub(super) fn human(template: &Input, index: &LineIndex, offers: &[Offer], shown: Shown) -> String {
    let path = clean(&template.path);
    if offers.is_empty() {
        return format!("{path}: nothing to change\n");
    }
    let is_shown = |it: &&Offer| shown == Shown::All || it.preview.saved_ms() >= 0;
    let listed: Vec<&Offer> = offers.iter().filter(is_shown).collect();
    let mut text = String::new();
    for offer in &listed {
        let (id, line) = (quoted(&offer.id), index.position(offer.place.start).line);
        text += &format!("{BOLD}{id}{BOLD:#} (line {line})\n");
        text += &paragraph(&offer.title, Style::new());
        text += &paragraph(&offer.preview.words, style(offer));
        text.push('\n');
    }
    let possible = count(listed.len(), "possible change");
    text += &match offers.len() - listed.len() {
        0 => format!("{path}: {possible}"),
        later if listed.is_empty() => {
            let later = count(later, "possible change");
            return format!("{path}: {later}, with a later end (--all to see)\n");
        }
        later => format!("{path}: {possible}, and {later} more with a later end (--all)"),
    };
    text + "; make one with --apply NAME, or look at it with --diff\n"
}

fn paragraph(text: &str, style: Style) -> String {
    let lines = wrap(&clean(text), terminal::columns(None) - INDENT.len(), INDENT);
    format!("{INDENT}{style}{lines}{style:#}\n")
}

fn style(offer: &Offer) -> Style {
    match offer.preview.saved_ms() {
        1.. => AnsiColor::Green.on_default(),
        0 => Style::new(),
        _ => AnsiColor::Yellow.on_default(),
    }
}

/// A name as a shell takes it.
pub(super) fn quoted(id: &str) -> String {
    let id = clean(id);
    let is_bare = |it: char| it.is_alphanumeric() || ":/+.-_#".contains(it);
    if id.chars().all(is_bare) {
        return id;
    }
    format!("'{}'", id.replace('\'', r"'\''"))
}

/// The JSON form.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    path: &'a str,
    offers: Vec<LocatedOffer<'a>>,
}

#[derive(Serialize)]
struct LocatedOffer<'a> {
    id: &'a str,
    title: &'a str,
    stage: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    before: Option<End>,
    after: End,
    saved_ms: i64,
    preview: &'a str,
    edits: Vec<LocatedEdit>,
}

#[derive(Serialize)]
struct End {
    outcome: Outcome,
    at_ms: u64,
}

pub(super) fn json(template: &Input, index: &LineIndex, offers: &[Offer]) -> String {
    let document = Document {
        version: VERSION,
        path: &template.path,
        offers: offers.iter().map(|it| located(index, it)).collect(),
    };
    let text = serde_json::to_string_pretty(&document);
    text.expect("strings and numbers always have a JSON form") + "\n"
}

fn located<'a>(index: &LineIndex, offer: &'a Offer) -> LocatedOffer<'a> {
    let position = index.position(offer.place.start);
    LocatedOffer {
        id: &offer.id,
        title: &offer.title,
        stage: &offer.preview.stage,
        start: offer.place.start,
        end: offer.place.end,
        line: position.line,
        column: position.column,
        before: offer.preview.before.map(End::from),
        after: offer.preview.after.into(),
        saved_ms: offer.preview.saved_ms(),
        preview: &offer.preview.words,
        edits: offer.edits.iter().map(LocatedEdit::from).collect(),
    }
}

impl From<Finish> for End {
    fn from(finish: Finish) -> Self {
        Self {
            outcome: finish.outcome,
            at_ms: finish.at.0,
        }
    }
}
