//! YAML text as a tree with spans. The only module that names the YAML parser.

use crate::source::Span;

/// A value of the text with the place it stands at.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// From its first to past its last byte, quotes and brackets included.
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
