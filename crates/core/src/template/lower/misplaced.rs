//! Keys of a step that are indented like those of its stage.
//!
//! ```yaml
//! parallelize:
//! - step: migrate
//! tasks: [jobs.migrate]
//! ```

use super::steps;
use crate::diagnostic::catalog::stage::misplaced_key;
use crate::diagnostic::edits::{indentation, line_start, shift};
use crate::source::Span;
use crate::yaml::{Entry, Node, Sink, Value};

/// The entries of a stage with such keys moved to the last step; `None` if there are none.
pub(super) fn repair(sink: &mut Sink, entries: &[Entry]) -> Option<Vec<Entry>> {
    let at = entries
        .iter()
        .position(|entry| entry.name() == Some("parallelize"))?;
    let last = entries[at]
        .value
        .items()?
        .last()
        .filter(|item| steps::is_step(item))?;
    let (misplaced, mut kept): (Vec<Entry>, Vec<Entry>) = entries
        .iter()
        .cloned()
        .partition(|entry| belongs(sink, entry, last));
    if misplaced.is_empty() {
        return None;
    }
    report(sink, &misplaced, last);
    let parallelize = kept
        .iter_mut()
        .find(|entry| entry.name() == Some("parallelize"))?;
    if let Value::Sequence(items) = &mut parallelize.value.value
        && let Some(step) = items.last_mut()
        && let Value::Mapping(own) = &mut step.value
    {
        own.extend(misplaced);
    }
    Some(kept)
}

/// Whether a key of the stage stands below its last step, which lacks it.
fn belongs(sink: &Sink, entry: &Entry, step: &Node) -> bool {
    let key = entry
        .name()
        .filter(|name| steps::KEYS.contains(name) && *name != "step");
    let start = line_start(sink.text, entry.key.span.start);
    let own_line = sink.text[start..entry.key.span.start].trim().is_empty();
    own_line
        && entry.key.span.start > step.span.end
        && key.is_some_and(|key| step.get(key).is_none())
}

fn report(sink: &mut Sink, entries: &[Entry], step: &Node) {
    let column = |offset| indentation(sink.text, offset).len().cast_signed();
    let edits = entries.iter().flat_map(|entry| {
        let start = line_start(sink.text, entry.key.span.start);
        let columns = column(step.span.start) - column(entry.key.span.start);
        shift(sink.text, Span::new(start, entry.span().end), columns)
    });
    let label = step.get("step").and_then(Node::scalar);
    let label = label.map_or("", |scalar| scalar.text.as_str());
    let key = &entries[0];
    let problem = misplaced_key(
        key.key.span,
        key.name().unwrap_or_default(),
        label,
        edits.collect(),
    );
    sink.report(problem);
}
