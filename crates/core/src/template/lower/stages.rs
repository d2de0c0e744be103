//! `workflows`: its stages.

use super::declared::Declared;
use super::misplaced;
use super::steps;
use crate::diagnostic::catalog::{shape, stage};
use crate::diagnostic::edits::{as_item, indentation, line_end, put_entry_after, shift, wrap_list};
use crate::diagnostic::{Diagnostic, Edit, Fix, Vocabulary};
use crate::source::{Span, Spanned};
use crate::template::{Doubts, REMOVE_ENVIRONMENT, Stage, Step};
use crate::yaml::{self, Entry, Node, Sink, Value, has_placeholder};
use std::collections::{BTreeMap, BTreeSet};

const KEYS: [&str; 3] = ["name", "order_from", "parallelize"];
const SYNONYMS: [(&str, &str); 5] = [
    ("stage", "name"),
    ("steps", "parallelize"),
    ("tasks", "order_from"),
    ("order", "order_from"),
    ("parallel", "parallelize"),
];
const EXPECTED: &str = "a mapping with `name` and `order_from` or `parallelize`";

/// Reads the stages of one file.
pub(super) struct Stages<'s, 't, 'd> {
    sink: &'s mut Sink<'t>,
    declared: &'d Declared<'d>,
    /// The names that no stage has yet.
    unused: Vec<&'static str>,
    /// Where each name stands first.
    seen: BTreeMap<String, Span>,
    /// Names that stand for none of the three stages, or for more than one.
    doubtful: BTreeSet<String>,
}

impl<'s, 't, 'd> Stages<'s, 't, 'd> {
    pub(super) fn new(sink: &'s mut Sink<'t>, declared: &'d Declared<'d>) -> Self {
        Self {
            sink,
            declared,
            unused: stage::STAGES.to_vec(),
            seen: BTreeMap::new(),
            doubtful: BTreeSet::new(),
        }
    }

    /// Reads the list of stages.
    pub(super) fn read(mut self, workflows: &Node) -> Vec<Stage> {
        if let Some(items) = workflows.items().filter(|items| are_steps(items)) {
            return vec![self.steps_alone(workflows.span, items)];
        }
        let stages: Vec<(&Node, Option<Spanned<String>>)> = match &workflows.value {
            Value::Sequence(items) => items.iter().map(|item| (item, None)).collect(),
            Value::Mapping(_) if is_stage(workflows) => {
                let place = steps::first_line(self.sink.text, workflows.span);
                let edits = as_item(self.sink.text, workflows.span);
                let expected = "a list of stages";
                let problem =
                    stage::missing_dash(place, "`workflows`", expected, "a single stage", edits);
                self.sink.report(problem);
                vec![(workflows, None)]
            }
            Value::Mapping(entries) => {
                let edits = as_items(self.sink.text, entries);
                self.sink
                    .report(stage::workflows_is_no_list(workflows.span, edits));
                entries.iter().filter_map(by_key).collect()
            }
            _ => {
                self.sink
                    .wrong_type(workflows, "`workflows`", "a list of stages");
                Vec::new()
            }
        };
        let names = stages
            .iter()
            .filter_map(|(node, _)| node.get("name")?.as_str());
        let names: Vec<&str> = names.collect();
        self.unused.retain(|name| !names.contains(name));
        let mut stages: Vec<Stage> = stages
            .into_iter()
            .filter_map(|(node, name)| self.stage(node, name))
            .collect();
        for stage in &mut stages {
            stage.doubts.name |= self.doubtful.contains(&stage.name.value);
        }
        stages
    }

    fn steps_alone(&mut self, list: Span, items: &[Node]) -> Stage {
        let edits = wrap_list(self.sink.text, list, "name: setup", "parallelize");
        let place = steps::first_line(self.sink.text, items[0].span);
        self.sink.report(stage::steps_without_stage(place, edits));
        Stage {
            name: Spanned::new(stage::STAGES[0].to_owned(), place),
            steps: steps::without_stage(self.sink, self.declared, items),
            serial: false,
            order_key: None,
            doubts: Doubts::default(),
            span: list,
        }
    }

