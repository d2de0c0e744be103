//! Keys that stand twice, or are written a little differently.

use super::ground::{Ground, Stage, holds};
use super::place::{entry_behind, instead_of, trimmed};
use super::plant::{Expected, MARK, Plant};
use laneway_core::yaml::{Entry, Node, Value};

/// How people write the keys that they half remember.
const MISSPELLED: [(&str, &str); 8] = [
    ("step", "setp"),
    ("tasks", "task"),
    ("halt_on_error", "halt_on_errors"),
    ("wait_for_finish", "wait-for-finish"),
    ("name", "nmae"),
    ("order_from", "order-from"),
    ("parallelize", "paralelize"),
    ("workflows", "workflow"),
];

/// Every key of the file a second time, also where Laneway does not read.
pub(super) fn duplicate_key(ground: &Ground) -> Vec<Plant> {
    let mut plants = Vec::new();
    walk(&ground.root, &mut |mapping, entry| {
        let written = trimmed(ground.text, entry.span()).slice(ground.text);
        let copy = format!("{MARK}{written}");
        let edit = entry_behind(ground.text, mapping, entry, &copy);
        plants.push(Plant::new(
            vec![edit],
            Expected::error("duplicate-key").unsure(),
        ));
    });
    plants
}

/// Calls `each` with every mapping and entry that is written where it stands in the tree.
fn walk(node: &Node, each: &mut impl FnMut(&Node, &Entry)) {
    match &node.value {
        Value::Sequence(items) => {
            let own = items.iter().filter(|item| holds(node.span, item.span));
            own.for_each(|item| walk(item, each));
        }
        Value::Mapping(entries) => {
            let own = entries.iter().filter(|it| holds(node.span, it.span()));
            for entry in own {
                each(node, entry);
                walk(&entry.value, each);
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// A key of a step, misspelled: `halt_on_errors`, `wait-for-finish`.
pub(super) fn misspelled_in_step(ground: &Ground) -> Vec<Plant> {
    let steps = ground.written_steps();
    let keys = steps.flat_map(|(_, _, step)| step.node.entries().unwrap_or_default());
    keys.filter_map(misspelled).collect()
}

/// A key of a stage, misspelled, and `workflows` itself.
pub(super) fn misspelled_in_stage(ground: &Ground) -> Vec<Plant> {
    let stages = ground.stages.iter();
    let keys = stages.flat_map(|stage| stage.node.entries().unwrap_or_default());
    let top = ground.root.entry("workflows");
    keys.chain(top).filter_map(misspelled).collect()
}

fn misspelled(entry: &Entry) -> Option<Plant> {
    let name = entry.name()?;
    let (_, wrong) = MISSPELLED.iter().find(|(key, _)| *key == name)?;
    let edit = instead_of(entry.key.span, wrong);
    Some(Plant::new(
        vec![edit],
        Expected::error("unknown-key").safe(),
    ))
}

/// A key that resembles none.
pub(super) fn invented_in_step(ground: &Ground) -> Vec<Plant> {
    let steps = ground.written_steps();
    let plants = steps.filter_map(|(_, _, step)| {
        let label = step.entry("step")?;
        let written = format!("{MARK}retries: 3");
        let edit = entry_behind(ground.text, &step.node, label, &written);
        let expected = Expected::warning("unknown-key").unsure();
        Some(Plant::new(vec![edit], expected))
    });
    plants.collect()
}

/// The other one of `order_from` and `parallelize` as well, and misspelled.
pub(super) fn misspelled_other_order(ground: &Ground) -> Vec<Plant> {
    let other = |stage: &Stage| {
        if stage.serial {
            format!("{MARK}paralelize: [{{step: more, tasks: []}}]")
        } else {
            format!("{MARK}order-from: []")
        }
    };
    let plants = ground.stages.iter().map(|stage| {
        let edit = entry_behind(ground.text, &stage.node, &stage.order, &other(stage));
        Plant::new(vec![edit], Expected::error("unknown-key").unsure())
    });
    plants.collect()
}
