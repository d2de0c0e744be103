//! The names that tasks may refer to.

use crate::diagnostic::Vocabulary;
use crate::source::Spanned;
use crate::template::{Kind, Template};
use crate::yaml::{Node, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The kinds that a template lists.
pub(super) const KINDS: [Kind; 4] = [
    Kind::Services,
    Kind::Jobs,
    Kind::Charts,
    Kind::Infrastructure,
];

/// The names that a template declares.
pub(super) struct Declared<'a> {
    /// Whether references are checked at all.
    checked: bool,
    /// Kinds with members whose names could not be read.
    unclear: &'a [Kind],
    kinds: [Names<'a>; 4],
    /// The infrastructure that the stage being read names.
    named: RefCell<BTreeSet<String>>,
}

struct Names<'a> {
    in_order: Vec<&'a str>,
    set: BTreeSet<&'a str>,
    vocabulary: Vocabulary<'a>,
}

impl<'a> Declared<'a> {
    /// The names of `template`; of the kinds that are `unclear` there may be more.
    pub(super) fn of(template: &'a Template, unclear: &'a [Kind]) -> Self {
        let names = |names: Vec<&'a str>| Names {
            set: names.iter().copied().collect(),
            vocabulary: Vocabulary::new(names.iter().copied()),
            in_order: names,
        };
        let text = |name: &'a Spanned<String>| name.value.as_str();
        Self {
            checked: template.declares,
            unclear,
            named: RefCell::default(),
            kinds: [
                names(template.services.iter().map(|it| text(&it.name)).collect()),
                names(template.jobs.iter().map(|it| text(&it.name)).collect()),
                names(template.charts.iter().map(|it| text(&it.name)).collect()),
                names(template.infrastructure.iter().map(text).collect()),
            ],
        }
    }

    /// Begins with a stage that does this.
    pub(super) fn enter(&self, order: &Node) {
        let mut named = BTreeSet::new();
        collect_infrastructure(order, &mut named);
        self.named.replace(named);
    }

    /// The infrastructure that the stage does not name: what `all` of a kind would stand for.
    pub(super) fn unnamed_infrastructure(&self) -> Vec<&str> {
        let named = self.named.borrow();
        let names = self.names(Kind::Infrastructure).iter().copied();
        names.filter(|name| !named.contains(*name)).collect()
    }

    /// Whether references are checked at all.
    pub(super) fn checked(&self) -> bool {
        self.checked
    }

    /// The names of one kind, in file order.
    pub(super) fn names(&self, kind: Kind) -> &[&'a str] {
        &self.of_kind(kind).in_order
    }

    fn of_kind(&self, kind: Kind) -> &Names<'a> {
        let index = KINDS.iter().position(|known| *known == kind);
        &self.kinds[index.unwrap_or(0)]
    }

    /// Whether a reference of this kind can be resolved.
    pub(super) fn has(&self, kind: Kind, name: &str) -> bool {
        let member_of_all = name == "all" && kind != Kind::Infrastructure;
        member_of_all || self.unclear.contains(&kind) || self.of_kind(kind).set.contains(name)
    }

    /// The reference that `kind.name` most likely means.
    pub(super) fn meant(&self, kind: Kind, name: &str) -> Option<(Kind, String)> {
        if !self.checked || self.has(kind, name) {
            return Some((kind, name.to_owned()));
        }
        let near = || self.of_kind(kind).vocabulary.nearest(name);
        let elsewhere = || {
            KINDS
                .into_iter()
                .find(|kind| self.of_kind(*kind).set.contains(name))
        };
        let elsewhere = || elsewhere().map(|kind| (kind, name.to_owned()));
        near()
            .map(|name| (kind, name.to_owned()))
            .or_else(elsewhere)
    }

    /// The reference that a bare word most likely means.
    pub(super) fn meant_by_word(&self, word: &str) -> Option<(Kind, String)> {
        let exact = KINDS
            .into_iter()
            .find(|kind| self.of_kind(*kind).set.contains(word));
        if let Some(kind) = exact {
            return Some((kind, word.to_owned()));
        }
        KINDS.into_iter().find_map(|kind| {
            let name = self.of_kind(kind).vocabulary.nearest(word)?;
            Some((kind, name.to_owned()))
        })
    }
}

fn collect_infrastructure(node: &Node, names: &mut BTreeSet<String>) {
    match &node.value {
        Value::Scalar(scalar) => {
            let name = scalar.text.strip_prefix("infrastructure.");
            names.extend(name.map(str::to_owned));
        }
        Value::Sequence(items) => items
            .iter()
            .for_each(|item| collect_infrastructure(item, names)),
        Value::Mapping(entries) => entries
            .iter()
            .for_each(|entry| collect_infrastructure(&entry.value, names)),
        Value::Null => {}
    }
}