    fn stage(&mut self, node: &Node, given: Option<Spanned<String>>) -> Option<Stage> {
        let Some(entries) = node.entries() else {
            self.sink.wrong_type(node, "A stage", EXPECTED);
            return None;
        };
        let repaired = misplaced::repair(self.sink, entries);
        let entries = repaired.as_deref().unwrap_or(entries);
        let keys = self
            .sink
            .keys_with_choice(entries, "A stage", &KEYS, &SYNONYMS, &KEYS[1..]);
        let said = self.sink.said();
        let name = given.unwrap_or_else(|| self.name(node, keys.get("name").copied()));
        self.check_name(&name);
        let name_doubt = self.sink.since(said).next().is_some();
        let said = self.sink.said();
        let order = self.order(
            node,
            &name,
            keys.get("order_from").copied(),
            keys.get("parallelize").copied(),
        );
        if let Some((_, entry)) = order {
            self.declared.enter(&entry.value);
        }
        let (steps, serial) = match order {
            Some(("order_from", entry)) => {
                steps::order_from(self.sink, self.declared, &name.value, entry)
            }
            Some((_, entry)) => (
                steps::parallelize(self.sink, self.declared, &name.value, entry),
                false,
            ),
            None => (Vec::new(), false),
        };
        let understood = |entry: &Entry| match &entry.value.value {
            Value::Sequence(items) => items.is_empty() || !steps.is_empty(),
            other => *other == Value::Null,
        };
        let order_key =
            order.filter(|(key, entry)| entry.name() == Some(*key) && understood(entry));
        let list = order.filter(|_| !serial).map(|(_, entry)| &entry.value);
        let doubts = Doubts {
            name: name_doubt,
            ..doubts(self.sink.since(said), list)
        };
        // Some steps among tasks: what runs together is not told.
        let mixed = |(key, entry): &(&str, &Entry)| {
            let steps = entry.value.items().unwrap_or_default();
            let steps = steps.iter().filter(|item| steps::is_step(item)).count();
            *key == "order_from"
                && steps > 0
                && entry.value.items().map(<[Node]>::len) != Some(steps)
        };
        let is_damaged = self.sink.is_node_damaged(node);
        let may_lack_tasks = |step: &Step| step.in_doubt && step.tasks.is_empty();
        let doubts = Doubts {
            order: doubts.order || is_damaged || order.as_ref().is_some_and(mixed),
            tasks: doubts.tasks || is_damaged || steps.iter().any(may_lack_tasks),
            ..doubts
        };
        Some(Stage {
            doubts,
            order_key: order_key.map(|(_, entry)| entry.key.span),
            steps,
            serial,
            span: node.span,
            name,
        })
    }

    /// A stage without a name gets the first one that is not used.
    fn name(&mut self, node: &Node, entry: Option<&Entry>) -> Spanned<String> {
        let unused = self.unused.first().copied();
        let assumed = Spanned::new(unused.unwrap_or("stage").to_owned(), node.span);
        match entry {
            Some(entry) => self
                .sink
                .text(&entry.value, "`name` of a stage")
                .unwrap_or(assumed),
            None => {
                let suggestion = unused.map(|name| format!("name: {name}"));
                let text = self.sink.text;
                let problem =
                    shape::missing_key(text, node.span, "A stage", "name", suggestion.as_deref());
                self.sink.report_missing(node, problem);
                self.unused.retain(|name| Some(*name) != unused);
                assumed
            }
        }
    }

    fn check_name(&mut self, name: &Spanned<String>) {
        let text = name.value.as_str();
        if let Some(first) = self.seen.get(text) {
            let problem = stage::duplicate_stage(name.span, text, *first, &self.unused);
            self.sink.report(problem);
            self.doubtful.insert(text.to_owned());
        } else if !stage::STAGES.contains(&text) && !has_placeholder(text) {
            let meant = Vocabulary::new(self.unused.iter().copied()).nearest(text);
            self.sink
                .report(stage::unknown_stage(name.span, text, meant));
        }
        self.seen.entry(text.to_owned()).or_insert(name.span);
    }

    /// What a `teardown` that says nothing most likely does.
    fn removal(&self, node: &Node, name: &str) -> Option<Fix> {
        let own = node.entry("name").filter(|_| name == "teardown")?;
        let entry = format!("order_from: [{REMOVE_ENVIRONMENT}]");
        let edit = put_entry_after(self.sink.text, node.span.start, own.span(), &entry);
        Some(Fix::unsure(format!("Add `{entry}`"), vec![edit]))
    }

