//! The tree.

use super::schema::{self, Plain};
use crate::source::Span;

/// A value of the text with the place it stands at.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// From its first to past its last byte, quotes and brackets included. An alias stands where it
    /// is used; what is inside it, where it was anchored.
    pub span: Span,
}

/// What a node holds. Plain scalars are resolved by the YAML 1.2 core schema.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, `null` or `~`.
    Null,
    /// A scalar.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in file order; a repeated key is kept (and is a problem).
    Mapping(Vec<Entry>),
}

/// A scalar and how it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The text it stands for, unquoted and unescaped.
    pub text: String,
    /// Whether it was written without quotes and is no block scalar.
    pub plain: bool,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key; anything but a scalar is a problem of the file.
    pub key: Node,
    /// The value; `Null` with an empty span behind the colon where there is none.
    pub value: Node,
}

impl Entry {
    /// The key's text; `None` if the key is no scalar.
    pub fn name(&self) -> Option<&str> {
        self.key.scalar().map(|scalar| scalar.text.as_str())
    }

    /// From the key to the end of the value.
    pub fn span(&self) -> Span {
        Span::new(
            self.key.span.start,
            self.value.span.end.max(self.key.span.end),
        )
    }
}

impl Node {
    /// Whether it holds nothing, `null` or `~`.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// The scalar, however it was written.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a quoted scalar, or of a plain one that is no number and no boolean.
    pub fn as_str(&self) -> Option<&str> {
        let scalar = self.scalar()?;
        let text = !scalar.plain || schema::plain(&scalar.text) == Plain::Text;
        text.then_some(scalar.text.as_str())
    }

    /// `true`, `True`, `TRUE`, `false`, `False` or `FALSE`, without quotes.
    pub fn as_bool(&self) -> Option<bool> {
        match self.plain()? {
            Plain::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// A whole number that is not negative (and fits), without quotes.
    pub fn as_u64(&self) -> Option<u64> {
        match self.plain()? {
            Plain::Integer(value) => u64::try_from(value).ok(),
            _ => None,
        }
    }

    /// Any number, without quotes.
    pub fn as_f64(&self) -> Option<f64> {
        match self.plain()? {
            #[expect(clippy::cast_precision_loss, reason = "a float was asked for")]
            Plain::Integer(value) => Some(value as f64),
            Plain::Float(value) => Some(value),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn items(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a mapping.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry of a mapping with this key; of a repeated key, the last one.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let entries = self.entries()?;
        entries.iter().rev().find(|entry| entry.name() == Some(key))
    }

    /// The value of a mapping's key; of a repeated key, the last one.
    pub fn get(&self, key: &str) -> Option<&Node> {
        Some(&self.entry(key)?.value)
    }

    /// What it is, for messages: "a list", "text", "a number" …
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
            Value::Scalar(_) => match self.plain() {
                Some(Plain::Boolean(_)) => "a boolean",
                Some(Plain::Integer(_) | Plain::Float(_)) => "a number",
                _ => "text",
            },
        }
    }

    /// Translates the place of the node and of everything inside it.
    pub(super) fn move_spans(&mut self, to: &impl Fn(Span) -> Span) {
        self.span = to(self.span);
        match &mut self.value {
            Value::Sequence(items) => items.iter_mut().for_each(|item| item.move_spans(to)),
            Value::Mapping(entries) => {
                for entry in entries {
                    entry.key.move_spans(to);
                    entry.value.move_spans(to);
                }
            }
            Value::Null | Value::Scalar(_) => {}
        }
    }

    fn plain(&self) -> Option<Plain> {
        let scalar = self.scalar()?;
        scalar.plain.then(|| schema::plain(&scalar.text))
    }
}
