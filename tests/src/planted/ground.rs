//! A good template as planters see it: what stands where, read straight from the tree.

use laneway_core::diagnostic::edits::line_start;
use laneway_core::source::Span;
use laneway_core::yaml::{self, Entry, Node};
use std::collections::BTreeSet;

/// The lists of a template that tasks refer to.
const LISTS: [&str; 4] = ["services", "jobs", "charts", "infrastructure"];

/// A good template.
#[derive(Debug, Clone)]
pub struct Ground<'t> {
    /// Its text.
    pub text: &'t str,
    /// Its tree.
    pub root: Node,
    /// The list of stages.
    pub workflows: Node,
    /// The stages in file order.
    pub stages: Vec<Stage>,
    /// The items of the four lists, list by list.
    pub items: Vec<Item>,
}

/// A stage.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The whole item.
    pub node: Node,
    /// `order_from` or `parallelize`, with its list.
    pub order: Entry,
    /// Whether it is `order_from`.
    pub serial: bool,
    /// Its steps; of `order_from`, one for each reference.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its label; of `order_from`, the reference.
    pub label: String,
    /// The whole item; of an alias, the alias.
    pub node: Node,
    /// Whether it is written here, and no alias.
    pub own: bool,
    /// What runs in it.
    pub tasks: Vec<Task>,
    /// Whether the next one waits for it.
    pub waited: bool,
    /// Whether it has `halt_on_error: true`.
    pub halts: bool,
}

/// A reference, where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What it names.
    pub reference: String,
    /// Where it stands.
    pub span: Span,
}

/// An item of one of the four lists.
#[derive(Debug, Clone)]
pub struct Item {
    /// The list.
    pub list: &'static str,
    /// Its name.
    pub name: String,
    /// The whole item.
    pub node: Node,
}

impl<'t> Ground<'t> {
    /// Reads a good template.
    ///
    /// # Panics
    ///
    /// If it holds no list of stages.
    pub fn new(text: &'t str) -> Self {
        let root = yaml::parse(text).root.expect("a good template has a tree");
        let workflows = root.get("workflows").unwrap_or(&root).clone();
        let items = LISTS.into_iter().flat_map(|list| items(&root, list));
        let stages = workflows.items().expect("a list of stages").iter();
        Self {
            text,
            stages: stages.map(stage).collect(),
            items: items.collect(),
            workflows,
            root,
        }
    }

    /// Whether references are looked up.
    pub fn declares(&self) -> bool {
        LISTS.iter().any(|list| self.root.get(list).is_some())
    }

    /// The items of one list.
    pub fn of<'g>(&'g self, list: &'static str) -> impl Iterator<Item = &'g Item> {
        self.items.iter().filter(move |item| item.list == list)
    }

    /// The stage of this name.
    pub fn stage(&self, name: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.name == name)
    }

    /// The steps that are written as mappings, each once, with their stages.
    pub fn written_steps(&self) -> impl Iterator<Item = (&Stage, usize, &Step)> {
        let stages = self.stages.iter().filter(|stage| !stage.serial);
        stages.flat_map(|stage| {
            let steps = stage.steps.iter().enumerate();
            let own = steps.filter(|(_, step)| step.own);
            own.map(move |(at, step)| (stage, at, step))
        })
    }

    /// All references of all stages, each place once, with their stages.
    pub fn tasks(&self) -> Vec<(&Stage, &Task)> {
        let mut seen = BTreeSet::new();
        let steps = self
            .stages
            .iter()
            .flat_map(|stage| stage.steps.iter().map(move |step| (stage, step)));
        let tasks =
            steps.flat_map(|(stage, step)| step.tasks.iter().map(move |task| (stage, task)));
        tasks.filter(|(_, task)| seen.insert(task.span)).collect()
    }

    /// What each step of a stage really runs: `*.all` stands for the members that the stage does not
    /// name.
    pub fn resolved(&self, stage: &Stage) -> Vec<Vec<Task>> {
        let named: BTreeSet<&str> = stage
            .steps
            .iter()
            .flat_map(|step| &step.tasks)
            .map(|task| task.reference.as_str())
            .collect();
        let members = |task: &Task| -> Vec<Task> {
            let list = task.reference.strip_suffix(".all");
            let Some(list) = list.filter(|_| self.declares()) else {
                return vec![task.clone()];
            };
            let all = self.items.iter().filter(|item| item.list == list);
            all.map(Item::reference)
                .filter(|reference| !named.contains(reference.as_str()))
                .map(|reference| Task {
                    reference,
                    span: task.span,
                })
                .collect()
        };
        let steps = stage.steps.iter();
        steps
            .map(|step| step.tasks.iter().flat_map(members).collect())
            .collect()
    }
}

impl Step {
    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.node.entry(key)
    }

    /// The last of its references, if the list is written here.
    pub fn last_task(&self) -> Option<&Task> {
        let last = self.tasks.last()?;
        holds(self.node.span, last.span).then_some(last)
    }
}

impl Item {
    /// How a task names it.
    pub fn reference(&self) -> String {
        format!("{}.{}", self.list, self.name)
    }

    /// Of a service: what it depends on.
    pub fn depends_on(&self) -> Vec<Task> {
        let list = self.node.get("depends_on").and_then(Node::items);
        let names = list.unwrap_or_default().iter();
        names.map(task).collect()
    }
}

/// Whether an anchor stands in front of a node or in it, so that a change of it changes others too.
pub(super) fn is_shared(text: &str, node: &Node) -> bool {
    let line = line_start(text, node.span.start);
    text[line..node.span.end].contains('&')
}

/// Whether `inner` lies in `outer`: what an alias stands for does not.
pub(super) fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn items(root: &Node, list: &'static str) -> Vec<Item> {
    let items = root.get(list).and_then(Node::items);
    let items = items.unwrap_or_default().iter();
    items
        .map(|node| Item {
            list,
            name: text(node.get("name").expect("a good item has a name")),
            node: node.clone(),
        })
        .collect()
}

fn stage(node: &Node) -> Stage {
    let name = node.get("name").expect("a good stage has a name");
    let serial = node.entry("order_from");
    let order = serial.or(node.entry("parallelize"));
    let order = order.expect("a good stage says what it does").clone();
    let items = order.value.items().unwrap_or_default();
    let steps = items.iter().map(|item| match serial {
        Some(_) => serial_step(item),
        None => step(item),
    });
    Stage {
        name: text(name),
        name_span: name.span,
        node: node.clone(),
        serial: serial.is_some(),
        steps: steps.collect(),
        order,
    }
}

fn serial_step(node: &Node) -> Step {
    Step {
        label: text(node),
        tasks: vec![task(node)],
        node: node.clone(),
        own: true,
        waited: true,
        halts: false,
    }
}

fn step(node: &Node) -> Step {
    let label = node.get("step").expect("a good step has a label");
    let tasks = node.get("tasks").and_then(Node::items).unwrap_or_default();
    let is = |key: &str, value| node.get(key).and_then(Node::as_bool) == Some(value);
    Step {
        label: text(label),
        own: holds(node.span, label.span),
        tasks: tasks.iter().map(task).collect(),
        waited: !is("wait_for_finish", false),
        halts: is("halt_on_error", true),
        node: node.clone(),
    }
}

fn task(node: &Node) -> Task {
    Task {
        reference: text(node),
        span: node.span,
    }
}

fn text(node: &Node) -> String {
    let scalar = node.scalar().expect("a good template has text here");
    scalar.text.clone()
}
