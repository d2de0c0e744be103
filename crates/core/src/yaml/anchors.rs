//! What aliases stand for, within a budget.

use super::budget::{MAX_COPIES, MAX_DEPTH};
use super::{Node, Value};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::syntax;
use crate::source::Span;
use std::collections::BTreeMap;

/// The anchored nodes of a document by the parser's numbers.
#[derive(Default)]
pub(super) struct Anchors {
    nodes: BTreeMap<usize, Anchored>,
    /// Nodes copied so far.
    copies: usize,
}

struct Anchored {
    node: Node,
    size: usize,
    depth: usize,
}

impl Anchors {
    /// Keeps a copy of an anchored node.
    pub(super) fn remember(&mut self, anchor: usize, node: &Node) -> Result<(), Diagnostic> {
        let (size, depth) = measure(node);
        self.pay(size, node.span)?;
        let node = node.clone();
        self.nodes.insert(anchor, Anchored { node, size, depth });
        Ok(())
    }

    /// A copy of what an alias at `span`, `depth` collections deep, stands for; `None` if the alias
    /// is a part of it.
    pub(super) fn copy(
        &mut self,
        anchor: usize,
        depth: usize,
        span: Span,
    ) -> Result<Option<Node>, Diagnostic> {
        let Some(anchored) = self.nodes.get(&anchor) else {
            return Ok(None);
        };
        if depth + anchored.depth > MAX_DEPTH {
            return Err(syntax::too_deep(span, MAX_DEPTH));
        }
        let size = anchored.size;
        self.pay(size, span)?;
        let value = self
            .nodes
            .get(&anchor)
            .map(|anchored| anchored.node.value.clone());
        Ok(value.map(|value| Node { value, span }))
    }

    /// Nodes copied so far.
    pub(super) fn copies(&self) -> usize {
        self.copies
    }

    fn pay(&mut self, copies: usize, span: Span) -> Result<(), Diagnostic> {
        self.copies += copies;
        if self.copies > MAX_COPIES {
            return Err(syntax::too_many_copies(span, MAX_COPIES));
        }
        Ok(())
    }
}

/// How many nodes there are, and how deep they are nested. Recursion is bounded by [`MAX_DEPTH`].
fn measure(node: &Node) -> (usize, usize) {
    let mut total = (1, 0);
    let mut add = |child: &Node| {
        let (size, depth) = measure(child);
        total = (total.0 + size, total.1.max(depth + 1));
    };
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(add),
        Value::Mapping(entries) => {
            for entry in entries {
                add(&entry.key);
                add(&entry.value);
            }
        }
        _ => {}
    }
    total
}
