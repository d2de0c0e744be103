//! Texts that are hard to read at all: tabs, aliases without end, depth without end.

use super::ground::{Ground, holds};
use super::place::in_brackets;
use super::plant::{Expected, MARK, Plant};
use laneway_core::diagnostic::Edit;
use laneway_core::diagnostic::edits::{indentation, line_break, line_start};
use laneway_core::source::Span;
use laneway_core::yaml::{Entry, MAX_DEPTH, Node, Value};
use std::fmt::Write as _;

/// A line whose last two spaces of indentation are a tab.
pub(super) fn tab(ground: &Ground) -> Vec<Plant> {
    let mut lines = Vec::new();
    starts(&ground.root, ground.text, &mut lines);
    lines.sort_unstable();
    lines.dedup();
    let plants = lines.into_iter().map(|(start, content)| {
        let kept = content.saturating_sub(2).max(start);
        let edit = Edit::replace(Span::new(kept, content), format!("{MARK}\t"));
        Plant::new(vec![edit], Expected::error("tab-indentation").safe())
    });
    plants.collect()
}

/// The indentation of every line that begins with a key or a dash in block style.
fn starts(node: &Node, text: &str, lines: &mut Vec<(usize, usize)>) {
    if node.span.slice(text).starts_with(['[', '{']) {
        return;
    }
    let children: Vec<(usize, &Node)> = match &node.value {
        Value::Sequence(items) => items.iter().map(|it| (it.span.start, it)).collect(),
        Value::Mapping(entries) => {
            let own = entries.iter().map(|it| (it.key.span.start, &it.value));
            own.collect()
        }
        Value::Null | Value::Scalar(_) => return,
    };
    let own = children.into_iter().enumerate();
    let own = own.filter(|(_, (start, _))| holds(node.span, Span::at(*start)));
    for (at, (start, child)) in own {
        let line = line_start(text, start);
        let before = &text[line..start];
        let spaces = before.len() - before.trim_start_matches(' ').len();
        let is_list = node.items().is_some();
        // The first line of a block says how far the others are indented: any indentation will do.
        let is_first = at == 0;
        let opens = before.trim_matches([' ', '-']).is_empty() && before.contains('-') == is_list;
        // What lies below a key hangs on its indentation.
        let leads = children_below(text, child);
        if spaces > 0 && opens && !is_first && (is_list || !leads) {
            lines.push((line, line + spaces));
        }
        starts(child, text, lines);
    }
}

/// Whether a value goes on below its first line.
fn children_below(text: &str, value: &Node) -> bool {
    value.items().or(value.entries().map(|_| &[][..])).is_some()
        && value.span.slice(text).trim_end().contains('\n')
}

/// Aliases of aliases of aliases, under a key that nobody reads.
pub(super) fn alias_bomb(ground: &Ground) -> Vec<Plant> {
    let mut bomb = "x-a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]".to_owned();
    let separator = separator(ground);
    for (this, last) in ('b'..='f').zip('a'..) {
        let aliases = vec![format!("*{last}"); 9].join(", ");
        // With the fifth, 9 + 9² + … are more than are read.
        let mark = String::from(MARK);
        let mark = if this == 'e' { mark.as_str() } else { "" };
        let _ = write!(bomb, "{separator}x-{this}: &{this} {mark}[{aliases}]");
    }
    at_both_ends(ground, &bomb, "too-many-copies")
}

/// Lists of lists of lists.
pub(super) fn depth(ground: &Ground) -> Vec<Plant> {
    let (open, close) = ("[".repeat(MAX_DEPTH - 1), "]".repeat(MAX_DEPTH));
    let deep = format!("x-deep: {open}{MARK}[{close}");
    at_both_ends(ground, &deep, "too-deep")
}

/// A value anywhere that is nested without end.
pub(super) fn deep_value(ground: &Ground) -> Vec<Plant> {
    // The file, the list and the service are levels, too.
    let fit = MAX_DEPTH - 3;
    let (open, close) = ("{a: ".repeat(fit), "}".repeat(1000));
    let deep = format!("{open}{MARK}{}1{close}", "{a: ".repeat(1000 - fit));
    let services = ground.of("services").map(|service| &service.node);
    let block = services.filter(|it| !in_brackets(ground.text, it));
    let entries = block.filter_map(|it| it.entry("image").or(it.entry("replicas")));
    // A list at the column of its key is no level of its own.
    let column = |entry: &&Entry| indentation(ground.text, entry.key.span.start).len();
    let entries = entries.filter(|entry| column(entry) >= 4);
    let plants = entries.map(|entry| {
        let edit = Edit::replace(entry.value.span, deep.as_str());
        Plant::new(vec![edit], Expected::error("too-deep"))
    });
    plants.collect()
}

fn separator(ground: &Ground) -> String {
    match ground.root.span.slice(ground.text).starts_with('{') {
        true => ", ".to_owned(),
        false => line_break(ground.text).to_owned(),
    }
}

/// Entries in front of everything else of the file, and behind it.
fn at_both_ends(ground: &Ground, entries: &str, code: &'static str) -> Vec<Plant> {
    if ground.root.entries().is_none() {
        return Vec::new();
    }
    let root = ground.root.span;
    let separator = separator(ground);
    let in_braces = root.slice(ground.text).starts_with('{');
    let front = root.start + usize::from(in_braces);
    let end = root.end - usize::from(in_braces);
    let end = ground.text[..end].trim_end().len();
    [
        Edit::insert(front, format!("{entries}{separator}")),
        Edit::insert(end, format!("{separator}{entries}")),
    ]
    .map(|edit| Plant::new(vec![edit], Expected::error(code)))
    .into()
}
