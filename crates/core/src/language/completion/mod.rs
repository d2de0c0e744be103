//! Which words fit at the cursor.

mod names;

use super::grammar::{Key, Shape};
use super::spot::{self, Spot};
use super::{Side, Texts};
use crate::diagnostic::catalog::stage::STAGES;
use crate::diagnostic::edits::{line_end, line_start};
use crate::source::Span;
use crate::template::{self, Kind, REMOVE_ENVIRONMENT};
use crate::yaml::{self, Entry, Node};
use names::{kinds_with_members, names, single_tasks, tasks};
use std::collections::BTreeSet;

/// Stands for what is being written while the text is read.
const CURSOR: &str = "word-at-the-cursor";

/// Words that fit, and what they replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// The word at the cursor; empty if there is none.
    pub span: Span,
    /// The most likely first.
    pub items: Vec<Completion>,
}

/// A word that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The word.
    pub label: String,
    /// What is written; for a key, with its colon.
    pub insert: String,
    /// What it means, in Markdown; empty if there is nothing to say.
    pub doc: String,
    /// What it is.
    pub kind: CompletionKind,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A key of a mapping.
    Key,
    /// One of a few words.
    Word,
    /// A task, a service, or what stands for several of them.
    Reference,
}

/// The words that fit at `offset` of one of the texts. What is written already of the word is not
/// looked at: editors choose among the words by themselves.
pub fn complete(texts: Texts, side: Side, offset: usize) -> Option<Completions> {
    let text = texts.on(side);
    let span = word(text, offset);
    let line = &text[line_start(text, span.start)..span.start];
    if is_comment(line) {
        return None;
    }
    let rest = text[span.end..line_end(text, span.end)].trim_start();
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let has_colon = rest.starts_with(':');
    let as_key = format!(
        "{before}{CURSOR}{}{after}",
        if has_colon { "" } else { ":" }
    );
    let as_value = format!("{before}{CURSOR}{after}");
    let items = may_be_key(line)
        .then(|| keys(texts.replaced(side, &as_key), side, span.start, has_colon))
        .flatten()
        .or_else(|| values(texts.replaced(side, &as_value), side, span.start))?;
    Some(Completions { span, items })
}

/// The keys that fit, if a key can stand there.
fn keys(texts: Texts, side: Side, start: usize, has_colon: bool) -> Option<Vec<Completion>> {
    let (root, shape) = side.read(texts.on(side))?;
    let Some(Spot::Key { owner, of, .. }) = spot::find(&root, shape, start + 1) else {
        return None;
    };
    let siblings = owner.entries().unwrap_or_default().iter();
    let taken: BTreeSet<&str> = siblings.filter_map(Entry::name).collect();
    let colon = if has_colon { "" } else { ":" };
    Some(match of {
        Shape::Keys(keys) => {
            let free = keys.iter().filter(|key| !taken.contains(key.name));
            free.map(|key| key_item(key, has_colon)).collect()
        }
        _ => {
            let template = template::read(texts.template).0;
            let tasks = single_tasks(&template).into_iter();
            let free = tasks.filter(|task| !taken.contains(task.as_str()));
            free.map(|task| reference(&task, format!("{}{colon} ", yaml::scalar(&task))))
                .collect()
        }
    })
}

fn key_item(key: &Key, has_colon: bool) -> Completion {
    let goes_on_below = matches!(key.value, Shape::Keys(_) | Shape::ByReference);
    let is_list_of_mappings = matches!(key.value, Shape::Items(Shape::Keys(_)));
    let colon = match (has_colon, goes_on_below || is_list_of_mappings) {
        (true, _) => "",
        (false, true) => ":",
        (false, false) => ": ",
    };
    Completion {
        label: key.name.to_owned(),
        insert: format!("{}{colon}", key.name),
        doc: key.doc.to_owned(),
        kind: CompletionKind::Key,
    }
}

/// The values that fit.
fn values(texts: Texts, side: Side, start: usize) -> Option<Vec<Completion>> {
    let (root, shape) = side.read(texts.on(side))?;
    let Some(Spot::Value {
        shape, list, owner, ..
    }) = spot::find(&root, shape, start + 1)
    else {
        return None;
    };
    let taken: BTreeSet<&str> = list.iter().filter_map(Node::as_str).collect();
    let template = || template::read(texts.template).0;
    let mut words = match shape {
        Shape::Words(words) => return Some(words.iter().copied().map(word_item).collect()),
        Shape::Stage => {
            let template = template();
            let used = |name: &&str| template.stages.iter().any(|it| it.name.value == **name);
            let free = STAGES.into_iter().filter(|name| !used(name));
            return Some(free.map(word_item).collect());
        }
        Shape::Service => {
            let own = owner.and_then(|it| it.get("name")?.as_str());
            let names = names(&template(), Kind::Services).into_iter();
            names.filter(|name| Some(name.as_str()) != own).collect()
        }
        Shape::Reference if side == Side::Template => tasks(&template()),
        Shape::Reference => single_tasks(&template()),
        Shape::Pattern => kinds_with_members(&template(), "*"),
        _ => return None,
    };
    words.retain(|word| !taken.contains(word.as_str()) && !word.contains(CURSOR));
    let items = words.into_iter().map(|word| {
        let insert = yaml::scalar(&word);
        reference(&word, insert)
    });
    Some(items.collect())
}

fn word_item(word: &str) -> Completion {
    Completion {
        label: word.to_owned(),
        insert: word.to_owned(),
        doc: String::new(),
        kind: CompletionKind::Word,
    }
}

fn reference(word: &str, insert: String) -> Completion {
    let several = word
        .strip_suffix(".all")
        .or_else(|| word.strip_suffix(".*"));
    let doc = match several {
        Some(kind) if word.ends_with(".all") => {
            format!("All {kind} that the stage does not name, in the order of the template.")
        }
        Some(kind) => format!("All {kind}."),
        None if word == REMOVE_ENVIRONMENT => {
            "The built-in last task of `teardown`: removes everything that was deployed.".to_owned()
        }
        None => String::new(),
    };
    Completion {
        label: word.to_owned(),
        insert,
        doc,
        kind: CompletionKind::Reference,
    }
}

/// The word around the cursor.
fn word(text: &str, offset: usize) -> Span {
    let offset = text.floor_char_boundary(offset);
    let part = |character: char| character.is_alphanumeric() || "_-.*".contains(character);
    let line = Span::new(line_start(text, offset), line_end(text, offset));
    let before = text[line.start..offset].trim_end_matches(part);
    let after = text[offset..line.end].trim_start_matches(part);
    let mut start = line.start + before.len();
    // A dash that opens an item is no part of a word.
    if text[start..].starts_with("- ") || &text[start..line.end] == "-" {
        start = (start + 1).min(offset);
    }
    Span::new(start, line.end - after.len())
}

/// Whether a key can be written behind this beginning of a line.
fn may_be_key(line: &str) -> bool {
    let before = line.trim_end_matches([' ', '\u{feff}']);
    before.is_empty()
        || before.ends_with(['{', ','])
        || before.trim().trim_matches('-').trim().is_empty()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#') || line.contains(" #")
}

#[cfg(test)]
mod tests;
