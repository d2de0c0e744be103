//! Values of another type than belongs there, in what tasks refer to.

use super::ground::{Ground, Item, holds};
use super::place::{instead_of, value_of};
use super::plant::{Expected, Plant, Remedy};
use laneway_core::source::Span;
use laneway_core::yaml::{Entry, Node};

fn wrong(span: Span, text: &str) -> Plant {
    let edit = instead_of(span, text);
    Plant::new(vec![edit], Expected::error("wrong-type"))
}

/// `services` and its like that are a number or a word.
pub(super) fn list(ground: &Ground) -> Vec<Plant> {
    let lists = ["services", "jobs", "charts", "infrastructure"];
    let lists = lists.map(|list| ground.root.entry(list));
    let mut plants = Vec::new();
    for entry in lists.into_iter().flatten() {
        for text in ["none", "3"] {
            let edit = value_of(ground.text, entry, text);
            plants.push(Plant::new(vec![edit], Expected::error("wrong-type")));
        }
    }
    plants
}

/// An item that is only its name, or a list.
pub(super) fn item(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for item in &ground.items {
        plants.push(wrong(item.node.span, &item.name));
        plants.push(wrong(item.node.span, "[a, b]"));
    }
    plants
}

/// A name that is a list.
pub(super) fn name(ground: &Ground) -> Vec<Plant> {
    let names = ground.items.iter().filter_map(|item| item.node.get("name"));
    names.map(|name| wrong(name.span, "[a, b]")).collect()
}

/// `depends_on` as a word, and one of its items as a list.
pub(super) fn dependencies(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for entry in entries(ground, "depends_on") {
        let value = &entry.value;
        let items = value.items().unwrap_or_default();
        let names: Vec<&str> = items.iter().filter_map(Node::as_str).collect();
        if !names.is_empty() {
            let edit = value_of(ground.text, entry, &names.join(", "));
            let expected = Expected::error("wrong-type").with(Remedy::Safe);
            plants.push(Plant::new(vec![edit], expected));
        }
        let own = items.iter().filter(|item| holds(value.span, item.span));
        plants.extend(own.map(|item| wrong(item.span, "[a]")));
    }
    plants
}

/// A probe that is a word.
pub(super) fn probe(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    for key in ["readiness_probe", "liveness_probe"] {
        for entry in entries(ground, key).filter(|it| !it.span().slice(ground.text).contains('&')) {
            let edit = value_of(ground.text, entry, "quick");
            plants.push(Plant::new(vec![edit], Expected::error("wrong-type")));
        }
    }
    plants
}

fn entries<'g>(ground: &'g Ground, key: &'static str) -> impl Iterator<Item = &'g Entry> {
    let entry = move |item: &'g Item| item.node.entry(key);
    ground.of("services").filter_map(entry)
}