    /// The key that says what the stage does.
    fn order<'n>(
        &mut self,
        node: &Node,
        name: &Spanned<String>,
        order_from: Option<&'n Entry>,
        parallelize: Option<&'n Entry>,
    ) -> Option<(&'static str, &'n Entry)> {
        let (serial, parallel) = match (order_from, parallelize) {
            (Some(serial), Some(parallel)) => (serial, parallel),
            (Some(serial), None) => return Some(("order_from", serial)),
            (None, Some(parallel)) => return Some(("parallelize", parallel)),
            (None, None) => {
                let fix = self.removal(node, &name.value);
                let problem = stage::no_order(name.span, &name.value).fix(fix);
                self.sink.report_missing(node, problem);
                return None;
            }
        };
        let mut both = [("order_from", serial), ("parallelize", parallel)];
        both.sort_by_key(|(_, entry)| entry.key.span);
        let [first, second] = both.map(|(name, entry)| stage::Order {
            name,
            key: entry.key.span,
            entry: entry.span(),
        });
        let problem = stage::both_orders(self.sink.text, &name.value, first, second);
        self.sink.report(problem);
        let empty = parallel.value.items().is_none_or(<[Node]>::is_empty);
        Some(if empty {
            ("order_from", serial)
        } else {
            ("parallelize", parallel)
        })
    }
}

/// What the problems of a stage leave open. One with a safe fix has been read as what is surely meant.
fn doubts<'p>(problems: impl Iterator<Item = &'p Diagnostic>, list: Option<&Node>) -> Doubts {
    let mut doubts = Doubts::default();
    let is_step = |span: Span| {
        let items = list.and_then(Node::items).unwrap_or_default();
        items.iter().any(|item| item.span == span) || list.is_some_and(|list| list.span == span)
    };
    for problem in problems.filter(|it| !it.fixes.iter().any(|fix| fix.safe)) {
        match problem.code {
            "both-orders" => {
                doubts = Doubts {
                    order: true,
                    tasks: true,
                    ..doubts
                }
            }
            "task-under-parallelize" => doubts.order = true,
            "wrong-type" => {
                doubts.tasks = true;
                doubts.order |= is_step(problem.span);
            }
            "cron-job-as-task" | "missing-key" => doubts.tasks = true,
            _ => {}
        }
    }
    doubts
}

/// Whether a mapping is a stage, and no collection of them.
pub(super) fn is_stage(node: &Node) -> bool {
    let order = ["order_from", "parallelize"];
    order
        .iter()
        .any(|key| node.get(key).is_some_and(|value| value.entries().is_none()))
}

/// Whether a list of stages is one of steps.
fn are_steps(items: &[Node]) -> bool {
    let is_step = |item: &Node| item.get("step").is_some() && item.get("name").is_none();
    !items.is_empty() && items.iter().all(is_step)
}

/// `setup: {…}` below `workflows`, instead of an item with a name.
fn by_key(entry: &Entry) -> Option<(&Node, Option<Spanned<String>>)> {
    let name = Spanned::new(entry.name()?.to_owned(), entry.key.span);
    Some((&entry.value, Some(name)))
}

/// `setup:` becomes `- name: setup`, and what is below it an entry beside the name: the dash stands as far
/// in front as the key did.
pub(super) fn as_items(text: &str, entries: &[Entry]) -> Option<Vec<Edit>> {
    let items: Option<Vec<Vec<Edit>>> = entries.iter().map(|entry| as_named(text, entry)).collect();
    let edits: Vec<Edit> = items?.into_iter().flatten().collect();
    (!edits.is_empty()).then_some(edits)
}

fn as_named(text: &str, entry: &Entry) -> Option<Vec<Edit>> {
    let (key, value) = (entry.key.span, entry.value.span);
    let own_lines = line_end(text, key.start) < value.start;
    let colon = text[key.end..].starts_with(':');
    if !(own_lines && colon && entry.value.entries().is_some()) {
        return None;
    }
    let column = |offset| indentation(text, offset).len();
    let width = column(value.start).checked_sub(column(key.start))?;
    // A dash and a space take two columns at least.
    let missing = 2_usize.saturating_sub(width);
    let spaces = " ".repeat(width + missing - 1);
    let item = format!("-{spaces}name: {}", yaml::scalar(entry.name()?));
    let head = Edit::replace(Span::new(key.start, key.end + 1), item);
    let below = shift(text, value, missing.cast_signed());
    Some([head].into_iter().chain(below).collect())
}
