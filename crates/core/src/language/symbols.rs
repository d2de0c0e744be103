//! What a text consists of: its outline.

use super::{Side, Texts};
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// Its name, within `span`.
    pub selection: Span,
    /// Its own parts, in file order.
    pub children: Vec<Symbol>,
}

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// A stage.
    Stage,
    /// A step.
    Step,
    /// A task of a step, or of `order_from`.
    Task,
    /// A list of the template, or a part of the scenario.
    Section,
    /// An item of a list, or of a part of the scenario.
    Item,
}

/// The outline of one of the texts: stages with their steps and tasks, and the items of the lists; of
/// a scenario, its parts.
pub fn symbols(texts: Texts, side: Side) -> Vec<Symbol> {
    let Some((root, _)) = side.read(texts.on(side)) else {
        return Vec::new();
    };
    match root.items() {
        Some(stages) if side == Side::Template => stages.iter().map(stage).collect(),
        _ => entries(&root).iter().filter_map(section).collect(),
    }
}

fn section(entry: &Entry) -> Option<Symbol> {
    let children = match entry.name()? {
        "workflows" => items(&entry.value).iter().map(stage).collect(),
        "services" | "jobs" | "charts" | "infrastructure" | "faults" => {
            items(&entry.value).iter().map(item).collect()
        }
        "defaults" | "tasks" => entries(&entry.value).iter().filter_map(part).collect(),
        "seed" | "cluster" | "options" => Vec::new(),
        _ => return None,
    };
    symbol(&entry.key, entry.span(), SymbolKind::Section, children)
}

fn part(entry: &Entry) -> Option<Symbol> {
    symbol(&entry.key, entry.span(), SymbolKind::Item, Vec::new())
}

fn stage(node: &Node) -> Symbol {
    let tasks = items_of(node, "order_from").iter().filter_map(task);
    let steps = items_of(node, "parallelize").iter().map(step);
    named(
        node,
        "name",
        "stage",
        SymbolKind::Stage,
        tasks.chain(steps).collect(),
    )
}

fn step(node: &Node) -> Symbol {
    let tasks = items_of(node, "tasks").iter().filter_map(task);
    named(node, "step", "step", SymbolKind::Step, tasks.collect())
}

fn task(node: &Node) -> Option<Symbol> {
    symbol(node, node.span, SymbolKind::Task, Vec::new())
}

/// An item of a list; a fault is called like its task.
fn item(node: &Node) -> Symbol {
    let keys = ["name", "task", "tasks"];
    let key = keys.iter().find(|key| node.get(key).is_some());
    named(
        node,
        key.unwrap_or(&keys[0]),
        "item",
        SymbolKind::Item,
        Vec::new(),
    )
}

/// A mapping that is called as its `key` says, or `otherwise`.
fn named(
    node: &Node,
    key: &str,
    otherwise: &str,
    kind: SymbolKind,
    children: Vec<Symbol>,
) -> Symbol {
    let name = node.get(key);
    let called = name.and_then(|name| symbol(name, node.span, kind, Vec::new()));
    let called = called.unwrap_or_else(|| Symbol {
        name: otherwise.to_owned(),
        kind,
        span: node.span,
        selection: Span::at(node.span.start),
        children: Vec::new(),
    });
    Symbol { children, ..called }
}

/// Something that is called like a scalar of the text. What an alias brings stands elsewhere; then
/// the beginning is as good as its name.
fn symbol(name: &Node, span: Span, kind: SymbolKind, children: Vec<Symbol>) -> Option<Symbol> {
    let text = name.scalar()?.text.trim();
    let is_inside = span.start <= name.span.start && name.span.end <= span.end;
    (!text.is_empty()).then(|| Symbol {
        name: text.to_owned(),
        kind,
        span,
        selection: if is_inside {
            name.span
        } else {
            Span::at(span.start)
        },
        children,
    })
}

fn items_of<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).map_or(&[], items)
}

fn items(node: &Node) -> &[Node] {
    node.items().unwrap_or_default()
}

fn entries(node: &Node) -> &[Entry] {
    node.entries().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a symbol, indented by depth.
    fn outline(symbols: &[Symbol], text: &str, depth: usize) -> String {
        let lines = symbols.iter().map(|it| {
            assert!(it.span.start <= it.selection.start && it.selection.end <= it.span.end);
            let children = outline(&it.children, text, depth + 1);
            let indent = "  ".repeat(depth);
            format!(
                "{indent}{:?} {} {}\n{children}",
                it.kind,
                it.name,
                it.selection.slice(text)
            )
        });
        lines.collect()
    }

    #[test]
    fn a_template_is_stages_and_lists() {
        let text = "\
workflows:
  - name: setup
    parallelize:
      - step: \"🚀\"
        tasks: [services.web]
      - tasks: []
  - name: patch
    order_from: [jobs.a
services:
  - name: web
image: x
";
        let expected = "\
Section workflows workflows
  Stage setup setup
    Step 🚀 \"🚀\"
      Task services.web services.web
    Step step 
  Stage patch patch
    Task jobs.a jobs.a
Section services services
  Item web web
";
        let texts = Texts {
            template: text,
            scenario: "",
        };
        let found = symbols(texts, Side::Template);
        assert_eq!(outline(&found, text, 0), expected);
    }

    #[test]
    fn a_scenario_is_its_parts() {
        let text = "seed: 1\ntasks:\n  services.web: {}\nfaults:\n  - task: jobs.a\n";
        let expected = "\
Section seed seed
Section tasks tasks
  Item services.web services.web
Section faults faults
  Item jobs.a jobs.a
";
        let texts = Texts {
            template: "",
            scenario: text,
        };
        let found = symbols(texts, Side::Scenario);
        assert_eq!(outline(&found, text, 0), expected);
    }
}
