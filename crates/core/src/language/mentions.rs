//! Where services, jobs, charts and infrastructure are named, in both texts.

use super::grammar::{KINDS, Shape};
use super::{Side, Texts};
use crate::source::Span;
use crate::template::Kind;
use crate::yaml::{Node, Value, has_placeholder};

/// Something that has a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    pub(super) name: String,
}

/// A place where a thing is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mention {
    pub(super) side: Side,
    /// The scalar that names it, with its quotes.
    pub(super) span: Span,
    /// What stands in front of the name: `services.`, or nothing.
    pub(super) prefix: &'static str,
    pub(super) thing: Thing,
    /// Whether it is the item of the list that the name comes from.
    pub(super) declares: bool,
}

/// All mentions of one side, each once, by place.
pub(super) fn on(texts: Texts, side: Side) -> Vec<Mention> {
    let mut mentions = Vec::new();
    if let Some((root, shape)) = side.read(texts.on(side)) {
        collect(&root, shape, side, &mut mentions);
    }
    mentions.sort();
    mentions.dedup();
    mentions
}

/// The mention at `offset`.
pub(super) fn at(texts: Texts, side: Side, offset: usize) -> Option<Mention> {
    let mut mentions = on(texts, side).into_iter();
    mentions.find(|it| it.span.start <= offset && offset <= it.span.end)
}

fn collect(node: &Node, shape: &'static Shape, side: Side, mentions: &mut Vec<Mention>) {
    match (&node.value, shape) {
        (Value::Sequence(items), Shape::Items(inner)) => {
            for item in items {
                collect(item, inner, side, mentions);
            }
        }
        (_, Shape::Items(inner)) => collect(node, inner, side, mentions),
        (Value::Mapping(entries), _) => {
            for entry in entries {
                if matches!(shape, Shape::ByReference) {
                    mentions.extend(mention(&entry.key, &Shape::Reference, side));
                }
                if let Some(inner) = entry.name().and_then(|name| shape.behind(name)) {
                    collect(&entry.value, inner, side, mentions);
                }
            }
        }
        _ => mentions.extend(mention(node, shape, side)),
    }
}

fn mention(node: &Node, shape: &Shape, side: Side) -> Option<Mention> {
    let text = node.as_str().filter(|text| !has_placeholder(text))?;
    let (prefix, kind, name) = match shape {
        Shape::Name(kind) => ("", *kind, text),
        Shape::Service => with_kind(text).unwrap_or(("", Kind::Services, text)),
        Shape::Reference | Shape::Pattern => with_kind(text)?,
        _ => return None,
    };
    let is_several = name.contains('*') || (name == "all" && !prefix.is_empty());
    (!name.is_empty() && !is_several).then(|| Mention {
        side,
        span: node.span,
        prefix,
        thing: Thing {
            kind,
            name: name.to_owned(),
        },
        declares: matches!(shape, Shape::Name(_)),
    })
}

fn with_kind(text: &str) -> Option<(&'static str, Kind, &str)> {
    const PREFIXES: [&str; 4] = ["services.", "jobs.", "charts.", "infrastructure."];
    let mut kinds = KINDS.into_iter().zip(PREFIXES);
    kinds.find_map(|(kind, prefix)| Some((prefix, kind, text.strip_prefix(prefix)?)))
}
