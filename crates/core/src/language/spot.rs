//! What stands at an offset, seen through the grammar.

use super::grammar::Shape;
use crate::source::Span;
use crate::yaml::{Entry, Node, Value};

/// The smallest thing at an offset that the grammar knows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spot<'n> {
    /// A key, and the mapping that it is one of.
    Key {
        entry: &'n Entry,
        of: &'static Shape,
        /// That mapping.
        owner: &'n Node,
    },
    /// A scalar.
    Value {
        node: &'n Node,
        shape: &'static Shape,
        /// The list that it is an item of.
        list: &'n [Node],
        /// The mapping around it.
        owner: Option<&'n Node>,
    },
}

/// Looks for the spot at `offset`; `None` where the grammar says nothing.
pub(super) fn find<'n>(root: &'n Node, shape: &'static Shape, offset: usize) -> Option<Spot<'n>> {
    search(root, shape, offset, &[], None)
}

fn search<'n>(
    node: &'n Node,
    shape: &'static Shape,
    offset: usize,
    list: &'n [Node],
    owner: Option<&'n Node>,
) -> Option<Spot<'n>> {
    match (&node.value, shape) {
        (Value::Sequence(items), Shape::Items(inner)) => {
            let item = items.iter().find(|item| holds(item.span, offset))?;
            search(item, inner, offset, items, owner)
        }
        // A single item is read as a list of one.
        (_, Shape::Items(inner)) => search(node, inner, offset, list, owner),
        (Value::Mapping(entries), Shape::Keys(_) | Shape::ByReference) => {
            let entry = entries.iter().find(|entry| holds(entry.span(), offset))?;
            if holds(entry.key.span, offset) {
                return Some(Spot::Key {
                    entry,
                    of: shape,
                    owner: node,
                });
            }
            let inner = shape.behind(entry.name()?)?;
            search(&entry.value, inner, offset, &[], Some(node))
        }
        (Value::Scalar(_), _) => Some(Spot::Value {
            node,
            shape,
            list,
            owner,
        }),
        _ => None,
    }
}

/// Its end counts, too: a cursor stands behind the word that was just written.
fn holds(span: Span, offset: usize) -> bool {
    span.start <= offset && offset <= span.end
}
