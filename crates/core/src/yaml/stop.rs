//! Where reading stopped.

use granit_parser::ErrorKind;

/// Where reading stopped, and inside what.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    /// Why.
    pub(super) kind: ErrorKind,
    /// Byte offset.
    pub(super) at: usize,
    /// Byte offset up to which reading got; where a bracket is to blame, that is behind it.
    pub(super) met: usize,
    /// Byte offset behind the last thing that was read for certain.
    pub(super) read_to: usize,
    /// The collections that were open, outermost first.
    pub(super) open: Vec<Open>,
}

/// A collection whose end has not been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Open {
    /// Byte offset of its bracket, first key or first dash.
    pub(super) start: usize,
    /// Whether it is written with brackets.
    pub(super) flow: bool,
}
